"""Outcomes and expectations in the same words, so that they can be compared."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.cases.case import format_raw
from banfa.law import (
    Clause,
    OpenNumber,
    Publicity,
    Remedy,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

ABSENT: Final = "不参评"
OPEN: Final = "尚不能确定"
ELSEWHERE: Final = "不适用"
"""What a rule limited to some categories says of the others."""


def format_list(raw: Any) -> str:
    """Write a value or a list of them."""
    return "、".join(map(str, raw)) if isinstance(raw, list) else str(raw)


def format_remedies(clause: Clause) -> str:
    """Write the remedies of a clause as a case does."""
    return "；".join(_format_remedy(r) for r in clause.then)


def _format_remedy(remedy: Remedy) -> str:
    """Write 限期整改 1个月，逾期 12.4."""
    if remedy.options:
        return "或".join(_format_remedy(option) for option in remedy.options)
    period = f" {remedy.within}" if remedy.within else ""
    missed = f"，逾期 {'、'.join(c.key for c in remedy.missed)}" if remedy.missed else ""
    return f"{remedy.zh}{period}{missed}"


def format_expected_remedies(raw: Any) -> str:
    """Write what a case expects: 警告, or {限期整改: 1个月, 逾期: [12.4]}."""
    phrases = []
    for remedy in raw if isinstance(raw, list) else [raw]:
        if isinstance(remedy, dict):
            (zh, period), *rest = remedy.items()
            missed = f"，逾期 {format_list(dict(rest)['逾期'])}" if "逾期" in dict(rest) else ""
            phrases.append(f"{zh} {period}{missed}" if period else f"{zh}{missed}")
        else:
            phrases.append(str(remedy))
    return "；".join(phrases)


def format_publicity(publicity: Publicity) -> str:
    """Write the period of publicity."""
    period = publicity.at_least
    if isinstance(period, OpenNumber):
        return f"{period.low}{period.unit}" if period.is_set else "待定"
    return str(period)


def format_points(low: int, high: int, unit: int) -> str:
    """Write points as a person does: 4.5, or 0至6."""
    if low == high:
        return format_decimal(Fraction(low, unit))
    return f"{format_decimal(Fraction(low, unit))}至{format_decimal(Fraction(high, unit))}"


def format_decimal(points: Fraction) -> str:
    """Write a number exactly: 4.5; as a fraction where no decimal is."""
    for digits in range(7):
        if (points * 10**digits).denominator == 1:
            whole = str(abs((points * 10**digits).numerator)).rjust(digits + 1, "0")
            text = f"{whole[: len(whole) - digits]}.{whole[len(whole) - digits :]}" if digits else whole
            return f"-{text}" if points < 0 else text
    return str(points)


def format_expected_points(raw: Any) -> str:
    """Write the points a case expects: 4.5, 4.50, or [0, 6]."""
    try:
        match raw:
            case [low, high]:
                ends = format_decimal(Fraction(str(low))), format_decimal(Fraction(str(high)))
                return ends[0] if ends[0] == ends[1] else f"{ends[0]}至{ends[1]}"
        return format_decimal(Fraction(str(raw)))
    except ValueError:
        return f"{raw}（不是分数：写作 4.5 或 [0, 6]）"


def parse_total(raw: Any, unit: int) -> tuple[int, int]:
    """Read a total, or a range of totals, in the rubric's units. Raises ValueError."""
    ends = raw if isinstance(raw, list) else [raw, raw]
    low, high = (Fraction(str(end)) * unit for end in ends)
    if low.denominator != 1 or high.denominator != 1:
        raise ValueError(f"{format_raw(raw)}不是 1/{unit} 分的整数倍")
    return low.numerator, high.numerator


def format_grade(best: int, worst: int, labels: Sequence[str]) -> str:
    """Write a grade, a range of grades, or none."""
    if best < 0 or worst < 0:
        return ABSENT if best == worst else f"{labels[max(best, worst)]}或{ABSENT}"
    return labels[best] if best == worst else f"{labels[best]}至{labels[worst]}"


def format_expected_grade(raw: Any) -> str:
    """Write the grade a case expects."""
    match raw:
        case [best, worst]:
            return str(best) if best == worst else f"{best}至{worst}"
    return str(raw)
