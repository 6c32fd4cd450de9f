"""Points: one matrix, criteria by subjects, and the total."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from banfa.law import Choice, Criterion, Dimension, OpenNumber, Rounding, Rubric, Scale, SetCriterion, Share
from banfa.reasoning.columns import Col, Ints, Sheet
from banfa.reasoning.fact_scale import FactScale, prepare_fact_scale
from banfa.reasoning.scales import Points, Size, size_of
from banfa.reasoning.share_scale import ShareScale, prepare_share_scale

if TYPE_CHECKING:
    from collections.abc import Iterator

SUBJECTS_IN_BLOCK: Final = 1 << 15
"""Subjects worked on at once: few enough for a processor's cache."""


@dataclass(frozen=True, eq=False)
class Marks:
    """Points in 1/`unit`: a row for each key, the total beside them.

    `low` and `high` are one matrix where everything is known, int16 where that holds every criterion's
    points, else int32 (so add columns up with a wider type). A key is a criterion's; a dimension's own where
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
    return tuple(line for dimension in rubric.dimensions for line in _lines_of(dimension))


def _lines_of(dimension: Dimension) -> Iterator[Line]:
    """The rows of a dimension: its criteria, or itself where the bureau has not set them."""
    for criterion in dimension.criteria:
        yield Line(criterion.key, criterion.full, _scale_of(criterion))
    if not dimension.criteria:
        yield Line(dimension.cite.key, _most_of(dimension), None, open_weight=not dimension.bonus)


def _scale_of(criterion: Criterion | SetCriterion) -> Scale | None:
    """The criterion's scale, None where it is not set."""
    return criterion.scale if isinstance(criterion.scale, Scale) else None


def _most_of(dimension: Dimension) -> int:
    """The most whole points a dimension can be worth."""
    return dimension.full.high if isinstance(dimension.full, OpenNumber) else dimension.full


def _points_left_open(rubric: Rubric) -> int:
    """The whole points that dimensions without criteria can come to: what the others leave of the total.

    Dimensions add up to the total (the checker sees to it), so open weights cannot all be at their most.
    """
    # Each open dimension alone may take all that the others leave; together they may not take it twice.
    plain = [dimension for dimension in rubric.dimensions if not dimension.bonus]
    rest = rubric.total - sum(_least_of(dimension) for dimension in plain if dimension.criteria)
    return max(0, min(rest, sum(_most_of(dimension) for dimension in plain if not dimension.criteria)))


def _least_of(dimension: Dimension) -> int:
    """The least whole points a dimension can be worth: its weight, or what its criteria add up to."""
    if isinstance(dimension.full, OpenNumber) and not dimension.full.is_set:
        return max(dimension.full.low, sum(criterion.full for criterion in dimension.criteria))
    return _most_of(dimension)


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


def _size_of_points(rows: tuple[Line, ...], unit: int) -> Size:
    """The smallest size that holds every criterion's units."""
    ends = [
        end
        for line in rows
        for end in (line.full, *((line.scale.most, line.scale.least) if line.scale else ()))
    ]
    return size_of(floor(min(0, *ends) * unit), ceil(max(0, *ends) * unit))


def _make_worker(line: Line, rubric: Rubric, rounding: Rounding, sheet: Sheet, size: Size) -> Worker:
    """Make what computes one row."""
    scale, full = line.scale, line.full * rubric.unit
    if scale is None:
        return Worker((), None, full)
    if isinstance(scale.of, Share):
        cols = sheet.col(scale.of.num), sheet.col(scale.of.den)
        ready = prepare_share_scale(
            scale, scale.of, cols, full=full, unit=rubric.unit, rounding=rounding, size=size
        )
        return Worker(cols, ready, full)
    ready_fact = prepare_fact_scale(scale, scale.of.per, rubric.unit, rounding, size)
    return Worker((sheet.col(scale.of),), ready_fact, full)


def score(rubric: Rubric, sheet: Sheet) -> Marks:
    """Score every subject by every criterion, and the total.

    Rounding and cap must be set (`evaluate` goes through all of them otherwise): raises TypeError.
    """
    if isinstance(rubric.rounding, Choice) or isinstance(rubric.cap, Choice):
        raise TypeError(f"{rubric.cite}：取整或封顶尚未确定，不能单独计分")
    rows = lines(rubric)
    size = _size_of_points(rows, rubric.unit)
    workers = [_make_worker(line, rubric, rubric.rounding, sheet, size) for line in rows]
    low, high, total = _fill_matrix(workers, sheet.n, size)
    return Marks(
        keys=tuple(line.key for line in rows),
        low=low,
        high=high,
        total=_apply_cap(_bound_open_weights(total, rows, high, rubric), rubric.cap, rubric.unit),
        unit=rubric.unit,
    )


def _fill_matrix(workers: list[Worker], n: int, size: Size) -> tuple[Points, Points, Col]:
    """Work out every row for every subject and the sums; a second matrix only where something is open.

    Blocks of subjects do not touch one another: several are shared among the processors.
    """
    low: Points = np.empty((len(workers), n), size)
    least = np.empty(n, np.int64)

    def work(part: slice) -> Points | None:
        high = _fill_block(workers, part, low[:, part])
        least[part] = np.sum(low[:, part], axis=0, dtype=np.int32)
        return high

    parts = [slice(start, min(start + SUBJECTS_IN_BLOCK, n)) for start in range(0, n, SUBJECTS_IN_BLOCK)]
    if len(parts) > 1:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            highs = list(pool.map(work, parts))
    else:
        highs = [work(part) for part in parts]
    if all(high is None for high in highs):
        return low, low, Col(least, least)
    wide = low.copy()
    for part, high in zip(parts, highs, strict=True):
        if high is not None:
            wide[:, part] = high
    return low, wide, Col(least, np.sum(wide, axis=0, dtype=np.int64))


def _fill_block(workers: list[Worker], part: slice, low: Points) -> Points | None:
    """Work out the rows of one block into `low`; gives their upper ends where something is open."""
    high = None
    for row, work in enumerate(workers):
        target = low[row]
        col = work.points(part, target)
        if col.low is not target:
            target[:] = col.low
        if high is None and not col.exact:
            high = low.copy()
        if high is not None:
            high[row] = col.high
    return high


def _bound_open_weights(total: Col, rows: tuple[Line, ...], high: Points, rubric: Rubric) -> Col:
    """Limit the total where several dimensions are open: together they are worth what the others leave."""
    open_rows = [row for row, line in enumerate(rows) if line.open_weight]
    if not open_rows:
        return total
    alone = np.sum(high[open_rows], axis=0, dtype=np.int64)
    return Col(total.low, total.high - alone + np.minimum(alone, _points_left_open(rubric) * rubric.unit))


def _apply_cap(total: Col, cap: int | None, unit: int) -> Col:
    """Limit the total to so many points."""
    if cap is None:
        return total
    low: Ints = np.minimum(total.low, cap * unit)
    return Col(low, low if total.exact else np.minimum(total.high, cap * unit))
