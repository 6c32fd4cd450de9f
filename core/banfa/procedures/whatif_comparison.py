"""What terms that were issued change provider by provider: the last period before them, worked out by both.

Before terms are issued only the distribution is told (`banfa.procedures.whatif`); from then on everybody may
know whom they move.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.procedures.instruments.bodies import settle_draft
from banfa.procedures.instruments.editions import find_edition, settle_by
from banfa.procedures.instruments.instrument import merge_settings
from banfa.procedures.points import Points
from banfa.procedures.rounds.computing import freeze, gather_facts
from banfa.procedures.rounds.documents import list_of_round
from banfa.procedures.rounds.exclusions import list_standing
from banfa.procedures.rounds.objections import list_corrected
from banfa.procedures.rounds.transitions import Round

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.reasoning.evaluation import Evaluation
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class Outcome:
    """A provider's best and worst grade and its points; None where there are none, or it takes no part."""

    grades: tuple[str, str] | None
    total: Points | None

    def is_same(self, other: Outcome) -> bool:
        """Whether grade and points are the same, in whatever unit these are counted."""
        return self.grades == other.grades and _scale(self.total) == _scale(other.total)


@dataclass(frozen=True, slots=True)
class Compared:
    """How a provider comes out by the terms of before, and how by those that were issued."""

    provider_id: int
    before: Outcome
    after: Outcome

    @property
    def moved(self) -> bool:
        """Whether the terms make a difference to it."""
        return not self.before.is_same(self.after)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A period worked out by both: those who are moved first."""

    round: Round
    providers: Sequence[Compared]


_LAST_BEFORE: Final = (
    Round.select()
    .where(
        Round.c.edition == bindparam("edition"),
        Round.c.period_start < bindparam("applies_from"),
        Round.c.cut_off_at.is_not(None),
        Round.c.state != "withdrawn",
    )
    .order_by(Round.c.period_start.desc(), Round.c.id.desc())
    .limit(1)
)


def compare_issued(
    unit: Unit, profile: Profile, *, edition: str, settings: Mapping[str, object], applies_from: date
) -> Comparison | None:
    """Work the last period before `applies_from` out by its own terms, and by those that were issued.

    None where no such period is cut off. Raises Malformed for settings that the edition takes no longer.
    """
    round_ = unit.one_or_none(Round, _LAST_BEFORE, edition=edition, applies_from=applies_from)
    if round_ is None:
        return None
    instruments = list_of_round(unit, round_)
    law = find_edition(profile, edition)
    before = _list_outcomes(unit, round_, settle_by(profile, edition, instruments))
    after = _list_outcomes(unit, round_, settle_draft(law, settings, before=merge_settings(instruments)))
    compared = [Compared(provider_id, before[provider_id], after[provider_id]) for provider_id in before]
    return Comparison(round_, sorted(compared, key=lambda each: (not each.moved, each.provider_id)))


def _list_outcomes(unit: Unit, round_: Round, law: Edition) -> dict[int, Outcome]:
    """How everybody comes out by a settled edition."""
    facts = gather_facts(unit, law, round_, list_corrected(unit, round_, recomputed=None))
    evaluation = freeze(law, facts, list_standing(unit, round_.id)).evaluate()
    return {
        int(provider_id): _describe(evaluation, law, at) for at, provider_id in enumerate(facts.providers)
    }


def _describe(evaluation: Evaluation, law: Edition, at: int) -> Outcome:
    if not evaluation.taking_part.may[at]:
        return Outcome(None, None)
    grades, total = None, None
    if evaluation.graded is not None and law.grading is not None:
        labels = law.grading.labels
        best, worst = int(evaluation.graded.best[at]), int(evaluation.graded.worst[at])
        grades = (labels[best], labels[worst]) if best >= 0 else None
    if evaluation.marks is not None:
        points = evaluation.marks.total
        total = Points(int(points.low[at]), int(points.high[at]), evaluation.marks.unit)
    return Outcome(grades, total)


def _scale(total: Points | None) -> tuple[Fraction, Fraction] | None:
    return None if total is None else (Fraction(total.low, total.unit), Fraction(total.high, total.unit))
