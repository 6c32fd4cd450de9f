"""Places: how many a quota gives, and whether a rank is among them, when it is open who takes part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from banfa.law import Choice, Quota
from banfa.reasoning.scales import divide_rounded

if TYPE_CHECKING:
    from banfa.reasoning.columns import Flags, Ints, Truth
    from banfa.reasoning.ranking import Rivals


class Seats(NamedTuple):
    """A number of places, least and most, for each number of subjects who take part, from the fewest on."""

    low: Ints
    high: Ints

    @property
    def exact(self) -> bool:
        """Whether the share is set."""
        return self.low is self.high

    @property
    def range(self) -> tuple[int, int]:
        """The least and the most over all numbers of those who take part."""
        return int(self.low[0]), int(self.high[-1])

    def with_more(self, more: Seats) -> Seats:
        """The sum of two numbers of places, for each number of those who take part."""
        low = self.low + more.low
        return Seats(low, low if self.exact and more.exact else self.high + more.high)

    def after(self, low: int, high: int) -> Seats:
        """The last of these places when so many, least and most, are taken ahead of them."""
        first = self.low + low
        return Seats(first, first if self.exact and low == high else self.high + high)


def count_seats(quota: Quota, sizes: Ints) -> Seats:
    """Work out number × share in whole places, for each number of those who take part.

    Raises TypeError for an open rounding.
    """
    if isinstance(quota.rounding, Choice):
        raise TypeError(f"{quota.share.cite}：{quota.rounding.zh}尚未确定，不能计算名额")
    share = quota.share
    low = divide_rounded(sizes * share.low, share.den, quota.rounding)
    return Seats(low, low if share.is_set else divide_rounded(sizes * share.high, share.den, quota.rounding))


@dataclass(frozen=True, eq=False)
class Line:
    """Who gets in when the last place is `seats`, whatever the number of those who take part turns out to be.

    With k of the doubtful taking part there are seats[k] places; a doubtful subject counts itself among
    them. One more rival makes a rank worse by at most one, but adds places as well: so the best and the
    worst case lie at the k where places less rivals are most and least, looked up in a running maximum
    and minimum.
    """

    rivals: Rivals
    taking_part: Truth

    def may(self, seats: Seats) -> Flags:
        """Flags of who gets in, in some case."""
        if len(seats.high) == 1:
            gets_in: Flags = self.rivals.surely < seats.high[0]
            return gets_in
        spare = [_best_balance(seats.high[own:]) for own in (0, 1)]
        doubtful = len(seats.high) - 1
        cases = []
        for own in (0, 1):
            not_ahead = np.maximum(doubtful - own - self.rivals.surely_if, 0)
            cases.append(self.rivals.surely < not_ahead + spare[own].take(not_ahead, mode="clip"))
        return _by_participation(self.taking_part, *cases)

    def must(self, seats: Seats) -> Flags:
        """Flags of who gets in, in every case."""
        if len(seats.low) == 1:
            gets_in: Flags = self.rivals.possibly < seats.low[0]
            return gets_in
        spare = [_worst_balance(seats.low[own:]) for own in (0, 1)]
        cases = [
            self.rivals.possibly < spare[own].take(self.rivals.possibly_if, mode="clip") for own in (0, 1)
        ]
        return _by_participation(self.taking_part, *cases)


def _by_participation(taking_part: Truth, sure: Flags, doubtful: Flags) -> Flags:
    """Take the first for those who surely take part, the second for those who may."""
    flags: Flags = np.where(taking_part.must, sure, doubtful)
    return flags


def _best_balance(places: Ints) -> Ints:
    """For each k, the most that places less rivals can be with k rivals or more."""
    balance = places - np.arange(len(places))
    return np.maximum.accumulate(balance[::-1])[::-1]


def _worst_balance(places: Ints) -> Ints:
    """For each k, the least that places less rivals can be with k rivals or fewer."""
    return np.minimum.accumulate(places - np.arange(len(places)))
