"""A whole evaluation: taking part, exclusions, open terms as the hull of all they could be."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from banfa.law import (
    Band,
    Criterion,
    Dimension,
    Edition,
    Fact,
    Grading,
    Months,
    OpenNumber,
    Otherwise,
    Quota,
    Rounding,
    Rubric,
    Rule,
    Stage,
    Status,
    Ties,
    Vacancy,
    choice,
    cite,
    linear,
    open_terms,
    settle,
    yes,
)
from banfa.reasoning.calendar import NO_CALENDAR
from banfa.reasoning.categories import Categories
from banfa.reasoning.columns import Col, Sheet, between, exact_column
from banfa.reasoning.evaluation import evaluate

A = Fact("a", "甲", "个")
FIT = Fact("fit", "符合条件", "是否", high=1)
ROUNDINGS = {"up": ("进位", Rounding.UP), "down": ("舍去", Rounding.DOWN)}


def edition(**parts) -> Edition:
    """Points are a third of a fact; the best half is A; everything the law can leave open is open."""
    rounding = choice(cite("6"), "rounding", "取整", **ROUNDINGS)
    scale = linear(A, (0, 0), (30, 10))
    rubric = Rubric(
        cite("6"),
        10,
        (Dimension(cite("6.1"), "维度", 10, (Criterion(cite("6.1.1"), "指标", 10, scale),)),),
        rounding,
        cap=choice(cite("6"), "cap", "封顶", none=("不封顶", None), nine=("九分", 9)),
        unit=1,
    )
    quota = Quota(
        OpenNumber(cite("7.2"), "share", "占比", "%", 40, 60, den=100),
        choice(cite("7"), "places", "名额", **ROUNDINGS),
    )
    grading = Grading(
        cite("7.2"),
        Months(3),
        (Band("A", 3, quota), Band("B", 2, Quota(quota.share, Rounding.DOWN)), Band("C", None)),
        choice(cite("7"), "ties", "同分", in_=("均入", Ties.ALL_IN), out=("均不入", Ties.ALL_OUT)),
        choice(cite("7"), "vacancy", "空额", carry=("顺延", Vacancy.CARRY), lapse=("不用", Vacancy.LAPSE)),
    )
    made = {"rules": (), "rubric": rubric, "grading": grading} | parts
    return Edition("k", "办法", Status.DRAFT, None, None, (), **made)  # type: ignore[arg-type]


def share(low: int, high: int) -> OpenNumber:
    return OpenNumber(cite("7.2"), "share", "占比", "%", low, high, den=100)


def rule(otherwise: Otherwise = Otherwise.NOT_EVALUATED, categories: tuple[str, ...] = ()) -> Rule:
    return Rule(cite("7.1"), "资格", Stage.EVALUATION, yes(FIT), otherwise, categories)


def sheet(values: list[int] | Col, fit: Col | None = None) -> Sheet:
    points = values if isinstance(values, Col) else exact_column(values)
    columns = {A.key: points} | ({} if fit is None else {FIT.key: fit})
    return Sheet(0, len(points.low), columns, NO_CALENDAR)


SETTINGS: dict[str, Any] = {"rounding": "down", "cap": "none", "places": "down", "ties": "in_"}
SETTINGS |= {"vacancy": "carry", "share": 50}


def evaluate_law(law: Edition, facts: Sheet, **kwargs: Any) -> Any:
    return evaluate(law, facts, **kwargs)


class TestOpenings:
    @pytest.mark.parametrize(
        "values",
        [
            [9, 10, 11, 12, 5],
            [27, 28, 28, 29, 30],
            [9, 9, 9, 6, 6],
            between([8, 9, 26], [11, 9, 30]),
        ],
    )
    def test_are_the_hull_of_every_way_to_set_them(self, values):
        law, facts = edition(), sheet(values)
        ways = {
            key: [o.key for o in open_term.options] if hasattr(open_term, "options") else range(40, 61)
            for key, open_term in open_terms(law).items()
        }
        settled = [
            evaluate_law(settle(law, dict(zip(ways, way, strict=True))), facts)
            for way in product(*ways.values())
        ]
        found = evaluate_law(law, facts)
        assert (found.graded.best == np.min([e.graded.best for e in settled], axis=0)).all()
        assert (found.graded.worst == np.max([e.graded.worst for e in settled], axis=0)).all()
        assert (found.marks.low == np.min([e.marks.low for e in settled], axis=0)).all()
        assert (found.marks.high == np.max([e.marks.high for e in settled], axis=0)).all()
        assert (found.marks.total.low == np.min([e.marks.total.low for e in settled], axis=0)).all()
        assert (found.marks.total.high == np.max([e.marks.total.high for e in settled], axis=0)).all()

    def test_that_are_all_set_leave_one_result(self):
        found = evaluate_law(settle(edition(), SETTINGS), sheet([9, 10, 11, 12, 5]))
        assert found.graded.best is found.graded.worst
        assert found.graded.best.tolist() == [0, 0, 0, 0, 2]

    def test_of_one_key_are_chosen_alike_wherever_they_stand(self):
        law = edition()
        assert law.rubric is not None
        bands = (Band("A", 3, Quota(share(50, 50), law.rubric.rounding)), Band("C", None))
        grading = Grading(cite("7.2"), Months(3), bands, Ties.ALL_IN, Vacancy.CARRY)
        rubric = settle(law, {"cap": "none"}).rubric
        found = evaluate_law(edition(rubric=rubric, grading=grading), sheet([8, 0, 0]))
        assert (found.graded.best[0], found.graded.worst[0]) == (0, 1)
        assert found.graded.places[0].own == (1, 2)


class TestTakingPart:
    LAW = settle(edition(rules=(rule(),)), SETTINGS)

    def test_is_for_whom_every_rule_holds(self):
        found = evaluate_law(self.LAW, sheet([9, 12, 6], exact_column([1, 0, 1])))
        assert found.taking_part.state.tolist() == [2, 0, 2]
        assert found.graded.best.tolist() == [0, -1, 1]

    def test_is_open_where_a_rule_is_and_leaves_the_others_open_too(self):
        found = evaluate_law(self.LAW, sheet([12, 9], between([0, 1], [1, 1])))
        assert found.taking_part.state.tolist() == [1, 2]
        assert (found.graded.best[1], found.graded.worst[1]) == (1, 2)

    def test_is_not_barred_by_a_rule_with_another_consequence(self):
        law = settle(edition(rules=(rule(Otherwise.CHECK),)), SETTINGS)
        found = evaluate_law(law, sheet([9], exact_column([0])))
        assert found.taking_part.state.tolist() == [2]
        assert found.rules[0].truth.state.tolist() == [0]

    def test_is_not_barred_by_a_rule_for_others(self):
        law = settle(edition(rules=(rule(categories=("chain",)),)), SETTINGS)
        held = Categories.of([("chain",), ("product",), ("product", "chain")])
        found = evaluate_law(law, sheet([9, 9, 9], exact_column([0, 0, 0])), categories=held)
        assert found.taking_part.state.tolist() == [0, 2, 0]

    def test_ends_with_an_officers_ruling(self):
        out = np.array([True, False, False, False])
        found = evaluate_law(settle(edition(), SETTINGS), sheet([12, 9, 9, 6]), excluded=out)
        assert found.graded.best.tolist() == [-1, 0, 0, 2]
        kept = evaluate_law(
            settle(edition(), SETTINGS), sheet([12, 9, 9, 6]), excluded=out, still_counted=out
        )
        assert kept.graded.best.tolist() == [-1, 0, 0, 1]


def test_an_edition_without_points_has_no_marks_and_no_grades():
    found = evaluate_law(edition(rubric=None, grading=None), sheet([1]))
    assert (found.marks, found.graded) == (None, None)


def test_an_edition_without_grades_has_points():
    found = evaluate_law(settle(edition(grading=None), {"rounding": "up", "cap": "none"}), sheet([1]))
    assert found.marks.total.at(0) == (1, 1)
    assert found.graded is None
