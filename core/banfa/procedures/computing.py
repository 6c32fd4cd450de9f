"""Computing a round: from facts of the ledger to points, ranks and grades, with a receipt.

Runs as a job. The number of statements does not depend on how many providers, contracts or rules there are.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from banfa.cities.discovery import load_cities
from banfa.law import settle
from banfa.ledger.moment import Moment
from banfa.ledger.pool import Population
from banfa.ledger.sheet import build
from banfa.ledger.sources import completeness
from banfa.procedures import exclusions, instruments, objections, receipts
from banfa.procedures.about import about
from banfa.procedures.calendars import working_calendar, working_days_after
from banfa.procedures.computations import computation
from banfa.procedures.frozen import Frozen, is_open, outcome, wanted_facts
from banfa.procedures.movement import movement
from banfa.procedures.publication import publicity_days
from banfa.procedures.steps import check_step, find_round, take_step
from banfa.procedures.storing import store_results
from banfa.procedures.terms import unset_for_round

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banfa.cities.discovery import Cities
    from banfa.law import Edition
    from banfa.ledger.sheet import SheetData
    from banfa.trust.unit import Unit

PHASES: Final = 4


@lru_cache(maxsize=1)
def cities() -> Cities:
    """The cities of this process: a job names its city, and its plugin is loaded once."""
    return load_cities()


def compute_round(
    unit: Unit, data: dict[str, Any], progress: Callable[[int, int, str], None]
) -> dict[str, Any]:
    """Carry out the work `round.compute`: {"round_id", "city", "objection_id"?}. The answer is the job's result."""
    row = find_round(unit, data["round_id"])
    step = "recompute" if "objection_id" in data else "compute"
    check_step(row, step)
    profile = cities().profile(data["city"])
    standing = instruments.of_edition(unit, row["edition"])
    law = settle(instruments.known_edition(profile, row["edition"]), instruments.merged(standing))
    progress(0, PHASES, "汇集事实")
    facts = gather(unit, law, row)
    frozen = freeze(unit, law, row, facts)
    progress(1, PHASES, "计算得分和等级")
    arrays = outcome(frozen.evaluate())
    progress(2, PHASES, "形成评价凭证")
    receipt = receipts.build(frozen, about(unit, profile, row, standing, facts), arrays)
    progress(3, PHASES, "存储结果")
    new = store(unit, row, law, standing, facts, receipt, arrays)
    store_results(unit, computation_id=new, providers=frozen.providers, arrays=arrays)
    moved = movement(unit, law, before=row["computation_id"], after=new) if step == "recompute" else []
    digest = receipt["hashes"]["receipt"]
    take_step(unit, row, step, detail={"digest": digest}, computation_id=new)
    if step == "recompute":
        until = working_days_after(unit.today, publicity_days(law, None))
        objections.settle_upheld(unit, objection_id=data["objection_id"], moved=moved, until=until)
    progress(PHASES, PHASES, "完成")
    return {"computation_id": new, "providers": len(frozen.providers), "digest": digest, "moved": len(moved)}


def gather(unit: Unit, law: Edition, row: Mapping[str, Any]) -> SheetData:
    """The facts that the law asks for, of everyone who was in the pool during the round.

    They are read in one snapshot, of a moment up to which everything recorded is there to be seen.
    """
    known_at = unit.watermark()
    with unit.snapshot() as connection:
        complete = completeness(connection, unit.tenant_id, known_at=known_at)
        moment = Moment(
            tenant_id=unit.tenant_id,
            as_of=row["period_end"],
            round_start=row["period_start"],
            known_at=known_at,
            complete=complete,
        )
        return build(connection, wanted_facts(law), moment, Population.ROUND, calendar=working_calendar())


def freeze(unit: Unit, law: Edition, row: Mapping[str, Any], facts: SheetData) -> Frozen:
    """Everything the result follows from."""
    rulings = exclusions.standing(unit, row["id"])
    counted = [provider_id for provider_id, ruling in rulings.items() if ruling.still_counted]
    return Frozen(
        edition=law,
        as_of=facts.sheet.as_of,
        providers=facts.providers,
        categories=facts.every_category,
        columns=facts.sheet.columns,
        excluded=np.isin(facts.providers, list(rulings)),
        still_counted=np.isin(facts.providers, counted),
        calendar=working_calendar(),
    )


def store(
    unit: Unit,
    row: Mapping[str, Any],
    law: Edition,
    standing: list[dict[str, Any]],
    facts: SheetData,
    receipt: Mapping[str, Any],
    arrays: Mapping[str, Any],
) -> int:
    """Write the computation with its receipt; returns its id."""
    values = {
        "round_id": row["id"],
        "computed_by": unit.actor.name,
        "asked_by": unit.actor.token_id,
        "known_at": facts.moment.known_at,
        "computed_at": unit.now,
        "instrument_id": max((one["id"] for one in standing), default=0),
        "providers": len(facts.providers),
        "open_results": int(is_open(arrays).sum()),
        "unset": unset_for_round(law),
        "labels": list(law.grading.labels) if law.grading else [],
        "points_unit": law.rubric.unit if law.rubric else 1,
        "digest": receipt["hashes"]["receipt"],
        "receipt": zlib.compress(receipts.written(receipt)),
    }
    made = unit.insert(computation).values(**values).returning(computation.c.id)
    return int(unit.connection.execute(made).scalar_one())
