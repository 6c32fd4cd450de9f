"""What would settle a criterion whose share has no denominator; and all subjects at once like one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banfa.law import Choice, Criterion, Fact, Option, cite, linear, percent, share, tiers
from banfa.law import facts as f
from banfa.reasoning import openness
from banfa.reasoning.calendar import NO_CALENDAR
from banfa.reasoning.columns import Sheet, between, exact_column
from banfa.reasoning.openness import find_open_things, find_unsettled, pick_unsettled

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


PART, WHOLE, OTHER = Fact("part", "部分", "家"), Fact("whole", "全部", "家"), Fact("other", "另一", "家")
READING = Choice(
    cite("11.1"),
    "which",
    "口径",
    (
        Option("part", "按部分", PART.reaches(2, "家")),
        Option("other", "按另一", OTHER.reaches(2, "家") & ~WHOLE.below(1, "家")),
    ),
    reading=True,
)
VALUES = (
    (PART.reaches(1, "家") & OTHER.below(3, "家")) | ~WHOLE.reaches(2, "家"),
    READING,
    READING & share(PART, WHOLE).reaches(percent(50)),
    Criterion(cite("6"), "项", 8, tiers(PART, (0, 0), (2, 8))),
    Criterion(cite("7"), "率", 6, linear(share(PART, WHOLE), (percent(50), 0), (percent(100), 6))),
    Criterion(cite("8"), "率", 6, linear(share(PART, WHOLE), (percent(50), 0), (percent(100), 6), empty=0)),
)


def keep_part(part, whole):
    """A part is never more than its whole."""
    return [*map(min, part, whole)]


interval = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(sorted)
subject = st.tuples(interval, interval, interval).map(lambda one: [keep_part(*one[:2]), *one[1:]])


def make_sheet(subjects):
    columns = {
        fact.key: between([one[n][0] for one in subjects], [one[n][1] for one in subjects])
        for n, fact in enumerate((PART, WHOLE, OTHER))
    }
    return Sheet(0, len(subjects), columns, NO_CALENDAR)


class TestAllTogether:
    @pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
    @given(subjects=st.lists(subject, min_size=1, max_size=8))
    def test_are_open_as_each_is_alone(self, value, subjects):
        things = find_open_things(value, make_sheet(subjects))
        together = [pick_unsettled(things, row) for row in range(len(subjects))]
        assert together == [find_unsettled(value, make_sheet([one]), 0) for one in subjects]
