"""Holding a row of work: taken for a time, kept alive, given back or finished by who holds the last fence.

Every taking raises the row's `fence`. A worker that was thought dead and wakes up again holds an older
one, and none of its statements finds the row any more: its effect is rolled back with its `done`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_

from banfa.database.tenancy import tenant_transaction, tenant_update
from banfa.trust.actor import Actor
from banfa.trust.canonical import plain
from banfa.trust.work import work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Engine, Update


class LeaseLostError(Exception):
    """Somebody else holds the row by now, or it is finished: leave everything as it is."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A row of work while this worker holds it. `taken_at` is the database's time."""

    tenant_id: int
    work_id: int
    fence: int
    kind: str
    data: dict[str, Any]
    actor: Actor
    attempts: int
    taken_at: datetime

    @property
    def subject(self) -> str:
        """How audit and events name it."""
        return f"work/{self.work_id}"


def take(engine: Engine, *, tenant_id: int, work_id: int, term: timedelta) -> Lease | None:
    """Take a row that was handed out, or whose holder fell silent; None when it is not to be had."""
    statement = (
        tenant_update(tenant_id, work)
        .where(
            work.c.id == work_id,
            or_(work.c.state == "queued", and_(work.c.state == "running", work.c.due_at <= func.now())),
        )
        .values(
            state="running",
            fence=work.c.fence + 1,
            attempts=work.c.attempts + 1,
            due_at=func.now() + term,
            started_at=case((work.c.started_at.is_(None), func.now()), else_=work.c.started_at),
            steps_done=0,
            steps_total=0,
            step="",
        )
        .returning(
            work.c.fence,
            work.c.kind,
            work.c.data,
            work.c.actor,
            work.c.attempts,
            func.now().label("taken_at"),
        )
    )
    with tenant_transaction(engine, tenant_id) as connection:
        row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    return Lease(
        tenant_id,
        work_id,
        row.fence,
        row.kind,
        row.data,
        Actor.from_json(row.actor),
        row.attempts,
        row.taken_at,
    )


def extend(engine: Engine, lease: Lease, *, term: timedelta) -> None:
    """Say that the work is still going on. Raises LeaseLostError."""
    with tenant_transaction(engine, lease.tenant_id) as connection:
        _hold(connection, _held(lease).values(due_at=func.now() + term))


def report(engine: Engine, lease: Lease, *, term: timedelta, done: int, total: int, step: str) -> None:
    """Show how far the work has come, at once and to everybody. Raises LeaseLostError."""
    with tenant_transaction(engine, lease.tenant_id) as connection:
        _hold(
            connection,
            _held(lease).values(due_at=func.now() + term, steps_done=done, steps_total=total, step=step),
        )


def finish(connection: Connection, lease: Lease, result: Mapping[str, Any]) -> None:
    """Mark the work done, in the transaction that holds its effect. Raises LeaseLostError."""
    _hold(
        connection, _held(lease).values(state="done", result=plain(result), ended_at=func.clock_timestamp())
    )


def fail(connection: Connection, lease: Lease, *, code: str, detail: str) -> None:
    """Mark the work as failed for good. Raises LeaseLostError."""
    _hold(
        connection,
        _held(lease).values(
            state="failed", error_code=code, error_detail=plain(detail), ended_at=func.clock_timestamp()
        ),
    )


def give_back(engine: Engine, lease: Lease, *, after: timedelta) -> None:
    """Let the work be handed out again after a while. Raises LeaseLostError."""
    with tenant_transaction(engine, lease.tenant_id) as connection:
        _hold(connection, _held(lease).values(state="waiting", due_at=func.now() + after))


def _held(lease: Lease) -> Update:
    return tenant_update(lease.tenant_id, work).where(
        work.c.id == lease.work_id, work.c.fence == lease.fence, work.c.state == "running"
    )


def _hold(connection: Connection, statement: Update) -> None:
    if connection.execute(statement).rowcount != 1:
        raise LeaseLostError
