"""Computing a round: from facts of the ledger to points, ranks and grades, with a receipt.

Runs as a job. The number of statements does not depend on how many providers, contracts or rules there are.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np

from banfa.cities.loading.isolated_load import load_sound_cities
from banfa.ledger.entries.asof import AsOf
from banfa.ledger.facts.pool import Population
from banfa.ledger.facts.sheet import build_sheet
from banfa.ledger.kinds.completeness import completeness
from banfa.procedures.calendars import digest_calendar, read_calendar
from banfa.procedures.instruments.editions import find_edition, known_edition_key_on, settle_by
from banfa.procedures.instruments.instrument import ids_of_law
from banfa.procedures.instruments.locked import check_unchanged
from banfa.procedures.instruments.open_terms import unset_for_round
from banfa.procedures.periods import check_period
from banfa.procedures.receipts.evaluation_input import Frozen, is_open, outcome, wanted_facts
from banfa.procedures.receipts.format import build_receipt, compress
from banfa.procedures.rounds.computations import Computation, find_computation
from banfa.procedures.rounds.corrections import correct_sheet
from banfa.procedures.rounds.diff import list_moves
from banfa.procedures.rounds.documents import list_of_round
from banfa.procedures.rounds.exclusions import list_standing
from banfa.procedures.rounds.header import make_header
from banfa.procedures.rounds.objections import check_recomputing, list_corrected, settle_upheld
from banfa.procedures.rounds.requests import ComputationDone
from banfa.procedures.rounds.results import store_results
from banfa.procedures.rounds.transitions import Round, StepDetail, check_step, find_round, take_step

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.cities.loading.discovery import Cities
    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.ledger.facts.sheet import SheetData
    from banfa.procedures.receipts.header import CorrectedProvider
    from banfa.procedures.rounds.exclusions import Exclusion
    from banfa.procedures.rounds.requests import ComputationRequest
    from banfa.trust.unit import Unit

PHASES: Final = 4


@lru_cache(maxsize=1)
def cities() -> Cities:
    """The cities of this process: a job names its city, and its plugin is loaded once."""
    return load_sound_cities()


def compute_round(
    unit: Unit, request: ComputationRequest, progress: Callable[[int, int, str], None]
) -> ComputationDone:
    """Carry out the work `round.compute`.

    Under the edition in force on the round's last day, asked anew each time: a round opened on trial, or
    before another edition was promulgated, takes that one over. Without any it stays a trial of the one it
    was opened with. What is public already is computed again under the edition it was published by.
    """
    before = find_round(unit, request.round_id)
    objection_id = request.objection_id
    step = "compute" if objection_id is None else "recompute"
    check_step(before, step)
    if objection_id is not None:
        check_recomputing(unit, objection_id)
    profile = cities().profile(request.city)
    edition = before.edition
    if objection_id is None:
        edition = known_edition_key_on(unit, profile, day=before.period_end) or edition
    round_ = replace(before, edition=edition)
    check_period(find_edition(profile, edition), round_.period_start, round_.period_end)
    corrected = list_corrected(unit, round_, recomputed=objection_id)
    computation = _compute(unit, profile, round_, corrected, progress)
    detail = StepDetail(edition=edition, digest=computation.digest)
    take_step(unit, replace(round_, computation_id=computation.id), step, detail=detail)
    moves = []
    if objection_id is not None:
        moves = list_moves(unit, before=find_computation(unit, before), after=computation)
        settle_upheld(unit, objection_id=objection_id, moved=moves)
    progress(PHASES, PHASES, "完成")
    return ComputationDone(computation.id, computation.providers, computation.digest, len(moves))


def _compute(
    unit: Unit,
    profile: Profile,
    round_: Round,
    corrected: Sequence[CorrectedProvider],
    progress: Callable[[int, int, str], None],
) -> Computation:
    """Work the round out and store it."""
    instruments = list_of_round(unit, round_)
    check_unchanged(unit, profile.city.key, find_edition(profile, round_.edition), instruments)
    law = settle_by(profile, round_.edition, instruments)
    progress(0, PHASES, "汇集事实")
    facts = gather_facts(unit, law, round_, corrected)
    exclusions = list_standing(unit, round_.id)
    frozen = freeze(law, facts, exclusions)
    progress(1, PHASES, "计分和定级")
    arrays = outcome(frozen.evaluate())
    progress(2, PHASES, "形成计分底稿")
    header = make_header(
        unit,
        profile,
        round_,
        instruments=instruments,
        exclusions=exclusions,
        facts=facts,
        corrected=corrected,
    )
    receipt = build_receipt(frozen, header.to_data(), arrays)
    progress(3, PHASES, "存储结果")
    computation = unit.add(
        Computation,
        round_id=round_.id,
        computed_by=unit.actor.person.id,
        known_at=facts.at.known_at,
        computed_at=unit.now,
        instruments=ids_of_law(instruments),
        exclusions=sorted(exclusion.id for exclusion in exclusions),
        calendar=digest_calendar(facts.at.calendar, round_.period_end),
        law=receipt.hashes["law"],
        providers=len(facts.providers),
        open_results=int(is_open(arrays).sum()),
        unset=unset_for_round(law),
        labels=law.grading.labels if law.grading else (),
        cite=law.grading.cite.key if law.grading else None,
        points_unit=law.rubric.unit if law.rubric else 1,
        digest=receipt.digest,
        receipt=compress(receipt.data),
    )
    store_results(unit, computation_id=computation.id, providers=frozen.providers, arrays=arrays)
    return computation


def gather_facts(
    unit: Unit, law: Edition, round_: Round, corrected: Sequence[CorrectedProvider]
) -> SheetData:
    """Gather the facts that the law asks for, of everyone who was in the pool during the round.

    They are read in one snapshot, as they were known at the cut-off but for what objections correct.
    """
    known_at = round_.cut_off_at
    if known_at is None:
        raise LookupError(f"round {round_.id} is computed without a cut-off")
    with unit.snapshot() as connection:
        as_of = AsOf(
            tenant_id=unit.tenant_id,
            as_of=round_.period_end,
            round_start=round_.period_start,
            known_at=known_at,
            complete=completeness(connection, unit.tenant_id, known_at=known_at),
            calendar=read_calendar(connection, unit.tenant_id),
        )
        facts = wanted_facts(law)
        base = build_sheet(connection, facts, as_of, Population.ROUND)
        return correct_sheet(connection, law, base, corrected)


def freeze(law: Edition, facts: SheetData, exclusions: Sequence[Exclusion]) -> Frozen:
    """Put together everything that the result follows from."""
    excluded = [exclusion.provider_id for exclusion in exclusions]
    counted = [exclusion.provider_id for exclusion in exclusions if exclusion.still_counted]
    return Frozen(
        edition=law,
        as_of=facts.sheet.as_of,
        providers=facts.providers,
        categories=facts.every_category,
        columns=facts.sheet.columns,
        excluded=np.isin(facts.providers, excluded),
        still_counted=np.isin(facts.providers, counted),
        calendar=facts.sheet.calendar,
    )
