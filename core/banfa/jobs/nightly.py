"""What every bureau's house does once a night by itself: the watch of the new day.

A row of `nightly` says that a tenant's work of a kind was asked for, for a day; its key lets one of any
number of schedulers ask, once. A night on which none ran is not made up for: the next run looks at everything
anyway.
"""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Date, Text, text
from sqlalchemy.exc import OperationalError

from banfa.database.base import moment, tenant_table
from banfa.database.security import door
from banfa.procedures.watch.runs import WATCH
from banfa.trust.actor import Actor
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine, Row

log = logging.getLogger(__name__)

MOST: Final = 100
"""How many tenants are served at a time; the rest come with the next look, a minute later."""
CLOCKWORK: Final = "定时任务"

nightly = tenant_table(
    "nightly",
    Column("kind", Text, nullable=False),
    Column("day", Date, nullable=False),
    moment("asked_at"),
    key=("kind", "day"),
    rights="SELECT, INSERT",
)

DOOR: Final = door(
    "banfa_door_nightly",
    """
    CREATE FUNCTION banfa_door_nightly(wanted text, of_day date, most integer)
    RETURNS TABLE (tenant_id bigint, slug text, city text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT t.id, t.slug, t.city FROM tenant t
        WHERE t.created_at < of_day::timestamp AT TIME ZONE 'Asia/Shanghai'
          AND NOT EXISTS (
              SELECT FROM nightly n WHERE n.tenant_id = t.id AND n.kind = wanted AND n.day = of_day)
        ORDER BY t.id LIMIT most
    $$
    """,
)
"""Tells which bureaus still lack their work of a night; one founded on that day begins with the next."""

_LACKING: Final = text("SELECT tenant_id, slug, city FROM banfa_door_nightly(:kind, :day, :most)")
_ASK: Final = text("""
    INSERT INTO nightly (tenant_id, kind, day, asked_at) VALUES (:tenant_id, :kind, :day, :asked_at)
    ON CONFLICT (tenant_id, kind, day) DO NOTHING RETURNING day
""")
_CLOCK: Final = text("SELECT now() AS moment, (now() AT TIME ZONE 'Asia/Shanghai')::date AS today")


def nightly_once(engine: Engine, *, day: date | None = None) -> int:
    """Ask for the night's work of every bureau that lacks it; return for how many.

    `day` is the day that has begun, by default today by the database's clock, which all schedulers share. A
    bureau for which it fails keeps no other from its own.
    """
    with engine.begin() as connection:
        clock = connection.execute(_CLOCK).one()
        day = day or clock.today
        lacking = connection.execute(_LACKING, {"kind": WATCH, "day": day, "most": MOST}).all()
    return sum(_asked(engine, tenant, day, clock.moment) for tenant in lacking)


def _asked(engine: Engine, tenant: Row[tuple[int, str, str]], day: date, now: datetime) -> bool:
    """Ask for one bureau's work, unless another scheduler was faster."""
    actor = Actor(tenant.tenant_id, tenant.slug, tenant.city, None, CLOCKWORK, "admin")
    row = {"tenant_id": tenant.tenant_id, "kind": WATCH, "day": day, "asked_at": now}
    try:
        with unit_of_work(engine, actor, now=now) as unit:
            if unit.connection.execute(_ASK, row).one_or_none() is None:
                unit.unaudited("another scheduler has asked")
                return False
            work_id = unit.work(WATCH, {"as_of": day.isoformat(), "city": tenant.city})
            told = {"work_id": work_id, "as_of": day.isoformat()}
            unit.note("watch.run_requested", f"work/{work_id}", told, event=False)
    except OperationalError:
        raise  # the database is away for all of them
    except Exception:
        log.exception("the night's work of tenant %s was not asked for", tenant.tenant_id)
        return False
    return True
