"""What the reasoning must come to, said plainly: fractions, lists, one case after another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any

from banfa.law import (
    Band,
    Beyond,
    Choice,
    Grading,
    Months,
    Op,
    OpenNumber,
    Quota,
    Rounding,
    Scale,
    Ties,
    Vacancy,
    cite,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


def holds(op: Op, left: Fraction | int, right: Fraction | int) -> bool:
    return {
        Op.EXCEEDS: left > right,
        Op.REACHES: left >= right,
        Op.BELOW: left < right,
        Op.AT_MOST: left <= right,
    }[op]


def quota(key: str, low: int, high: int | None = None, rounding: Rounding = Rounding.HALF_UP) -> Quota:
    return Quota(
        OpenNumber(cite("7.2"), key, key, "%", low, low if high is None else high, den=100), rounding
    )


def grading(
    *bands: tuple[int, Quota | None],
    ties: Ties | Choice = Ties.ALL_IN,
    vacancy: Vacancy = Vacancy.LAPSE,
    beyond: Beyond = Beyond.NEXT,
) -> Grading:
    """Bands from (floor, quota), and a last one for the rest."""
    made = tuple(Band("ABCDEF"[n], floor, quota) for n, (floor, quota) in enumerate(bands))
    return Grading(cite("7.2"), Months(3), (*made, Band("Z", None)), ties, vacancy, beyond)


@dataclass
class World:
    """One way everything open could turn out: points by subject (None: takes no part), shares by band."""

    points: tuple[Any, ...]
    shares: tuple[int, ...]


def worlds(
    intervals: list[tuple[int, int]], taking_part: list[bool | None], rules: Grading
) -> Iterator[World]:
    """Every way it could turn out; None in `taking_part`: perhaps."""
    subjects = []
    for (low, high), part in zip(intervals, taking_part, strict=True):
        points: list[int | None] = [] if part is False else list(range(low, high + 1))
        subjects.append(points + ([None] if part is not True else []))
    shares = [range(b.quota.share.low, b.quota.share.high + 1) for b in rules.bands if b.quota]
    for outcome, chosen in product(product(*subjects), product(*shares)):
        yield World(outcome, chosen)


def grades(world: World, rules: Grading, *, also_counted: int = 0) -> list[int | None]:
    """The grade of every subject: bands are filled one after another from those not yet placed."""
    shares = iter(world.shares)
    taking_part = [n for n, points in enumerate(world.points) if points is not None]
    base = len(taking_part) + also_counted
    given: dict[int, int] = {}
    spare = 0
    lowest = max(n for n, band in enumerate(rules.bands) if band.floor is not None)
    for code, band in enumerate(rules.bands[:-1]):
        share = next(shares) if band.quota else 0
        binds = rules.beyond is Beyond.NEXT or (rules.beyond is Beyond.LOWEST_FLOOR and code != lowest)
        left = [n for n in taking_part if n not in given]
        fit = [n for n in left if world.points[n] >= band.floor]
        if band.quota and binds:
            assert isinstance(band.quota.rounding, Rounding)
            own = band.quota.rounding.apply(Fraction(base * share, band.quota.share.den))
            room = own + (spare if rules.vacancy is Vacancy.CARRY else 0)
            placed = [n for n in fit if ahead(n, left, world, rules.ties) < room]
            spare = room - len(placed)
        else:
            placed = fit
        given |= dict.fromkeys(placed, code)
    last = len(rules.bands) - 1
    return [given.get(n, last) if n in taking_part else None for n in range(len(world.points))]


def ahead(subject: int, among: list[int], world: World, ties: Ties | Choice) -> int:
    """How many of the others stand before a subject."""
    own = world.points[subject]
    others = [world.points[n] for n in among if n != subject]
    return sum(p >= own if ties is Ties.ALL_OUT else p > own for p in others)


@dataclass(frozen=True)
class Known:
    """A share or a fact whose numbers are known: `den` 0 where there is nothing to divide by."""

    num: int
    den: int = 1

    def compared(self, op: Op, bound: Fraction) -> bool:
        return self.den > 0 and holds(op, Fraction(self.num, self.den), bound)

    def points(self, scale: Scale, full: int, unit: int, rounding: Rounding) -> set[int]:
        """The units it can earn: one number, or all up to the most where an empty denominator is open."""
        if self.den == 0 and scale.empty is None:
            return {0, full * unit}
        points = scale.empty if self.den == 0 else scale.points(Fraction(self.num, self.den))
        assert points is not None
        return {rounding.apply(points * unit)}


def pairs(num: tuple[int, int], den: tuple[int, int], *, part: bool) -> list[Known]:
    """Every numerator with every denominator; a part is never more than its whole."""
    all_pairs = product(range(num[0], num[1] + 1), range(den[0], den[1] + 1))
    return [Known(n, d) for n, d in all_pairs if n <= d or not part]
