"""Every night it is announced which orders end soon, in every bureau, once for each last day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.jobs.nightly import claim, describe_own_failure, find_night
from banfa.logs import get_logger
from banfa.procedures.cases.due_notices import announce_due
from banfa.trust.tenants import clock, find_tenant
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Engine

    from banfa.jobs.nightly import Night

KIND: Final = "terms.announce"
"""In `nightly`."""

log = get_logger("banfa.jobs")


def announce_terms(engine: Engine, *, day: date | None = None, now: datetime | None = None) -> int:
    """Announce which orders end soon, for every bureau where it was not done this day; return for how many.

    A bureau for which it fails keeps no other from its own, and is tried again with the next look. `now` is
    for tests, see `unit_of_work`.
    """
    night = find_night(engine, KIND, day=day)
    return sum(_announce(engine, slug, night, now) for slug in night.lacking)


def _announce(engine: Engine, slug: str, night: Night, now: datetime | None) -> bool:
    """Announce one bureau's, unless another scheduler was faster."""
    try:
        with unit_of_work(engine, clock(find_tenant(engine, slug)), now=now) as unit:
            if not claim(unit, night):
                unit.unaudited("another scheduler has announced")
                return False
            if not announce_due(unit):
                unit.unaudited("which night looked; no term ends soon")
    except Exception as error:  # noqa: BLE001 - raised again unless it is this bureau's own
        log.error("terms_not_announced", tenant=slug, failure=describe_own_failure(error))  # noqa: TRY400 - one line
        return False
    return True
