"""Every night what is past keeping is deleted, in every bureau, whatever else happens there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.database.transient import find_outage
from banfa.failures import describe_failure
from banfa.jobs.nightly import CLAIM, LACKING, MAX_TENANTS, NEVER
from banfa.logs import get_logger
from banfa.trust.instants import read_clock
from banfa.trust.tenants import clock, find_tenant
from banfa.trust.unit import SHANGHAI, unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from sqlalchemy import Engine

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
    with engine.begin() as connection:
        now = read_clock(connection)
        day = day or now.astimezone(SHANGHAI).date()
        wanted = {"kind": KIND, "day": day, "most": MAX_TENANTS, "again_after": NEVER}
        lacking = connection.execute(LACKING, wanted).all() if sweeps else []
    swept = 0
    for row in lacking:
        try:
            actor = clock(find_tenant(engine, row.slug))
            claim = {"tenant_id": actor.tenant_id, "kind": KIND, "day": day, "asked_at": now}
            if _claim(engine, actor, claim | {"again_after": NEVER}):
                _sweep_bureau(engine, actor, sweeps)
                swept += 1
        except Exception as error:
            if find_outage(error) is not None:
                raise  # the database is away for all of them
            failure = describe_failure(error)
            log.error("not_swept", tenant=row.slug, failure=failure)  # noqa: TRY400 - one line
    return swept


def _claim(engine: Engine, actor: Actor, claim: dict[str, object]) -> bool:
    with unit_of_work(engine, actor) as unit:
        unit.unaudited("which night swept; what is deleted is noted where it was kept")
        return unit.connection.execute(CLAIM, claim).one_or_none() is not None


def _sweep_bureau(engine: Engine, actor: Actor, sweeps: Iterable[Sweep]) -> None:
    """Some at a time, each in a transaction of its own: what is deleted is held for a moment alone."""
    for sweep in sweeps:
        more = True
        while more:
            with unit_of_work(engine, actor) as unit:
                more = sweep(unit) > 0
                if not more:
                    unit.unaudited("nothing was past keeping")
