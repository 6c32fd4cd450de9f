"""Points, ranks and grades as they stand in tables, and the marks drawn beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.procedures.rounds.score_sheet import make_score_sheet
from banfa.web.rendering.values import format_points

if TYPE_CHECKING:
    from banfa.procedures.points import Points
    from banfa.procedures.rounds.results import Standing
    from banfa.procedures.rounds.score_sheet import ScoreSheet
    from banfa.trust.unit import Unit

UNSURE_TO_TAKE_PART: Final = "是否参评未定"
"""What is open of a result before its points are; it is no grade."""
WIDTH: Final = 132
"""Of the mark of a total, in pixels."""


class Plot(NamedTuple):
    """Where a total lies, in pixels: one point, or two hollow ends."""

    low: int
    high: int


def describe_sheet(unit: Unit, round_id: int) -> dict[str, Any]:
    """A round's score sheet as templates take it, with what they write and draw it by."""
    sheet = make_score_sheet(unit, round_id=round_id)
    drawn = {"plots": _draw_plots(sheet), "floors": _list_floors(sheet)}
    return {"sheet": sheet, "points": write_points, "ends": write_ends, "unsure": say_unsure, **drawn}


def say_unsure(standing: Standing) -> str:
    """Say that it is not known whether a provider takes part at all; empty where it is."""
    return UNSURE_TO_TAKE_PART if standing.taking_part == "open" else ""


def write_points(points: Points | None) -> str:
    """Write points with as many decimals as they are kept in, so that a column lines up; or their ends."""
    if points is None:
        return ""
    low, high = (_pad(units, points.unit) for units in (points.low, points.high))
    return low if points.low == points.high else f"{low} 至 {high}"


def _pad(units: int, per: int) -> str:
    digits = len(str(per)) - 1
    whole, _, rest = format_points(units, per).partition(".")
    return f"{whole}.{rest.ljust(digits, '0')}" if digits else whole


def write_ends(ends: tuple[Any, Any] | None) -> str:
    """Write what may still be one of two, or several between them."""
    if ends is None or ends[0] is None:
        return ""
    return f"{ends[0]}" if ends[0] == ends[1] else f"{ends[0]} 至 {ends[1]}"


def _draw_plots(sheet: ScoreSheet) -> dict[int, Plot]:
    """Where each provider's total lies on a line from 0 to the most points."""
    most = sheet.most * sheet.unit
    return {
        line.provider_id: Plot(_place(total.low, most), _place(total.high, most))
        for line in sheet.lines
        if (total := line.standing.total) is not None and most
    }


def _list_floors(sheet: ScoreSheet) -> list[tuple[int, int]]:
    """The floors of the grades: points, and where they lie."""
    floors = [group.floor for group in sheet.groups if group.floor is not None]
    return [(floor, _place(floor, sheet.most)) for floor in reversed(floors)]


def _place(points: int, most: int) -> int:
    return 4 + min(max(points, 0), most) * (WIDTH - 8) // most
