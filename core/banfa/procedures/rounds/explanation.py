"""One provider's result in a round, with all its reasons: facts, points, provisions, evidence.

It is read off the receipt, from the very columns that decided; evidence is looked up in the ledger as it
stood then.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from banfa.errors import Missing
from banfa.law import Dimension, facts_of
from banfa.ledger.entries.asof import AsOf
from banfa.procedures.facts import fact_shown
from banfa.procedures.points import in_points
from banfa.procedures.receipts.evaluation_input import wanted_facts
from banfa.procedures.receipts.file import read, stored, thaw, unzipped
from banfa.procedures.rounds import computations, results
from banfa.reasoning.distance import to_next
from banfa.reasoning.explain import criteria, explain_criterion, explain_rule
from banfa.reasoning.explain_grade import explain_grade
from banfa.reasoning.openness import what_would_settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.law import Criterion, Fact, SetCriterion
    from banfa.procedures.receipts.evaluation_input import Frozen
    from banfa.reasoning.evaluation import Evaluation
    from banfa.trust.unit import Unit


class Opened(NamedTuple):
    """A receipt taken apart: what it was worked out from, the working out, what it says of itself."""

    frozen: Frozen
    evaluation: Evaluation
    about: Mapping[str, Any]


@lru_cache(maxsize=4)
def opened(compressed: bytes) -> Opened:
    """Take a receipt apart; the last few are kept, since a round is looked at provider by provider."""
    receipt = read(unzipped(compressed))
    frozen = thaw(receipt)
    return Opened(frozen, frozen.evaluate(), receipt["about"])


def provider_result(unit: Unit, *, round_id: int, provider_id: int) -> dict[str, Any]:
    """A provider's result explained. Raises Missing without one, Conflict before the round is computed."""
    row = results.computed_round(unit, round_id)
    head = results.list_results(unit, round_id=round_id, provider_id=provider_id)
    if not head:
        raise Missing("result_not_found", "该评价周期没有这个服务商的结果。")
    found = opened(stored(unit, row["computation_id"]))
    at = int(np.searchsorted(found.frozen.providers, provider_id))
    return head[0] | {
        "round_id": round_id,
        "stale": computations.summary(unit, row)["stale"],
        "explanation": explain_grade(found.evaluation, found.frozen.edition, found.frozen.sheet, at),
        "next": distance(found, at),
        "rules": [
            {
                "cite": a.rule.cite.key,
                "cite_zh": str(a.rule.cite),
                "zh": a.rule.zh,
                "explanation": explain_rule(a, found.frozen.sheet, at),
            }
            for a in found.evaluation.rules
        ],
        "criteria": criteria_shown(unit, found, at),
        "facts": []
        if found.evaluation.marks
        else facts_shown(unit, found, at, wanted_facts(found.frozen.edition)),
    }


def bands(unit: Unit, *, round_id: int) -> list[dict[str, Any]]:
    """The round's grades, best first: floor in points, and how many places a share comes to.

    `places` and `last_place` (the last rank that gets in) are None where no share binds.
    """
    row = results.computed_round(unit, round_id)
    found = opened(stored(unit, row["computation_id"]))
    grading, graded = found.frozen.edition.grading, found.evaluation.graded
    if grading is None or graded is None:
        return []
    return [
        {
            "grade": band.label,
            "floor": band.floor,
            "places": None if places is None else results.one_or_range(*places.own),
            "last_place": None if places is None else results.one_or_range(*places.last),
        }
        for band, places in zip(grading.bands, graded.places, strict=True)
    ]


def distance(found: Opened, at: int) -> dict[str, Any] | None:
    """How far the next better grade is; None at the top."""
    missing = to_next(found.evaluation, found.frozen.edition, at)
    if missing is None:
        return None
    least, most = (in_points(units, missing.unit) for units in missing.to_floor)
    return {
        "grade": missing.band.label,
        "to_floor": results.one_or_range(least, most),
        "last_place": None if missing.last is None else results.one_or_range(*missing.last),
        "ranks_behind": results.one_or_range(*missing.ranks),
        "points": None if missing.points is None else in_points(missing.points, missing.unit),
    }


def criteria_shown(unit: Unit, found: Opened, at: int) -> list[dict[str, Any]]:
    """Every criterion with its points, provision, facts, reasons, evidence, and what would settle it."""
    marks, rubric = found.evaluation.marks, found.frozen.edition.rubric
    if marks is None or rubric is None:
        return []
    sheet, by_key = found.frozen.sheet, criteria(rubric)
    shown = []
    for key in marks.keys:
        one = by_key[key]
        low, high = marks.points(key).at(at)
        shown.append(
            {
                "key": key,
                "cite": one.cite.key,
                "cite_zh": str(one.cite),
                "zh": one.zh,
                "full": in_points(full_units(one, rubric.unit), rubric.unit),
                "points": results.one_or_range(in_points(low, rubric.unit), in_points(high, rubric.unit)),
                "facts": facts_shown(unit, found, at, list(facts_of(one))),
                "explanation": explain_criterion(rubric, key, marks, sheet, at),
                "missing": [str(m) for m in what_would_settle(one, sheet, at)],
            }
        )
    return shown


def full_units(one: Criterion | SetCriterion | Dimension, per: int) -> int:
    """The most a criterion, or a dimension without criteria, can earn, in units."""
    full = one.full if isinstance(one.full, int) else one.full.high
    return full * per


def facts_shown(unit: Unit, found: Opened, at: int, facts: Sequence[Fact]) -> list[dict[str, Any]]:
    """Facts with their values, as then known, and the records behind them."""
    moment = moment_of(unit, found.about)
    provider_id = int(found.frozen.providers[at])
    return [
        fact_shown(unit.connection, fact, found.frozen.sheet.col(fact).at(at), provider_id, moment)
        for fact in facts
    ]


def moment_of(unit: Unit, about: Mapping[str, Any]) -> AsOf:
    """The moment a receipt was worked out for."""
    period = about["round"]
    return AsOf(
        tenant_id=unit.tenant_id,
        as_of=date.fromisoformat(period["period_end"]),
        round_start=date.fromisoformat(period["period_start"]),
        known_at=datetime.fromisoformat(about["known_at"]),
        complete={name: date.fromisoformat(day) for name, day in about["complete"].items()},
    )


def explained(unit: Unit, *, round_id: int, provider_id: int) -> list[str]:
    """The whole result in sentences: the grade, then every criterion."""
    result = provider_result(unit, round_id=round_id, provider_id=provider_id)
    head = f"{result['provider']}：{result['explanation']}"
    return [
        head,
        *(r["explanation"] for r in result["rules"]),
        *(c["explanation"] for c in result["criteria"]),
    ]
