"""Work to be done once the transaction that asks for it has committed.

The row is the truth; the queue only carries its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import CheckConstraint, Index, func, text

from banfa.database.base import one_of
from banfa.database.rows import (
    TenantRow,
    bigint_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.database.security import door
from banfa.database.tenancy import tenant_insert
from banfa.trust.canonical import plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.actor import Actor

OPEN_STATES: Final = ("waiting", "queued", "running")
STATES: Final = (*OPEN_STATES, "done", "failed")


class Work(
    TenantRow,
    table="work",
    refers={"person_id": "person"},
    constraints=(
        one_of("state", STATES),
        CheckConstraint("(state = 'failed') = (error_code IS NOT NULL)", name="failure_told"),
        CheckConstraint("(state IN ('done', 'failed')) = (ended_at IS NOT NULL)", name="ended"),
        Index(
            "ix_work_due",
            "tenant_id",
            "due_at",
            postgresql_where=text("state IN ('waiting', 'queued', 'running')"),
        ),
    ),
):
    """A piece of work.

    `due_at` is the moment at which the dispatcher hands the row out (again): when it may start while waiting,
    when it counts as lost while queued, when its lease ends while running. `fence` counts leases; whoever
    finishes has to hold the last one. `person_id` is who asked, `credential` what let him (`Actor.to_json`).
    `step` says in Chinese what is being done, the `steps_done`-th of `steps_total`; while nothing is known of
    the steps the total is 0. `error_code` and `error_detail` are set once it has failed for good.
    """

    id: int
    kind: str = text_column()
    data: Any = json_column()
    person_id: int
    credential: Any = json_column()
    state: str = text_column(default="'waiting'")
    due_at: datetime = instant_column()
    attempts: int = integer_column(default="0")
    fence: int = bigint_column(default="0")
    steps_done: int = integer_column(default="0")
    steps_total: int = integer_column(default="0")
    step: str = text_column(default="''")
    result: Any | None = json_column()
    error_code: str | None = text_column()
    error_detail: str | None = text_column()
    asked_at: datetime = instant_column()
    started_at: datetime | None = instant_column()
    ended_at: datetime | None = instant_column()

    @property
    def ended(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.ended_at is not None


DOOR: Final = door(
    "banfa_door_work",
    """
    CREATE FUNCTION banfa_door_work(batch integer, redispatch_after interval)
    RETURNS TABLE (tenant_id bigint, work_id bigint, fence bigint)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        WITH due AS MATERIALIZED (
            SELECT d.tenant_id, d.id FROM tenant t CROSS JOIN LATERAL (
                SELECT w.tenant_id, w.id FROM work w
                WHERE w.tenant_id = t.id AND w.state IN ('waiting', 'queued', 'running') AND w.due_at <= now()
                ORDER BY w.due_at LIMIT batch FOR UPDATE SKIP LOCKED
            ) d
        )
        UPDATE work w SET state = 'queued', due_at = now() + redispatch_after
        FROM due WHERE w.tenant_id = due.tenant_id AND w.id = due.id
        RETURNING w.tenant_id, w.id, w.fence
    $$
    """,
)
"""Hands out what is due, at most `batch` rows a tenant, so that no tenant waits behind another's backlog.
A row that nobody starts within `redispatch_after` is due again. It tells ids alone."""


def ask_for_work(
    connection: Connection,
    actor: Actor,
    *,
    kind: str,
    data: Mapping[str, Any],
    now: datetime,
    run_after: datetime | None = None,
) -> int:
    """Write a row of work and return its id; it starts once the transaction has committed.

    Leases and delays are measured by the database's clock, the one clock that all machines share.
    """
    statement = tenant_insert(actor.tenant_id, Work.table).values(
        kind=kind,
        data=plain(data),
        person_id=actor.person.id,
        credential=actor.to_json(),
        asked_at=now,
        due_at=func.now() if run_after is None else run_after,
    )
    return int(connection.execute(statement.returning(Work.table.c.id)).scalar_one())
