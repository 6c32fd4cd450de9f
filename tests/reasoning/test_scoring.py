"""The matrix of points and the total: what is known, what is open, what the bureau has yet to set."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from banfa.law import (
    Choice,
    Criterion,
    Dimension,
    Fact,
    OpenCriteria,
    OpenNumber,
    OpenScale,
    Option,
    Rounding,
    Rubric,
    cite,
    linear,
    share,
    tiers,
)
from banfa.reasoning.calendar import NO_CALENDAR
from banfa.reasoning.columns import Col, Sheet, between, exact_column
from banfa.reasoning.scoring import SUBJECTS_IN_BLOCK, score

A, B, C = (Fact(name, name, "个") for name in "abc")
PRODUCTS = Criterion(cite("6.1.1"), "产品", 8, tiers(A, (0, 0), (1, "2.5"), (5, 8)))
ON_TIME = Criterion(cite("6.1.2"), "如期", 6, linear(share(B, C), ("0.6", 0), (1, 6)))
HONOURS = Criterion(cite("6.5.1"), "荣誉", 3, linear(A, (0, 0), (3, 3)))


def rubric(*dimensions: Dimension, total: int = 14, cap: int | None = None) -> Rubric:
    return Rubric(cite("6"), total, dimensions, Rounding.HALF_UP, cap=cap)


def dimension(*criteria: Criterion, n: int = 1, bonus: bool = False) -> Dimension:
    return Dimension(cite(f"6.{n}"), "维度", sum(c.full for c in criteria), criteria, bonus=bonus)


def open_dimension(n: int, full: int | OpenNumber, *, bonus: bool = False) -> Dimension:
    return Dimension(cite(f"11.{n}"), "待定维度", full, open=OpenCriteria(f"criteria.{n}", ()), bonus=bonus)


def weight(n: int, low: int = 0, high: int = 100) -> OpenNumber:
    return OpenNumber(cite("11"), f"weight.{n}", "权重", "分", low, high)


def sheet(**columns: Col) -> Sheet:
    n = len(next(iter(columns.values())).low)
    return Sheet(0, n, {f"{name}@ever": col for name, col in columns.items()}, NO_CALENDAR)


class TestKnownPoints:
    def test_are_kept_by_criterion_in_parts_of_a_point(self):
        marks = score(
            rubric(dimension(PRODUCTS, ON_TIME)),
            sheet(a=exact_column([4]), b=exact_column([3]), c=exact_column([4])),
        )
        assert marks.keys == ("6.1.1", "6.1.2")
        assert marks.points("6.1.1").at(0) == (250, 250)
        assert marks.points("6.1.2").at(0) == (225, 225)
        assert marks.total.at(0) == (475, 475)

    def test_are_one_matrix_and_one_total(self):
        marks = score(rubric(dimension(PRODUCTS)), sheet(a=exact_column([4])))
        assert marks.low is marks.high
        assert marks.total.exact

    def test_of_more_subjects_than_fit_in_one_block_are_the_same_as_alone(self):
        values = np.arange(2 * SUBJECTS_IN_BLOCK + 7) % 9
        marks = score(rubric(dimension(PRODUCTS)), sheet(a=exact_column(values)))
        alone = score(rubric(dimension(PRODUCTS)), sheet(a=exact_column(np.arange(9))))
        assert (marks.total.low == alone.total.low[values]).all()

    def test_are_capped_where_the_rubric_has_a_cap(self):
        bonus = rubric(dimension(PRODUCTS), dimension(HONOURS, n=5, bonus=True), total=8, cap=8)
        assert score(bonus, sheet(a=exact_column([3, 5]))).total.low.tolist() == [550, 800]

    def test_in_very_small_units_are_held_in_wider_numbers(self):
        fine = replace(rubric(dimension(PRODUCTS), total=8), unit=10_000)
        many = exact_column(np.arange(2 * SUBJECTS_IN_BLOCK) % 9)
        marks = score(fine, sheet(a=many))
        coarse = score(rubric(dimension(PRODUCTS)), sheet(a=many))
        assert [marks.low.dtype.name, coarse.low.dtype.name] == ["int32", "int16"]
        assert marks.low[0, :6].tolist() == [0, 25_000, 25_000, 25_000, 25_000, 80_000]
        assert (marks.total.low == marks.low[0]).all()


class TestOpenPoints:
    def test_are_a_range_and_make_the_total_one(self):
        columns = {"a": between([0, 4], [4, 4]), "b": exact_column([3, 3]), "c": exact_column([4, 4])}
        marks = score(rubric(dimension(PRODUCTS, ON_TIME)), sheet(**columns))
        assert marks.points("6.1.1").at(0) == (0, 250)
        assert [marks.total.at(row) for row in (0, 1)] == [(225, 475), (475, 475)]

    def test_are_capped_at_both_ends(self):
        law = rubric(dimension(PRODUCTS), dimension(HONOURS, n=5, bonus=True), total=8, cap=6)
        marks = score(law, sheet(a=between([3, 3, 5], [4, 5, 6])))
        assert [marks.total.at(row) for row in range(3)] == [(550, 550), (550, 600), (600, 600)]

    def test_in_a_late_block_leave_the_earlier_ones_as_they_are(self):
        low = np.full(SUBJECTS_IN_BLOCK + 2, 4)
        high = low.copy()
        high[-1] = 5
        marks = score(rubric(dimension(HONOURS, PRODUCTS)), sheet(a=between(low, high)))
        assert marks.total.at(0) == (550, 550)
        assert marks.total.at(SUBJECTS_IN_BLOCK + 1) == (550, 1100)
        assert (marks.high.sum(axis=0) == marks.total.high).all()

    def test_of_an_open_scale_reach_from_nothing_to_the_most(self):
        open_scale = Criterion(cite("6.1.1"), "产品", 8, OpenScale("s", A))
        marks = score(
            rubric(dimension(open_scale, ON_TIME)),
            sheet(a=exact_column([3]), b=exact_column([4]), c=exact_column([4])),
        )
        assert marks.total.at(0) == (600, 1400)

    def test_of_open_dimensions_share_what_the_others_leave(self):
        four = rubric(*(open_dimension(n, weight(n)) for n in (1, 2, 3, 4)), total=100)
        marks = score(four, sheet(a=exact_column([3])))
        assert marks.keys == ("11.1", "11.2", "11.3", "11.4")
        assert marks.points("11.2").at(0) == (0, 10_000)
        assert marks.total.at(0) == (0, 10_000)

    def test_of_open_dimensions_stay_within_what_is_set(self):
        law = rubric(
            dimension(PRODUCTS), open_dimension(2, weight(2)), open_dimension(3, weight(3)), total=30
        )
        assert score(law, sheet(a=exact_column([4]))).total.at(0) == (250, 250 + 2200)

    def test_of_an_open_bonus_come_on_top(self):
        law = rubric(dimension(PRODUCTS), open_dimension(5, 10, bonus=True), total=8)
        assert score(law, sheet(a=exact_column([5]))).total.at(0) == (800, 1800)


def test_an_open_rounding_or_cap_is_refused():
    open_rule = Choice(cite("6"), "r", "取整", (Option("a", "甲", 1), Option("b", "乙", None)))
    law = rubric(dimension(PRODUCTS), total=8)
    for unsettled in (replace(law, rounding=open_rule), replace(law, cap=open_rule)):
        with pytest.raises(TypeError, match="尚未确定"):
            score(unsettled, sheet(a=exact_column([1])))
