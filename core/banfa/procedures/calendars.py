"""The calendar of working days (调休 counted): what is published, what a bureau was told, what is certain.

The years that chinesecalendar carries are published. A later year, or a change of one of these, is brought by
a holiday notice (`holiday_notices`). Of the years after that only the statutory holidays are certain
(全国年节及纪念日放假办法, State Council Order 795); a term that ends there is an estimate, and said to be so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, Final

import chinese_calendar
from chinese_calendar.constants import holidays as published_holidays

from banfa.law import WorkingDays
from banfa.procedures.holiday_notices import SATURDAY, HolidayNotice, list_notices, statutory_holidays
from banfa.reasoning.calendar import Calendar, day_number, day_of, find_due_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

FIRST_DAY: Final = date(min(day.year for day in published_holidays), 1, 1)
LAST_PUBLISHED_DAY: Final = date(max(day.year for day in published_holidays), 12, 31)
"""The last day of the years whose holidays this release carries."""
YEARS_AHEAD: Final = 5
"""For how many years beyond the published ones the statutory holidays are worked out."""


def read_calendar(connection: Connection, tenant_id: int) -> Calendar:
    """Read the working days as a bureau knows them: as published, and as its notices say."""
    return make_calendar(tuple(list_notices(connection, tenant_id)))


@lru_cache(maxsize=64)
def make_calendar(notices: tuple[HolidayNotice, ...]) -> Calendar:
    """Make the calendar that follows from notices, of which a later one overrides an earlier day by day.

    It is sure up to the end of the last year of an unbroken row of published years.
    """
    last = _last_sure_day({notice.year for notice in notices})
    rest: set[date] = set()
    worked: set[date] = set()
    for notice in notices:
        rest = (rest - set(notice.working_days)) | set(notice.rest_days)
        worked = (worked - set(notice.rest_days)) | set(notice.working_days)
    years_ahead = range(last.year + 1, last.year + 1 + YEARS_AHEAD)
    certain = [day for year in years_ahead for day in statutory_holidays(year)]
    working = (day for day in _list_days(last) if day in worked or (day not in rest and _is_worked(day)))
    return Calendar.of(working, first=FIRST_DAY, last=last, rest=[*certain, *rest])


def _last_sure_day(noticed_years: set[int]) -> date:
    year = LAST_PUBLISHED_DAY.year
    while year + 1 in noticed_years:
        year += 1
    return date(year, 12, 31)


def _list_days(last: date) -> Iterator[date]:
    return (FIRST_DAY + timedelta(n) for n in range((last - FIRST_DAY).days + 1))


def _is_worked(day: date) -> bool:
    """Whether a day is worked that no notice names."""
    if day <= LAST_PUBLISHED_DAY:
        return bool(chinese_calendar.is_workday(day))
    return day.isoweekday() < SATURDAY and day not in statutory_holidays(day.year)


def count_working_days_on(calendar: Calendar, day: date, n: int) -> date:
    """Give the last of `n` working days counted from the day after (开始的当日不计入, 民法典第二百零一条)."""
    return day_of(find_due_day(day_number(day), WorkingDays(n), calendar, rest_days_move=False).day)


def count_working_days_between(calendar: Calendar, day: date, until: date) -> int | None:
    """Count the working days after a day up to another, included; None where the calendar is not sure."""
    if not (is_sure(calendar, day) and is_sure(calendar, until)):
        return None
    working = calendar.working
    return int(((working > day_number(day)) & (working <= day_number(until))).sum())


def digest_calendar(calendar: Calendar, until: date) -> str:
    """Give a hash of the working days up to a day: what was worked out as of that day rests on no others."""
    last = min(day_number(until), calendar.last)
    return sha256(calendar.working[calendar.working <= last].tobytes() + str(last).encode()).hexdigest()


def is_sure(calendar: Calendar, day: date) -> bool:
    """Tell whether the holidays of that year are published."""
    return calendar.first <= day_number(day) <= calendar.last


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """Where a year departs from the week: weekdays of rest, and Saturdays and Sundays worked.

    Of a year that is not `published` only the statutory holidays are known.
    """

    year: int
    published: bool
    rest_days: tuple[date, ...]
    working_days: tuple[date, ...]


def describe_year(calendar: Calendar, year: int) -> CalendarYear:
    """Say where a year departs from the week."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    published = is_sure(calendar, first) and is_sure(calendar, last)
    if published:
        worked = set(calendar.working.tolist())
        rest_days = [day for day in days if day.isoweekday() < SATURDAY and day_number(day) not in worked]
        made_up = [day for day in days if day.isoweekday() >= SATURDAY and day_number(day) in worked]
    else:
        rest_days = [day for day in sorted(statutory_holidays(year)) if day.isoweekday() < SATURDAY]
        made_up = []
    return CalendarYear(year, published, tuple(rest_days), tuple(made_up))
