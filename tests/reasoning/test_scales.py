"""Points of scales: against `Scale.points` in fractions, for every number a fact or a share can be."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from banfa.law import Fact, Rounding, Scale, Share, Step, linear, mean, percent, share, tiers
from banfa.reasoning.bounds import check_scale
from banfa.reasoning.columns import Col, between, exact_column
from banfa.reasoning.fact_scale import prepare_fact_scale
from banfa.reasoning.share_scale import TABLE_FROM_SUBJECTS, prepare_share_scale
from tests.reasoning.plain import Known, pairs

A, B = Fact("a", "甲", "个"), Fact("b", "乙", "个")
LARGE = Fact("c", "丙", "个", high=1 << 21)
FULL = 8
roundings = st.sampled_from(list(Rounding))
units = st.sampled_from([1, 3, 10, 100])
intervals = st.tuples(st.integers(0, 9), st.integers(0, 3)).map(lambda x: (x[0], x[0] + x[1]))
fractions = st.fractions(0, FULL, max_denominator=6)


@st.composite
def scales(draw, of, *, spread: int = 12, parts: int = 4, most: int = 4):
    """Any scale there is: rising, falling, both, with jumps."""
    ends = sorted(draw(st.sets(st.integers(0, spread * parts), min_size=1, max_size=most)))
    starts = [Fraction(end, parts) for end in ends]
    steps = []
    for k, at in enumerate(starts):
        points, end = draw(fractions), draw(fractions)
        last = k == len(starts) - 1
        slope = Fraction(0) if last or draw(st.booleans()) else (end - points) / (starts[k + 1] - at)
        steps.append(Step(at, points, slope))
    return Scale(of, tuple(steps), empty=draw(st.none() | fractions))


def monotone(scale: Scale) -> bool:
    turns = list(Scale(scale.of, scale.steps).turns())
    return turns == sorted(turns) or turns == sorted(turns, reverse=True)


class TestOverAFact:
    @settings(max_examples=150, deadline=None)
    @given(scales(A), roundings, units, st.integers(1, 5), intervals)
    def test_points_are_exact_over_every_number_in_an_interval(self, scale, rounding, unit, per, x):
        low, high = x[0] * 4, x[1] * 4
        found = prepare_fact_scale(scale, per, unit, rounding).points(between([low], [high]))
        each = [rounding.apply(scale.points(Fraction(n, per)) * unit) for n in range(low, high + 1)]
        assert found.at(0) == (min(each), max(each))

    @settings(deadline=None)
    @given(scales(LARGE, spread=10**6, most=3), roundings, st.integers(0, 10**6), st.integers(0, 3))
    def test_points_are_exact_where_no_table_would_fit(self, scale, rounding, low, width):
        assume(not list(check_scale(scale, 100)))  # what could overflow is refused before it is ever computed
        found = prepare_fact_scale(scale, 1, 100, rounding).points(between([low], [low + width]))
        each = [rounding.apply(scale.points(Fraction(n)) * 100) for n in range(low, low + width + 1)]
        assert found.at(0) == (min(each), max(each))

    def test_points_beyond_the_table_are_those_of_its_ends(self):
        ready = prepare_fact_scale(tiers(A, (2, 1), (5, 8)), 1, 100, Rounding.HALF_UP)
        assert ready.points(exact_column([-5, 0, 2, 4, 5, 1 << 40])).low.tolist() == [
            100,
            100,
            100,
            100,
            800,
            800,
        ]


def ready(scale: Scale, num: Col, den: Col, unit: int, rounding: Rounding):
    assert isinstance(scale.of, Share)
    return prepare_share_scale(scale, scale.of, (num, den), full=FULL * unit, unit=unit, rounding=rounding)


class TestOverAShare:
    @settings(max_examples=200, deadline=None)
    @given(st.data(), st.booleans(), roundings, intervals, intervals)
    def test_points_are_never_too_narrow_and_exact_for_scales_that_do_not_turn(
        self, data, part, rounding, num, den
    ):
        assume(not part or num[0] <= den[1])
        scale = data.draw(scales(Share(A, B, part), spread=2))
        unit = data.draw(units)
        cols = between([num[0]], [num[1]]), between([den[0]], [den[1]])
        low, high = ready(scale, *cols, unit, rounding).points(*cols).at(0)
        each = set().union(*(k.points(scale, FULL, unit, rounding) for k in pairs(num, den, part=part)))
        assert low <= min(each)
        assert high >= max(each)
        if monotone(scale):
            assert (low, high) == (min(each), max(each))

    @settings(max_examples=30, deadline=None)
    @given(scales(share(A, B), spread=2), roundings, units, st.booleans())
    def test_a_table_for_many_gives_the_same_as_the_formula_for_few(self, scale, rounding, unit, open_den):
        rng = np.random.default_rng(1)
        num, den = rng.integers(0, 12, TABLE_FROM_SUBJECTS), rng.integers(0, 12, TABLE_FROM_SUBJECTS)
        cols = exact_column(num), between(den, den + 1) if open_den else exact_column(den)
        many = ready(scale, *cols, unit, rounding)
        assert many.table is not None
        found = many.points(*cols)
        for row in range(150):
            one_num, one_den = (col.rows(slice(row, row + 1)) for col in cols)
            alone = ready(scale, one_num, one_den, unit, rounding)
            assert alone.points(one_num, one_den).at(0) == found.at(row)

    @settings(deadline=None)
    @given(st.integers(0, 40), st.integers(0, 40), st.integers(1, 4), st.integers(1, 4), roundings)
    def test_facts_counted_in_parts_of_a_unit_are_put_right(self, num, den, num_per, den_per, rounding):
        of = mean(Fact("a", "甲", "元", per=num_per), Fact("b", "乙", "元", per=den_per))
        scale = linear(of, (0, 0), (3, FULL), empty=1)
        cols = exact_column([num]), exact_column([den])
        expected = Known(num * den_per, den * num_per).points(scale, FULL, 100, rounding)
        assert set(ready(scale, *cols, 100, rounding).points(*cols).at(0)) == expected

    def test_an_empty_denominator_is_open_until_the_bureau_says_what_it_earns(self):
        scale = linear(share(A, B), (percent(60), 0), (percent(100), FULL))
        cols = exact_column([0, 3]), exact_column([0, 4])
        found = ready(scale, *cols, 100, Rounding.HALF_UP).points(*cols)
        assert [found.at(row) for row in (0, 1)] == [(0, 800), (300, 300)]


@pytest.mark.parametrize(
    ("rounding", "expected"), [(Rounding.HALF_UP, 3), (Rounding.DOWN, 2), (Rounding.UP, 3)]
)
def test_half_a_unit_is_rounded_as_the_rubric_says(rounding, expected):
    scale = linear(A, (0, 0), (2, 5))
    assert prepare_fact_scale(scale, 1, 1, rounding).points(exact_column([1])).at(0) == (expected, expected)
