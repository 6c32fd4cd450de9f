"""Numbers, days and amounts as a Chinese document writes them: exact, or 约 and two decimals."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from banfa.law import FAR, AtMost, Days, Fact, SetInOrder, Window
from banfa.reasoning.calendar import REACH, day_of

if TYPE_CHECKING:
    from banfa.law.quantity import Period

VERDICTS: Final = ("不符合", "尚不能确定", "符合")
HUNDRED: Final = 100
TEN: Final = 10
TEN_THOUSANDTHS: Final = "万分点"
"""The unit of targets' gaps, which no document would write."""


def format_verdict(state: int) -> str:
    """Write 0 as 不符合, 1 as 尚不能确定, 2 as 符合."""
    return VERDICTS[state]


def format_number(value: Fraction | int) -> str:
    """Write a number as a decimal: exact with up to two places, else 约 and two places, half up."""
    hundredths = Fraction(value) * HUNDRED
    whole = (2 * hundredths.numerator + hundredths.denominator) // (2 * hundredths.denominator)
    if hundredths.denominator == 1:
        return _format_hundredths(whole).rstrip("0").rstrip(".")
    return f"约{_format_hundredths(whole)}"


def _format_hundredths(hundredths: int) -> str:
    """Write so many hundredths with two places."""
    whole, rest = divmod(abs(hundredths), HUNDRED)
    return f"{'-' if hundredths < 0 else ''}{whole}.{rest:02}"


def format_percentage(ratio: Fraction) -> str:
    """Write a ratio as a percentage, exact or 约."""
    return f"{format_number(ratio * HUNDRED)}%"


def format_points(low: int, high: int, unit: int) -> str:
    """Write points in 1/`unit`, or the range they lie in."""
    least = format_number(Fraction(low, unit))
    return f"{least}分" if low == high else f"{least}至{format_number(Fraction(high, unit))}分"


def format_day(number_of_day: int) -> str:
    """Write 2026年3月31日, or that it has not come, or never was."""
    if number_of_day >= REACH:
        return "尚未发生"
    if number_of_day <= -REACH:
        return "从未发生"
    date = day_of(number_of_day)
    return f"{date.year}年{date.month}月{date.day}日"


def format_amount(fact: Fact, low: int, high: int) -> str:
    """Write a fact's value with its unit, or what is known of it."""
    if fact.unit == "日期":
        return format_days(low, high)
    if fact.unit == "是否":
        return ("是" if low else "否") if low == high else "尚不明确"
    least, most = (format_count(Fraction(end, fact.per), fact.unit) for end in (low, high))
    if low == high:
        return least
    if low <= fact.low and high >= fact.high:
        return "尚不明确"
    if high >= fact.high:
        return f"至少{least}"
    return f"至多{most}" if low <= fact.low else f"{least}至{most}"


def format_days(low: int, high: int) -> str:
    """Write a day, or what is known of it."""
    if low == high:
        return format_day(low)
    if low <= -REACH:
        return "尚不明确" if high >= FAR else f"不晚于{format_day(high)}"
    return f"不早于{format_day(low)}" if high >= REACH else f"在{format_day(low)}至{format_day(high)}之间"


def format_count(value: Fraction | int, unit: str) -> str:
    """Write a number with its unit; parts of ten thousand as the percentage an official would say."""
    return (
        f"{format_number(Fraction(value) / HUNDRED)}%"
        if unit == TEN_THOUSANDTHS
        else f"{format_number(value)}{unit}"
    )


def format_period(period: Period) -> str:
    """Write a period; of days, whether they are worked or not (自然日、工作日)."""
    match period:
        case Days():
            return f"{period}（自然日）"
        case AtMost(limit=limit, generally=generally):
            return f"{'一般' if generally else ''}不超过{format_period(limit)}"
        case SetInOrder():
            return "由限期整改通知书确定"
    return str(period)


def format_window(window: Window) -> str:
    """Write the days that a fact looks at, where no year is at hand to be named."""
    return "前年" if window is Window.YEAR_BEFORE_LAST else window.value


def quote(words: str) -> str:
    """Put words in quotation marks, those inside them in single ones (GB/T 15834)."""
    return f"“{words.replace('“', '‘').replace('”', '’')}”"


def format_precision(unit: int) -> str:
    """Write to what a point is counted: whole points, decimals, or a part of one."""
    places = len(str(unit)) - 1
    if unit == TEN**places:
        return f"保留{places}位小数" if places else "取整数"
    return f"以{unit}分之一分为单位"
