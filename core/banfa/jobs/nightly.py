"""What is done for every bureau once a night without being asked: the watch of the new day.

A row of `nightly` says that a tenant's work of a kind was asked for, for a day; its key lets one of any
number of schedulers ask, once. Work that has failed for good is asked for again, hour by hour while the day
lasts: what was in its way at midnight may be gone. A night on which no scheduler ran is not made up for: the
next run looks at everything anyway.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from banfa.database.rows import TenantRow, bigint_column, date_column, instant_column, text_column
from banfa.database.security import door
from banfa.database.transient import find_outage
from banfa.failures import describe_failure
from banfa.logs import get_logger
from banfa.procedures.watch.runs import WATCH
from banfa.trust.instants import read_clock
from banfa.trust.tenants import clock, find_tenant
from banfa.trust.unit import SHANGHAI, unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Engine

log = get_logger("banfa.jobs")

MAX_TENANTS: Final = 100
"""How many tenants are served at a time; the rest come with the next look, a minute later."""
AGAIN_AFTER: Final = timedelta(hours=1)
"""How long after work was asked for that has failed it is asked for again."""
NEVER: Final = timedelta(days=36500)
"""The same of what is done at once: a night that was claimed is not asked for again."""


class Nightly(
    TenantRow,
    table="nightly",
    key=("kind", "day"),
    unbound="which night asked for which work; what the work did is bound where it did it",
):
    """That a bureau's work of a kind was asked for, for a day; `work_id` is the work of the last time."""

    kind: str = text_column()
    day: date = date_column()
    asked_at: datetime = instant_column()
    work_id: int | None = bigint_column()


DOOR: Final = door(
    "banfa_door_nightly",
    """
    CREATE FUNCTION banfa_door_nightly(wanted text, of_day date, most integer, again_after interval)
    RETURNS TABLE (slug text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.slug FROM tenant t
        WHERE t.created_at < of_day::timestamp AT TIME ZONE 'Asia/Shanghai'
          AND NOT EXISTS (
              SELECT FROM nightly n LEFT JOIN work w ON w.tenant_id = n.tenant_id AND w.id = n.work_id
              WHERE n.tenant_id = t.id AND n.kind = wanted AND n.day = of_day
                AND (n.asked_at > now() - again_after OR w.state IS DISTINCT FROM 'failed'))
        ORDER BY t.id LIMIT most
    $$
    """,
)
"""Tells which bureaus still lack their work of a night, or have it failed for a while.

One founded on that day begins with the next."""

LACKING: Final = text("SELECT slug FROM banfa_door_nightly(:kind, :day, :most, :again_after)")
CLAIM: Final = text("""
    INSERT INTO nightly (tenant_id, kind, day, asked_at) VALUES (:tenant_id, :kind, :day, :asked_at)
    ON CONFLICT (tenant_id, kind, day) DO UPDATE SET asked_at = excluded.asked_at
    WHERE nightly.asked_at <= excluded.asked_at - CAST(:again_after AS interval) RETURNING day
""")


def ask_nightly(engine: Engine, *, day: date | None = None) -> int:
    """Ask for the night's work of every bureau that lacks it; return for how many.

    `day` is the day that has begun, by default today by the database's clock, which all schedulers share. A
    bureau for which it fails keeps no other from its own.
    """
    with engine.begin() as connection:
        now = read_clock(connection)
        day = day or now.astimezone(SHANGHAI).date()
        wanted = {"kind": WATCH, "day": day, "most": MAX_TENANTS, "again_after": AGAIN_AFTER}
        lacking = connection.execute(LACKING, wanted).all()
    return sum(_ask_for_night(engine, row.slug, day, now) for row in lacking)


def _ask_for_night(engine: Engine, slug: str, day: date, now: datetime) -> bool:
    """Ask for one bureau's work, unless another scheduler was faster."""
    try:
        actor = clock(find_tenant(engine, slug))
        row = {"tenant_id": actor.tenant_id, "kind": WATCH, "day": day, "asked_at": now}
        claim = {**row, "again_after": AGAIN_AFTER}
        with unit_of_work(engine, actor) as unit:
            if unit.connection.execute(CLAIM, claim).one_or_none() is None:
                unit.unaudited("another scheduler has asked")
                return False
            work_id = unit.work(WATCH, {"as_of": day.isoformat(), "city": actor.city}, merge=True)
            unit.connection.execute(
                unit.update(Nightly.table)
                .where(Nightly.table.c.kind == WATCH, Nightly.table.c.day == day)
                .values(work_id=work_id)
            )
            unit.note("watch.run_requested", f"work/{work_id}", {"as_of": day.isoformat()}, event=False)
    except Exception as error:
        if find_outage(error) is not None:
            raise  # the database is away for all of them
        log.error("night_not_asked", tenant=slug, failure=describe_failure(error))  # noqa: TRY400 - one line
        return False
    return True
