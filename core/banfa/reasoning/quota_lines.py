"""A grade's floor and places in words, with the arithmetic that gives them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from banfa.law import Rounding
from banfa.reasoning.wording import format_number, format_percentage

if TYPE_CHECKING:
    from banfa.law import Band
    from banfa.reasoning.grading import Places


def describe_quota(band: Band, places: Places | None, counted: int) -> str:
    """Say how many places a grade has and up to which rank, and how that comes from the share.

    `counted`: how many the share is of. Nothing where no share binds.
    """
    if band.quota is None or places is None:
        return ""
    share, own, last = band.quota.share, _say_span(places.own), _say_span(places.last)
    got = f"{own}家，取至第{last}名"
    if not share.is_set or not isinstance(band.quota.rounding, Rounding) or places.own[0] != places.own[1]:
        return f"名额{got}"
    part = Fraction(share.low, share.den)
    exact = format_number(part * counted)
    whole = "" if (part * counted).denominator == 1 else f"{band.quota.rounding}为"
    return f"名额：{counted}家的{format_percentage(part)}＝{exact}，{whole}{got}"


def _say_span(ends: tuple[int, int]) -> str:
    return f"{ends[0]}" if ends[0] == ends[1] else f"{ends[0]}至{ends[1]}"
