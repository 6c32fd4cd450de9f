"""Exact grading: a million providers, fifteen criteria, quotas and ties, columns kept."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from fractions import Fraction

import numpy as np

from banfa.law import (
    Band,
    Criterion,
    Dimension,
    Fact,
    Grading,
    Months,
    OpenNumber,
    Quota,
    Rounding,
    Rubric,
    Scale,
    Ties,
    Vacancy,
    cite,
    linear,
    mean,
    percent,
    share,
    tiers,
)
from banfa.reasoning.calendar import NO_CALENDAR
from banfa.reasoning.columns import Sheet, exact_column, exact_truth
from banfa.reasoning.grading import Graded, grade
from banfa.reasoning.scoring import Marks, score
from tests.bench import rival
from tests.bench.line import Line, side_by_side
from tests.bench.quarter import BANDS, CRITERIA, Columns, Spec, columns

PROVIDERS = 1_000_000
ROUNDS = 5
UNIT = 100


def fact(name: str) -> Fact:
    return Fact(name, name, "个")


def scale(spec: Spec) -> Scale:
    """The criterion's scale in the language of law."""
    if not spec.share:
        return (tiers if spec.kind == "tiers" else linear)(fact(spec.key), *spec.figures)  # type: ignore[arg-type]
    of = (share if spec.part else mean)(fact(f"{spec.key}_num"), fact(f"{spec.key}_den"))
    rates = [(percent(at), points) for at, points in spec.figures]
    return tiers(of, *rates, empty=0) if spec.kind == "tiers" else linear(of, rates[0], rates[1], empty=0)


def rubric() -> Rubric:
    criteria = tuple(
        Criterion(cite(f"6.1.{n}"), spec.key, spec.most, scale(spec)) for n, spec in enumerate(CRITERIA, 1)
    )
    return Rubric(
        cite("6"), 100, (Dimension(cite("6.1"), "quarter", 100, criteria),), Rounding.HALF_UP, unit=UNIT
    )


def quota(key: str, most: int) -> Quota:
    return Quota(OpenNumber(cite("7.2"), key, key, "%", most, most, den=100), Rounding.HALF_UP)


def grading() -> Grading:
    bands = tuple(Band(label, floor, quota(label, most) if most else None) for label, floor, most in BANDS)
    return Grading(cite("7.2"), Months(3), bands, Ties.ALL_IN, Vacancy.LAPSE)


def oracle_points(found: Marks, data: Columns) -> int:
    """How many of all points differ from `Fraction`, computed once for every different input there is."""
    wrong = 0
    for row, spec in enumerate(CRITERIA):
        names = rival.facts(spec)
        inputs, where = np.unique(np.stack([data[name] for name in names]), axis=1, return_inverse=True)
        right = np.array([exact(spec, tuple(map(int, values))) for values in inputs.T], np.int64)
        wrong += int((right[where.ravel()] != found.low[row]).sum())
    return wrong


def exact(spec: Spec, values: tuple[int, ...]) -> int:
    if spec.share and values[1] == 0:
        return 0
    x = Fraction(*values)
    return Rounding.HALF_UP.apply(scale(spec).points(x) * UNIT)


def oracle_grades(totals: list[int]) -> dict[int, int]:
    """The grade that each total earns, worked out band by band over the sorted list."""
    ranked, counts = sorted(totals), Counter(totals)
    grades: dict[int, int] = {}
    placed = 0
    for code, (_, floor, most) in enumerate(BANDS):
        last = len(BANDS) - 1 == code
        places = 0 if last else placed + Rounding.HALF_UP.apply(Fraction(len(totals) * int(most or 0), 100))
        for total in counts.keys() - grades.keys():
            rank = len(ranked) - bisect_right(ranked, total) + 1
            if last or (total >= int(floor or 0) * UNIT and rank <= places):
                grades[total] = code
        placed = sum(counts[total] for total in grades)
    return grades


def run() -> list[Line]:
    data = columns(PROVIDERS, seed=7)
    sheet = Sheet(
        0, PROVIDERS, {fact(name).key: exact_column(values) for name, values in data.items()}, NO_CALENDAR
    )
    everyone = exact_truth(np.ones(PROVIDERS, bool))
    law, bands = rubric(), grading()
    kept: list[tuple[Marks, Graded]] = []

    def ours() -> None:
        kept.clear()
        found = score(law, sheet)
        kept.append((found, grade(bands, found.total, found.unit, everyone)))

    made = rival.system()
    theirs = [rival.simulation(made, data) for _ in range(ROUNDS)]
    waiting = iter(theirs)
    seconds, rival_seconds = side_by_side(
        ROUNDS, ours, lambda: next(waiting).calculate("grade", rival.PERIOD)
    )

    marks, graded = kept[0]
    totals = marks.total.low.tolist()
    right = oracle_grades(totals)
    wanted = np.array([right[total] for total in totals])
    wrong = oracle_points(marks, data) + int((wanted != graded.best).sum())
    differing = int((theirs[0].calculate("grade", rival.PERIOD) != wanted).sum())
    note = f"{wrong} wrong against Fraction (all points, all grades); openfisca-core {differing} grades wrong"
    name = f"grading {PROVIDERS:,} x {len(CRITERIA)}"
    return [Line(name, seconds, rival_seconds, "openfisca-core", "at least 10", note)]
