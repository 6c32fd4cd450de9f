"""One provider's result in a round, with all its reasons: facts, points, provisions, evidence.

It is read off the receipt, from the very columns that decided; evidence is looked up in the ledger as it
stood then. What is told outside the bureau leaves out what `disclosure` does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from banfa.errors import Missing
from banfa.law import Dimension, Fact, facts_of
from banfa.ledger.entries.asof import AsOf
from banfa.procedures.doubles import name_doubles
from banfa.procedures.facts import FactState, read_facts
from banfa.procedures.points import Points
from banfa.procedures.receipts.evaluation_input import wanted_facts
from banfa.procedures.receipts.format import decompress, read_receipt, thaw
from banfa.procedures.receipts.header import Header
from banfa.procedures.rounds.computations import (
    changes_since,
    find_computation,
    find_public_computation,
    stored_receipt,
)
from banfa.procedures.rounds.corrections import MEMBERSHIP, facts_by_item
from banfa.procedures.rounds.disclosure import Disclosure, find_disclosure, seal
from banfa.procedures.rounds.objection_windows import find_public_until
from banfa.procedures.rounds.results import RankedResult, ResultChoice, list_results
from banfa.procedures.rounds.transitions import find_round
from banfa.reasoning.distance import distance_to_next
from banfa.reasoning.explain import criteria_by_key, explain_criterion, explain_rule
from banfa.reasoning.explain_grade import explain_grade
from banfa.reasoning.openness import find_unsettled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from banfa.law import Band, Criterion, Edition, Rule, SetCriterion
    from banfa.procedures.receipts.evaluation_input import Frozen
    from banfa.reasoning.distance import Distance
    from banfa.reasoning.evaluation import Evaluation
    from banfa.reasoning.grading import Places
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class ExplainedCriterion:
    """A criterion with its points, its facts, the reasons, and what would settle what is open.

    `full` is the most it can earn. `points` are None where they are not told; `explanation` says why.
    """

    key: str
    criterion: Criterion | SetCriterion | Dimension
    full: Points
    points: Points | None
    facts: tuple[FactState, ...]
    explanation: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedRule:
    """A rule about taking part, and why it holds or not."""

    rule: Rule
    explanation: str


@dataclass(frozen=True, slots=True)
class ExplainedResult:
    """A provider's result in full. `next_grade` is None at the top, `facts` what is read without points.

    `public_until`: the last day of its publicity, later than that of others where it was corrected.
    """

    round_id: int
    result: RankedResult
    stale: tuple[str, ...]
    public_until: date | None
    explanation: str
    next_grade: Distance | None
    rules: tuple[ExplainedRule, ...]
    criteria: tuple[ExplainedCriterion, ...]
    facts: tuple[FactState, ...]


@dataclass(frozen=True, slots=True)
class BandPlaces:
    """A grade of a round and the places it has; None where no share binds."""

    band: Band
    places: Places | None


class OpenedReceipt(NamedTuple):
    """A receipt taken apart: what it was worked out from, the working out, what it says of itself."""

    frozen: Frozen
    evaluation: Evaluation
    header: Header


@lru_cache(maxsize=4)
def open_receipt(compressed: bytes) -> OpenedReceipt:
    """Take a receipt apart; the last few are kept, since a round is looked at provider by provider."""
    receipt = read_receipt(decompress(compressed))
    frozen = thaw(receipt)
    return OpenedReceipt(frozen, frozen.evaluate(), Header.of(receipt["about"]))


def explain_result(
    unit: Unit, *, round_id: int, provider_id: int, public: bool = False, unlisted: str | None = None
) -> ExplainedResult:
    """Explain a provider's result; `public` and `unlisted` as in `ResultChoice`.

    Raises Missing without one, Conflict before the round is computed.
    """
    round_ = find_round(unit, round_id, lock=False)
    computation = find_public_computation(unit, round_) if public else find_computation(unit, round_)
    choice = ResultChoice(provider_id=provider_id, public=public, unlisted=unlisted)
    results = list_results(unit, round_id=round_id, choice=choice)
    if not results:
        raise Missing("result_not_found", "该评价周期没有这个服务商的结果。")
    receipt = open_receipt(stored_receipt(unit, computation.id))
    frozen, evaluation, _ = receipt
    row = int(np.searchsorted(frozen.providers, provider_id))
    disclosure = None
    if public:
        at = _make_as_of(unit, receipt)
        disclosure = find_disclosure(unit, round_, provider_id=provider_id, at=at)
    criteria = _explain_criteria(unit, receipt, row, disclosure)
    withheld = {each.key for each in criteria if each.points is None}
    wanted = () if evaluation.marks else wanted_facts(frozen.edition)
    return ExplainedResult(
        round_id=round_id,
        result=results[0],
        stale=() if public else changes_since(unit, round_, computation),
        public_until=find_public_until(unit, round_, provider_id),
        explanation=explain_grade(
            evaluation, frozen.edition, frozen.sheet, row, withheld=withheld, distance=not public
        ),
        next_grade=None if public else distance_to_next(evaluation, frozen.edition, row),
        rules=tuple(
            ExplainedRule(
                rule.rule,
                _explain_silence(disclosure, facts_of(rule.rule)) or explain_rule(rule, frozen.sheet, row),
            )
            for rule in evaluation.rules
        ),
        criteria=criteria,
        facts=tuple(_read_facts(unit, receipt, row, wanted, disclosure).values()),
    )


def read_header(unit: Unit, *, round_id: int) -> Header:
    """Read what the receipt of the round's last computation says of itself."""
    computation = find_computation(unit, find_round(unit, round_id, lock=False))
    return open_receipt(stored_receipt(unit, computation.id)).header


def list_bands(unit: Unit, *, round_id: int) -> tuple[BandPlaces, ...]:
    """List the round's grades, best first, with their places; none where no grades are given."""
    computation = find_computation(unit, find_round(unit, round_id, lock=False))
    frozen, evaluation, _ = open_receipt(stored_receipt(unit, computation.id))
    grading, graded = frozen.edition.grading, evaluation.graded
    if grading is None or graded is None:
        return ()
    return tuple(map(BandPlaces, grading.bands, graded.places))


def _explain_silence(disclosure: Disclosure | None, facts: Iterable[Fact]) -> str:
    """Say why what rests on these facts is not told; to the bureau all is."""
    return "" if disclosure is None else disclosure.explain_silence(facts)


def _explain_criteria(
    unit: Unit, receipt: OpenedReceipt, row: int, disclosure: Disclosure | None
) -> tuple[ExplainedCriterion, ...]:
    """Explain every criterion; none where the measure gives no points."""
    marks, rubric, sheet = receipt.evaluation.marks, receipt.frozen.edition.rubric, receipt.frozen.sheet
    if marks is None or rubric is None:
        return ()
    by_key = criteria_by_key(rubric)
    facts_read = chain.from_iterable(facts_of(by_key[key]) for key in marks.keys)
    states = _read_facts(unit, receipt, row, facts_read, disclosure)
    explained = []
    for key in marks.keys:
        criterion = by_key[key]
        full = _full_points(criterion) * rubric.unit
        full_points = Points(full, full, rubric.unit)
        if silence := _explain_silence(disclosure, facts_of(criterion)):
            explained.append(ExplainedCriterion(key, criterion, full_points, None, (), silence, ()))
            continue
        low, high = marks.points(key).at(row)
        facts = tuple(states[fact] for fact in facts_of(criterion) if fact in states)
        missing = [str(unsettled) for unsettled in find_unsettled(criterion, sheet, row)]
        if missing:
            missing += name_doubles(unit, facts, provider_id=int(receipt.frozen.providers[row]))
        explained.append(
            ExplainedCriterion(
                key=key,
                criterion=criterion,
                full=full_points,
                points=Points(low, high, rubric.unit),
                facts=facts,
                explanation=explain_criterion(rubric, key, marks, sheet, row),
                missing=tuple(missing),
            )
        )
    return tuple(explained)


def _full_points(criterion: Criterion | SetCriterion | Dimension) -> int:
    """Give the most points a criterion, or a dimension without criteria, can earn."""
    return criterion.full if isinstance(criterion.full, int) else criterion.full.high


def _make_as_of(unit: Unit, receipt: OpenedReceipt) -> AsOf:
    """Say as of when the receipt was worked out."""
    frozen, _, header = receipt
    return AsOf(
        tenant_id=unit.tenant_id,
        as_of=header.round.period_end,
        round_start=header.round.period_start,
        known_at=header.known_at,
        complete=header.complete,
        calendar=frozen.calendar,
    )


def _read_facts(
    unit: Unit, receipt: OpenedReceipt, row: int, facts: Iterable[Fact], disclosure: Disclosure | None
) -> dict[Fact, FactState]:
    """Read facts with their values, as then known, and the records behind them, as far as they are told."""
    frozen, _, header = receipt
    provider_id = int(frozen.providers[row])
    corrected_at = _list_corrected(frozen.edition, header, provider_id)
    as_of = _make_as_of(unit, receipt)
    ends: dict[datetime, dict[Fact, tuple[int, int]]] = {}
    for fact in dict.fromkeys(facts):
        if not _explain_silence(disclosure, (fact,)):
            known_at = corrected_at.get(fact.key, header.known_at)
            ends.setdefault(known_at, {})[fact] = frozen.sheet.col(fact).at(row)
    states = [
        state
        for known_at, these in ends.items()
        for state in read_facts(
            unit.connection, these, provider_id=provider_id, as_of=replace(as_of, known_at=known_at)
        )
    ]
    return {state.fact: state if disclosure is None else seal(state) for state in states}


def _list_corrected(law: Edition, header: Header, provider_id: int) -> dict[str, datetime]:
    """Give, by fact, as known when an objection corrected it of this provider."""
    if not header.corrected:
        return {}
    facts_of_item = facts_by_item(law)
    corrected_at: dict[str, datetime] = {}
    for each in header.corrected:
        if each.provider_id == provider_id:
            items = facts_of_item if MEMBERSHIP in each.items else each.items
            corrected_at |= {key: each.known_at for item in items for key in facts_of_item[item]}
    return corrected_at
