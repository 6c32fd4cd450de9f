"""Ends of periods: month ends, working days, the edge of what the calendar is sure of."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banfa.law import FAR, Days, Months, WorkingDays
from banfa.reasoning.calendar import (
    NO_CALENDAR,
    Calendar,
    add_period,
    day_number,
    day_of,
    find_due_day,
    next_working_day,
)

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
HOLIDAYS = {date(2026, 10, n) for n in range(1, 8)}
MADE_UP = {date(2026, 10, 10)}  # a Saturday that is worked


def is_worked(day: date) -> bool:
    return day in MADE_UP or (day.weekday() < 5 and day not in HOLIDAYS)


YEAR = [FIRST + timedelta(n) for n in range(365)]
CALENDAR = Calendar.of(filter(is_worked, YEAR), first=FIRST, last=LAST)
days_of_years = st.dates(date(2020, 1, 1), date(2032, 12, 31))


def end(day: date, period, calendar=NO_CALENDAR) -> tuple[int, int]:
    low, high = add_period(np.array([day_number(day)]), period, calendar)
    return int(low[0]), int(high[0])


def plain_months(day: date, n: int) -> date:
    """The corresponding day, or the last the month has."""
    years, month = divmod(day.month - 1 + n, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(day.year + years, month + 1, number)
        except ValueError:
            continue
    raise AssertionError


class TestMonths:
    @settings(max_examples=60, deadline=None)
    @given(days_of_years, st.integers(0, 60))
    def test_end_on_the_corresponding_day_or_the_months_last(self, day, n):
        assert end(day, Months(n)) == (day_number(plain_months(day, n)),) * 2

    def test_are_right_for_many_days_at_once(self):
        days = np.array([day_number(date(2025, 11, 30)), FAR, day_number(date(2024, 1, 31)), -FAR])
        low, high = add_period(days, Months(3), NO_CALENDAR)
        assert low is high
        assert low.tolist() == [day_number(date(2026, 2, 28)), FAR, day_number(date(2024, 4, 30)), -FAR]

    def test_leave_days_that_never_come_alone(self):
        low, _ = add_period(np.array([FAR, -FAR]), Months(1), NO_CALENDAR)
        assert low.tolist() == [FAR, -FAR]


class TestDays:
    @settings(max_examples=60, deadline=None)
    @given(days_of_years, st.integers(0, 400))
    def test_start_on_the_day_after(self, day, n):
        assert end(day, Days(n)) == (day_number(day + timedelta(n)),) * 2


class TestWorkingDays:
    @settings(max_examples=60, deadline=None)
    @given(st.dates(FIRST - timedelta(1), LAST), st.integers(0, 30))
    def test_count_what_is_worked_as_long_as_the_calendar_is_sure(self, day, n):
        ahead = [d for d in YEAR if d > day and is_worked(d)]
        if n == 0:
            assert end(day, WorkingDays(n), CALENDAR) == (day_number(day),) * 2
        elif n <= len(ahead):
            assert end(day, WorkingDays(n), CALENDAR) == (day_number(ahead[n - 1]),) * 2

    def test_skip_a_holiday_and_count_the_saturday_worked_for_it(self):
        assert end(date(2026, 9, 30), WorkingDays(3), CALENDAR)[0] == day_number(date(2026, 10, 10))

    @settings(max_examples=60, deadline=None)
    @given(st.dates(FIRST, LAST + timedelta(30)), st.integers(1, 20), st.sets(st.integers(0, 80)))
    def test_beyond_the_calendar_end_somewhere_in_the_interval(self, day, n, unworked):
        """Whatever the next year's calendar turns out to be."""
        beyond = [LAST + timedelta(k + 1) for k in range(120) if k not in unworked]
        ahead = [d for d in [*filter(is_worked, YEAR), *beyond] if d > day]
        low, high = end(day, WorkingDays(n), CALENDAR)
        assert low <= day_number(ahead[n - 1]) <= high

    @settings(max_examples=60, deadline=None)
    @given(st.dates(FIRST - timedelta(40), FIRST), st.integers(1, 20), st.sets(st.integers(0, 60)))
    def test_before_the_calendar_end_somewhere_in_the_interval(self, day, n, unworked):
        before = [FIRST - timedelta(k + 1) for k in range(60) if k not in unworked]
        ahead = sorted(d for d in [*before, *filter(is_worked, YEAR)] if d > day)
        low, high = end(day, WorkingDays(n), CALENDAR)
        assert low <= day_number(ahead[n - 1]) <= high

    def test_without_any_calendar_may_never_end(self):
        assert end(date(2026, 5, 1), WorkingDays(5)) == (day_number(date(2026, 5, 6)), FAR)


class TestADueDay:
    def test_that_is_a_rest_day_moves_to_the_next_working_day(self):
        made = find_due_day(day_number(date(2026, 9, 2)), Months(1), CALENDAR, rest_days_move=True)
        assert (day_of(made.day), made.sure) == (date(2026, 10, 8), True)

    def test_stays_where_rest_days_do_not_move(self):
        made = find_due_day(day_number(date(2026, 9, 2)), Months(1), CALENDAR, rest_days_move=False)
        assert (day_of(made.day), made.sure) == (date(2026, 10, 2), True)

    def test_beyond_the_calendar_is_estimated_by_the_week_and_not_sure(self):
        made = find_due_day(day_number(date(2026, 12, 30)), WorkingDays(3), CALENDAR, rest_days_move=True)
        assert (day_of(made.day), made.sure) == (date(2027, 1, 4), False)

    def test_before_the_calendar_is_estimated_too(self):
        made = find_due_day(day_number(date(2024, 5, 3)), WorkingDays(5), CALENDAR, rest_days_move=False)
        assert (day_of(made.day), made.sure) == (date(2024, 5, 10), False)

    @pytest.mark.parametrize(
        ("day", "moved"), [((2026, 10, 3), (2026, 10, 8)), ((2026, 10, 10), (2026, 10, 10))]
    )
    def test_is_found_for_whole_columns(self, day, moved):
        low, high = next_working_day(np.array([day_number(date(*day))]), CALENDAR)
        assert low.tolist() == high.tolist() == [day_number(date(*moved))]
