"""The proof that nothing overflows: silent for law as it is written, loud for numbers that cannot be held."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from banfa.law import (
    FAR,
    MUST,
    Band,
    Choice,
    Clause,
    Criterion,
    Dimension,
    Edition,
    Fact,
    Grading,
    Months,
    OpenNumber,
    Option,
    Otherwise,
    Quota,
    Rate,
    Rounding,
    Rubric,
    Rule,
    Share,
    Stage,
    Status,
    cite,
    linear,
    percent,
    share,
    since,
    tiers,
    warn,
)
from banfa.law import (
    facts as f,
)
from banfa.reasoning.bounds import find_overflows

BIG = Fact("big", "金额", "分", high=FAR)
HERE = cite("12.5")


def edition(**parts) -> Edition:
    made: Any = None
    return Edition("k", "办法", Status.DRAFT, made, None, (), **parts)


def with_clause(when) -> Edition:
    return edition(clauses=(Clause(HERE, "情形", when, MUST, (warn(),)),))


def with_scale(scale, full: int = 8, unit: int = 100) -> Edition:
    dimension = Dimension(cite("6.1"), "维度", full, (Criterion(cite("6.1.1"), "项", full, scale),))
    return edition(rubric=Rubric(cite("6"), full, (dimension,), Rounding.HALF_UP, unit=unit))


class TestLawAsItIsWritten:
    @pytest.mark.parametrize(
        "law",
        [
            with_clause(share(f.dissatisfied_enterprises, f.surveyed_enterprises).exceeds(percent(30))),
            with_clause(since(f.joined_on, until=f.first_contract_on).exceeds(Months(3))),
            with_clause(f.price.at_most(f.market_price)),
            with_scale(tiers(f.products, (0, 0), (1, "2.5"), (5, 8))),
            with_scale(linear(share(f.acceptances_on_time, f.acceptances_due), ("0.6", 0), (1, 8))),
            with_scale(linear(BIG, (0, 0), (10**9, 8))),
        ],
    )
    def test_is_proven(self, law):
        assert find_overflows(law) == []


class TestWhatCannotBeHeld:
    def test_is_a_share_of_too_fine_a_rate(self):
        law = with_clause(Share(BIG, BIG).exceeds(Rate(1, 1 << 20)))
        assert [where for where, _ in find_overflows(law)] == [HERE]

    def test_is_found_inside_an_option(self):
        hidden = Choice(HERE, "c", "口径", (Option("a", "甲", Share(BIG, BIG).exceeds(Rate(1, 1 << 20))),))
        assert [where for where, _ in find_overflows(with_clause(hidden))] == [HERE]

    def test_is_a_fact_beyond_what_any_fact_can_be(self):
        law = with_clause(replace(BIG, high=FAR * 2).reaches(1, "分"))
        assert "取值范围" in find_overflows(law)[0][1]

    def test_is_a_fact_in_no_parts_of_a_unit(self):
        assert "计数单位" in find_overflows(with_clause(replace(BIG, per=0).reaches(1, "分")))[0][1]

    def test_is_a_share_of_numbers_that_can_be_negative(self):
        law = with_clause(Share(replace(BIG, low=-1), BIG).exceeds(percent(30)))
        assert "负数" in find_overflows(law)[0][1]

    def test_is_a_period_of_centuries(self):
        assert "期限" in find_overflows(with_clause(since(f.joined_on).exceeds(Months(10**6))))[0][1]

    def test_is_an_open_number_with_its_ends_swapped(self):
        gap = OpenNumber(HERE, "gap", "差距", "家", 5, 1)
        assert "差距" in find_overflows(with_clause(f.served_enterprises.exceeds(gap)))[0][1]

    def test_is_a_scale_whose_formula_is_too_large(self):
        law = with_scale(linear(Share(BIG, BIG), ("1/3", 0), ("99999/100003", "7.77777")))
        assert [where for where, _ in find_overflows(law)] == [cite("6.1.1")]

    def test_are_more_points_than_an_entry_holds(self):
        assert [where for where, _ in find_overflows(with_scale(tiers(BIG, (0, 0)), unit=10**9))] == [
            cite("6")
        ]

    def test_is_a_quota_of_a_monstrous_share(self):
        quota = Quota(OpenNumber(cite("7"), "q", "占比", "%", 0, FAR, den=100), Rounding.DOWN)
        law = edition(grading=Grading(cite("7"), Months(3), (Band("A", 60, quota), Band("Z", None))))
        assert [where for where, _ in find_overflows(law)] == [cite("7")]

    def test_is_found_in_a_rule_too(self):
        rule = Rule(
            cite("7.1"), "资格", Stage.EVALUATION, Share(BIG, BIG).below(Rate(1, 1 << 20)), Otherwise.CHECK
        )
        assert [where for where, _ in find_overflows(edition(rules=(rule,)))] == [cite("7.1")]
