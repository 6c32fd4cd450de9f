"""What the checker finds: each rule broken once, told with its name, its place and its mend."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import banfa_xiamen
from banfa.cities.catalogue import CATALOGUE
from banfa.cities.checks.run import check_city, edition_problems
from banfa.cities.loading.discovery import load_plugin
from banfa.cities.pages.sources import locate_problems
from banfa.cities.problems import Problem
from banfa.law import (
    MUST,
    All,
    Band,
    Category,
    Choice,
    Compare,
    Element,
    Fact,
    Field,
    FieldType,
    Industry,
    Measured,
    Months,
    Notice,
    Op,
    OpenNumber,
    OpenScale,
    Option,
    Otherwise,
    Quota,
    RecordKind,
    Rounding,
    Rule,
    Stage,
    Support,
    Window,
    article,
    cite,
    finding,
    item,
    latest_grade,
    linear,
    mean_rating,
    outline,
    per_item,
    percent,
    rectify,
    settle,
    share,
    tiers,
)
from banfa.law import facts as f
from banfa.law.windows import windows_of
from tests.cities.jiangcheng import (
    EDITION,
    GRADING,
    OUTLINE,
    RUBRIC,
    SAID,
    plugin,
    with_edition,
)

FIRST, *REST = EDITION.clauses


def find_problems(made, *, cases=False):
    """Rule to problem, of a plugin that compiles."""
    profile = load_plugin(made, "jiangcheng", check=False)
    return {p.rule: p for p in check_city(profile, "jiangcheng", cases=cases)}


def clause(when, **changes):
    """The edition with its first clause asking something else."""
    return with_edition(clauses=(replace(FIRST, when=when, **changes), *REST))


def contract_rule(**changes):
    return with_edition(rules=(replace(EDITION.rules[0], **changes),))


def lines(text):
    """The edition's outline with lines replaced or added, by path; a summary of - takes the line out."""
    new = {p.cite.path: p for p in outline(text)}
    kept = tuple(new.pop(p.cite.path, p) for p in OUTLINE)
    return with_edition(outline=tuple(p for p in (*kept, *new.values()) if p.zh != "-"))


def rubric(**changes):
    return with_edition(rubric=replace(RUBRIC, **changes))


def criterion(**changes):
    """The edition with its first criterion changed."""
    first, second = RUBRIC.dimensions
    one, two = first.criteria
    return rubric(dimensions=(replace(first, criteria=(replace(one, **changes), two)), second))


def grading(*bands, **changes):
    return with_edition(grading=replace(GRADING, bands=bands or GRADING.bands, **changes))


def quota(low, high, near=None):
    return Quota(OpenNumber(cite("5"), "share", "占比", "%", low, high, near=near, den=100), Rounding.UP)


def two_editions(first_to, second_from):
    dated = replace(EDITION, outline=(*OUTLINE[:-1], *outline("8 declaratory 施行日期")))
    first = replace(dated, key="a", valid_from=date(2025, 1, 1), valid_to=first_to)
    return plugin(editions=(first, replace(dated, key="b", valid_from=second_from, valid_to=None)))


def one_of(key, *values):
    return Choice(cite("3.1"), key, "口径", tuple(Option(str(n), str(n), v) for n, v in enumerate(values)))


TWO = f.orders_issued.exceeds(2, "次")
RATE = share(f.acceptances_on_time, f.acceptances_due)
RATING = mean_rating("attitude", "态度")
HAND_MADE = Fact("orders_made_up", "编造的次数", "次")

BROKEN = {
    # words
    "float": criterion(full=40.5),
    "not-law": clause(All((TWO, {"a": 1}))),
    "wrong-type": with_edition(clauses=(FIRST, "条款", *REST)),
    # outline
    "outline-repeats": with_edition(outline=(*OUTLINE, OUTLINE[0])),
    "outline-orphan": lines("9.1 declaratory 没有第九条"),
    "cite-not-in-outline": with_edition(clauses=(replace(FIRST, cite=cite("2.9")), *REST)),
    "rule-repeats": with_edition(clauses=(FIRST, FIRST, *REST)),
    "missed-without-rule": with_edition(
        clauses=(
            *article(2, MUST, rectify(Months(1), missed=(cite("7"),)), items=(item(1, "甲", TWO),)),
            *REST,
        )
    ),
    "no-remedy": with_edition(clauses=(replace(FIRST, then=()), *REST)),
    "no-disposition": with_edition(outline=(*OUTLINE[:-1], replace(OUTLINE[-1], dispositions=()))),
    "missing-and-more": lines("8 missing+open 残缺"),
    "encoded-without-rule": lines("1 encoded 类别与行业"),
    "unanswered": lines("1 record 类别与行业"),
    "answer-unknown": lines("1 record 类别 | record:nothing"),
    # terms
    "unknown-fact": clause(HAND_MADE.reaches(1, "次")),
    "altered-fact": clause(replace(f.orders_issued, high=9).exceeds(2, "次")),
    "window-unanswered": clause(f.products.in_(f.ROUND).reaches(1, "个")),
    "no-such-level": clause(replace(f.enterprises_at_level(4), args=(7,)).reaches(1, "家")),
    "no-such-grade": clause(latest_grade("两颗星")),
    "undeclared-record": clause(f.records("prize", "奖项", "项").reaches(1, "项")),
    "record-without-amount": clause(f.record_sum("honour", "荣誉金额", "元").reaches(1, "元")),
    "not-a-condition": clause(All((TWO, f.products))),
    "empty-condition": clause(All(())),
    "not-a-part": clause(share(f.products, f.enterprises_examined).exceeds(percent(30))),
    "elements-differ": clause(
        finding("conduct", "违约", Element("wilful", "故意")) | finding("conduct", "违约")
    ),
    "cannot-compare": clause(Compare(f.orders_issued, Op.EXCEEDS, f.products)),
    "mixed-subjects": contract_rule(holds=f.in_pool.reaches(1, "是否") & TWO),
    "wrong-subject": clause(f.in_pool.reaches(1, "是否")),
    "choice-options-differ": with_edition(
        clauses=(
            replace(FIRST, when=one_of("orders", TWO, ~TWO)),
            replace(REST[0], when=one_of("orders", TWO, TWO, ~TWO)),
            *REST[1:],
        )
    ),
    "choice-too-few": clause(one_of("alone", TWO)),
    "open-term-kinds": clause(f.orders_issued.exceeds(OpenNumber(cite("2"), "honours", "次数", "次", 1, 3))),
    "open-term-differs": with_edition(
        clauses=(
            replace(FIRST, when=f.orders_issued.exceeds(OpenNumber(cite("2"), "n", "次数", "次", 1, 3))),
            replace(REST[0], when=f.orders_issued.exceeds(OpenNumber(cite("2"), "n", "次数", "次", 1, 4))),
            *REST[1:],
        )
    ),
    "open-term-empty": clause(f.orders_issued.exceeds(OpenNumber(cite("2"), "n", "次数", "次", 3, 1))),
    "sum-of-nothing": with_edition(sums=(replace(EDITION.sums[0], keys=("weight", "nothing")),)),
    # rubric
    "rubric-empty": rubric(dimensions=()),
    "rubric-unit": rubric(unit=0),
    "criterion-repeats": criterion(cite=cite("4.1.2")),
    "criterion-full": criterion(full=0),
    "criteria-sum": criterion(full=41),
    "dimension-empty": rubric(dimensions=(replace(RUBRIC.dimensions[0], criteria=()), RUBRIC.dimensions[1])),
    "dimensions-sum": rubric(total=200),
    "weights-unbound": with_edition(sums=()),
    "cap-too-low": rubric(cap=90),
    "menu-order": criterion(scale=OpenScale("menu", f.products, (Measured("other", "场景", f.scenarios),))),
    "scale-exceeds": criterion(scale=per_item(f.products, 1, upto=41)),
    "scale-without-empty": criterion(scale=tiers(mean_rating("attitude", "态度"), (0, 0), (80, 40))),
    "scale-out-of-reach": criterion(scale=linear(RATE, (60, 0), (100, 40), empty=0)),
    "scale-unit": criterion(scale=linear(RATING, ("0.6", 0), (1, 40), empty=0)),
    "scale-direction": criterion(scale=linear(RATE, (percent(60), 40), (percent(100), 0), empty=0)),
    "overflow": rubric(unit=1 << 30),
    # grading
    "band-gap": grading(Band("优秀", 80), Band("合格", 60)),
    "band-overlap": grading(Band("优秀", 60), Band("合格", 60), Band("不合格", None)),
    "band-order": grading(Band("优秀", 60), Band("合格", 80), Band("不合格", None)),
    "band-repeats": grading(Band("优秀", 80), Band("优秀", 60), Band("不合格", None)),
    "band-floor": grading(Band("优秀", 180), Band("合格", 60), Band("不合格", None)),
    "round-length": grading(every=Months(0)),
    "quota-on-last": grading(Band("优秀", 80), Band("不合格", None, quota(10, 20))),
    "quota-bounds": grading(Band("优秀", 80, quota(30, 40, percent(20))), Band("不合格", None)),
    "quota-sum": grading(
        Band("优秀", 80, quota(70, 80)), Band("合格", 60, quota(70, 80)), Band("不合格", None)
    ),
    "grading-without-rubric": with_edition(rubric=None, sums=()),
    "support-label": with_edition(support=(Support(cite("6"), "宣传", ("优",)),)),
    # people
    "no-category": plugin(categories=()),
    "key-repeats": plugin(categories=SAID["categories"] * 2),
    "bad-key": plugin(categories=(Category("集成", "集成服务商", cite("1")),)),
    "industry-without-source": plugin(industries=(Industry("machinery", "机械"),)),
    "unknown-category": with_edition(clauses=(replace(FIRST, categories=("nobody",)), *REST)),
    "field-options": plugin(
        record_kinds=(
            RecordKind("honour", "荣誉", cite("4.1.2"), "荣誉", (Field("k", "级别", FieldType.CHOICE),)),
        )
    ),
    "field-bounds": plugin(
        record_kinds=(
            RecordKind("honour", "荣誉", cite("4.1.2"), "荣誉", (Field("k", "数", low=2, high=1),)),
        )
    ),
    "unknown-blank": plugin(notices=(Notice("warning", "warning", "警告", "{服务商}：{落款}"),)),
    "broken-blank": plugin(notices=(Notice("warning", "warning", "警告", "{服务商：警告"),)),
    "notice-remedy": plugin(notices=(Notice("grey", "grey_list", "灰名单", "{服务商}"),)),
    "looks-like-penalty": plugin(notices=(Notice("w", "warning", "行政处罚决定书", "{服务商}"),)),
    # editions
    "no-edition": plugin(editions=()),
    "edition-repeats": plugin(editions=(EDITION, EDITION)),
    "edition-ends-early": with_edition(valid_from=date(2025, 1, 2), valid_to=date(2025, 1, 1)),
    "editions-overlap": two_editions(date(2025, 6, 30), date(2025, 6, 30)),
    "editions-gap": two_editions(date(2025, 6, 29), date(2025, 7, 1)),
    "two-names": with_edition(
        clauses=(FIRST, replace(REST[0], when=finding("breach", "另一种说法")), *REST[1:])
    ),
}


class TestTheChecker:
    def test_finds_nothing_wrong_with_a_sound_city(self):
        assert find_problems(plugin(), cases=True) == {}

    @pytest.mark.parametrize("rule", BROKEN)
    def test_finds(self, rule):
        problem = find_problems(BROKEN[rule])[rule]
        assert problem.plugin == "jiangcheng"
        assert problem.message
        assert problem.mend

    def test_knows_each_rule_it_can_tell_of(self):
        told = {p.rule for made in BROKEN.values() for p in find_problems(made).values()}
        assert told == set(BROKEN)

    def test_prints_whose_which_what_and_how(self):
        problem = find_problems(BROKEN["criteria-sum"])["criteria-sum"]
        assert str(problem) == (
            "jiangcheng [criteria-sum] 第四条第（一）项“服务情况”满分60分，而指标之和为41＋20＝61分"
            "（dimension:4.1）。改法：对照原文逐项核对各指标的分值与维度的分值"
        )

    @pytest.mark.parametrize(
        ("made", "rule", "place"),
        [
            ("cite-not-in-outline", "cite-not-in-outline", "2.9"),
            ("float", "float", "40.5"),
            ("cannot-compare", "cannot-compare", "个"),
            ("unknown-fact", "unknown-fact", "orders_made_up"),
            ("undeclared-record", "undeclared-record", "prize"),
            ("encoded-without-rule", "encoded-without-rule", "第一条"),
            ("editions-overlap", "editions-overlap", "2025-06-30"),
            ("missed-without-rule", "missed-without-rule", "第七条"),
        ],
    )
    def test_says_where(self, made, rule, place):
        problem = find_problems(BROKEN[made])[rule]
        assert place in problem.message

    def test_takes_adjoining_editions(self):
        made = two_editions(date(2025, 6, 30), date(2025, 7, 1))
        assert find_problems(made) == {}

    def test_cannot_compare_dates_that_are_open(self):
        second = replace(EDITION, key="b", valid_to=None)
        assert find_problems(plugin(editions=(EDITION, second))) == {}

    def test_takes_a_fact_over_other_days(self):
        assert find_problems(clause(f.orders_issued.in_(f.YEAR).exceeds(2, "次"))) == {}

    @pytest.mark.parametrize("window", Window)
    @pytest.mark.parametrize("name", [n for n, fact in CATALOGUE.items() if fact.subject == "provider"])
    def test_takes_a_fact_over_the_days_that_the_ledger_answers(self, name, window):
        fact = CATALOGUE[name].in_(window)
        said = set(find_problems(clause(Compare(fact, Op.REACHES, 1))))
        assert ("window-unanswered" in said) == (window not in windows_of(fact))

    @pytest.mark.parametrize(
        "scale",
        [
            linear(RATE, (60, 0), (100, 40), empty=0),
            linear(RATE, (percent(60), 0), (percent(120), 40), empty=0),
            tiers(RATE, (0, 0), (60, 20), (80, 40), empty=0),
            linear(RATING, (60, 0), (120, 40), empty=0),
        ],
    )
    def test_takes_no_scale_that_gives_everybody_nothing(self, scale):
        assert "scale-out-of-reach" in find_problems(criterion(scale=scale))

    @pytest.mark.parametrize(
        "scale",
        [
            per_item(f.complaints_upheld, -5, upto=0, base=40),
            linear(
                share(f.dissatisfied_enterprises, f.surveyed_enterprises), (0, 40), (percent(30), 0), empty=40
            ),
            linear(RATING, (60, 0), (100, 40), empty=0),
            tiers(f.records("honour", "荣誉数", "项"), (0, 40), (1, 0)),
        ],
    )
    def test_takes_a_scale_that_falls_where_fewer_are_better(self, scale):
        assert find_problems(criterion(scale=scale)) == {}

    def test_takes_a_floor_that_only_a_bonus_reaches(self):
        bonus = replace(RUBRIC.dimensions[0], cite=cite("6"), bonus=True)
        made = replace(EDITION, rubric=replace(RUBRIC, dimensions=(*RUBRIC.dimensions, bonus), cap=None))
        high = replace(made, grading=replace(GRADING, bands=(Band("优秀", 105), *GRADING.bands[1:])))
        capped = replace(high, rubric=replace(RUBRIC, dimensions=(*RUBRIC.dimensions, bonus), cap=100))
        assert "band-floor" not in find_problems(plugin(editions=(high,)))
        assert "band-floor" in find_problems(plugin(editions=(capped,)))

    def test_takes_a_grade_of_an_earlier_edition(self):
        earlier = replace(
            EDITION, key="2024", grading=replace(GRADING, bands=(Band("两颗星", 60), Band("一颗星", None)))
        )
        later = replace(EDITION, clauses=(replace(FIRST, when=latest_grade("两颗星")), *REST))
        assert "no-such-grade" not in find_problems(plugin(editions=(replace(earlier, support=()), later)))

    def test_takes_a_notice_that_says_it_is_no_penalty(self):
        body = "{服务商}：本通知不是行政处罚决定。"
        assert find_problems(plugin(notices=(Notice("warning", "warning", "警告通知", body),))) == {}

    @pytest.mark.parametrize(
        "answer", ["clause:2.1", "finding:breach", "term:honours", "fact:products", "transition:round.open"]
    )
    def test_takes_what_is_named_by_hand(self, answer):
        assert find_problems(lines(f"1 procedure 类别与行业 | {answer}")) == {}

    def test_takes_an_article_whose_items_are_answered(self):
        assert "unanswered" not in find_problems(lines("2 record+encoded 警告"))


class TestASettledEdition:
    def test_must_have_criteria_that_add_up(self):
        one = {"measure": "products", "full": 30, "scale": {"per_item": 1, "upto": 30}}
        rules = {p.rule for p in edition_problems(settle(EDITION, {"rating": [one], "weight": 40}))}
        assert rules == {"criteria-sum"}

    def test_is_sound_when_they_do(self):
        one = {"measure": "products", "full": 40, "scale": {"per_item": 1, "upto": 40}}
        assert edition_problems(settle(EDITION, {"rating": [one], "weight": 40})) == []


class TestCases:
    def test_must_be_there_for_every_rule(self):
        made = find_problems(plugin(worked_cases=()), cases=True)
        assert set(made) == {"rule-without-case", "option-without-case"}

    def test_must_be_there_for_a_new_rule(self):
        extra = Rule(cite("1"), "类别", Stage.ADMISSION, TWO, Otherwise.NOT_ADMITTED)
        made = find_problems(with_edition(rules=(*EDITION.rules, extra)), cases=True)
        assert set(made) == {"rule-without-case"}
        assert "rule:1" in made["rule-without-case"].message

    def test_must_be_readable(self, tmp_path):
        (tmp_path / "bad.yaml").write_text("案例:\n  - 条款: 9.9\n    结果: 成立\n", "utf-8")
        made = find_problems(plugin(worked_cases=(tmp_path / "bad.yaml",)), cases=True)
        assert "bad.yaml 第2行" in made["case-malformed"].message


class TestAPlace:
    def test_is_the_file_and_line_of_the_rule(self):
        (problem,) = locate_problems([Problem("xiamen", "band-floor", "甲", "乙", "grading")], "banfa_xiamen")
        file, line = problem.place.split(":")
        source = (Path(banfa_xiamen.__file__).parent.parent / file).read_text("utf-8")
        assert source.splitlines()[int(line) - 1].startswith("GRADING = Grading(")
        assert f"（{problem.place}）。改法：" in str(problem)

    def test_stays_the_name_of_a_rule_that_is_not_found(self):
        (problem,) = locate_problems([Problem("xiamen", "x", "甲", "乙", "clause:99")], "banfa_xiamen")
        assert problem.place == "clause:99"
