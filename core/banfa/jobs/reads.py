"""Every night a link of each bureau's chain binds the traces of reading of the days before."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from banfa.jobs.nightly import claim, describe_own_failure, find_night
from banfa.logs import get_logger
from banfa.trust.read_seals import SETTLED_AFTER, seal_reads
from banfa.trust.tenants import clock, find_tenant
from banfa.trust.unit import SHANGHAI, unit_of_work

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Engine

    from banfa.jobs.nightly import Night

KIND: Final = "reads.seal"
"""In `nightly`; `day` is the one that has begun, before which all is sealed."""

log = get_logger("banfa.jobs")


def seal_nights_reads(engine: Engine, *, day: date | None = None) -> int:
    """Seal what was read before the day that has begun, for every bureau that lacks it; return for how many.

    It waits until what was begun before midnight has ended. A bureau for which it fails keeps no other from
    its own, and is tried again with the next look.
    """
    night = find_night(engine, KIND, day=day, settled_after=SETTLED_AFTER)
    return sum(_seal(engine, slug, night) for slug in night.lacking)


def _seal(engine: Engine, slug: str, night: Night) -> bool:
    """Seal one bureau's, unless another scheduler was faster."""
    try:
        with unit_of_work(engine, clock(find_tenant(engine, slug))) as unit:
            if not claim(unit, night):
                unit.unaudited("another scheduler has sealed")
                return False
            if not seal_reads(unit, until=datetime.combine(night.day, time(), SHANGHAI)):
                unit.unaudited("nothing was read")
    except Exception as error:  # noqa: BLE001 - raised again unless it is this bureau's own
        log.error("reads_not_sealed", tenant=slug, failure=describe_own_failure(error))  # noqa: TRY400 - one line
        return False
    return True
