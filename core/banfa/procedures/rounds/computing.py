"""Computing a round: from facts of the ledger to points, ranks and grades, with a receipt.

Runs as a job. The number of statements does not depend on how many providers, contracts or rules there are.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from banfa.cities.loading.isolated_load import sound_cities
from banfa.ledger.entries.asof import AsOf
from banfa.ledger.facts.pool import Population
from banfa.ledger.facts.sheet import build
from banfa.ledger.kinds.completeness import completeness
from banfa.procedures.calendars import working_calendar
from banfa.procedures.instruments import issue
from banfa.procedures.instruments.open_terms import unset_for_round
from banfa.procedures.receipts import file
from banfa.procedures.receipts.evaluation_input import Frozen, is_open, outcome, wanted_facts
from banfa.procedures.rounds import computations, exclusions, objections
from banfa.procedures.rounds.computations import computation
from banfa.procedures.rounds.diff import movement
from banfa.procedures.rounds.header import about
from banfa.procedures.rounds.storing import store_results
from banfa.procedures.rounds.transitions import check_step, find_round, take_step

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from banfa.cities.loading.discovery import Cities
    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.ledger.facts.sheet import SheetData
    from banfa.procedures.rounds.exclusions import Ruling
    from banfa.trust.unit import Unit

PHASES: Final = 4


@lru_cache(maxsize=1)
def cities() -> Cities:
    """The cities of this process: a job names its city, and its plugin is loaded once."""
    return sound_cities()


def compute_round(
    unit: Unit, data: dict[str, Any], progress: Callable[[int, int, str], None]
) -> dict[str, Any]:
    """Carry out the work `round.compute`: {"round_id", "city", "objection_id"?}; the answer is its result.

    Under the edition in force on the round's last day, asked anew each time: a round opened on trial, or
    before another edition was promulgated, takes that one over. Without any it stays a trial of the one it
    was opened with.
    """
    row = find_round(unit, data["round_id"])
    objection_id = data.get("objection_id")
    step = "compute" if objection_id is None else "recompute"
    check_step(row, step)
    if objection_id is not None:
        objections.check_recomputing(unit, objection_id)
    profile = cities().profile(data["city"])
    row["edition"] = issue.edition_on(unit, profile, day=row["period_end"]) or row["edition"]
    made = computed(unit, profile, row, progress)
    take_step(
        unit,
        row,
        step,
        detail={"edition": row["edition"], "digest": made["digest"]},
        computation_id=made["id"],
        edition=row["edition"],
    )
    moved = []
    if objection_id is not None:
        moved = movement(unit, before=computations.current(unit, row), after=made)
        objections.settle_upheld(unit, objection_id=objection_id, moved=moved, days=row["public_days"])
    progress(PHASES, PHASES, "完成")
    return {
        "computation_id": made["id"],
        "providers": made["providers"],
        "digest": made["digest"],
        "moved": len(moved),
    }


def computed(
    unit: Unit, profile: Profile, row: Mapping[str, Any], progress: Callable[[int, int, str], None]
) -> dict[str, Any]:
    """Work the round out and store it; returns the computation's own columns."""
    standing = issue.of_edition(unit, row["edition"])
    law = issue.settled(profile, row["edition"], standing)
    progress(0, PHASES, "汇集事实")
    facts = gather(unit, law, row)
    rulings = exclusions.standing(unit, row["id"])
    frozen = freeze(law, facts, rulings)
    progress(1, PHASES, "计算得分和等级")
    arrays = outcome(frozen.evaluate())
    progress(2, PHASES, "形成评价凭证")
    receipt = file.build(frozen, about(unit, profile, row, standing, facts), arrays)
    progress(3, PHASES, "存储结果")
    made = {
        "round_id": row["id"],
        "computed_by": unit.actor.person.id,
        "known_at": facts.moment.known_at,
        "computed_at": unit.now,
        "instruments": issue.of_the_law(standing),
        "exclusions": sorted(one.id for one in rulings.values()),
        "law": receipt.hashes["law"],
        "providers": len(facts.providers),
        "open_results": int(is_open(arrays).sum()),
        "unset": unset_for_round(law),
        "labels": list(law.grading.labels) if law.grading else [],
        "cite": law.grading.cite.key if law.grading else None,
        "points_unit": law.rubric.unit if law.rubric else 1,
        "digest": receipt.digest,
    }
    values = made | {"receipt": file.zipped(receipt.data)}
    new = unit.connection.execute(unit.insert(computation).values(**values).returning(computation.c.id))
    made["id"] = int(new.scalar_one())
    store_results(unit, computation_id=made["id"], providers=frozen.providers, arrays=arrays)
    return made


def gather(unit: Unit, law: Edition, row: Mapping[str, Any]) -> SheetData:
    """The facts that the law asks for, of everyone who was in the pool during the round.

    They are read in one snapshot, of a moment up to which everything recorded is there to be seen.
    """
    known_at = unit.watermark()
    with unit.snapshot() as connection:
        complete = completeness(connection, unit.tenant_id, known_at=known_at)
        moment = AsOf(
            tenant_id=unit.tenant_id,
            as_of=row["period_end"],
            round_start=row["period_start"],
            known_at=known_at,
            complete=complete,
        )
        return build(connection, wanted_facts(law), moment, Population.ROUND, calendar=working_calendar())


def freeze(law: Edition, facts: SheetData, rulings: Mapping[int, Ruling]) -> Frozen:
    """Everything the result follows from."""
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
