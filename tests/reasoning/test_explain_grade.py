"""Totals, grades and the way to the next one, in Chinese; distances against trying every number of points."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from banfa.law import (
    Beyond,
    Criterion,
    Dimension,
    Edition,
    Fact,
    Grading,
    Otherwise,
    Rounding,
    Rubric,
    Rule,
    Stage,
    Status,
    Ties,
    Vacancy,
    cite,
    linear,
    yes,
)
from banfa.reasoning.calendar import NO_CALENDAR
from banfa.reasoning.columns import Col, Sheet, between, exact_column
from banfa.reasoning.distance import distance_to_next
from banfa.reasoning.evaluation import Evaluation, evaluate
from banfa.reasoning.explain_grade import explain_grade, explain_total
from tests.reasoning.plain import World, grades, grading, quota

A = Fact("a", "甲", "个")
FIT = Fact("fit", "资格", "是否", high=1)


def edition(rules: Grading | None, *, asked: tuple[Rule, ...] = ()) -> Edition:
    """Points are the fact itself."""
    criterion = Criterion(cite("6.1.1"), "指标", 100, linear(A, (0, 0), (100, 100)))
    rubric = Rubric(
        cite("6"), 100, (Dimension(cite("6.1"), "维度", 100, (criterion,)),), Rounding.DOWN, unit=1
    )
    made: Any = None
    return Edition("k", "办法", Status.DRAFT, made, None, (), (), asked, rubric, rules)


def sheet(values: list[int] | Col, fit: Col | None = None) -> Sheet:
    column = values if isinstance(values, Col) else exact_column(values)
    columns = {A.key: column} | ({} if fit is None else {FIT.key: fit})
    return Sheet(0, len(column.low), columns, NO_CALENDAR)


XIAMEN = grading((80, quota("a", 20)), (70, quota("b", 30)), (60, quota("c", 40)))
TEN = [95, 90, 85, 84, 83, 75, 74, 73, 72, 50]


def evaluate_values(rules: Grading, values: list[int] | Col) -> tuple[Evaluation, Edition, Sheet]:
    law, facts = edition(rules), sheet(values)
    return evaluate(law, facts), law, facts


class TestAGrade:
    def test_says_points_rank_floor_places_and_what_is_missing(self):
        evaluation, law, facts = evaluate_values(XIAMEN, TEN)
        assert explain_grade(evaluation, law, facts, 2) == (
            "总分85分（维度85分）。在参加评定的10家中列第3名。评定为“B”："
            "达到“A”分数线80分，“A”名额2家、取至第2名，名次之外；"
            "达到“B”分数线70分，“B”名额3家、取至第5名，名次在内。"
            "距“A”末位名次1名，其他服务商得分不变时，再得5分即可升等。"
        )

    def test_at_the_top_misses_nothing(self):
        evaluation, law, facts = evaluate_values(XIAMEN, TEN)
        assert explain_grade(evaluation, law, facts, 0).endswith("“A”名额2家、取至第2名，名次在内。")

    def test_below_a_floor_says_so(self):
        evaluation, law, facts = evaluate_values(XIAMEN, TEN)
        said = explain_grade(evaluation, law, facts, 9)
        assert "评定为“Z”：未达到“A”分数线80分；未达到“B”分数线70分；未达到“C”分数线60分。" in said
        assert "距“C”分数线10分，距“C”末位名次1名" in said

    def test_that_is_open_names_what_would_settle_it(self):
        evaluation, law, facts = evaluate_values(XIAMEN, between([75, 60], [85, 90]))
        said = explain_grade(evaluation, law, facts, 0)
        assert "等级尚不能确定，可能为" in said
        assert "能否达到“A”分数线80分尚不明确" in said
        assert said.endswith("尚需查明：甲。另有1家服务商的得分或者参评资格尚未确定。")

    def test_is_none_for_who_does_not_take_part(self):
        rule = Rule(cite("7.1"), "资格", Stage.EVALUATION, yes(FIT), Otherwise.NOT_EVALUATED)
        law, facts = edition(XIAMEN, asked=(rule,)), sheet([90, 80], fit=exact_column([0, 1]))
        said = explain_grade(evaluate(law, facts), law, facts, 0)
        assert said == "不参加本次评定。第七条第（一）项（资格）：不符合。资格：否。不予参评。"
        ruled = evaluate(law, facts, excluded=np.array([False, True]))
        assert explain_grade(ruled, law, facts, 1) == "主管部门已认定暂不评价，不参加本次评定。"

    def test_is_none_where_the_measure_has_none(self):
        law, facts = edition(None), sheet([90])
        assert explain_grade(evaluate(law, facts), law, facts, 0) == "本办法的评价不划分等级。"
        assert explain_total(evaluate(law, facts), law, 0) == "总分90分（维度90分）。"


class TestTheDistance:
    def test_is_none_at_the_top_and_for_who_is_out(self):
        evaluation, law, _ = evaluate_values(XIAMEN, TEN)
        assert distance_to_next(evaluation, law, 0) is None

    def test_is_a_range_without_points_where_points_are_open(self):
        evaluation, law, _ = evaluate_values(XIAMEN, between([55, 90], [58, 90]))
        distance = distance_to_next(evaluation, law, 0)
        assert distance is not None
        assert (distance.to_floor, distance.points) == ((2, 5), None)

    def test_is_not_to_be_covered_by_points_where_there_is_no_place(self):
        evaluation, law, _ = evaluate_values(grading((0, quota("a", 0))), [1, 2])
        distance = distance_to_next(evaluation, law, 0)
        assert distance is not None
        assert (distance.last, distance.ranks, distance.points) == ((0, 0), (2, 2), None)

    @settings(max_examples=120, deadline=None)
    @given(
        st.lists(st.integers(0, 14), min_size=1, max_size=6),
        st.lists(st.sampled_from([0, 20, 30, 50]), min_size=3, max_size=3),
        st.sampled_from(list(Ties)),
        st.sampled_from(list(Vacancy)),
        st.sampled_from(list(Beyond)),
    )
    def test_in_points_is_the_fewest_that_earn_a_better_grade(self, values, shares, ties, vacancy, beyond):
        bands = zip((12, 9, 6), [quota(str(k), share) for k, share in enumerate(shares)], strict=True)
        rules = grading(*bands, ties=ties, vacancy=vacancy, beyond=beyond)
        evaluation, law, _ = evaluate_values(rules, values)

        def code(own: int) -> int:
            found = grades(World((own, *values[1:]), tuple(shares)), rules)[0]
            assert found is not None
            return found

        now = code(values[0])
        assume(now)
        distance = distance_to_next(evaluation, law, 0)
        assert distance is not None
        better = (more for more in range(1, 30) if code(values[0] + more) < now)
        assert distance.points == next(better, None)


@pytest.mark.parametrize("row", range(10))
def test_every_row_can_be_explained(row):
    evaluation, law, facts = evaluate_values(XIAMEN, TEN)
    assert explain_grade(evaluation, law, facts, row).endswith("。")
