"""Truth of conditions: against every pair of numbers that can be, and by hand where the law has an edge."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from banfa.law import (
    FAR,
    Choice,
    Compare,
    Days,
    Fact,
    Months,
    Op,
    OpenNumber,
    Option,
    Rate,
    Share,
    Silence,
    WorkingDays,
    all_of,
    any_of,
    cite,
    latest,
    percent,
    since,
)
from banfa.reasoning.calendar import NO_CALENDAR, Calendar, day_number
from banfa.reasoning.columns import Col, Sheet, between, exact_column
from banfa.reasoning.conditions import truth
from tests.reasoning.plain import holds, pairs

A, B = Fact("a", "甲", "家"), Fact("b", "乙", "家")
START, EVENT = (Fact(n, n, "日期", silence=Silence.NEVER, low=-FAR, high=FAR) for n in ("start", "event"))
AS_OF = date(2026, 4, 30)
counts, pers = st.integers(0, 30), st.integers(1, 7)


def sheet(as_of: date = AS_OF, calendar: Calendar = NO_CALENDAR, **columns: Col) -> Sheet:
    n = len(next(iter(columns.values())).low)
    return Sheet(day_number(as_of), n, {f"{name}@ever": col for name, col in columns.items()}, calendar)


def states(condition, **columns) -> list[int]:
    found: list[int] = truth(condition, sheet(**columns)).state.tolist()
    return found


def span(draw, low: int = 0, high: int = 12) -> tuple[int, int]:
    least = draw(st.integers(low, high))
    return least, least + draw(st.integers(0, 4))


@st.composite
def share_comparisons(draw):
    part = draw(st.booleans())
    num, den = span(draw), span(draw)
    assume(not part or num[0] <= den[1])
    return (
        num,
        den,
        part,
        draw(st.sampled_from(list(Op))),
        Rate(draw(st.integers(0, 12)), draw(st.integers(1, 9))),
    )


class TestAShare:
    @settings(max_examples=250, deadline=None)
    @given(share_comparisons())
    def test_agrees_with_every_pair_of_numbers(self, made):
        num, den, part, op, rate = made
        facts = sheet(a=between([num[0]], [num[1]]), b=between([den[0]], [den[1]]))
        found = truth(Compare(Share(A, B, part), op, rate), facts)
        each = [pair.compared(op, Fraction(rate.num, rate.den)) for pair in pairs(num, den, part=part)]
        assert (found.must[0], found.may[0]) == (all(each), any(each))

    @given(
        st.integers(0, 30),
        st.integers(0, 30),
        st.integers(1, 7),
        st.integers(1, 7),
        st.sampled_from(list(Op)),
    )
    def test_is_right_for_facts_counted_in_parts_of_a_unit(self, num, den, num_per, den_per, op):
        of = Share(Fact("a", "甲", "元", per=num_per), Fact("b", "乙", "元", per=den_per), part=False)
        found = truth(Compare(of, op, Rate(2, 3)), sheet(a=exact_column([num]), b=exact_column([den])))
        right = den > 0 and holds(op, Fraction(num * den_per, max(den, 1) * num_per), Fraction(2, 3))
        assert found.must[0] == found.may[0] == right

    @pytest.mark.parametrize("op", list(Op))
    def test_without_a_denominator_makes_no_comparison_true(self, op):
        assert states(Compare(Share(A, B), op, percent(30)), a=exact_column([0]), b=exact_column([0])) == [0]

    def test_of_more_than_thirty_percent_is_above_it(self):
        condition = Share(A, B).exceeds(percent(30))
        assert states(condition, a=exact_column([2, 3, 4, 0]), b=exact_column([10, 10, 10, 0])) == [
            0,
            0,
            2,
            0,
        ]

    def test_of_an_open_rate_is_open_between_its_bounds(self):
        rate = OpenNumber(cite("9"), "gap", "差距", "%", 20, 40, den=100)
        condition = Share(A, B).reaches(rate)
        assert states(condition, a=exact_column([19, 20, 39, 40]), b=exact_column([100] * 4)) == [0, 1, 1, 2]


class TestANumber:
    @settings(deadline=None)
    @given(st.data(), st.sampled_from(list(Op)), st.integers(0, 12), st.integers(1, 5))
    def test_agrees_with_every_number_it_can_be(self, data, op, bound, per):
        low, high = span(data.draw)
        fact = Fact("a", "甲", "家", per=per)
        found = truth(Compare(fact, op, bound), sheet(a=between([low], [high])))
        each = [holds(op, Fraction(n, per), bound) for n in range(low, high + 1)]
        assert (found.must[0], found.may[0]) == (all(each), any(each))

    def test_is_compared_with_another_fact(self):
        condition = A.at_most(B)
        assert states(condition, a=exact_column([99, 100, 101]), b=exact_column([100] * 3)) == [2, 2, 0]
        assert states(condition, a=between([1], [3]), b=between([3], [5])) == [2]

    def test_is_compared_with_an_open_one(self):
        bound = OpenNumber(cite("9"), "most", "上限", "家", 2, 4)
        assert states(A.exceeds(bound), a=exact_column([2, 3, 4, 5])) == [0, 1, 1, 2]

    def test_is_what_its_silence_means_where_the_sheet_has_no_column(self):
        silent = {s: Fact("x", "无", "家", silence=s) for s in (Silence.ZERO, Silence.UNKNOWN)}
        assert states(silent[Silence.ZERO].reaches(1, "家"), a=exact_column([0])) == [0]
        assert states(silent[Silence.UNKNOWN].reaches(1, "家"), a=exact_column([0])) == [1]


class TestElapsedTime:
    @pytest.mark.parametrize(
        ("start", "today", "state"),
        [
            ((2026, 1, 30), (2026, 4, 30), 0),
            ((2026, 1, 29), (2026, 4, 30), 2),
            ((2025, 11, 30), (2026, 2, 28), 0),
            ((2025, 11, 30), (2026, 3, 1), 2),
            ((2025, 11, 28), (2026, 2, 28), 0),
            ((2025, 11, 27), (2026, 2, 28), 2),
        ],
    )
    def test_exceeds_three_months_from_the_day_after_the_third_ends(self, start, today, state):
        found = truth(
            since(START).exceeds(Months(3)),
            sheet(date(*today), start=exact_column([day_number(date(*start))])),
        )
        assert found.at(0) == state

    @pytest.mark.parametrize(("start", "state"), [((2025, 10, 31), 2), ((2025, 11, 1), 0)])
    def test_reaches_six_months_on_the_corresponding_day(self, start, state):
        start_day = exact_column([day_number(date(*start))])
        assert truth(since(START).reaches(Months(6)), sheet(AS_OF, start=start_day)).at(0) == state

    def test_ends_with_the_event_or_today_whichever_is_first(self):
        condition = since(START, until=EVENT).exceeds(Months(3))
        joined = exact_column([day_number(date(2026, 1, 1))] * 3)
        event = exact_column([day_number(date(2026, 4, 1)), day_number(date(2026, 4, 2)), FAR])
        assert states(condition, start=joined, event=event) == [0, 2, 2]

    def test_is_open_where_either_day_is(self):
        condition = since(START, until=EVENT).exceeds(Months(3))
        unknown, joined = between([-FAR], [FAR]), exact_column([day_number(date(2026, 1, 1))])
        assert states(condition, start=joined, event=unknown) == [1]
        assert states(condition, start=unknown, event=exact_column([FAR])) == [1]

    def test_since_a_day_that_has_not_come_is_none_and_since_never_is_endless(self):
        assert states(since(START).reaches(Months(2)), start=exact_column([FAR, -FAR])) == [0, 2]

    def test_counts_from_the_latest_of_several_days(self):
        condition = since(latest(START, EVENT)).reaches(Months(6))
        days = exact_column([day_number(date(2025, 1, 1))]), exact_column([day_number(date(2025, 10, 31))])
        assert states(condition, start=days[0], event=days[1]) == [2]
        assert states(condition, start=days[0], event=exact_column([day_number(date(2025, 11, 1))])) == [0]

    def test_against_an_open_period_is_open_between_its_ends(self):
        period = OpenNumber(cite("9"), "term", "期限", "个月", 1, 3)
        days = [day_number(AS_OF - timedelta(days=n)) for n in (29, 40, 100)]
        assert states(since(START).reaches(period), start=exact_column(days)) == [0, 1, 2]

    def test_in_working_days_is_false_as_long_as_the_calendar_cannot_make_it_true(self):
        week = [date(2026, 4, 27) + timedelta(days=n) for n in range(4)]
        calendar = Calendar.of(week, first=date(2026, 4, 27), last=AS_OF)
        days = exact_column([day_number(date(2026, 4, 26)), day_number(date(2026, 4, 27)), day_number(AS_OF)])
        found = truth(since(START).reaches(WorkingDays(4)), sheet(AS_OF, calendar, start=days))
        assert found.state.tolist() == [2, 0, 0]

    def test_in_days_counts_from_the_day_after(self):
        days = exact_column([day_number(AS_OF - timedelta(days=n)) for n in (9, 10, 11)])
        assert states(since(START).exceeds(Days(10)), start=days) == [0, 0, 2]


class TestConnectives:
    def test_are_open_exactly_where_the_open_part_decides(self):
        met, unmet, open_ = A.reaches(1, "家"), A.reaches(9, "家"), B.reaches(1, "家")
        columns = {"a": exact_column([5]), "b": between([0], [3])}
        assert states(met & open_, **columns) == [1]
        assert states(unmet & open_, **columns) == [0]
        assert states(met | open_, **columns) == [2]
        assert states(unmet | open_, **columns) == [1]
        assert states(~open_, **columns) == [1]
        assert states(~met | unmet, **columns) == [0]

    def test_of_nothing_are_neutral(self):
        assert states(all_of(), a=exact_column([0])) == [2]
        assert states(any_of(), a=exact_column([0])) == [0]


class TestAChoice:
    ORDERS = Choice(
        cite("15.1"),
        "orders",
        "次数口径",
        (Option("a", "作出", A.exceeds(3, "家")), Option("b", "送达", B.exceeds(3, "家"))),
    )

    def test_is_the_hull_of_its_options(self):
        assert states(self.ORDERS, a=exact_column([4, 4, 3]), b=exact_column([4, 3, 3])) == [2, 1, 0]

    def test_may_stand_on_either_side_of_a_comparison(self):
        terms = Choice(cite("15.1"), "t", "口径", (Option("a", "甲", A), Option("b", "乙", B)))
        assert states(Compare(terms, Op.EXCEEDS, 3), a=exact_column([4, 4]), b=exact_column([4, 3])) == [2, 1]
        bounds = Choice(cite("15.1"), "b", "界限", (Option("a", "三", 3), Option("b", "五", 5)))
        assert states(Compare(A, Op.EXCEEDS, bounds), a=exact_column([3, 4, 6])) == [0, 1, 2]


def test_a_column_of_floats_is_refused():
    with pytest.raises(TypeError, match="whole numbers"):
        exact_column([0.5])  # type: ignore[list-item]


def test_an_empty_interval_is_refused():
    with pytest.raises(ValueError, match="interval"):
        between([2], [1])
