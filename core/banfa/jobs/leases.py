"""Holding a row of work: taken for a time, kept alive, given back or finished by who holds the last fence.

Every taking raises the row's `fence`. A worker that was thought dead and wakes up again holds an older
one, and none of its statements finds the row any more: its effect is rolled back with its `done`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, func, or_

from banfa.database.tenancy import tenant_transaction, tenant_update
from banfa.trust.actor import Actor
from banfa.trust.authority import find_entitled
from banfa.trust.canonical import plain
from banfa.trust.ids import Ids
from banfa.trust.instants import read_present
from banfa.trust.persons import identify_person
from banfa.trust.tenants import clock, own_tenant
from banfa.trust.work import Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime, timedelta

    from sqlalchemy import Connection, Engine, Update

    from banfa.trust.actor import Tenant


_work: Final = Work.table.c


class LeaseLostError(Exception):
    """Somebody else holds the row by now, or it is finished: leave everything as it is."""


@dataclass(frozen=True, slots=True)
class Lease:
    """A row of work while this worker holds it.

    `askers` are all who have asked for it, the first of whom it is done for who still may: `actor`. Where
    nobody may any more that is the tenant's clock, and `entitled` is false. `now` is the present that a test
    has passed in.
    """

    tenant_id: int
    work_id: int
    fence: int
    kind: str
    data: dict[str, Any]
    actor: Actor
    attempts: int
    now: datetime | None = None
    askers: tuple[Actor, ...] = ()
    entitled: bool = True

    @property
    def outward_id(self) -> str:
        """The id of the work as people know it."""
        return Ids(self.actor.bureau.id_key).encode_one("work", self.work_id)

    @property
    def subject(self) -> str:
        """How audit and events name it."""
        return f"work/{self.work_id}"


def take(
    engine: Engine, *, tenant_id: int, work_id: int, term: timedelta, now: datetime | None = None
) -> Lease | None:
    """Take a row that was handed out, or whose holder fell silent; None when it is not to be had."""
    statement = (
        tenant_update(tenant_id, Work.table)
        .where(
            _work.id == work_id,
            or_(_work.state == "queued", and_(_work.state == "running", _work.due_at <= func.now())),
        )
        .values(
            state="running",
            fence=_work.fence + 1,
            attempts=_work.attempts + 1,
            due_at=func.now() + term,
            started_at=case((_work.started_at.is_(None), func.now()), else_=_work.started_at),
            steps_done=0,
            steps_total=0,
            step="",
        )
        .returning(*(Work.table.c[name] for name in Work.names))
    )
    with tenant_transaction(engine, tenant_id) as connection:
        values = connection.execute(statement).one_or_none()
        if values is None:
            return None
        row = Work.make(values)
        bureau = own_tenant(connection)
        askers = tuple(_list_askers(connection, bureau, row))
        actor = find_entitled(connection, askers, now=now or read_present(connection, tenant_id))
    return Lease(
        tenant_id,
        work_id,
        row.fence,
        row.kind,
        row.data,
        actor or clock(bureau),
        row.attempts,
        now,
        askers,
        entitled=actor is not None,
    )


def _list_askers(connection: Connection, bureau: Tenant, row: Work) -> Iterator[Actor]:
    """All who have asked for a piece of work, the first one first."""
    for asker in ({"person_id": row.person_id, "credential": row.credential}, *row.others):
        person = identify_person(connection, bureau.id, asker["person_id"])
        yield Actor.from_json(bureau, person, asker["credential"])


def extend(engine: Engine, lease: Lease, *, term: timedelta) -> None:
    """Say that the work is still going on. Raises LeaseLostError."""
    with tenant_transaction(engine, lease.tenant_id) as connection:
        _hold(connection, _update_held(lease).values(due_at=func.now() + term))


def report(engine: Engine, lease: Lease, *, term: timedelta, done: int, total: int, step: str) -> None:
    """Show how far the work has come, at once and to everybody. Raises LeaseLostError."""
    with tenant_transaction(engine, lease.tenant_id) as connection:
        _hold(
            connection,
            _update_held(lease).values(
                due_at=func.now() + term, steps_done=done, steps_total=total, step=step
            ),
        )


def finish(connection: Connection, lease: Lease, result: Mapping[str, Any]) -> None:
    """Mark the work done, in the transaction that holds its effect. Raises LeaseLostError."""
    _hold(
        connection,
        _update_held(lease).values(state="done", result=plain(result), ended_at=func.clock_timestamp()),
    )


def fail(connection: Connection, lease: Lease, *, code: str, detail: str) -> None:
    """Mark the work as failed for good. Raises LeaseLostError."""
    _hold(
        connection,
        _update_held(lease).values(
            state="failed", error_code=code, error_detail=plain(detail), ended_at=func.clock_timestamp()
        ),
    )


def give_back(engine: Engine, lease: Lease, *, after: timedelta) -> None:
    """Let the work be handed out again after a while. Raises LeaseLostError."""
    with tenant_transaction(engine, lease.tenant_id) as connection:
        _hold(connection, _update_held(lease).values(state="waiting", due_at=func.now() + after))


def _update_held(lease: Lease) -> Update:
    return tenant_update(lease.tenant_id, Work.table).where(
        _work.id == lease.work_id, _work.fence == lease.fence, _work.state == "running"
    )


def _hold(connection: Connection, statement: Update) -> None:
    if connection.execute(statement).rowcount != 1:
        raise LeaseLostError
