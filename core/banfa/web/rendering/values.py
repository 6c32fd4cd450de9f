"""Values that may still be open, points, and facts with the records behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from banfa.reasoning.calendar import REACH, day_of

if TYPE_CHECKING:
    from datetime import date

    from banfa.law import Cite, Fact
    from banfa.procedures.facts import FactState
    from banfa.procedures.points import Points

V = TypeVar("V")

UNIT_OF_DAYS: Final = "日期"
"""The unit of facts that are days."""


def render_range(low: V, high: V) -> V | list[V]:
    """Give a value that is known, or the two ends it lies between."""
    return low if low == high else [low, high]


def render_points(points: Points) -> str | list[str]:
    """Write points as exact decimals: 8350 in hundredths is "83.5"."""
    return render_range(format_points(points.low, points.unit), format_points(points.high, points.unit))


def format_points(units: int, per: int) -> str:
    """Write so many parts of a point as a decimal. `per`, how many make a point, is a power of ten."""
    digits = len(str(per)) - 1
    whole, rest = divmod(abs(units), per)
    sign = "-" if units < 0 else ""
    decimals = f"{rest:0{digits}}".rstrip("0") if digits else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def render_fact(state: FactState) -> dict[str, Any]:
    """Give a fact with its value and the records behind it."""
    fact = state.fact
    return {
        "key": fact.key,
        "zh": fact.zh,
        "unit": fact.unit,
        "window": fact.window.value,
        "value": render_value(fact, state.low, state.high),
        "evidence": msgspec.to_builtins(state.evidence),
    }


def render_value(fact: Fact, low: int, high: int) -> int | date | list[int | date | None] | None:
    """Give a fact's value, or the range it lies in; null where a day has not come or never was."""
    if fact.unit == UNIT_OF_DAYS:
        first, last = (day_of(end) if abs(end) < REACH else None for end in (low, high))
        return first if low == high else [first, last]
    return low if low == high else [low, high if high < fact.high else None]


def render_cite(cite: Cite) -> dict[str, str]:
    """Give a provision as programs compare it, and in Chinese."""
    return {"cite": cite.key, "cite_zh": str(cite)}
