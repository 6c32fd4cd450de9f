"""Points for a share: a look-up where its numbers are small, else the scale's formula; empty denominators."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from banfa.reasoning.columns import Col, Flags, Ints
from banfa.reasoning.scales import INT32, MAX_SHARE_TABLE, Formula, Points, Size, formula, pieces, share_table

if TYPE_CHECKING:
    from fractions import Fraction

    from banfa.law import Rounding, Scale, Share

TABLE_FROM_SUBJECTS: Final = 1 << 14
"""From so many subjects on a table over a share is worth making."""


class Ratio(NamedTuple):
    """Columns of num/den, every denominator above zero."""

    num: Ints
    den: Ints

    def at_least(self, x: Fraction) -> Flags:
        """Flags of ratios that are x or more."""
        flags: Flags = self.num * x.denominator >= self.den * x.numerator
        return flags

    def above(self, x: Fraction) -> Flags:
        """Flags of ratios that are more than x."""
        flags: Flags = self.num * x.denominator > self.den * x.numerator
        return flags


class Turn(NamedTuple):
    """A step: the units on it, and those just below."""

    at: Fraction
    here: int
    below: int


class ShareTable(NamedTuple):
    """Units of num/den at den * nums + num; for den 0 what an empty denominator earns, where that is set."""

    points: Points
    nums: int


@dataclass(frozen=True)
class ShareScale:
    """A scale ready to be applied to columns of its numerator and denominator.

    `num_per`, `den_per`: the facts' units are 1/per. `part`: the numerator is never more than the
    denominator. `empty`: the units that an empty denominator earns, at least and at most.
    """

    formula: Formula
    table: ShareTable | None
    turns: tuple[Turn, ...]
    num_per: int
    den_per: int
    part: bool
    empty: tuple[int, int]

    def points(self, num: Col, den: Col, out: Points | None = None) -> Col:
        """Units: exact where the share is known or the scale only rises or only falls, never too narrow.

        `out` is written to and returned where everything is known and no denominator is empty.
        """
        if num.exact and den.exact:
            if self.table is not None and self.empty[0] == self.empty[1]:
                units = self.units(Ratio(num.low, den.low), out)
                return Col(units, units)
            empty = den.low == 0
            units = self.units(Ratio(num.low, np.maximum(den.low, 1) if empty.any() else den.low), out)
            return self.with_empty(Col(units, units), empty, empty)
        low, high = self.span(*self.extremes(num, den))
        filled = np.maximum(den.low, num.low) > 0 if self.part else den.low > 0
        return self.with_empty(Col(low, high), ~filled, den.high == 0)

    def units(self, ratio: Ratio, out: Points | None = None) -> Ints:
        """Units for known ratios."""
        num, den = ratio
        if self.table is None:
            return self.formula(num * self.den_per, den * self.num_per)
        points, nums = self.table
        return np.take(points, den * nums + num, mode="clip", out=out)

    def extremes(self, num: Col, den: Col) -> tuple[Ratio, Ratio]:
        """The least and the greatest ratio; numbers are never negative."""
        least = Ratio(num.low, np.maximum(den.high, 1))
        filled = np.maximum(den.low, 1)
        if not self.part:
            return least, Ratio(num.high, filled)
        # A part is never more than its whole: the smallest whole that holds the numerator's least gives the
        # greatest ratio, and the numerator cannot exceed it.
        whole = np.maximum(filled, num.low)
        return least, Ratio(np.minimum(num.high, whole), whole)

    def span(self, least: Ratio, most: Ratio) -> tuple[Ints, Ints]:
        """The least and the most units between two ratios, turns of the scale included."""
        ends = self.units(least), self.units(most)
        low, high = np.minimum(*ends), np.maximum(*ends)
        for turn in self.turns:
            at = turn.at * self.num_per / self.den_per
            reached = most.at_least(at)
            for inside, units in (
                (reached & ~least.above(at), turn.here),
                (reached & ~least.at_least(at), turn.below),
            ):
                low = np.where(inside, np.minimum(low, units), low)
                high = np.where(inside, np.maximum(high, units), high)
        return low, high

    def with_empty(self, units: Col, may: Flags, must: Flags) -> Col:
        """Put in what an empty denominator earns where there may or must be one."""
        if not may.any():
            return units
        least, most = self.empty
        low = np.where(must, least, np.where(may, np.minimum(units.low, least), units.low))
        if units.exact and least == most:
            return Col(low, low)
        high = np.where(must, most, np.where(may, np.maximum(units.high, most), units.high))
        return Col(low, high)


def prepare_share_scale(
    scale: Scale,
    share: Share,
    cols: tuple[Col, Col],
    *,
    full: int,
    unit: int,
    rounding: Rounding,
    size: Size = INT32,
) -> ShareScale:
    """Make a scale ready for these columns; an unset `empty` ranges from 0 to `full` units."""
    turns = tuple(
        Turn(after.at, rounding.apply(after.value(after.at)), rounding.apply(before.value(after.at)))
        for before, after in pairwise(pieces(scale, unit))
        if after.at is not None
    )
    alike = share.num.per == share.den.per
    earned = None if scale.empty is None else rounding.apply(scale.empty * unit)
    return ShareScale(
        formula=formula(scale, unit, rounding),
        table=_small_table(scale, cols, unit, rounding, size) if alike else None,
        turns=turns,
        num_per=share.num.per,
        den_per=share.den.per,
        part=share.part and alike,
        empty=(0, full) if earned is None else (earned, earned),
    )


def _small_table(
    scale: Scale, cols: tuple[Col, Col], unit: int, rounding: Rounding, size: Size
) -> ShareTable | None:
    """Make the table for columns that are many and small, else None."""
    if len(cols[0].low) < TABLE_FROM_SUBJECTS:
        return None
    nums, dens = (1 << _unsigned_most(col).bit_length() for col in cols)
    if max(nums, dens, 2) * max(dens, 2) > MAX_SHARE_TABLE:
        return None
    return ShareTable(share_table(scale, unit, rounding, (max(dens, 2), nums), size), nums)


def _unsigned_most(col: Col) -> int:
    """The most in a column, in one look: a negative number counts as more than any."""
    ends = (col.high,) if col.exact else (col.low, col.high)
    return max(int(np.asarray(end, np.int64).view(np.uint64).max()) for end in ends)
