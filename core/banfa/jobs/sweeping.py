"""Every night what is past keeping is deleted, in every bureau, whatever else happens there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.jobs.nightly import claim, describe_own_failure, find_night
from banfa.logs import get_logger
from banfa.trust.tenants import clock, find_tenant
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from sqlalchemy import Engine

    from banfa.jobs.nightly import Night
    from banfa.trust.actor import Actor
    from banfa.trust.unit import Unit

    Sweep = Callable[[Unit], int]
    """Deletes some of what is past keeping and tells of how much; 0 once nothing is left."""

KIND: Final = "sweep"
"""In `nightly`."""

log = get_logger("banfa.jobs")


def sweep_bureaus(engine: Engine, sweeps: Iterable[Sweep], *, day: date | None = None) -> int:
    """Delete what is past keeping of every bureau where it was not done this day; return for how many.

    A bureau for which it fails keeps no other from its own, and has its turn again the next night.
    """
    sweeps = list(sweeps)
    night = find_night(engine, KIND, day=day)
    return sum(_sweep_once(engine, slug, night, sweeps) for slug in (night.lacking if sweeps else ()))


def _sweep_once(engine: Engine, slug: str, night: Night, sweeps: Sequence[Sweep]) -> bool:
    """Delete what is past keeping of one bureau, unless another scheduler was faster."""
    try:
        actor = clock(find_tenant(engine, slug))
        with unit_of_work(engine, actor) as unit:
            unit.unaudited("which night swept; what is deleted is noted where it was kept")
            if not claim(unit, night):
                return False
        _sweep_bureau(engine, actor, sweeps)
    except Exception as error:  # noqa: BLE001 - raised again unless it is this bureau's own
        log.error("not_swept", tenant=slug, failure=describe_own_failure(error))  # noqa: TRY400 - one line
        return False
    return True


def _sweep_bureau(engine: Engine, actor: Actor, sweeps: Iterable[Sweep]) -> None:
    """Some at a time, each in a transaction of its own: what is deleted is held for a moment alone."""
    for sweep in sweeps:
        more = True
        while more:
            with unit_of_work(engine, actor) as unit:
                more = sweep(unit) > 0
                if not more:
                    unit.unaudited("nothing was past keeping")
