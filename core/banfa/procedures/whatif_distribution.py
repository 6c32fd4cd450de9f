"""The distribution of an evaluation, and nothing of anybody: counts by grade, quantiles of totals.

Whoever drafts terms must not see whom they would serve. A group of fewer than `LEAST` is not told, nor is one
more where the first could be worked out from the rest; a quantile is told where `LEAST` lie on either side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from banfa.reasoning.wording import format_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.law import Edition
    from banfa.reasoning.columns import Ints
    from banfa.reasoning.evaluation import Evaluation

LEAST: Final = 5
PERCENTS: Final = (10, 25, 50, 75, 90)
OPEN: Final = "尚不能确定"


@dataclass(frozen=True, slots=True)
class GradeCount:
    """How many would get a grade; None where that is not told."""

    grade: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Quantile:
    """The total, in whole points rounded down, that so many percent do not exceed; None where not told."""

    percent: int
    points: str | None


@dataclass(frozen=True, slots=True)
class Distribution:
    """How an evaluation comes out as a whole. `providers`: how many take part, or may."""

    providers: int
    grades: tuple[GradeCount, ...]
    quantiles: tuple[Quantile, ...]


def describe_distribution(evaluation: Evaluation, law: Edition) -> Distribution:
    """Describe how an evaluation by a settled edition comes out; of grades none where it gives none."""
    may = evaluation.taking_part.may
    grades: tuple[GradeCount, ...] = ()
    if evaluation.graded is not None and law.grading is not None:
        best, worst = evaluation.graded.best[may], evaluation.graded.worst[may]
        sure = (best == worst) & evaluation.taking_part.must[may]
        counts = {label: int((sure & (best == n)).sum()) for n, label in enumerate(law.grading.labels)}
        grades = suppress({**counts, OPEN: int((~sure).sum())})
    quantiles: tuple[Quantile, ...] = ()
    if evaluation.marks is not None:
        total = evaluation.marks.total
        known = total.low[may & (total.low == total.high)]
        quantiles = find_quantiles(known, evaluation.marks.unit)
    return Distribution(int(may.sum()), grades, quantiles)


def suppress(counts: Mapping[str, int]) -> tuple[GradeCount, ...]:
    """Leave out groups of fewer than `LEAST`, and more until what is left out cannot be worked out.

    Everybody together is known: so at least two groups are left out or none, of `LEAST` together.
    """
    by_size = sorted(counts, key=lambda grade: counts[grade])
    hidden = [grade for grade in by_size if counts[grade] < LEAST]
    for grade in by_size[len(hidden) :]:
        if not hidden or (len(hidden) > 1 and sum(counts[each] for each in hidden) >= LEAST):
            break
        hidden.append(grade)
    return tuple(GradeCount(grade, None if grade in hidden else n) for grade, n in counts.items())


def find_quantiles(totals: Ints, unit: int) -> tuple[Quantile, ...]:
    """Find the quantiles of totals in 1/`unit` by nearest rank, rounded down to whole points."""
    ordered = np.sort(totals)
    quantiles = []
    for percent in PERCENTS:
        place = -(-len(ordered) * percent // 100)  # the nearest rank, counted from 1
        is_told = place >= LEAST and len(ordered) - place >= LEAST
        quantiles.append(
            Quantile(percent, format_number(int(ordered[place - 1]) // unit) if is_told else None)
        )
    return tuple(quantiles)
