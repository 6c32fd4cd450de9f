"""The calendar of working days (调休 counted), from the published holidays that chinesecalendar carries.

It is sure of the years whose holidays are published; a term that ends later is an estimate and said to be so.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import chinese_calendar
from chinese_calendar.constants import holidays

from banfa.law import WorkingDays
from banfa.reasoning.calendar import Calendar, day_number, day_of, find_due_day

FIRST = date(min(day.year for day in holidays), 1, 1)
LAST = date(max(day.year for day in holidays), 12, 31)


@lru_cache(maxsize=1)
def working_calendar() -> Calendar:
    """Working days of all published years."""
    every = (FIRST + timedelta(n) for n in range((LAST - FIRST).days + 1))
    return Calendar.of((day for day in every if chinese_calendar.is_workday(day)), first=FIRST, last=LAST)


def working_days_after(day: date, n: int) -> date:
    """The last of `n` working days counted from the day after (开始的当日不计入, 民法典第二百零一条)."""
    return day_of(find_due_day(day_number(day), WorkingDays(n), working_calendar(), rest_days_move=False).day)


def is_sure(day: date) -> bool:
    """Whether the holidays of that year are published."""
    return FIRST <= day <= LAST
