"""What would settle a criterion whose share has no denominator."""

import pytest

from banfa.law import Criterion, cite, linear, percent, share
from banfa.law import facts as f
from banfa.reasoning import openness
from banfa.reasoning.calendar import NO_CALENDAR
from banfa.reasoning.columns import Sheet, exact_column
from banfa.reasoning.openness import find_unsettled

ON_TIME = share(f.acceptances_on_time, f.acceptances_due)


def left_open(empty, due):
    scale = linear(ON_TIME, (percent(60), 0), (percent(100), 6), empty=empty)
    columns = {f.acceptances_on_time.key: exact_column([0]), f.acceptances_due.key: exact_column([due])}
    criterion = Criterion(cite("6.1.2"), "如期验收", 6, scale)
    return [str(one) for one in find_unsettled(criterion, Sheet(0, 1, columns, NO_CALENDAR), 0)]


class TestAnEmptyDenominator:
    def test_is_named_where_nobody_said_what_it_earns(self):
        assert left_open(None, due=0) == ["应验收项目数为零时的得分（评分标准中的 empty）"]

    def test_leaves_nothing_open_where_that_is_said(self):
        assert left_open(3, due=0) == []

    def test_does_not_matter_where_there_is_a_denominator(self):
        assert left_open(None, due=4) == []


class TestPoints:
    def test_are_not_worked_out_where_all_that_they_follow_from_is_known(self, monkeypatch):
        def refuse(*_args, **_options):
            pytest.fail("a table of results would work this out for every provider and criterion")

        monkeypatch.setattr(openness, "prepare_share_scale", refuse)
        assert left_open(3, due=4) == []
