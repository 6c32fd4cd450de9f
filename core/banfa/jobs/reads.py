"""Every night a link of each bureau's chain binds the traces of reading of the days before."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from banfa.database.transient import find_outage
from banfa.failures import describe_failure
from banfa.jobs.nightly import CLAIM, LACKING, MAX_TENANTS, NEVER
from banfa.logs import get_logger
from banfa.trust.instants import read_clock
from banfa.trust.read_seals import SETTLED_AFTER, seal_reads
from banfa.trust.tenants import clock, find_tenant
from banfa.trust.unit import SHANGHAI, unit_of_work

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine

KIND: Final = "reads.seal"
"""In `nightly`; `day` is the one that has begun, before which all is sealed."""

log = get_logger("banfa.jobs")


def seal_nights_reads(engine: Engine, *, day: date | None = None) -> int:
    """Seal what was read before the day that has begun, for every bureau that lacks it; return for how many.

    It waits until what was begun before midnight has ended. A bureau for which it fails keeps no other from
    its own, and is tried again with the next look.
    """
    with engine.begin() as connection:
        now = read_clock(connection)
        day = day or (now - SETTLED_AFTER).astimezone(SHANGHAI).date()
        wanted = {"kind": KIND, "day": day, "most": MAX_TENANTS, "again_after": NEVER}
        lacking = connection.execute(LACKING, wanted).all()
    return sum(_seal(engine, row.slug, day, now) for row in lacking)


def _seal(engine: Engine, slug: str, day: date, now: datetime) -> bool:
    """Seal one bureau's, unless another scheduler was faster."""
    try:
        actor = clock(find_tenant(engine, slug))
        claim = {
            "tenant_id": actor.tenant_id,
            "kind": KIND,
            "day": day,
            "asked_at": now,
            "again_after": NEVER,
        }
        with unit_of_work(engine, actor) as unit:
            if unit.connection.execute(CLAIM, claim).one_or_none() is None:
                unit.unaudited("another scheduler has sealed")
                return False
            if not seal_reads(unit, until=datetime.combine(day, time(), SHANGHAI)):
                unit.unaudited("nothing was read")
    except Exception as error:
        if find_outage(error) is not None:
            raise  # the database is away for all of them
        log.error("reads_not_sealed", tenant=slug, failure=describe_failure(error))  # noqa: TRY400 - one line
        return False
    return True
