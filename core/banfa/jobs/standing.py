"""How the installation stands, all bureaus together: what `/metrics` counts and `banfa doctor` looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from banfa.database.security import door

if TYPE_CHECKING:
    from sqlalchemy import Connection

DOOR: Final = door(
    "banfa_door_standing",
    """
    CREATE FUNCTION banfa_door_standing()
    RETURNS TABLE (slug text, topic text, label text, amount bigint, since timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.slug, s.topic, s.label, s.amount, s.since FROM tenant t CROSS JOIN LATERAL (
            SELECT 'tenant' AS topic, '' AS label, 1::bigint AS amount, t.created_at AS since
            UNION ALL
            SELECT 'jobs', w.state, count(*), min(w.asked_at) FROM work w
            WHERE w.tenant_id = t.id AND w.state IN ('waiting', 'queued', 'running') GROUP BY w.state
            UNION ALL
            SELECT 'overdue', '', count(*), min(w.due_at) FROM work w
            WHERE w.tenant_id = t.id AND w.state IN ('waiting', 'queued', 'running') AND w.due_at <= now()
            UNION ALL
            SELECT 'failed', w.kind, count(*), max(w.ended_at) FROM work w
            WHERE w.tenant_id = t.id AND w.state = 'failed' AND w.ended_at > now() - interval '1 day'
            GROUP BY w.kind
            UNION ALL
            SELECT 'failed_ever', w.error_code, count(*), max(w.ended_at) FROM work w
            WHERE w.tenant_id = t.id AND w.state = 'failed' GROUP BY w.error_code
            UNION ALL
            SELECT 'rounds', r.state, count(*), NULL FROM evaluation_round r
            WHERE r.tenant_id = t.id GROUP BY r.state
            UNION ALL
            SELECT 'watch', '', count(*), max(h.ran_at) FROM watch_run h WHERE h.tenant_id = t.id
            UNION ALL
            SELECT 'night', last.state, 1, last.day::timestamp AT TIME ZONE 'Asia/Shanghai' FROM (
                SELECT n.day, coalesce(w.state, 'missing') AS state
                FROM nightly n LEFT JOIN work w ON w.tenant_id = n.tenant_id AND w.id = n.work_id
                WHERE n.tenant_id = t.id AND n.kind = 'watch.run' ORDER BY n.day DESC LIMIT 1
            ) last
            UNION ALL
            SELECT 'checkpoint', '', count(*), max(n.asked_at) FROM nightly n
            WHERE n.tenant_id = t.id AND n.kind = 'checkpoint'
            UNION ALL
            SELECT 'chain', '', h.seq, l.at FROM audit_head h
            LEFT JOIN audit_link l ON l.tenant_id = h.tenant_id AND l.seq = h.seq
            WHERE h.tenant_id = t.id
        ) s
        ORDER BY t.slug
    $$
    """,
)
"""Counts what there is of each bureau, by state; it tells of nobody and of nothing that was reported."""

_STANDING: Final = text("SELECT s.*, banfa_door_clock() AS now FROM banfa_door_standing() AS s")


@dataclass(frozen=True, slots=True)
class Count:
    """So much (`amount`) of a `topic` and `label` at a bureau, and since when.

    `since` is when the oldest open job was asked for or was due, the last failed one ended, the last watch
    ran, the last night began, the last link was made, the last checkpoint written; `age` is how long ago that
    was, None where never.
    """

    slug: str
    topic: str
    label: str
    amount: int
    since: datetime | None
    age: timedelta | None


def count_standing(connection: Connection) -> list[Count]:
    """Count how every bureau stands, by slug."""
    return [
        Count(
            slug=row.slug,
            topic=row.topic,
            label=row.label,
            amount=row.amount,
            since=row.since,
            age=None if row.since is None else max(row.now - row.since, timedelta(0)),
        )
        for row in connection.execute(_STANDING)
    ]
