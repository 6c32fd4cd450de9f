"""Days and periods. The calendar is passed in; nothing here reads a clock or knows a holiday.

A period starts on the day after (民法典第二百零一条) and ends, in months, on the corresponding day or,
where the month has none, on its last (第二百零二条). Where a period in working days leaves the range the
calendar is sure of, its end is an interval: at the earliest as if every day were worked, at the latest
never. It narrows when the year is published.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from banfa.law import FAR, Days, Months, WorkingDays

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.law.quantity import Duration

Array: TypeAlias = npt.NDArray[np.signedinteger[Any]]

EPOCH: Final = date(1970, 1, 1)
REACH: Final = 100_000
"""Days either side of 1970-01-01 that are real days; beyond lie 未发生 and 从未."""

WEEK: Final = 7
MONDAY: Final = 4
"""1970-01-05, the first Monday, in days since 1970-01-01."""
WORKED: Final = 5


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day number within REACH."""
    return EPOCH + timedelta(number)


@dataclass(frozen=True, eq=False)
class Calendar:
    """The working days of the days it is sure of, `first` to `last` inclusive, as sorted day numbers.

    `rest` are days after `last` that will not be worked whatever is still to be published: for estimates.
    """

    working: Array
    first: int
    last: int
    rest: Array = field(default_factory=lambda: np.array([], np.int64))

    @classmethod
    def of(cls, working: Iterable[date], *, first: date, last: date, rest: Iterable[date] = ()) -> Calendar:
        """Make a calendar; working days outside the range and days of rest inside are dropped."""
        low, high = day_number(first), day_number(last)
        numbers = sorted({n for n in map(day_number, working) if low <= n <= high})
        later = sorted({n for n in map(day_number, rest) if n > high})
        return cls(np.array(numbers, np.int64), low, high, np.array(later, np.int64))

    def with_weeks_until(self, last: int) -> Calendar:
        """Continue the calendar with Monday to Friday but for `rest`: for estimates, never for verdicts."""
        if last <= self.last:
            return self
        more = np.arange(self.last + 1, last + 1, dtype=np.int64)
        worked = more[((more - MONDAY) % WEEK < WORKED) & ~np.isin(more, self.rest)]
        return Calendar(np.concatenate([self.working, worked]), self.first, last)


NO_CALENDAR: Final = Calendar(np.array([], np.int64), 0, -1)
"""Sure of nothing: for law that counts no working days."""


class Ends(NamedTuple):
    """The earliest and the latest day a period can end; one array twice where it is sure."""

    low: Array
    high: Array


class Due(NamedTuple):
    """The day a single period ends; an estimate by the week where the calendar is not `sure` of it."""

    day: int
    sure: bool


def add_period(days: Array, period: Duration, calendar: Calendar) -> Ends:
    """Find the days on which periods from these days end; 未发生 and 从未 stay what they are."""
    if isinstance(period, Days):
        moved = np.where(np.abs(days) < REACH, days + period.n, days)
        return Ends(moved, moved)
    real = np.abs(days) < REACH
    if not real.any():
        return Ends(days, days)
    # Ends are worked out once for every day there is between the first and the last, then looked up: days
    # are far fewer than subjects.
    first, last = int(days.min(where=real, initial=REACH)), int(days.max(where=real, initial=-REACH))
    span = np.arange(first, last + 1, dtype=np.int64)
    if isinstance(period, Months):
        moved = np.where(real, _add_months(span, period.n).take(days - first, mode="clip"), days)
        return Ends(moved, moved)
    low, high = (
        np.where(real, table.take(days - first, mode="clip"), days)
        for table in _add_working_days(span, period.n, calendar)
    )
    return Ends(low, low if np.array_equal(low, high) else high)


def _add_months(days: Array, n: int) -> Array:
    """Find the corresponding day n months on, or that month's last."""
    day = days.astype("datetime64[D]")
    month = day.astype("datetime64[M]")
    there = month + n
    length = (there + 1).astype("datetime64[D]") - there.astype("datetime64[D]")
    offset = np.minimum(day - month.astype("datetime64[D]"), length - np.timedelta64(1, "D"))
    ends: Array = (there.astype("datetime64[D]") + offset).astype(np.int64)
    return ends


def _add_working_days(days: Array, n: int, calendar: Calendar) -> Ends:
    """Find the n-th working day after each day, as far as the calendar is sure of it; itself for n = 0."""
    if n == 0:
        return Ends(days, days)
    before = np.maximum(calendar.first - 1 - days, 0)  # days before the calendar begins: worked or not
    start = np.maximum(days, calendar.first - 1)
    left = n - before
    low = np.where(left > 0, _count_working_days(start, np.maximum(left, 1), calendar).low, days + n)
    return Ends(low, _count_working_days(start, np.full(days.shape, n), calendar).high)


def _count_working_days(start: Array, n: Array, calendar: Calendar) -> Ends:
    """Find the n-th working day after days that are not before the calendar begins."""
    passed = np.searchsorted(calendar.working, start, side="right")
    left = len(calendar.working) - passed
    inside = n <= left
    if len(calendar.working):
        day = calendar.working.take(passed + n - 1, mode="clip")
    else:
        day = np.zeros(start.shape, np.int64)
    earliest = np.maximum(start, calendar.last) + n - left
    return Ends(np.where(inside, day, earliest), np.where(inside, day, FAR))


def next_working_day(days: Array, calendar: Calendar) -> Ends:
    """Find the next working day, the day itself where it is one (民法典第二百零三条).

    未发生 and 从未 stay what they are.
    """
    real = np.abs(days) < REACH
    low, high = _add_working_days(np.where(real, days, 0) - 1, 1, calendar)
    low, high = np.where(real, low, days), np.where(real, high, days)
    return Ends(low, low if np.array_equal(low, high) else high)


@lru_cache(maxsize=64)
def list_shifts(calendar: Calendar) -> str:
    """Write, for each day that a calendar is sure of, how many days later the first working day is.

    An array as PostgreSQL reads it; NULL where that day is not sure.
    """
    days = np.arange(calendar.first, calendar.last + 1, dtype=np.int64)
    low, high = next_working_day(days, calendar)
    return "{" + ",".join(np.where(low == high, (low - days).astype(str), "NULL").tolist()) + "}"


def find_due_day(start: int, period: Duration, calendar: Calendar, *, rest_days_move: bool) -> Due:
    """Find when a period ends that starts the day after `start`; with `rest_days_move`, never on a rest day.

    Where the calendar is not sure, the day is an estimate by the week and has to be computed again once the
    year is published.
    """
    day, sure = _find_end(start, period, calendar)
    if not rest_days_move:
        return Due(day, sure)
    moved, still_sure = _find_end(day - 1, WorkingDays(1), calendar)
    return Due(moved, sure and still_sure)


def _find_end(start: int, period: Duration, calendar: Calendar) -> Due:
    """Find the end of one period, estimated where the calendar is not sure of it."""
    days = np.array([start], np.int64)
    low, high = add_period(days, period, calendar)
    if low[0] == high[0]:
        return Due(int(low[0]), sure=True)
    from_the_week = calendar if calendar.first <= start + 1 else Calendar(days[:0], start + 1, start)
    # Enough weeks for the working days, one week of slack, and room for every day of rest that is known.
    weeks = period.n // WORKED + 2 + len(from_the_week.rest) // WORKED + 1
    long_enough = max(start, from_the_week.last) + WEEK * weeks
    return Due(int(add_period(days, period, from_the_week.with_weeks_until(long_enough)).low[0]), sure=False)
