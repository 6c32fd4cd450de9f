"""Scales in whole units of the rubric, exactly as `Scale.points` says: formula and tables.

A scale over a whole number of limited span is a table computed once, then looked up; so is a scale over a
share of small numbers. Anything else is computed in whole numbers over one common divisor.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, lcm
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from banfa.law import Rounding, Scale

if TYPE_CHECKING:
    from banfa.reasoning.columns import Ints

Points: TypeAlias = npt.NDArray[np.int16] | npt.NDArray[np.int32]
Size: TypeAlias = "np.dtype[np.int16] | np.dtype[np.int32]"
INT16: Final[Size] = np.dtype(np.int16)
INT32: Final[Size] = np.dtype(np.int32)

MAX_FACT_TABLE: Final = 1 << 16
"""The widest table over a fact, in entries."""
MAX_SHARE_TABLE: Final = 1 << 19
"""The largest table over a share, in entries (denominators times numerators)."""


class Piece(NamedTuple):
    """From `at` (None: from the very least) a scale gives `constant + slope * x` units."""

    at: Fraction | None
    constant: Fraction
    slope: Fraction

    def value(self, x: Fraction) -> Fraction:
        """Units at x, not yet rounded."""
        return self.constant + self.slope * x


@lru_cache(maxsize=4096)
def pieces(scale: Scale, unit: int) -> tuple[Piece, ...]:
    """The scale as straight pieces in units of the rubric; the first holds below the first step."""
    below = Piece(None, scale.steps[0].points * unit, Fraction(0))
    rising = (
        Piece(step.at, (step.points - step.slope * step.at) * unit, step.slope * unit) for step in scale.steps
    )
    return below, *rising


@dataclass(frozen=True)
class Formula:
    """A scale in whole numbers: piece k gives (constants[k] * den + slopes[k] * num) / (divisor * den) units.

    `flat` holds each piece's rounded units where no piece has a slope.
    """

    starts: tuple[tuple[int, int], ...]
    constants: tuple[int, ...]
    slopes: tuple[int, ...]
    divisor: int
    flat: tuple[int, ...] | None
    rounding: Rounding

    def __call__(self, num: Ints, den: Ints | int) -> Ints:
        """Rounded units for num/den; every denominator above zero."""
        piece = np.zeros(np.broadcast(num, den).shape, np.int64)
        for top, bottom in self.starts:
            piece += num * bottom >= top * den
        if self.flat is not None:
            return np.array(self.flat, np.int64).take(piece)
        constants, slopes = np.array(self.constants, np.int64), np.array(self.slopes, np.int64)
        return divide_rounded(
            constants.take(piece) * den + slopes.take(piece) * num, self.divisor * den, self.rounding
        )


def divide_rounded(top: Ints, bottom: Ints | int, rounding: Rounding) -> Ints:
    """Divide top by bottom into whole numbers, as `Rounding.apply` does; bottom above zero."""
    match rounding:
        case Rounding.HALF_UP:
            return (2 * top + bottom) // (2 * bottom)
        case Rounding.DOWN:
            return top // bottom
        case Rounding.UP:
            return -(-top // bottom)


@lru_cache(maxsize=4096)
def formula(scale: Scale, unit: int, rounding: Rounding) -> Formula:
    """The scale's whole-number form."""
    parts = pieces(scale, unit)
    divisor = lcm(*(p.constant.denominator for p in parts), *(p.slope.denominator for p in parts))
    return Formula(
        starts=tuple((p.at.numerator, p.at.denominator) for p in parts if p.at is not None),
        constants=tuple(int(p.constant * divisor) for p in parts),
        slopes=tuple(int(p.slope * divisor) for p in parts),
        divisor=divisor,
        flat=None if any(p.slope for p in parts) else tuple(rounding.apply(p.constant) for p in parts),
        rounding=rounding,
    )


class Table(NamedTuple):
    """Rounded units of a fact's every value from `first` on; flat beyond either end."""

    first: int
    points: Points


def size_of(least: int, most: int) -> Size:
    """The smallest size that holds all units from least to most; half the size is read and written faster."""
    short = np.iinfo(INT16)
    return INT16 if short.min <= least and most <= short.max else INT32


@lru_cache(maxsize=512)
def fact_table(scale: Scale, unit: int, rounding: Rounding, per: int, size: Size = INT32) -> Table | None:
    """The table of a scale over a fact in 1/`per`; None where it would be wider than SPAN."""
    first, last = floor(scale.steps[0].at * per), ceil(scale.steps[-1].at * per)
    if last - first >= MAX_FACT_TABLE:
        return None
    values = np.arange(first, last + 1, dtype=np.int64)
    points = cast("Points", formula(scale, unit, rounding)(values, per).astype(size))
    points.setflags(write=False)
    return Table(first, points)


@lru_cache(maxsize=64)
def share_table(scale: Scale, unit: int, rounding: Rounding, shape: tuple[int, int], size: Size) -> Points:
    """Rounded units of num/den at den * nums + num, for all below `shape`, (dens, nums).

    At den 0 stands what an empty denominator earns, as far as that is set.
    """
    dens, nums = shape
    den = np.repeat(np.maximum(np.arange(dens, dtype=np.int64), 1), nums)
    num = np.tile(np.arange(nums, dtype=np.int64), dens)
    points = cast("Points", formula(scale, unit, rounding)(num, den).astype(size))
    if scale.empty is not None:
        points[:nums] = rounding.apply(scale.empty * unit)
    points.setflags(write=False)
    return points
