"""Work to be done once the transaction that asks for it has committed.

The row is the truth; the queue only carries its id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, Text, func
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import moment, one_of, tenant_table
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

_due_at = moment("due_at")
_state = Column("state", Text, nullable=False, server_default="waiting")

work = tenant_table(
    "work",
    Column("kind", Text, nullable=False),
    Column("data", JSONB, nullable=False),
    Column("actor", JSONB, nullable=False),
    _state,
    _due_at,
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("fence", BigInteger, nullable=False, server_default="0"),
    Column("steps_done", Integer, nullable=False, server_default="0"),
    Column("steps_total", Integer, nullable=False, server_default="0"),
    Column("step", Text, nullable=False, server_default=""),
    Column("result", JSONB),
    Column("error_code", Text),
    Column("error_detail", Text),
    moment("asked_at"),
    moment("started_at", nullable=True),
    moment("ended_at", nullable=True),
    one_of("state", STATES),
    CheckConstraint("(state = 'failed') = (error_code IS NOT NULL)", name="failure_told"),
    CheckConstraint("(state IN ('done', 'failed')) = (ended_at IS NOT NULL)", name="ended"),
    Index("ix_work_due", "tenant_id", "due_at", postgresql_where=_state.in_(OPEN_STATES)),
)
"""`due_at` is the moment at which the dispatcher hands the row out (again): when it may start while waiting,
when it counts as lost while queued, when its lease ends while running. `fence` counts leases; whoever
finishes has to hold the last one. `actor` is who asked, as `Actor.to_json` writes it."""


DOOR: Final = door(
    "banfa_door_work",
    """
    CREATE FUNCTION banfa_door_work(batch integer, patience interval)
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
        UPDATE work w SET state = 'queued', due_at = now() + patience
        FROM due WHERE w.tenant_id = due.tenant_id AND w.id = due.id
        RETURNING w.tenant_id, w.id, w.fence
    $$
    """,
)
"""Hands out what is due, at most `batch` rows a tenant, so that no tenant waits behind another's backlog.
A row that nobody starts within `patience` is due again. It tells ids alone."""


def ask(
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
    row = {"kind": kind, "data": plain(data), "actor": actor.to_json(), "asked_at": now}
    statement = tenant_insert(actor.tenant_id, work).values(
        **row, due_at=func.now() if run_after is None else run_after
    )
    return int(connection.execute(statement.returning(work.c.id)).scalar_one())
