"""How far a subject is from the next better grade, all others staying as they are."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from banfa.law import Band, Choice, Edition, Grading, walk
from banfa.reasoning.columns import exact_column
from banfa.reasoning.grading import Places, grade

if TYPE_CHECKING:
    from banfa.reasoning.evaluation import Evaluation


@dataclass(frozen=True)
class Distance:
    """What is missing to the next better band, in 1/`unit` of a point where points are meant.

    `to_floor`: points below the band's floor, least and most; (0, 0) where it is reached. `last`: the
    last rank that gets in, None without a quota. `ranks`: how many ranks below it, least and most.
    `points`: the fewest more that would earn a better grade, None where that cannot be said yet or no
    number of points would.
    """

    band: Band
    to_floor: tuple[int, int]
    last: tuple[int, int] | None
    ranks: tuple[int, int]
    points: int | None
    unit: int


def distance_to_next(evaluation: Evaluation, edition: Edition, row: int) -> Distance | None:
    """The distance to the next band above the worst grade the subject can still get; None at the top.

    None also for who does not take part and for editions without grades. `edition` is the settled one.
    """
    marks, graded, grading = evaluation.marks, evaluation.graded, edition.grading
    if marks is None or graded is None or grading is None:
        return None
    worst = int(graded.worst[row])
    if worst <= 0:
        return None
    band, places = grading.bands[worst - 1], graded.places[worst - 1]
    low, high = marks.total.at(row)
    floor = 0 if band.floor is None else band.floor * marks.unit
    ranks = int(graded.rank_best[row]), int(graded.rank_worst[row])
    return Distance(
        band=band,
        to_floor=(max(0, floor - high), max(0, floor - low)),
        last=None if places is None else places.last,
        ranks=_ranks_missing(ranks, places),
        points=_points_missing(evaluation, grading, row)
        if _grades_are_certain(evaluation, grading)
        else None,
        unit=marks.unit,
    )


def _ranks_missing(ranks: tuple[int, int], places: Places | None) -> tuple[int, int]:
    """Number of ranks below the last place, least and most."""
    if places is None:
        return 0, 0
    return max(0, ranks[0] - places.last[1]), max(0, ranks[1] - places.last[0])


def _grades_are_certain(evaluation: Evaluation, grading: Grading) -> bool:
    """Whether grades follow from points alone: all points known, nothing in the grading open."""
    marks = evaluation.marks
    return (
        marks is not None
        and bool((marks.total.low == marks.total.high).all())
        and bool((evaluation.taking_part.must == evaluation.taking_part.may).all())
        and not any(isinstance(value, Choice) for value in walk(grading))
        and all(band.quota is None or band.quota.share.is_set for band in grading.bands)
    )


def _points_missing(evaluation: Evaluation, grading: Grading, row: int) -> int | None:
    """Find the fewest more units that earn a better grade.

    Where nobody else has the same points, more points never earn a worse grade, so halving finds the
    first that are enough; of those that tie with others (all out, they can cost a place) the few just
    below are tried one by one.
    """
    marks, graded = evaluation.marks, evaluation.graded
    assert marks is not None and graded is not None  # noqa: S101, PT018 - the caller has seen to it
    now, own, total = int(graded.worst[row]), int(marks.total.low[row]), np.array(marks.total.low, np.int64)

    def better(points: int) -> bool:
        total[row] = points
        regraded = grade(
            grading,
            exact_column(total),
            marks.unit,
            evaluation.taking_part,
            also_counted=evaluation.also_counted,
        )
        return int(regraded.best[row]) < now

    top = max(int(total.max()), *(_floor_units(band, marks.unit) for band in grading.bands)) + 1
    alone = np.setdiff1d(np.arange(own + 1, top + 1), np.delete(total, row))
    least = bisect_left(alone, x=True, key=better)
    if least == len(alone):
        return None
    below = int(alone[least - 1]) if least else own
    enough = next(points for points in range(below + 1, int(alone[least]) + 1) if better(points))
    return enough - own


def _floor_units(band: Band, unit: int) -> int:
    """A band's floor in units, 0 without one."""
    return 0 if band.floor is None else band.floor * unit
