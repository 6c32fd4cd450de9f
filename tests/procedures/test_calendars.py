"""Working days with 调休, counted on paper from the published arrangements of holidays."""

from __future__ import annotations

from datetime import date

import pytest

from banfa.procedures.calendars import LAST_PUBLISHED_DAY, count_working_days_on, is_sure, make_calendar

PUBLISHED = make_calendar(())


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("start", "n", "end"),
        [
            # National Day 2025: 1 to 8 October off; Sunday 28 September and Saturday 11 October worked
            ("2025-09-26", 1, "2025-09-28"),
            ("2025-09-26", 3, "2025-09-30"),
            ("2025-09-26", 4, "2025-10-09"),
            ("2025-09-30", 5, "2025-10-14"),  # 9, 10, 11, 13, 14
            ("2025-10-03", 5, "2025-10-14"),
            # Spring Festival 2026: 15 to 23 February off; Saturdays 14 and 28 February worked
            ("2026-02-13", 1, "2026-02-14"),
            ("2026-02-13", 2, "2026-02-24"),
            ("2026-02-12", 5, "2026-02-26"),  # 13, 14, 24, 25, 26
            ("2026-02-23", 5, "2026-02-28"),  # 24, 25, 26, 27, 28
            # National Day 2026: 1 to 7 October off; Sunday 20 September and Saturday 10 October worked
            ("2026-09-18", 1, "2026-09-20"),
            ("2026-09-30", 5, "2026-10-13"),  # 8, 9, 10, 12, 13
            # an ordinary week: the day itself does not count
            ("2026-06-01", 5, "2026-06-08"),
        ],
    )
    def test_are_counted_from_the_day_after(self, start, n, end):
        assert count_working_days_on(PUBLISHED, date.fromisoformat(start), n) == date.fromisoformat(end)

    def test_of_a_year_not_yet_published_are_an_estimate_without_its_statutory_holidays(self):
        # Friday 1 January 2027 is New Year; then 4, 5, 6, 7, 8
        after = count_working_days_on(PUBLISHED, date(2026, 12, 31), 5)
        assert after == date(2027, 1, 8)
        assert not is_sure(PUBLISHED, after)
        assert is_sure(PUBLISHED, LAST_PUBLISHED_DAY)

    def test_of_a_far_year_leave_out_spring_festival(self):
        # New Year's Eve is Tuesday 25 January 2028, the festival 26 to 28: 24, 31 and 1, 2, 3 February
        assert count_working_days_on(PUBLISHED, date(2028, 1, 21), 5) == date(2028, 2, 3)
