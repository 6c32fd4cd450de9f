"""Grading: bands with inclusive floors, shares of places, ties and empty places."""

from __future__ import annotations

from enum import StrEnum

from banfa.law.cite import Cite
from banfa.law.open_terms import Choice, OpenNumber
from banfa.law.quantity import Months
from banfa.law.scales import Rounding
from banfa.law.values import added_part, vocabulary, word


@vocabulary
class Ties(StrEnum):
    """Equal points at the last place of a band."""

    ALL_IN = "同分均入"
    ALL_OUT = "同分均不入"


@vocabulary
class Vacancy(StrEnum):
    """Places of a band that nobody reaches the floor for."""

    CARRY = "空额顺延至下一等级"
    LAPSE = "空额不用"


@vocabulary
class Beyond(StrEnum):
    """What a provider gets that reaches a band's floor but finds no place there."""

    NEXT = "按名次顺入下一等级，各等级占满后评为末等"
    LOWEST_FLOOR = "占比只限制前列等级，达到最低分数线的不因名额评为末等"
    FLOORS_ONLY = "占比仅供参考，等级只看分数"


@vocabulary
class Ranks(StrEnum):
    """What rank equal totals have."""

    BY_TIES = "随同分规则"
    SHARED = "同分同名次，其后名次空出"


@word
class Quota:
    """`share` of those taking part, in 1/`share.den`, counted to whole places by `rounding`."""

    share: OpenNumber
    rounding: Rounding | Choice


@word
class Band:
    """One grade. `floor` in whole points, inclusive; the last band has none and takes the rest."""

    label: str
    floor: int | None
    quota: Quota | None = None


@word
class Grading:
    """Bands, best first. `every` is how often the bureau evaluates.

    `ranks`: SHARED ranks equal best totals 1, 1, 3 whatever becomes of ties at the last place; BY_TIES is of
    older receipts, where both were 2 if neither got in.
    """

    cite: Cite
    every: Months
    bands: tuple[Band, ...]
    ties: Ties | Choice = Ties.ALL_IN
    vacancy: Vacancy | Choice = Vacancy.LAPSE
    beyond: Beyond | Choice = Beyond.NEXT
    ranks: Ranks = added_part(default=Ranks.BY_TIES)

    @property
    def labels(self) -> tuple[str, ...]:
        """The grades, best first."""
        return tuple(b.label for b in self.bands)
