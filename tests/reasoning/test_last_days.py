"""The last day of a period, periods over before commencement, and shared ranks. Values by hand."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from banfa.law import Band, Grading, Months, OpenNumber, Quota, Ranks, Rounding, Ties, Vacancy, cite, since
from banfa.law import facts as f
from banfa.reasoning.calendar import Calendar, day_number
from banfa.reasoning.columns import Sheet, exact_column, exact_truth
from banfa.reasoning.conditions import truth
from banfa.reasoning.grading import grade

DAYS = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
WEEKDAYS = Calendar.of([d for d in DAYS if d.weekday() < 5], first=DAYS[0], last=DAYS[-1])


def state(condition, as_of, **days):
    columns = {
        getattr(f, name).key: exact_column(np.array([day_number(date.fromisoformat(day))]))
        for name, day in days.items()
    }
    sheet = Sheet(day_number(date.fromisoformat(as_of)), 1, columns, WEEKDAYS)
    return ("not met", "open", "met")[truth(condition, sheet).at(0)]


class TestAPeriod:
    @pytest.mark.parametrize(
        ("day", "counted", "whole"),
        [
            ("2026-03-09", "not met", "not met"),
            ("2026-03-10", "met", "not met"),
            ("2026-03-11", "met", "met"),
        ],
    )
    def test_is_full_on_its_last_day_or_when_that_is_over(self, day, counted, whole):
        assert state(since(f.joined_on).reaches(Months(2)), day, joined_on="2026-01-10") == counted
        over = since(f.joined_on, whole_days=True).reaches(Months(2))
        assert state(over, day, joined_on="2026-01-10") == whole

    def test_that_ends_on_a_sunday_may_go_on_to_monday(self):
        moved = since(f.joined_on, rest_days_move=True).exceeds(Months(2))
        kept = since(f.joined_on).exceeds(Months(2))
        assert state(kept, "2026-03-02", joined_on="2026-01-01") == "met"
        assert state(moved, "2026-03-02", joined_on="2026-01-01") == "not met"
        assert state(moved, "2026-03-03", joined_on="2026-01-01") == "met"

    def test_that_was_over_before_commencement_is_not_judged(self):
        judged = since(f.joined_on, judged_from=f.commenced_on).exceeds(Months(2))
        days = {"joined_on": "2026-01-10", "commenced_on": "2026-03-11"}
        assert state(judged, "2026-12-31", **days) == "not met"
        assert state(judged, "2026-12-31", **days | {"commenced_on": "2026-03-10"}) == "met"


@pytest.mark.parametrize("ties", Ties)
def test_equal_best_totals_rank_one_one_three_under_every_rule_of_ties(ties):
    share = OpenNumber(cite("7"), "share", "比例", "%", 34, 34, den=100)
    bands = (Band("优", 80, Quota(share, Rounding.HALF_UP)), Band("其余", None))
    grading = Grading(cite("7"), Months(3), bands, ties, Vacancy.LAPSE, ranks=Ranks.SHARED)

    graded = grade(grading, exact_column(np.array([90, 90, 85])), 1, exact_truth(np.ones(3, bool)))

    assert graded.rank_best.tolist() == graded.rank_worst.tolist() == [1, 1, 3]
