"""Points: one matrix, criteria by subjects, and the total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from banfa.law import Choice, Criterion, Dimension, OpenNumber, Rounding, Rubric, Scale, SetCriterion, Share

from .columns import Col, Ints, Sheet
from .fact_scale import FactScale, fact_scale
from .scales import Points
from .share_scale import ShareScale, share_scale

BLOCK = 1 << 15
"""Subjects worked on at once: few enough for a processor's cache."""


@dataclass(frozen=True, eq=False)
class Marks:
    """Points in 1/`unit`: a row for each key, the total beside them.

    `low` and `high` are one matrix where everything is known. A key is a criterion's; a dimension's own where
    the bureau has yet to say what its criteria are.
    """

    keys: tuple[str, ...]
    low: Points
    high: Points
    total: Col
    unit: int

    def points(self, key: str) -> Col:
        """The column of one criterion. Raises ValueError for an unknown key."""
        row = self.keys.index(key)
        low = self.low[row]
        return Col(low, low if self.low is self.high else self.high[row])


class Line(NamedTuple):
    """One row of the matrix: at most `full` whole points; without a scale everything up to that is possible.

    `open_weight`: its dimension's criteria are not set; such dimensions share what the others leave.
    """

    key: str
    full: int
    scale: Scale | None
    open_weight: bool = False


def lines(rubric: Rubric) -> tuple[Line, ...]:
    """The rows of a rubric's matrix, in reading order."""
    return tuple(line for dimension in rubric.dimensions for line in lines_of(dimension))


def lines_of(dimension: Dimension) -> Iterator[Line]:
    """The rows of a dimension: its criteria, or itself where the bureau has not set them."""
    for criterion in dimension.criteria:
        yield Line(criterion.key, criterion.full, scale_of(criterion))
    if not dimension.criteria:
        yield Line(dimension.cite.key, most_of(dimension), None, open_weight=not dimension.bonus)


def scale_of(criterion: Criterion | SetCriterion) -> Scale | None:
    """The criterion's scale, None where it is not set."""
    return criterion.scale if isinstance(criterion.scale, Scale) else None


def most_of(dimension: Dimension) -> int:
    """The most whole points a dimension can be worth."""
    return dimension.full.high if isinstance(dimension.full, OpenNumber) else dimension.full


def left_open(rubric: Rubric) -> int:
    """The whole points that dimensions without criteria can come to: what the others leave of the total.

    Dimensions add up to the total (the checker sees to it), so open weights cannot all be at their most.
    """
    plain = [dimension for dimension in rubric.dimensions if not dimension.bonus]
    rest = rubric.total - sum(least_of(dimension) for dimension in plain if dimension.criteria)
    return max(0, min(rest, sum(most_of(dimension) for dimension in plain if not dimension.criteria)))


def least_of(dimension: Dimension) -> int:
    """The least whole points a dimension can be worth: its weight, or what its criteria add up to."""
    if isinstance(dimension.full, OpenNumber) and not dimension.full.is_set:
        return max(dimension.full.low, sum(criterion.full for criterion in dimension.criteria))
    return most_of(dimension)


class Worker(NamedTuple):
    """A row's columns with the scale made ready for them; None where the scale is open."""

    cols: tuple[Col, ...]
    scale: FactScale | ShareScale | None
    full: int

    def points(self, part: slice, out: Points) -> Col:
        """The units of some subjects; `out` may be written to."""
        cols = [col.rows(part) for col in self.cols]
        match self.scale:
            case FactScale():
                return self.scale.points(cols[0], out)
            case ShareScale():
                return self.scale.points(cols[0], cols[1], out)
        return Col(np.zeros_like(out), np.full_like(out, self.full))


def worker(line: Line, rubric: Rubric, rounding: Rounding, sheet: Sheet) -> Worker:
    """What computes one row."""
    scale, full = line.scale, line.full * rubric.unit
    if scale is None:
        return Worker((), None, full)
    if isinstance(scale.of, Share):
        cols = sheet.col(scale.of.num), sheet.col(scale.of.den)
        ready = share_scale(scale, scale.of, cols, full=full, unit=rubric.unit, rounding=rounding)
        return Worker(cols, ready, full)
    return Worker((sheet.col(scale.of),), fact_scale(scale, scale.of.per, rubric.unit, rounding), full)


def score(rubric: Rubric, sheet: Sheet) -> Marks:
    """Points of every subject by every criterion, and the total.

    Rounding and cap must be set (`evaluate` goes through all of them otherwise): raises TypeError.
    """
    if isinstance(rubric.rounding, Choice) or isinstance(rubric.cap, Choice):
        raise TypeError(f"{rubric.cite}：取整或封顶尚未确定，不能单独计分")
    rows = lines(rubric)
    workers = [worker(line, rubric, rubric.rounding, sheet) for line in rows]
    low, high, total = matrix(workers, sheet.n)
    return Marks(
        keys=tuple(line.key for line in rows),
        low=low,
        high=high,
        total=capped(with_open_weights(total, rows, high, rubric), rubric.cap, rubric.unit),
        unit=rubric.unit,
    )


def matrix(workers: list[Worker], n: int) -> tuple[Points, Points, Col]:
    """Every row for every subject, block by block, and the sums; two matrices where something is open."""
    low = high = np.empty((len(workers), n), np.int32)
    least = most = np.empty(n, np.int64)
    for start in range(0, n, BLOCK):
        part = slice(start, start + BLOCK)
        for row, work in enumerate(workers):
            target = low[row, part]
            col = work.points(part, target)
            if col.low is not target:
                target[:] = col.low
            if high is low and not col.exact:
                high = low.copy()
            if high is not low:
                high[row, part] = col.high
        least[part] = np.sum(low[:, part], axis=0, dtype=np.int32)
    if high is not low:
        most = np.sum(high, axis=0, dtype=np.int64)
    return low, high, Col(least, most)


def with_open_weights(total: Col, rows: tuple[Line, ...], high: Points, rubric: Rubric) -> Col:
    """The total where several dimensions are open: together they are worth what the others leave."""
    open_rows = [row for row, line in enumerate(rows) if line.open_weight]
    if not open_rows:
        return total
    alone = np.sum(high[open_rows], axis=0, dtype=np.int64)
    return Col(total.low, total.high - alone + np.minimum(alone, left_open(rubric) * rubric.unit))


def capped(total: Col, cap: int | None, unit: int) -> Col:
    """The total, at most so many points."""
    if cap is None:
        return total
    low: Ints = np.minimum(total.low, cap * unit)
    return Col(low, low if total.exact else np.minimum(total.high, cap * unit))
