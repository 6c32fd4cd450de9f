"""Points on a score sheet: exact, up to two places, written as on the paper and never a float."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.law.windows import FULL_SCORE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_POINTS: Final = re.compile(r"\d{1,4}(\.\d{1,2})?", re.ASCII)


def read_scores(
    scores: Sequence[Mapping[str, Any]], criteria: Iterable[Mapping[str, Any]]
) -> tuple[list[dict[str, str]], str]:
    """Read a sheet's points by criterion, and their sum.

    Every criterion once: one that is missing is missing and not zero. Raises Malformed (`points_malformed`,
    `points_too_many`, `criterion_unknown`, `criterion_twice`, `criterion_missing`).
    """
    most = {values["criterion"]: Decimal(values["most"]) for values in criteria}
    points: dict[str, Decimal] = {}
    for values in scores:
        name = values["criterion"]
        if name not in most:
            raise _reject("criterion_unknown", f"本评审组没有“{name[:40]}”这项指标；有：{'、'.join(most)}。")
        if name in points:
            raise _reject("criterion_twice", f"“{name}”填了两次，请核对评分表。")
        points[name] = _read(values["points"])
        if points[name] > most[name]:
            raise _reject(
                "points_too_many", f"“{name}”满分{most[name]}分，不能评{_write_points(points[name])}分。"
            )
    if lacking := [name for name in most if name not in points]:
        message = f"还缺{'、'.join(lacking)}的评分：没有评的不作零分，请核对评分表。"
        raise _reject("criterion_missing", message)
    read = [{"criterion": name, "points": _write_points(points[name])} for name in most]
    return read, _write_points(sum(points.values(), Decimal(0)))


def _read(typed: str) -> Decimal:
    if not _POINTS.fullmatch(typed):
        raise _reject("points_malformed", f"“{typed[:20]}”不是分数：写整数，或至多两位小数，如 8.5。")
    return Decimal(typed)


def _write_points(points: Decimal) -> str:
    """Write points without zeros that say nothing: 8.50 is 8.5, 8.00 is 8."""
    whole = points == points.to_integral_value()
    return str(points.to_integral_value()) if whole else format(points, "f").rstrip("0")


def scale_points(points: str, full: int) -> Fraction:
    """Points of `full` as what they are of a hundred, exactly: 8.5 of 10 are 85. Nothing is rounded."""
    return Fraction(points) * FULL_SCORE / full


def write_scaled(points: Fraction) -> str:
    """Write points of a hundred: a decimal where it ends after four places at most, else a fraction."""
    places = points * 10_000
    return str(points) if places.denominator != 1 else _write_points(Decimal(places.numerator) / 10_000)


def _reject(code: str, message: str) -> Malformed:
    return Malformed(code, message, field="scores")
