"""Articles: force and consequences once, items with their own conditions; editions name their places."""

from __future__ import annotations

from typing import Any

import pytest

from banfa.law import (
    EVENT,
    MUST,
    STATE,
    Criterion,
    Dimension,
    Edition,
    Grading,
    Months,
    Notice,
    OpenScale,
    Otherwise,
    Publicity,
    Rounding,
    Rubric,
    Rule,
    Stage,
    Status,
    Support,
    WorkingDays,
    any_of,
    article,
    cite,
    either,
    facts,
    finding,
    item,
    rectify,
    remove,
    warn,
    yes,
)
from banfa.law.grading import Band

FOUND = finding("breach", "未按合同服务")
CLAUSES = article(
    14,
    MUST,
    warn(),
    rectify(Months(1), missed=(cite("15.1"),)),
    items=(
        item(1, "一", FOUND),
        item(2, "二", facts.grades("C").reaches(2, "次"), anew=facts.grades("C"), part="后段", nature=EVENT),
    ),
    categories=("chain",),
)


class TestAnArticle:
    def test_gives_its_items_force_and_consequences(self):
        assert {c.force for c in CLAUSES} == {MUST}
        assert {c.then for c in CLAUSES} == {(warn(), rectify(Months(1), missed=(cite("15.1"),)))}
        assert {c.categories for c in CLAUSES} == {("chain",)}

    def test_gives_each_item_its_place(self):
        assert [c.cite for c in CLAUSES] == [cite("14.1"), cite("14.2后段")]
        assert [c.nature for c in CLAUSES] == [STATE, EVENT]

    def test_opens_an_item_anew_with_every_finding_and_with_what_it_names(self):
        assert [c.anew for c in CLAUSES] == [(FOUND.left,), (facts.grades("C"),)]
        both = item(3, "三", any_of(FOUND, finding("b", "乙")), anew=facts.orders_issued)
        assert both.anew == (FOUND.left, finding("b", "乙").left, facts.orders_issued)


def test_one_of_several_remedies_names_them_all():
    assert either(warn(), remove()).zh == "警告或清退"
    assert either(warn(), remove()).options == (warn(), remove())


def test_an_edition_lists_the_places_of_all_its_rules_in_order():
    nobody: Any = None
    rubric = Rubric(
        cite("6"),
        8,
        (
            Dimension(
                cite("6.1"), "维度", 8, (Criterion(cite("6.1.1"), "项", 8, OpenScale("s", facts.products)),)
            ),
        ),
        Rounding.DOWN,
    )
    rule = Rule(cite("7.1"), "资格", Stage.EVALUATION, yes(facts.in_pool), Otherwise.NOT_EVALUATED)
    edition = Edition(
        "k",
        "办法",
        Status.DRAFT,
        nobody,
        None,
        (),
        CLAUSES,
        (rule,),
        rubric,
        Grading(cite("7.2"), Months(3), (Band("A", None),)),
        Publicity(cite("8"), WorkingDays(5)),
        (Support(cite("10"), "激励"),),
    )
    assert [c.key for c in edition.cites()] == [
        "14.1",
        "14.2后段",
        "7.1",
        "10",
        "6",
        "6.1",
        "6.1.1",
        "7.2",
        "8",
    ]
    assert edition.at(Stage.EVALUATION) == (rule,)
    assert edition.at(Stage.ADMISSION) == ()


@pytest.mark.parametrize(("text", "blanks"), [("致{服务商}：{事由}", ("服务商", "事由")), ("无", ())])
def test_a_notice_knows_its_blanks(text, blanks):
    assert Notice("warning", "warning", "", text, addressee="").blanks == blanks
