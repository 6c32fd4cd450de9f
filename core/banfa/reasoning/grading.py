"""Grades: floors, quotas, ties. With open points the range of grades still possible, never too narrow.

A subject gets the first band whose floor it reaches and in which it finds a place; else the last band.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from banfa.law import FAR, Band, Beyond, Choice, Grading, Ranks, Ties, Vacancy
from banfa.reasoning.columns import Col, Flags, Ints, Truth, exact_truth
from banfa.reasoning.places import Line, Seats, count_seats
from banfa.reasoning.ranking import count_rivals

E = TypeVar("E", bound=Enum)

NOT_GRADED: Final = -1
"""The code of who does not take part."""


@dataclass(frozen=True)
class Places:
    """A band's quota: its own places, and the last rank that still gets in, each as (least, most)."""

    own: tuple[int, int]
    last: tuple[int, int]


@dataclass(frozen=True, eq=False)
class Graded:
    """Grades as indexes into the bands, 0 the best, -1 for who does not take part; ranks from 1, 0 for none.

    Best and worst are one array where everything is known. The grades of a subject that may or may not
    take part are those it has if it does.
    """

    best: npt.NDArray[np.int8]
    worst: npt.NDArray[np.int8]
    rank_best: Ints
    rank_worst: Ints
    places: tuple[Places | None, ...]


def _count_true(flags: Flags) -> int:
    """Count the true ones."""
    return int(np.count_nonzero(flags))


class Placed(NamedTuple):
    """How many were placed, least and most."""

    low: int
    high: int


@dataclass
class Filling:
    """The filling of bands, best first: who is placed so far, how many, and the places given so far.

    `unlimited`: how many of the placed stand in bands without a quota, where they take nobody's place.
    """

    total: Col
    unit: int
    line: Line
    sizes: Ints
    ties: Ties
    vacancy: Vacancy
    placed: Truth
    count: Placed
    quotas: Seats
    unlimited: Placed

    def fill(self, band: Band) -> Places | None:
        """Place those who reach the band's floor and find a place there; gives what its quota came to."""
        reach = self._who_reaches(band)
        if band.quota is None:
            before = self.placed
            self._place(reach)
            self.unlimited = self._count_unlimited(before)
            self.count = self._count_placed(reach, None)
            return None
        own = count_seats(band.quota, self.sizes)
        self.quotas = self.quotas.with_more(own)
        carry = self.vacancy is Vacancy.CARRY
        last = self.quotas.after(*self.unlimited) if carry else own.after(*self.count)
        may = reach.may & self.line.may(last)
        sure = reach.exact and last.exact
        self._place(exact_truth(may) if sure else Truth(reach.must & self.line.must(last), may))
        self.count = self._count_placed(reach, last)
        return Places(own.range, last.range)

    def _who_reaches(self, band: Band) -> Truth:
        """Truth of reaching the floor."""
        floor = -FAR if band.floor is None else band.floor * self.unit
        may = self.total.high >= floor
        return (
            exact_truth(may)
            if self.total.exact and self.placed.exact
            else Truth(self.total.low >= floor, may)
        )

    def _place(self, placed: Truth) -> None:
        """Put these into this band or a better one."""
        may = self.placed.may | placed.may
        both = self.placed.exact and placed.exact
        self.placed = exact_truth(may) if both else Truth(self.placed.must | placed.must, may)

    def _count_placed(self, reach: Truth, last: Seats | None) -> Placed:
        """Count who stands in this band or a better one.

        Ties all in: who reaches the floor comes in while there are places, so at least that many do; ties all
        out: never more than there are places.
        """
        sure, doubtful = self.line.taking_part
        low = max(self.count.low, _count_true(self.placed.must & sure))
        if self.placed.exact:
            return Placed(low, low)
        high = _count_true(self.placed.may & doubtful)
        if last is None:
            return Placed(low, high)
        least, most = last.range
        if self.ties is Ties.ALL_OUT:
            return Placed(low, max(low, min(high, most)))
        return Placed(max(low, min(_count_true(reach.must & sure), least)), high)

    def _count_unlimited(self, before: Truth) -> Placed:
        """Count who stands in bands without a quota, this one included."""
        sure, doubtful = self.line.taking_part
        low = _count_true(self.placed.must & ~before.may & sure)
        high = _count_true(self.placed.may & ~before.must & doubtful)
        return Placed(self.unlimited.low + low, self.unlimited.high + high)


def grade(grading: Grading, total: Col, unit: int, taking_part: Truth, *, also_counted: int = 0) -> Graded:
    """Grade those who take part, by points in 1/`unit`.

    `also_counted`: those who are not graded but count when places are worked out. Ties, empty places,
    rounding and what a quota binds must be set: raises TypeError. Floors fall from band to band.
    """
    ties, vacancy = _require_chosen(grading.ties, grading), _require_chosen(grading.vacancy, grading)
    bands = _binding_bands(grading.bands, _require_chosen(grading.beyond, grading))
    ahead = count_rivals(total, taking_part, ties)
    line = Line(ahead, taking_part)
    filling = _start_filling(total, unit, line, ties=ties, vacancy=vacancy, also_counted=also_counted)
    best = np.zeros(len(total.low), np.int8)
    worst = best.copy()
    places = []
    for band in bands[:-1]:
        places.append(filling.fill(band))
        best += ~filling.placed.may
        worst += ~filling.placed.must
    best = _for_participants(best, taking_part, NOT_GRADED)
    ranked = ahead if grading.ranks is Ranks.BY_TIES else count_rivals(total, taking_part, Ties.ALL_IN)
    ranks = [_for_participants(rank, taking_part, 0) for rank in ranked.ranks()]
    exact = filling.placed.exact and taking_part.exact
    return Graded(
        best=best,
        worst=best if exact else _for_participants(worst, taking_part, NOT_GRADED),
        rank_best=ranks[0],
        rank_worst=ranks[1],
        places=(*places, None),
    )


def _require_chosen(rule: E | Choice, grading: Grading) -> E:
    """Give the rule, which must not be open. Raises TypeError."""
    if isinstance(rule, Choice):
        raise TypeError(f"{grading.cite}：{rule.zh}尚未确定，不能单独评定等级")
    return rule


def _binding_bands(bands: tuple[Band, ...], beyond: Beyond) -> tuple[Band, ...]:
    """The bands with the quotas that bind: all, all but that of the lowest band with a floor, or none."""
    match beyond:
        case Beyond.NEXT:
            return bands
        case Beyond.FLOORS_ONLY:
            return tuple(replace(band, quota=None) for band in bands)
        case Beyond.LOWEST_FLOOR:
            lowest = max((n for n, band in enumerate(bands) if band.floor is not None), default=-1)
            return tuple(replace(band, quota=None) if n == lowest else band for n, band in enumerate(bands))


def _start_filling(
    total: Col, unit: int, line: Line, *, ties: Ties, vacancy: Vacancy, also_counted: int
) -> Filling:
    """Begin with nobody placed."""
    taking_part = line.taking_part
    sizes = (
        np.arange(_count_true(taking_part.must), _count_true(taking_part.may) + 1, dtype=np.int64)
        + also_counted
    )
    none = np.zeros(len(sizes), np.int64)
    nobody = np.zeros(len(total.low), bool)
    exact = total.exact and taking_part.exact
    return Filling(
        total=total,
        unit=unit,
        line=line,
        sizes=sizes,
        ties=ties,
        vacancy=vacancy,
        placed=exact_truth(nobody) if exact else Truth(nobody, nobody.copy()),
        count=Placed(0, 0),
        quotas=Seats(none, none),
        unlimited=Placed(0, 0),
    )


N = TypeVar("N", bound=np.signedinteger)


def _for_participants(values: npt.NDArray[N], taking_part: Truth, out: int) -> npt.NDArray[N]:
    """Keep the values of those who may take part, `out` for the others."""
    if taking_part.may.all():
        return values
    return np.where(taking_part.may, values, values.dtype.type(out))
