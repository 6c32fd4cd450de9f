"""Columns: every value is an interval [low, high] of whole numbers, one entry a subject.

Known means that low equals high. A wholly known column is one array used twice (`low is high`), and then
everything that follows from it is computed once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from banfa.law import FAR, Fact, Silence

if TYPE_CHECKING:
    from banfa.reasoning.calendar import Calendar

Ints: TypeAlias = npt.NDArray[np.signedinteger[Any]]
Flags: TypeAlias = npt.NDArray[np.bool_]
WholeNumbers: TypeAlias = Sequence[int] | Ints


class Col(NamedTuple):
    """A column of intervals, both ends inclusive."""

    low: Ints
    high: Ints

    @property
    def exact(self) -> bool:
        """Whether every entry is known; tested by identity, so two equal arrays do not count."""
        return self.low is self.high

    def at(self, row: int) -> tuple[int, int]:
        """The interval of one subject."""
        return int(self.low[row]), int(self.high[row])

    def rows(self, part: slice | Ints) -> Col:
        """This column for some subjects only."""
        low = self.low[part]
        return Col(low, low if self.exact else self.high[part])

    def times(self, factor: int) -> Col:
        """This column times a whole number above zero."""
        if factor == 1:
            return self
        low = self.low * factor
        return Col(low, low if self.exact else self.high * factor)


class Truth(NamedTuple):
    """`must`: true whatever the unknowns are; `may`: true for some of them. must implies may."""

    must: Flags
    may: Flags

    @property
    def exact(self) -> bool:
        """Whether nothing is open; tested by identity, so two equal arrays do not count."""
        return self.must is self.may

    @property
    def state(self) -> npt.NDArray[np.int8]:
        """0 not met, 1 open, 2 met."""
        return self.must.astype(np.int8) + self.may

    def at(self, row: int) -> int:
        """The state of one subject: 0 not met, 1 open, 2 met."""
        return int(self.must[row]) + int(self.may[row])


def exact_truth(flags: Flags) -> Truth:
    """The truth of what is known to be true or false."""
    return Truth(flags, flags)


def hull(options: Sequence[Truth]) -> Truth:
    """The hull of several truths of which one is not yet chosen: met where all are, possible where one is."""
    first, *rest = options
    if all(option is first for option in rest):
        return first
    must = np.logical_and.reduce([option.must for option in options])
    return Truth(must, np.logical_or.reduce([option.may for option in options]))


def _whole_numbers(values: WholeNumbers) -> Ints:
    """Make an int64 array. Raises TypeError for anything that is not whole numbers, floats above all."""
    array = np.asarray(values)
    if array.size and not np.issubdtype(array.dtype, np.integer):
        raise TypeError(f"a column holds whole numbers, not {array.dtype}")
    return np.ascontiguousarray(array, np.int64)


def exact_column(values: WholeNumbers) -> Col:
    """A column known everywhere."""
    array = _whole_numbers(values)
    return Col(array, array)


def between(low: WholeNumbers, high: WholeNumbers) -> Col:
    """A column of intervals; known as a whole where both ends agree everywhere.

    Raises ValueError where an interval is empty.
    """
    least, most = _whole_numbers(low), _whole_numbers(high)
    if (least > most).any():
        raise ValueError("an interval's low end lies above its high end")
    return Col(least, least if np.array_equal(least, most) else most)


def constant(low: int, high: int | None = None) -> Col:
    """A column of one interval for everyone, as 0-dimensional arrays, which numpy spreads over any number."""
    array = np.asarray(low, np.int64)
    return Col(array, array if high is None or high == low else np.asarray(high, np.int64))


@dataclass(frozen=True)
class Sheet:
    """Frozen facts of `n` subjects as of a day (days since 1970-01-01), by fact key."""

    as_of: int
    n: int
    columns: Mapping[str, Col]
    calendar: Calendar

    def col(self, fact: Fact) -> Col:
        """The fact's column; without one, what its silence means."""
        column = self.columns.get(fact.key)
        if column is not None:
            return column
        match fact.silence:
            case Silence.ZERO:
                return self.everyone(0, 0)
            case Silence.NEVER:
                return self.everyone(-FAR, FAR)
            case Silence.UNKNOWN:
                return self.everyone(fact.low, fact.high)

    def everyone(self, low: int, high: int) -> Col:
        """A column of one interval for every subject."""
        array = np.full(self.n, low, np.int64)
        return Col(array, array if low == high else np.full(self.n, high, np.int64))
