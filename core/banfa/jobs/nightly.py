"""What is done for every bureau once a night without being asked: the watch of the new day.

A row of `nightly` says that a tenant's work of a kind was asked for, for a day; its key lets one of any
number of schedulers ask, once. Work that has failed for good is asked for again, hour by hour while the day
lasts: what was in its way at midnight may be gone. A night on which no scheduler ran is not made up for: the
next run looks at everything anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    from collections.abc import Sequence
    from datetime import date, datetime

    from sqlalchemy import Engine

    from banfa.trust.unit import Unit

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

_LACKING: Final = text("SELECT slug FROM banfa_door_nightly(:kind, :day, :most, :again_after)")
_CLAIM: Final = text("""
    INSERT INTO nightly (tenant_id, kind, day, asked_at) VALUES (:tenant_id, :kind, :day, :asked_at)
    ON CONFLICT (tenant_id, kind, day) DO UPDATE SET asked_at = excluded.asked_at
    WHERE nightly.asked_at <= excluded.asked_at - CAST(:again_after AS interval) RETURNING day
""")


@dataclass(frozen=True, slots=True)
class Night:
    """What is done every night, of a day: `now` is when it was looked, `lacking` who lacks it, by slug.

    What has failed for good is done again `again_after` it was asked for.
    """

    kind: str
    day: date
    now: datetime
    again_after: timedelta
    lacking: Sequence[str] = ()


def ask_nightly(engine: Engine, *, day: date | None = None) -> int:
    """Ask for the night's work of every bureau that lacks it; return for how many.

    `day` is the day that has begun, by default today by the database's clock, which all schedulers share. A
    bureau for which it fails keeps no other from its own.
    """
    night = find_night(engine, WATCH, day=day, again_after=AGAIN_AFTER)
    return sum(_ask_for_night(engine, slug, night) for slug in night.lacking)


def find_night(
    engine: Engine,
    kind: str,
    *,
    day: date | None = None,
    settled_after: timedelta = timedelta(0),
    again_after: timedelta = NEVER,
) -> Night:
    """Find which bureaus lack what is done every night: of a day, by default the one that has begun.

    It begins `settled_after` its first moment, by the database's clock, which all schedulers share.
    """
    with engine.begin() as connection:
        now = read_clock(connection)
        day = day or (now - settled_after).astimezone(SHANGHAI).date()
        wanted = {"kind": kind, "day": day, "most": MAX_TENANTS, "again_after": again_after}
        lacking = [row.slug for row in connection.execute(_LACKING, wanted)]
    return Night(kind, day, now, again_after, lacking)


def claim(unit: Unit, night: Night) -> bool:
    """Claim a night for the unit's bureau; False where another scheduler was faster."""
    row = {"tenant_id": unit.tenant_id, "kind": night.kind, "day": night.day, "asked_at": night.now}
    claimed = unit.connection.execute(_CLAIM, {**row, "again_after": night.again_after})
    return claimed.one_or_none() is not None


def describe_own_failure(error: Exception) -> str:
    """Describe what has failed in one bureau: it keeps no other from its own.

    Raises the error itself where the database is away for all of them.
    """
    if find_outage(error) is not None:
        raise error
    return describe_failure(error)


def _ask_for_night(engine: Engine, slug: str, night: Night) -> bool:
    """Ask for one bureau's work, unless another scheduler was faster."""
    day = night.day
    try:
        actor = clock(find_tenant(engine, slug))
        with unit_of_work(engine, actor) as unit:
            if not claim(unit, night):
                unit.unaudited("another scheduler has asked")
                return False
            work_id = unit.work(WATCH, {"as_of": day.isoformat(), "city": actor.city}, merge=True)
            unit.connection.execute(
                unit.update(Nightly.table)
                .where(Nightly.table.c.kind == WATCH, Nightly.table.c.day == day)
                .values(work_id=work_id)
            )
            unit.note("watch.run_requested", f"work/{work_id}", {"as_of": day.isoformat()}, event=False)
    except Exception as error:  # noqa: BLE001 - raised again unless it is this bureau's own
        log.error("night_not_asked", tenant=slug, failure=describe_own_failure(error))  # noqa: TRY400 - one line
        return False
    return True
