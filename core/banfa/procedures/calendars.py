"""The calendar of working days (调休 counted), from the published holidays that chinesecalendar carries.

It is sure of the years whose holidays are published; a term that ends later is an estimate and said to be so.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import chinese_calendar
from chinese_calendar.constants import holidays

from banfa.law import WorkingDays
from banfa.reasoning.calendar import Calendar, day_number, day_of, find_due_day

FIRST_DAY: Final = date(min(day.year for day in holidays), 1, 1)
LAST_DAY: Final = date(max(day.year for day in holidays), 12, 31)


@lru_cache(maxsize=1)
def working_calendar() -> Calendar:
    """Give the working days of all published years."""
    days = (FIRST_DAY + timedelta(n) for n in range((LAST_DAY - FIRST_DAY).days + 1))
    working_days = (day for day in days if chinese_calendar.is_workday(day))
    return Calendar.of(working_days, first=FIRST_DAY, last=LAST_DAY)


def working_days_after(day: date, n: int) -> date:
    """Give the last of `n` working days counted from the day after (开始的当日不计入, 民法典第二百零一条)."""
    return day_of(find_due_day(day_number(day), WorkingDays(n), working_calendar(), rest_days_move=False).day)


def is_sure(day: date) -> bool:
    """Tell whether the holidays of that year are published."""
    return FIRST_DAY <= day <= LAST_DAY
