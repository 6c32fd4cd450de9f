"""What a result was worked out from, frozen; and the working out, which needs nothing else.

No database, no plugin, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from banfa.law import Edition, Fact, Stage, facts_of
from banfa.reasoning.categories import Categories
from banfa.reasoning.columns import Sheet
from banfa.reasoning.evaluation import Evaluation, evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np

    from banfa.reasoning.calendar import Calendar
    from banfa.reasoning.columns import Col, Flags, Ints

PROVIDER: Final = "provider"
"""Whose facts a round is about."""

ENDS: Final = (("total_low", "total_high"), ("grade_best", "grade_worst"), ("rank_best", "rank_worst"))
"""What of a result can be open, as the names of its two ends."""


@dataclass(frozen=True)
class Frozen:
    """The settled law, the facts of every provider in order of id, and who was ruled not evaluable.

    `still_counted`: who of these counts nevertheless when places are worked out. `as_of` is in days since
    1970-01-01; `columns` are filed under the facts' keys.
    """

    edition: Edition
    as_of: int
    providers: Ints
    categories: tuple[tuple[str, ...], ...]
    columns: Mapping[str, Col]
    excluded: Flags
    still_counted: Flags
    calendar: Calendar

    @property
    def sheet(self) -> Sheet:
        """The facts as reasoning takes them."""
        return Sheet(self.as_of, len(self.providers), self.columns, self.calendar)

    def evaluate(self) -> Evaluation:
        """Points, who takes part, ranks and grades."""
        return evaluate(
            self.edition,
            self.sheet,
            excluded=self.excluded,
            still_counted=self.still_counted,
            categories=Categories.of(self.categories),
        )


def evaluated_law(edition: Edition) -> tuple[object, ...]:
    """Give the parts of an edition that a round reads: who takes part, what earns points, what grades."""
    return (edition.at(Stage.EVALUATION), edition.rubric, edition.grading)


def wanted_facts(edition: Edition) -> tuple[Fact, ...]:
    """List the facts of providers that a round gathers.

    A measure may want providers evaluated without points (Liuzhou 11, Changchun 10). Then the facts
    themselves are the evaluation: those that its clauses look at, since these are what it draws conclusions
    from.
    """
    parts = evaluated_law(edition) if edition.rubric else (*evaluated_law(edition), edition.clauses)
    return tuple(fact for fact in facts_of(parts) if fact.subject == PROVIDER)


def outcome(evaluation: Evaluation) -> dict[str, np.ndarray]:
    """Give the result as arrays: points by criterion × provider in 1/unit; totals, ranks, grades a provider.

    `taking_part` is 2 where sure, 1 where open, 0 where not. Grades count from 0, the best; -1 is none.
    Where the measure gives no points or grades, there are no such arrays.
    """
    arrays: dict[str, np.ndarray] = {"taking_part": evaluation.taking_part.state}
    if evaluation.marks is not None:
        marks = evaluation.marks
        arrays |= {
            "points_low": marks.low,
            "points_high": marks.high,
            "total_low": marks.total.low,
            "total_high": marks.total.high,
        }
    if evaluation.graded is not None:
        graded = evaluation.graded
        arrays |= {
            "grade_best": graded.best,
            "grade_worst": graded.worst,
            "rank_best": graded.rank_best,
            "rank_worst": graded.rank_worst,
        }
    return arrays


def is_open(arrays: Mapping[str, np.ndarray]) -> Flags:
    """Tell whose result is still open: whether they take part, or their points, rank or grade."""
    part = arrays["taking_part"]
    opened: Flags = part == 1
    for low, high in ENDS:
        if low in arrays:
            opened = opened | ((part > 0) & (arrays[low] != arrays[high]))
    return opened
