"""Comparisons: units that fit, connectives that are no booleans, facts and open terms found."""

from __future__ import annotations

import pytest

from banfa.law import (
    All,
    AnyOf,
    Choice,
    Compare,
    Days,
    Months,
    Not,
    Op,
    OpenNumber,
    Option,
    Window,
    all_of,
    any_of,
    cite,
    facts,
    facts_of,
    finding,
    latest,
    mean,
    open_terms_of,
    percent,
    share,
    since,
)

DISSATISFIED = share(facts.dissatisfied_enterprises, facts.surveyed_enterprises)
ELAPSED = since(facts.joined_on, until=facts.first_contract_on)


def number(unit: str, den: int = 1) -> OpenNumber:
    return OpenNumber(cite("9"), "n", "界限", unit, 0, 9, den=den)


class TestAComparison:
    @pytest.mark.parametrize(
        ("word", "op"),
        [("exceeds", Op.EXCEEDS), ("reaches", Op.REACHES), ("below", Op.BELOW), ("at_most", Op.AT_MOST)],
    )
    def test_keeps_the_statutes_word(self, word, op):
        assert getattr(facts.orders_issued, word)(3, "次") == Compare(facts.orders_issued, op, 3)

    @pytest.mark.parametrize(
        ("term", "bound"),
        [
            (DISSATISFIED, percent(30)),
            (DISSATISFIED, number("%", 100)),
            (mean(facts.maintenance_months, facts.maintained_contracts), number("个月")),
            (ELAPSED, Months(3)),
            (ELAPSED, number("个工作日")),
            (facts.price, facts.market_price),
            (facts.joined_on, facts.idle_since),
            (latest(facts.joined_on, facts.idle_since), facts.first_contract_on),
            (facts.target_gap, number("万分点")),
        ],
    )
    def test_takes_what_is_counted_alike(self, term, bound):
        assert term.reaches(bound).right is bound

    @pytest.mark.parametrize(
        ("term", "bound", "unit", "named"),
        [
            (facts.dissatisfied_enterprises, 5, "次", "“次”"),
            (facts.dissatisfied_enterprises, 5, "", "“家”"),
            (facts.dissatisfied_enterprises, facts.dissatisfied_answers, "", "“次”"),
            (facts.dissatisfied_enterprises, number("次"), "", "“次”"),
            (facts.dissatisfied_enterprises, percent(30), "", "“家”"),
            (facts.dissatisfied_enterprises, 2.5, "家", "2.5"),
            (facts.dissatisfied_enterprises, True, "家", "True"),
            (DISSATISFIED, 30, "%", "30"),
            (DISSATISFIED, number("%"), "", "den=100"),
            (DISSATISFIED, Days(3), "", "“%”"),
            (ELAPSED, 3, "月", "3"),
            (ELAPSED, number("家"), "", "时间单位"),
            (ELAPSED, percent(30), "", "“时长”"),
            (latest(facts.joined_on), 3, "日", "“日期”"),
        ],
    )
    def test_refuses_what_is_not(self, term, bound, unit, named):
        with pytest.raises(TypeError, match=named):
            term.exceeds(bound, unit)


class TestAConnective:
    A, B = finding("a", "甲"), finding("b", "乙")

    def test_is_written_with_signs(self):
        assert self.A & self.B == All((self.A, self.B)) == all_of(self.A, self.B)
        assert self.A | self.B == AnyOf((self.A, self.B)) == any_of(self.A, self.B)
        assert Not(self.A) == ~self.A

    @pytest.mark.parametrize(
        "wrong", [lambda a, b: a and b, lambda a, b: a or b, lambda a, _: not a, lambda a, _: bool(a)]
    )
    def test_is_not_written_with_words(self, wrong):
        with pytest.raises(TypeError, match="不能用 and"):
            wrong(self.A, self.B)


class TestAFact:
    def test_is_filed_under_name_arguments_and_window(self):
        assert facts.enterprises_at_level(2).key == "enterprises_at_level[2]@round"
        assert facts.enterprises_at_level(2).in_(Window.YEAR).key == "enterprises_at_level[2]@year"
        assert facts.joined_on.key == "joined_on@as_of"

    def test_that_is_misspelt_does_not_exist(self):
        with pytest.raises(AttributeError):
            _ = facts.contracts_signd  # type: ignore[attr-defined]


class TestAChoice:
    A, B = finding("a", "甲"), finding("b", "乙")
    CHOICE = Choice(cite("9"), "r", "口径", (Option("a", "甲", A), Option("b", "乙", B)))

    def test_joins_a_condition_on_either_side(self):
        assert All((self.CHOICE, self.A)) == self.CHOICE & self.A
        assert All((self.A, self.CHOICE)) == self.A & self.CHOICE
        assert AnyOf((self.CHOICE, self.A)) == self.CHOICE | self.A

    def test_is_no_boolean_either(self):
        with pytest.raises(TypeError, match="all_of"):
            bool(self.CHOICE)

    def test_has_options_by_key(self):
        assert self.CHOICE.option("b").value == self.B
        with pytest.raises(KeyError):
            self.CHOICE.option("c")


def test_facts_are_found_once_each_in_reading_order():
    condition = DISSATISFIED.exceeds(percent(30)) & facts.surveyed_enterprises.reaches(1, "家")
    assert list(facts_of(condition)) == [facts.dissatisfied_enterprises, facts.surveyed_enterprises]


def test_openings_are_found_unless_they_are_set():
    gap = number("家")
    reading = Choice(cite("9"), "r", "口径", (Option("a", "甲", facts.served_enterprises.reaches(gap)),))
    assert list(open_terms_of(reading | finding("a", "甲"))) == [reading, gap]
    fixed = OpenNumber(cite("9"), "n", "界限", "家", 3, 3)
    assert list(open_terms_of(facts.served_enterprises.reaches(fixed))) == []


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (DISSATISFIED, "占已作满意度评价的试点企业数的比例"),
        (
            mean(facts.rating_sum("t", "态度"), facts.rating_count("t", "态度")),
            "态度评分合计除以态度评分次数",
        ),
        (latest(facts.joined_on, facts.idle_since), "中较晚者"),
        (ELAPSED, "自入库之日起至入库后首份改造合同签订之日的时长"),
    ],
)
def test_a_term_reads_as_chinese(term, text):
    assert text in str(term)
