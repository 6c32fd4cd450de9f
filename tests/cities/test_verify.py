"""A measure held against its text: what is whole passes, and each single mistake is told."""

from dataclasses import replace

import pytest

from banfa.cities.text.verify import verify
from banfa.law import (
    MAY,
    MUST,
    AtMost,
    Days,
    Months,
    Publicity,
    SetInOrder,
    Support,
    WorkingDays,
    article,
    circular,
    cite,
    disqualify,
    finding,
    item,
    outline,
    percent,
    reading,
    rectify,
    share,
    since,
    tiers,
    warn,
)
from banfa.law import facts as f
from tests.cities.jiangcheng import EDITION, GRADING, OUTLINE, REMOVAL, RUBRIC, TEXT, WARNING, quota_of

SHARE = share(f.dissatisfied_enterprises, f.surveyed_enterprises)
TIME = since(f.joined_on, f.first_contract_on)


def rules(edition, text=TEXT):
    """What is told, by rule."""
    return {p.rule for p in verify(edition, text, city="jiangcheng").problems}


def with_clause(path, **changes):
    """The edition with one clause changed."""
    made = tuple(replace(c, **changes) if c.cite.path == path else c for c in EDITION.clauses)
    return replace(EDITION, clauses=made)


def with_consequences(*then, force=MUST):
    """The edition whose article 2 has other consequences."""
    items = tuple(item(n, "甲", clause.when) for n, clause in enumerate(WARNING, 1))
    return replace(EDITION, clauses=article(2, force, *then, items=items) + REMOVAL)


def criterion(full):
    first, second = RUBRIC.dimensions
    one, two = first.criteria
    first = replace(first, criteria=(replace(one, full=full), two))
    return replace(EDITION, rubric=replace(RUBRIC, dimensions=(first, second)))


def with_level(level):
    """The edition with a criterion over the enterprises at a level."""
    first, second = RUBRIC.dimensions
    one, two = first.criteria
    scale = tiers(f.enterprises_at_level(level), (0, 0), (5, 40))
    first = replace(first, criteria=(replace(one, scale=scale), two))
    return replace(EDITION, rubric=replace(RUBRIC, dimensions=(first, second)))


def with_grading(**changes):
    return replace(EDITION, grading=replace(GRADING, **changes))


WRONG = {
    "a number": with_clause("3.1", when=f.orders_issued.exceeds(3, "次")),
    "a comparison word": with_clause("3.1", when=f.orders_issued.reaches(2, "次")),
    "a denial": with_clause("3.1", when=~f.orders_issued.exceeds(2, "次")),
    "a unit": with_clause("3.1", when=f.dissatisfied_enterprises.exceeds(2, "家")),
    "a rate": with_clause("3.2", when=SHARE.exceeds(percent(35))),
    "a rate's word": with_clause("3.2", when=SHARE.below(percent(30))),
    "a period": with_clause("3.3", when=TIME.exceeds(Months(2))),
    "a period's unit": with_clause("3.3", when=TIME.exceeds(Days(3))),
    "a grade": with_clause("3.1", when=f.latest_grade("优秀")),
    "a year": with_clause("3.1", when=f.orders_issued.in_(f.YEAR).exceeds(2, "次")),
    "a level": with_clause("3.1", when=f.enterprises_at_level(2).exceeds(2, "家")),
    "a citation": with_clause("3.1", cite=cite("3.2")),
    "a term": with_consequences(warn(), rectify(Months(2), missed=(cite("3.1"),))),
    "a term at most": with_consequences(warn(), rectify(AtMost(Months(1)))),
    "a term left to the order": with_consequences(warn(), rectify(SetInOrder())),
    "what opens when missed": with_consequences(warn(), rectify(Months(1), missed=(cite("3.2"),))),
    "a remedy too many": with_consequences(warn(), rectify(Months(1)), disqualify()),
    "how far a circular goes": with_consequences(circular("全省")),
    "points": criterion(50),
    "the total": replace(EDITION, rubric=replace(RUBRIC, total=120)),
    "how often": with_grading(every=Months(3)),
    "a floor": with_grading(bands=(replace(GRADING.bands[0], floor=85), *GRADING.bands[1:])),
    "a share of places": with_grading(bands=(quota_of(30), *GRADING.bands[1:])),
    "a label": with_grading(bands=(replace(GRADING.bands[0], label="卓越"), *GRADING.bands[1:])),
    "publicity": replace(EDITION, publicity=Publicity(cite("6"), WorkingDays(7))),
    "a rectification without a term": with_consequences(warn(), replace(rectify(Months(1)), within=None)),
    "how long without": with_clause("3.3", when=TIME.reaches(Months(3))),
    "a level of a criterion": with_level(3),
    "publicity's unit": replace(EDITION, publicity=Publicity(cite("6"), Days(5))),  # type: ignore[arg-type]
    "support": replace(EDITION, support=(Support(cite("6"), "宣传", ("合格",)),)),
}


class TestASoundMeasure:
    def test_is_borne_out(self):
        report = verify(EDITION, TEXT, city="jiangcheng")
        assert report.problems == []
        assert report.provisions == 17
        assert {h.assertion.rule for h in report.confirmed} >= {
            "clause:3.1",
            "criterion:4.1.1",
            "grading",
            "publicity",
        }

    def test_has_each_number_of_its_text_accounted_for(self):
        report = verify(EDITION, TEXT, city="jiangcheng")
        by = {(a.number.path, a.number.value, a.number.unit): a.by for a in report.numbers}
        assert by["3.2", 30, "%"] == "clause:3.2"
        assert by["5", 6, "个月"] == "grading"
        assert by["4.2", 40, "分"] == "文字载明"

    def test_is_data_as_well(self):
        data = verify(EDITION, TEXT, city="jiangcheng").as_data()
        assert data["provisions"] == 17
        assert data["problems"] == []

    def test_may_be_read_in_a_way_the_text_does_not_spell_out(self):
        either = reading(
            cite("3.3"),
            "how",
            "口径",
            spelt=("一", TIME.exceeds(Months(3))),
            other=("二", TIME.exceeds(Months(3)) & f.joined_on.below(f.first_contract_on)),
        )
        report = verify(with_clause("3.3", when=either), TEXT)
        assert report.problems == []
        assert [h.assertion.option for h in report.readings] == ["other"]

    def test_has_its_numbers_in_every_reading(self):
        either = reading(
            cite("3.3"),
            "how",
            "口径",
            spelt=("一", TIME.exceeds(Months(3))),
            other=("二", TIME.exceeds(Months(4))),
        )
        assert rules(with_clause("3.3", when=either)) == {"not-in-text"}

    def test_lists_what_no_text_can_bear_out(self):
        report = verify(EDITION, TEXT)
        assert ("clause:2.1", "未按合同服务达到1", "有无的判断") in report.untestable


class TestWhatTheTextDoesNotSay:
    @pytest.mark.parametrize("mistake", WRONG)
    def test_is_told(self, mistake):
        assert "not-in-text" in rules(WRONG[mistake])

    def test_is_told_of_force(self):
        assert rules(with_consequences(warn(), rectify(Months(1)), force=MAY)) == {"force-differs"}
        assert rules(replace(EDITION, clauses=(*WARNING, *(replace(c, force=MUST) for c in REMOVAL)))) == {
            "force-differs"
        }

    def test_is_told_of_items_with_consequences_of_their_own(self):
        one, two = WARNING
        clauses = (one, replace(two, then=two.then[:1]), *REMOVAL)
        assert rules(replace(EDITION, clauses=clauses)) == {"heading-differs"}

    def test_is_told_of_a_provision(self):
        assert rules(replace(EDITION, outline=(*OUTLINE, *outline("9 declaratory 没有")))) == {"text-lacks"}

    def test_names_place_and_mend(self):
        (problem, *_) = verify(WRONG["a number"], TEXT, city="jiangcheng").problems
        assert "第三条第（一）项" in problem.message
        assert problem.mend


class TestWhatTheTextSaysBesides:
    def test_is_told_of_a_provision(self):
        assert rules(replace(EDITION, outline=OUTLINE[:-1])) == {"outline-lacks"}

    def test_is_told_of_one_called_missing(self):
        called = tuple(outline("8 missing 缺")[0] if p.cite.article == 8 else p for p in OUTLINE)
        assert rules(replace(EDITION, outline=called)) == {"not-missing"}

    def test_is_told_of_a_number(self):
        text = TEXT.replace("限期整改超过2次的", "两年内限期整改超过2次的")
        assert rules(EDITION, text) == {"number-unclaimed"}

    def test_is_told_of_a_number_that_the_rule_only_puts_in_words(self):
        assert rules(with_clause("3.1", when=f.orders_issued.exceeds(f.orders_served))) == {
            "number-unclaimed"
        }
        assert rules(with_clause("3.1", when=finding("x", "整改令超过2次"))) == {"number-unclaimed"}

    def test_is_not_told_of_a_number_that_the_outline_says(self):
        text = TEXT.replace("限期整改超过2次的", "两年内限期整改超过2次的")
        said = tuple(replace(p, zh="两年内整改令超过两次") if p.cite.path == "3.1" else p for p in OUTLINE)
        assert rules(replace(EDITION, outline=said), text) == set()

    def test_is_told_of_a_remedy(self):
        text = TEXT.replace("可取消其服务资格", "可取消其服务资格，并予以通报")
        assert rules(EDITION, text) == {"remedy-untaken"}

    def test_lists_dates_it_did_not_take_for_numbers(self):
        text = TEXT.replace("服务商分为", "依据〔2025〕8号文件，自2025年1月起，服务商分为")
        report = verify(EDITION, text)
        assert report.skipped == ["1 〔2025〕8号", "1 2025年1月"]
        assert report.problems == []


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("限期整改超过2次", "限期整改超过3次"),
        TEXT.replace("限期整改超过2次", "限期整改达到2次"),
        TEXT.replace("限期整改超过2次", "限期整改不超过2次"),
        TEXT.replace("超过30%", "未达到30%"),
        TEXT.replace("三个月内没有", "六个月内没有"),
        TEXT.replace("优秀约占20%", "优秀约占25%"),
        TEXT.replace("≥80分", "≥85分"),
        TEXT.replace("不少于5个工作日", "不少于5日"),
        TEXT.replace("（40分）", "（45分）"),
        TEXT.replace("限期1个月", "限期一般不超过1个月"),
        TEXT.replace("可取消", "将取消"),
        TEXT.replace("应予以警告", "可以警告"),
        TEXT.replace("每半年", "每季度"),
    ],
)
def test_a_text_amended_in_one_word_is_noticed(text):
    assert text != TEXT
    assert rules(EDITION, text)
