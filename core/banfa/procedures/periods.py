"""Periods of evaluation: which one a day falls in, by the measure's own rhythm."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from banfa.law import Edition

MONTHS_OF_YEAR: Final = 12


def period_start(law: Edition, day: date) -> date:
    """Give the first day of the period that a day falls in; of its year where the measure has no rhythm.

    Quarters and half-years are the calendar's.
    """
    months = law.grading.every.n if law.grading else MONTHS_OF_YEAR
    return date(day.year, (day.month - 1) // months * months + 1, 1)
