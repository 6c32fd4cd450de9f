"""Last days of filings: a day of rest moves to the next that is worked (民法典第二百零三条)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from banfa.procedures.calendars import count_sure_working_days_on, read_calendar
from banfa.reasoning.calendar import day_of

if TYPE_CHECKING:
    from datetime import date

    from banfa.trust.unit import Unit


def count_last_day(unit: Unit, start: date, working_days: int) -> tuple[date, bool]:
    """Count working days from the day after a start; and whether holidays still to come may move the last.

    A day that may become one of rest does not count against a party.
    """
    due = count_sure_working_days_on(read_calendar(unit.connection, unit.tenant_id), start, working_days)
    return day_of(due.day), not due.sure


def move_last_day(unit: Unit, last_on: date) -> tuple[date, bool]:
    """Give a last day, or the next that is worked where it is one of rest; and whether that may move."""
    return count_last_day(unit, last_on - timedelta(1), 1)
