"""Points for a fact: a look-up in the scale's table, or its formula where the table would be too wide."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from banfa.reasoning.columns import Col, Ints
from banfa.reasoning.scales import INT32, Formula, Points, Size, Table, fact_table, formula

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.law import Rounding, Scale


@dataclass(frozen=True)
class FactScale:
    """A scale ready to be applied to columns of its fact.

    `turns`: the whole numbers on either side of each step with their units; every extreme of the scale over
    an interval is at its ends or at one of these.
    """

    units: Callable[[Ints, Points | None], Ints]
    turns: tuple[tuple[int, int], ...]

    def points(self, x: Col, out: Points | None = None) -> Col:
        """Units over every whole number in each interval, exact whether the scale rises, falls or does both.

        `out` is written to and returned where everything is known.
        """
        low = self.units(x.low, out if x.exact else None)
        if x.exact:
            return Col(low, low)
        high = self.units(x.high, None)
        least, most = np.minimum(low, high), np.maximum(low, high)
        for value, units in self.turns:
            inside = (x.low <= value) & (value <= x.high)
            least = np.where(inside, np.minimum(least, units), least)
            most = np.where(inside, np.maximum(most, units), most)
        return Col(least, most)


def prepare_fact_scale(
    scale: Scale, per: int, unit: int, rounding: Rounding, size: Size = INT32
) -> FactScale:
    """Make a scale ready for columns of a fact in 1/`per`; it gives 1/`unit` of a point."""
    steps = [ceil(step.at * per) for step in scale.steps]
    turns = tuple(
        (value, rounding.apply(scale.points(Fraction(value, per)) * unit))
        for step in steps
        for value in (step - 1, step)
    )
    table = fact_table(scale, unit, rounding, per, size)
    return FactScale(_make_reader(table, formula(scale, unit, rounding), per), turns)


def _make_reader(table: Table | None, exact: Formula, per: int) -> Callable[[Ints, Points | None], Ints]:
    """Make the function from a fact's values to units."""
    if table is None:
        return lambda values, _: exact(values, per)
    first, points = table

    def look(values: Ints, out: Points | None) -> Ints:
        return np.take(points, values - first if first else values, mode="clip", out=out)

    return look
