"""Work to be done once the transaction that asks for it has committed.

The row is the truth; the queue only carries its id.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import CheckConstraint, Index, and_, bindparam, case, func, or_, text
from sqlalchemy.dialects.postgresql import JSONB

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
from banfa.database.tenancy import tenant_upsert
from banfa.errors import Overburdened
from banfa.trust.canonical import canonical, plain

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.actor import Actor

OPEN_STATES: Final = ("waiting", "queued", "running")
ENDED_STATES: Final = ("done", "failed", "cancelled")
STATES: Final = (*OPEN_STATES, *ENDED_STATES)
NOTHING_CAME: Final = ("failed", "cancelled")
"""Ended, and nothing came of it."""
MAX_OPEN: Final = 200
"""How many pieces of one kind a bureau may have open; whoever asks for more comes again later."""


class Work(
    TenantRow,
    table="work",
    refers={"person_id": "person"},
    constraints=(
        one_of("state", STATES),
        CheckConstraint("(state = 'failed') = (error_code IS NOT NULL)", name="failure_told"),
        CheckConstraint("(state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)", name="ended"),
        Index(
            "ix_work_due",
            "tenant_id",
            "due_at",
            postgresql_where=text("state IN ('waiting', 'queued', 'running')"),
        ),
        Index(
            "uq_work_not_begun",
            "tenant_id",
            "kind",
            "merge_key",
            unique=True,
            postgresql_where=text("attempts = 0 AND state IN ('waiting', 'queued')"),
        ),
    ),
    unbound="a queue: what the work did is bound where it did it",
    erasable=("data", "merge_key", "step", "result", "error_detail"),
):
    """A piece of work.

    `due_at` is the moment at which the dispatcher hands the row out (again): when it may start while waiting,
    when it counts as lost while queued, when its lease ends while running. `fence` counts leases; whoever
    finishes has to hold the last one. `person_id` is who asked, `credential` what let him (`Actor.to_json`).
    `step` says in Chinese what is being done, the `steps_done`-th of `steps_total`; while nothing is known of
    the steps the total is 0. `error_code` and `error_detail` are set once it has failed for good. `merge_key`
    is that of equal work: until the first of it has begun, whoever asks for the same gets this row, and
    stands in `others` with `person_id` and `credential`.
    """

    id: int
    kind: str = text_column()
    data: Any = json_column()
    merge_key: str | None = text_column()
    person_id: int
    credential: Any = json_column()
    others: list[Any] = json_column(default="'[]'")
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
    CREATE FUNCTION banfa_door_work(
        per_tenant integer, in_all integer, of_kind jsonb, redispatch_after interval
    )
    RETURNS TABLE (tenant_id bigint, work_id bigint, fence bigint)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        WITH held AS MATERIALIZED (
            SELECT w.tenant_id, w.kind, count(*) AS number FROM work w
            WHERE w.state IN ('queued', 'running') GROUP BY w.tenant_id, w.kind
        ), lost AS MATERIALIZED (
            SELECT w.tenant_id, w.id FROM work w
            WHERE w.state IN ('queued', 'running') AND w.due_at <= now() FOR UPDATE SKIP LOCKED
        ), waiting AS (
            SELECT w.tenant_id, w.kind, w.id, w.due_at,
                row_number() OVER (PARTITION BY w.tenant_id, w.kind ORDER BY w.due_at, w.id) AS nth_of_kind
            FROM work w WHERE w.state = 'waiting' AND w.due_at <= now()
        ), fitting AS (
            SELECT n.tenant_id, n.id, n.due_at,
                row_number() OVER (PARTITION BY n.tenant_id ORDER BY n.due_at, n.id) AS nth
            FROM waiting n LEFT JOIN held h ON h.tenant_id = n.tenant_id AND h.kind = n.kind
            WHERE n.nth_of_kind + coalesce(h.number, 0) <= coalesce((of_kind ->> n.kind)::integer, per_tenant)
        ), turns AS (
            SELECT f.tenant_id, f.id, f.due_at, f.nth + coalesce(
                (SELECT sum(h.number) FROM held h WHERE h.tenant_id = f.tenant_id), 0) AS turn
            FROM fitting f
        ), chosen AS (
            SELECT c.tenant_id, c.id, c.turn FROM turns c WHERE c.turn <= per_tenant
            ORDER BY c.turn, c.due_at
            LIMIT greatest(in_all - (SELECT coalesce(sum(h.number), 0) FROM held h), 0)
        ), fresh AS MATERIALIZED (
            SELECT w.tenant_id, w.id, c.turn
            FROM work w JOIN chosen c ON c.tenant_id = w.tenant_id AND c.id = w.id
            WHERE w.state = 'waiting' FOR UPDATE OF w SKIP LOCKED
        ), handed AS (
            UPDATE work w SET state = 'queued', due_at = now() + redispatch_after
            FROM (SELECT l.tenant_id, l.id, 0 AS turn FROM lost l UNION ALL SELECT * FROM fresh) d
            WHERE w.tenant_id = d.tenant_id AND w.id = d.id
            RETURNING w.tenant_id, w.id, w.fence, d.turn
        )
        SELECT o.tenant_id, o.id, o.fence FROM handed o ORDER BY o.turn, o.id
    $$
    """,
)
"""Hands out what is due: again what was lost, then one piece to each bureau, then a second, up to
`per_tenant` in flight of a bureau (`of_kind` of a kind) and `in_all` of all. A row that nobody starts within
`redispatch_after` is due again. It tells ids alone, in the order of their turns."""

_OPEN: Final = text(
    "SELECT count(*) FROM work WHERE tenant_id = :tenant_id AND kind = :kind"
    " AND state IN ('waiting', 'queued', 'running') AND due_at <= now() + interval '1 hour'"
)


def ask_for_work(
    connection: Connection,
    actor: Actor,
    *,
    kind: str,
    data: Mapping[str, Any],
    now: datetime,
    run_after: datetime | None = None,
    merge: bool = False,
) -> int:
    """Write a row of work and return its id; it starts once the transaction has committed.

    With `merge`, work of the same kind and data that has not begun yet is the same work: its id is returned,
    and who asks is one more asker of it.
    Leases and delays are measured by the database's clock, the one clock that all machines share. Raises
    Overburdened (`too_much_work`) for a bureau that has MAX_OPEN pieces of a kind open.
    """
    values = {
        "kind": kind,
        "data": plain(data),
        "merge_key": sha256(canonical(plain(data))).hexdigest() if merge else None,
        "person_id": actor.person.id,
        "credential": actor.to_json(),
        "asked_at": now,
        "due_at": func.now() if run_after is None else run_after,
    }
    insert = tenant_upsert(actor.tenant_id, Work.table).values(**values)
    # The update locks the row, which cannot begin before what we have changed is committed, and it returns
    # the id of the row that is there. Who has asked for it already is not written down again.
    asker = bindparam("asker", [{"person_id": actor.person.id, "credential": actor.to_json()}], type_=JSONB)
    held = Work.table.c
    first = and_(held.person_id == insert.excluded.person_id, held.credential == insert.excluded.credential)
    known = or_(first, held.others.contains(asker))
    statement = insert.on_conflict_do_update(
        index_elements=["tenant_id", "kind", "merge_key"],
        index_where=text("attempts = 0 AND state IN ('waiting', 'queued')"),
        set_={
            "merge_key": insert.excluded.merge_key,
            "others": case((known, held.others), else_=held.others.concat(asker)),
        },
    )
    work_id = int(connection.execute(statement.returning(Work.table.c.id)).scalar_one())
    open_work = {"tenant_id": actor.tenant_id, "kind": kind}
    if connection.execute(_OPEN, open_work).scalar_one() > MAX_OPEN:
        detail = f"本单位同类后台任务已有{MAX_OPEN}项尚未完成，请待其完成后再提出。"
        raise Overburdened("too_much_work", detail, retry_after=60)
    return work_id
