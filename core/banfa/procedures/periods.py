"""Periods of evaluation: which one a day falls in, by the measure's own rhythm."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.law import Months

if TYPE_CHECKING:
    from banfa.law import Edition

MONTHS_OF_YEAR: Final = 12


def period_start(law: Edition, day: date) -> date:
    """Give the first day of the period that a day falls in; of its year where the measure has no rhythm.

    Quarters and half-years are the calendar's.
    """
    return date(day.year, _first_month(law, day), 1)


def first_day_after(law: Edition, day: date) -> date:
    """Give the first day that terms published on a day can hold for.

    That is the first day of the next period, or the next day where the measure has no rhythm.
    """
    return _next_start(law, day) if law.grading else day + timedelta(1)


def _next_start(law: Edition, day: date) -> date:
    years, month = divmod(_first_month(law, day) - 1 + _months(law), MONTHS_OF_YEAR)
    return date(day.year + years, month + 1, 1)


def check_period(law: Edition, start: date, end: date) -> None:
    """Raise Malformed where the days are not exactly one period of the measure's evaluation."""
    if law.grading is None:
        return
    first, last = period_start(law, start), _next_start(law, start) - timedelta(1)
    if (start, end) != (first, last):
        basis = f"依{law.grading.cite}，每{law.grading.every}评价一次"
        message = f"{basis}：{start}所在的评价周期为{first}至{last}，请按此填写始日和终日。"
        field = "period_end" if start == first else "period_start"
        raise Malformed("period_mismatch", message, field=field, first=first, last=last)


def last_day_of(law: Edition, commencement: date) -> date | None:
    """Give the last day of an edition in force from `commencement` as its own text says; None while open.

    A term of validity counts the day of commencement: two years from 1 May end on 30 April.
    """
    if not isinstance(law.valid_to, Months):
        return law.valid_to if isinstance(law.valid_to, date) else None
    years, month = divmod(commencement.month - 1 + law.valid_to.n, MONTHS_OF_YEAR)
    year, month = commencement.year + years, month + 1
    days = monthrange(year, month)[1]
    if commencement.day > days:
        return date(year, month, days)
    return date(year, month, commencement.day) - timedelta(1)


def _first_month(law: Edition, day: date) -> int:
    return (day.month - 1) // _months(law) * _months(law) + 1


def _months(law: Edition) -> int:
    return law.grading.every.n if law.grading else MONTHS_OF_YEAR


def name_last_period(law: Edition, today: date) -> tuple[str, date, date]:
    """Name the last period that is over, with its first and last day."""
    last = period_start(law, today) - timedelta(1)
    first = period_start(law, last)
    months = _months(law)
    number = (first.month - 1) // months + 1
    names = {3: f"第{'一二三四'[number - 1]}季度", 6: "上半年" if number == 1 else "下半年", 12: "度"}
    return f"{first.year}年{names.get(months, f'第{number}期')}", first, last
