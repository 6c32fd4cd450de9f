"""Numbers with units: rates are ratios of integers, durations are calendar things."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Final

from banfa.law.values import word


def exact_number(value: int | str | Fraction) -> Fraction:
    """An exact number from a whole number, a decimal string or a fraction. A float raises TypeError."""
    if isinstance(value, float) or not isinstance(value, int | str | Fraction):
        raise TypeError(f"{value!r} 不是精确数：写成整数、字符串 '{value}' 或 Fraction")
    return Fraction(value)


HUNDRED: Final = 100


@word
class Rate:
    """num/den of a whole, e.g. 30/100. Raises ValueError for a denominator below 1."""

    num: int
    den: int = HUNDRED

    def __post_init__(self) -> None:
        if self.den < 1:
            raise ValueError(f"比例{self.num}/{self.den}的分母须为正整数")

    def __str__(self) -> str:
        if self.den == HUNDRED:
            return f"{self.num}%"
        percent_value = Fraction(self.num * HUNDRED, self.den)
        if percent_value.denominator in (1, 2, 5, 10, 100):
            return f"{Decimal(percent_value.numerator) / Decimal(percent_value.denominator)}%"
        return f"{self.num}/{self.den}"


def percent(n: int | str) -> Rate:
    """A rate in hundredths, 30 or "33.5": a string keeps a decimal exact."""
    if isinstance(n, int):
        return Rate(n, 100)
    q = exact_number(n) / 100
    return Rate(q.numerator, q.denominator)


@word
class Days:
    """Calendar days; the first is the day after the one a term starts from (民法典第二百零一条)."""

    n: int

    def __str__(self) -> str:
        return f"{self.n}日"


@word
class WorkingDays:
    """Days that are worked by the published calendar, 调休 included."""

    n: int

    def __str__(self) -> str:
        return f"{self.n}个工作日"


@word
class Months:
    """Months, ending on the corresponding day or the month's last (民法典第二百零二条)."""

    n: int

    def __str__(self) -> str:
        return f"{self.n}个月"


Duration = Days | WorkingDays | Months

PERIOD_UNITS: Final[dict[str, type[Days | WorkingDays | Months]]] = {
    "日": Days,
    "天": Days,
    "个工作日": WorkingDays,
    "工作日": WorkingDays,
    "个月": Months,
    "月": Months,
}


def duration(n: int, unit: str) -> Duration:
    """So many of a unit of time, as an open number names it. Raises KeyError for what is no unit of time."""
    period: Duration = PERIOD_UNITS[unit](n)
    return period


@word
class AtMost:
    """The officer sets the term in each order, up to this.

    `generally` is 一般: a longer one needs a reason.
    """

    limit: Duration
    generally: bool = False

    def __str__(self) -> str:
        return f"{'一般' if self.generally else ''}不超过{self.limit}"


@word
class SetInOrder:
    """规定时间内: the text names no term at all; the order must."""

    def __str__(self) -> str:
        return "处置文书规定的时间"


Period = Duration | AtMost | SetInOrder
