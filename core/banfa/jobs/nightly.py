"""What is done for every bureau once a night without being asked: the watch of the new day.

A row of `nightly` says that a tenant's work of a kind was asked for, for a day; its key lets one of any
number of schedulers ask, once. A night on which none ran is not made up for: the next run looks at everything
anyway.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from banfa.database.rows import TenantRow, date_column, instant_column, text_column
from banfa.database.security import door
from banfa.database.transient import find_outage
from banfa.procedures.watch.runs import WATCH
from banfa.trust.tenants import clock, find_tenant
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Engine

log = logging.getLogger(__name__)

MAX_TENANTS: Final = 100
"""How many tenants are served at a time; the rest come with the next look, a minute later."""


class Nightly(TenantRow, table="nightly", key=("kind", "day"), rights="SELECT, INSERT"):
    """That a bureau's work of a kind was asked for, for a day."""

    kind: str = text_column()
    day: date = date_column()
    asked_at: datetime = instant_column()


DOOR: Final = door(
    "banfa_door_nightly",
    """
    CREATE FUNCTION banfa_door_nightly(wanted text, of_day date, most integer)
    RETURNS TABLE (slug text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.slug FROM tenant t
        WHERE t.created_at < of_day::timestamp AT TIME ZONE 'Asia/Shanghai'
          AND NOT EXISTS (
              SELECT FROM nightly n WHERE n.tenant_id = t.id AND n.kind = wanted AND n.day = of_day)
        ORDER BY t.id LIMIT most
    $$
    """,
)
"""Tells which bureaus still lack their work of a night; one founded on that day begins with the next."""

_LACKING: Final = text("SELECT slug FROM banfa_door_nightly(:kind, :day, :most)")
_ASK: Final = text("""
    INSERT INTO nightly (tenant_id, kind, day, asked_at) VALUES (:tenant_id, :kind, :day, :asked_at)
    ON CONFLICT (tenant_id, kind, day) DO NOTHING RETURNING day
""")
_CLOCK: Final = text("SELECT now() AS moment, (now() AT TIME ZONE 'Asia/Shanghai')::date AS today")


def ask_nightly(engine: Engine, *, day: date | None = None) -> int:
    """Ask for the night's work of every bureau that lacks it; return for how many.

    `day` is the day that has begun, by default today by the database's clock, which all schedulers share. A
    bureau for which it fails keeps no other from its own.
    """
    with engine.begin() as connection:
        database_clock = connection.execute(_CLOCK).one()
        day = day or database_clock.today
        lacking = connection.execute(_LACKING, {"kind": WATCH, "day": day, "most": MAX_TENANTS}).all()
    return sum(_ask_for_night(engine, row.slug, day, database_clock.moment) for row in lacking)


def _ask_for_night(engine: Engine, slug: str, day: date, now: datetime) -> bool:
    """Ask for one bureau's work, unless another scheduler was faster."""
    try:
        actor = clock(find_tenant(engine, slug))
        row = {"tenant_id": actor.tenant_id, "kind": WATCH, "day": day, "asked_at": now}
        with unit_of_work(engine, actor, now=now) as unit:
            if unit.connection.execute(_ASK, row).one_or_none() is None:
                unit.unaudited("another scheduler has asked")
                return False
            work_id = unit.work(WATCH, {"as_of": day.isoformat(), "city": actor.city})
            unit.note("watch.run_requested", f"work/{work_id}", {"as_of": day.isoformat()}, event=False)
    except Exception as error:
        if find_outage(error) is not None:
            raise  # the database is away for all of them
        log.exception("the night's work of tenant %s was not asked for", slug)
        return False
    return True
