"""What an official reads: verdicts, facts, comparisons, consequences; and what would settle what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from banfa.law import (
    EVENT,
    FAR,
    GENERALLY,
    MAY,
    MUST,
    STATE,
    AtMost,
    Choice,
    Clause,
    Criterion,
    Days,
    Dimension,
    Fact,
    Months,
    OpenCriteria,
    OpenNumber,
    OpenScale,
    Option,
    Otherwise,
    Rounding,
    Rubric,
    Rule,
    Stage,
    any_of,
    circular,
    cite,
    disqualify,
    finding,
    latest_grade,
    linear,
    mean,
    percent,
    rectify,
    replace_provider,
    share,
    since,
    tiers,
    warn,
    yes,
)
from banfa.law import facts as f
from banfa.reasoning.calendar import NO_CALENDAR, day_number
from banfa.reasoning.categories import Categories
from banfa.reasoning.clauses import judge
from banfa.reasoning.columns import Sheet, between, exact_column
from banfa.reasoning.conditions import truth
from banfa.reasoning.evaluation import JudgedRule
from banfa.reasoning.explain import explain_clause, explain_criterion, explain_rule
from banfa.reasoning.openness import find_unsettled
from banfa.reasoning.scoring import score

TODAY = date(2026, 4, 2)
DISSATISFIED = share(f.dissatisfied_enterprises, f.surveyed_enterprises)


def sheet(*values: tuple[Fact, int | tuple[int, int]]) -> Sheet:
    columns = {
        fact.key: between([value[0]], [value[1]]) if isinstance(value, tuple) else exact_column([value])
        for fact, value in values
    }
    return Sheet(day_number(TODAY), 1, columns, NO_CALENDAR)


def clause(when, force=MUST, *then, n: int = 5, nature=STATE) -> Clause:
    return Clause(cite(f"12.{n}"), "情形", when, force, then or (warn(),), nature)


def explain(one: Clause, facts: Sheet) -> str:
    return explain_clause(judge([one], facts)[0], facts, 0)


class TestAClauseThatIsMet:
    def test_names_provision_facts_comparison_and_consequence(self):
        facts = sheet((f.dissatisfied_enterprises, 4), (f.surveyed_enterprises, 10))
        assert explain(clause(DISSATISFIED.exceeds(percent(30)), MUST, disqualify(), circular()), facts) == (
            "第十二条第（五）项（情形）：疑似符合，系线索提示，未经核实。"
            "本次入库以来最近一次总体评价为“不满意”的试点企业数为4家，本次入库以来已作满意度评价的试点企业数为10家，"
            "占40%，超过30%。经核实属实的，主管部门应当取消其服务资格，并予以通报。"
        )

    def test_says_within_what_time_and_what_follows_a_missed_term(self):
        remedies = (rectify(Months(1), missed=(cite("15.1"),)), rectify(AtMost(Days(30), generally=True)))
        said = explain(clause(f.orders_issued.exceeds(3, "次"), MAY, *remedies), sheet((f.orders_issued, 4)))
        assert "本次入库以来作出限期整改的次数为4次，超过3次。经核实属实的，主管部门可以责令限期整改" in said
        assert "，整改期限为1个月；逾期未完成的，依照第十五条第（一）项的规定处理" in said
        assert said.endswith("，整改期限一般不超过30日（自然日）。")

    def test_keeps_apart_what_others_may_do(self):
        said = explain(
            clause(f.orders_missed.reaches(1, "次"), GENERALLY, warn(), replace_provider()),
            sheet((f.orders_missed, 1)),
        )
        assert said.endswith("主管部门一般予以警告；试点企业一般申请更换服务商。")

    def test_names_only_the_grounds_that_are_met(self):
        when = any_of(finding("a", "骗补"), finding("b", "干扰评定"))
        said = explain(clause(when), sheet((finding("a", "骗补").left, 2)))
        assert "已认定“骗补”" in said
        assert "干扰评定" not in said

    def test_that_is_an_event_says_it_is_not_undone(self):
        when = since(f.joined_on, until=f.first_contract_on).exceeds(Months(3))
        facts = sheet((f.joined_on, day_number(date(2026, 1, 1))), (f.first_contract_on, FAR))
        said = explain(clause(when, nature=EVENT), facts)
        assert "入库之日为2026年1月1日，3个月的期间于2026年4月1日（含当日）届满，" in said
        assert "入库后尚未签订改造合同，截至2026年4月2日超过3个月。" in said
        assert said.endswith("该情形一经发生，不因其后改正而消除。")


class TestAClauseThatIsNotMet:
    def test_has_no_consequence(self):
        said = explain(clause(f.orders_issued.exceeds(3, "次")), sheet((f.orders_issued, 3)))
        assert said == (
            "第十二条第（五）项（情形）：按现有记录不符合。本次入库以来作出限期整改的次数为3次，未超过3次。"
        )

    def test_names_only_the_part_that_fails(self):
        when = f.orders_issued.exceeds(3, "次") & f.orders_missed.reaches(1, "次")
        said = explain(clause(when), sheet((f.orders_issued, 4), (f.orders_missed, 0)))
        assert "作出限期整改" not in said
        assert said.endswith("。本次入库以来未按期完成整改的次数为0次。")

    def test_denies_nothing_twice(self):
        grave = finding("grave", "重大影响")
        when = f.orders_issued.reaches(1, "次") & ~grave
        facts = sheet((f.orders_issued, 1), (grave.left, 1))
        assert (
            explain(clause(when), facts) == "第十二条第（五）项（情形）：按现有记录不符合。已认定“重大影响”。"
        )
        said = explain(clause(when), sheet((f.orders_issued, 1)))
        assert "次数为1次；且未认定“重大影响”。" in said
        rate = share(f.at_level_in_year(2), f.examined_in_year).below(percent(80))
        facts = sheet((f.at_level_in_year(2), 8), (f.examined_in_year, 10))
        assert explain(clause(rate), facts).endswith("2026年度已验收的试点企业数为10家，占80%，达到80%。")

    def test_says_of_a_day_that_never_was_what_did_not_happen(self):
        when = f.last_new_enterprise_on.below(f.joined_on) & f.orders_missed.reaches(1, "次")
        facts = sheet(
            (f.last_new_enterprise_on, -FAR), (f.joined_on, day_number(TODAY)), (f.orders_missed, 1)
        )
        assert "未经核实。本次入库以来未新增签约试点企业；且" in explain(clause(when), facts)
        facts = sheet((f.last_new_enterprise_on, day_number(TODAY)), (f.joined_on, day_number(TODAY)))
        assert "2026年4月2日，不早于入库之日（2026年4月2日）" in explain(clause(when), facts)

    def test_says_that_it_concerns_others(self):
        one = replace(clause(f.orders_issued.exceeds(3, "次")), categories=("chain",))
        facts = sheet((f.orders_issued, 4))
        judged = judge([one], facts, Categories.of([("product",)]))
        assert judged[0].state.tolist() == [0]
        assert explain_clause(judged[0], facts, 0) == "第十二条第（五）项（情形）：不适用于该类服务商。"

    @pytest.mark.parametrize(
        ("condition", "text"),
        [(finding("a", "骗补"), "未认定“骗补”"), (latest_grade("D"), "最近一期评定为D：否")],
    )
    def test_says_of_a_finding_that_there_is_none(self, condition, text):
        assert text in explain(clause(condition), sheet())

    def test_says_that_there_is_nothing_to_divide_by(self):
        facts = sheet((f.dissatisfied_enterprises, 0), (f.surveyed_enterprises, 0))
        assert "无从计算占比。" in explain(clause(DISSATISFIED.exceeds(percent(30))), facts)


class TestAnOpenClause:
    def test_names_the_facts_that_would_settle_it(self):
        facts = sheet((f.dissatisfied_enterprises, 4), (f.surveyed_enterprises, (10, 20)))
        said = explain(clause(DISSATISFIED.exceeds(percent(30))), facts)
        assert "尚不能确定" in said
        assert "尚需查明：已作满意度评价的试点企业数。如符合并经核实属实，主管部门应当予以警告。" in said

    def test_names_the_opening_that_would_settle_it(self):
        gap = OpenNumber(cite("9.3"), "gap", "差距较大的界限", "万分点", 500, 3000)
        said = explain(clause(f.target_gap.reaches(gap)), sheet((f.target_gap, 1000)))
        assert "差距为10%，是否达到差距较大的界限（待定）尚不能确定。" in said
        assert "尚待主管部门确定：差距较大的界限。" in said

    def test_tells_nested_readings_flat_and_leaves_out_one_that_makes_no_difference(self):
        issued, served = f.orders_issued.exceeds(3, "次"), f.orders_served.exceeds(3, "次")
        inner = Choice(cite("15.1"), "c", "何时", (Option("a", "作出", issued), Option("b", "送达", served)))
        same = Option("x", "顺延", inner), Option("y", "不顺延", inner)
        facts = sheet((f.orders_issued, 4), (f.orders_served, 3))
        said = explain(clause(Choice(cite("15.1"), "o", "顺延", same)), facts)
        assert "按“作出”的，符合：" in said
        assert "按“顺延”" not in said
        other = Option("x", "顺延", inner), Option("y", "不顺延", f.orders_missed.reaches(1, "次"))
        nested = Choice(cite("15.1"), "o", "顺延", other)
        said = explain(clause(nested), sheet(*((fact, 4) for fact in (f.orders_issued, f.orders_served))))
        assert "按“顺延”“作出”的，符合：" in said
        assert "（按" not in said

    def test_tells_the_readings_one_by_one(self):
        options = (
            Option("issued", "作出的次数", f.orders_issued.exceeds(3, "次")),
            Option("served", "送达的次数", f.orders_served.exceeds(3, "次")),
        )
        orders = Choice(cite("15.1"), "orders", "整改次数的口径", options, reading=True)
        said = explain(clause(orders), sheet((f.orders_issued, 4), (f.orders_served, 3)))
        assert "口径尚待主管部门确定，结论因口径而不同，分述如下。按“作出的次数”的，符合：" in said
        assert "为4次，超过3次。按“送达的次数”的，不符合：" in said
        assert "尚待主管部门确定：整改次数的口径。" in said


class TestWhatWouldSettle:
    OPEN, KNOWN = Fact("open", "不明", "家"), Fact("known", "已知", "家")

    def facts(self) -> Sheet:
        return sheet((self.OPEN, (0, 5)), (self.KNOWN, 5))

    def test_is_nothing_where_nothing_is_open(self):
        assert find_unsettled(self.OPEN.reaches(9, "家"), self.facts(), 0) == []

    def test_leaves_out_parts_that_are_decided_anyway(self):
        other = Fact("other", "另一", "家")
        facts = sheet((self.OPEN, (0, 5)), (other, (0, 5)))
        condition = (other.reaches(9, "家") & self.OPEN.reaches(1, "家")) | ~self.OPEN.reaches(3, "家")
        assert find_unsettled(condition, facts, 0) == [self.OPEN]

    def test_of_a_criterion_are_its_scale_or_its_facts(self):
        scale = tiers(self.OPEN, (0, 0), (3, 8))
        assert find_unsettled(Criterion(cite("6"), "项", 8, scale), self.facts(), 0) == [self.OPEN]
        flat = tiers(self.OPEN, (0, 0), (9, 8))
        assert find_unsettled(Criterion(cite("6"), "项", 8, flat), self.facts(), 0) == []
        open_term = OpenScale("scale.6", self.OPEN)
        assert find_unsettled(Criterion(cite("6"), "项", 8, open_term), self.facts(), 0) == [open_term]

    def test_of_a_rubric_are_weights_criteria_and_choices(self):
        weight = OpenNumber(cite("11"), "w", "权重", "分", 0, 100)
        criteria = OpenCriteria("c", ())
        rounding = Choice(cite("11"), "r", "取整", ())
        rubric = Rubric(cite("11"), 100, (Dimension(cite("11.1"), "维度", weight, (), criteria),), rounding)
        assert find_unsettled(rubric, self.facts(), 0) == [rounding, weight, criteria]

    def test_of_a_number_is_no_question(self):
        with pytest.raises(TypeError, match="open"):
            find_unsettled(3, self.facts(), 0)


class TestACriterion:
    SCALE = tiers(f.products, (0, 0), (1, "2.5"), (5, 8))

    def explained(self, scale, facts: Sheet, full: int = 8) -> str:
        criterion = Criterion(cite("6.2.1"), "产品数量", full, scale)
        law = Rubric(cite("6"), full, (Dimension(cite("6.2"), "产品", full, (criterion,)),), Rounding.HALF_UP)
        return explain_criterion(law, "6.2.1", score(law, facts), facts, 0)

    def test_says_points_facts_scale_and_rounding(self):
        assert self.explained(self.SCALE, sheet((f.products, 4))) == (
            "第六条第（二）项第1目“产品数量”（满分8分）：2.5分。公共服务平台审核发布的“小快轻准”产品数为4个；"
            "评分标准（分档）：0个起得0分，1个起得2.5分，5个及以上得8分；分值保留2位小数，四舍五入。"
        )

    def test_says_of_a_share_what_it_comes_to_and_what_an_empty_one_earns(self):
        scale = linear(
            share(f.acceptances_on_time, f.acceptances_due), (percent(60), 0), (percent(100), 8), empty=3
        )
        said = self.explained(scale, sheet((f.acceptances_on_time, 2), (f.acceptances_due, 3)))
        assert "：1.33分。" in said
        assert "，占约66.67%；" in said
        assert "不足60%得0分，60%至100%由0分按比例增至8分，100%及以上得8分，应验收项目数为零时得3分；" in said

    def test_says_of_a_mean_its_average(self):
        of = mean(f.rating_sum("t", "服务态度"), f.rating_count("t", "服务态度"))
        said = self.explained(linear(of, (60, 0), (100, 8)), sheet((of.num, 425), (of.den, 5)))
        assert "平均85分；评分标准（线性）：不足60分得0分，60分至100分由0分按比例增至8分" in said
        assert "服务态度评分次数为零时得分待定" in said

    def test_that_is_open_says_what_would_settle_it(self):
        said = self.explained(self.SCALE, sheet((f.products, (4, 5))))
        assert "：2.5至8分。" in said
        assert said.endswith("尚需查明：公共服务平台审核发布的“小快轻准”产品数。")

    def test_without_a_scale_says_that_the_bureau_has_to_set_it(self):
        said = self.explained(OpenScale("s", f.products), sheet((f.products, 4)))
        assert "：0至8分。" in said
        assert said.endswith("尚待主管部门确定：“公共服务平台审核发布的‘小快轻准’产品数”的评分标准。")

    def test_of_a_dimension_without_criteria_says_so(self):
        law = Rubric(
            cite("11"),
            40,
            (Dimension(cite("11.1"), "基本情况", 40, (), OpenCriteria("c", ())),),
            Rounding.DOWN,
        )
        facts = sheet((f.products, 4))
        said = explain_criterion(law, "11.1", score(law, facts), facts, 0)
        assert said.startswith("第十一条第（一）项“基本情况”（满分40分）：0至40分。该维度的评价指标和标准")


def test_a_rule_says_what_follows_where_it_does_not_hold():
    rule = Rule(cite("7.1"), "资格", Stage.EVALUATION, yes(f.in_pool), Otherwise.NOT_EVALUATED)
    facts = sheet((f.in_pool, 0))
    said = explain_rule(JudgedRule(rule, truth(rule.holds, facts)), facts, 0)
    assert said == "第七条第（一）项（资格）：不符合。签约之日服务商在库：否。不予参评。"


def test_one_subject_is_explained_from_its_own_row():
    condition = clause(f.orders_issued.exceeds(3, "次"))
    facts = Sheet(0, 2, {f.orders_issued.key: exact_column(np.array([4, 1]))}, NO_CALENDAR)
    judged = judge([condition], facts)[0]
    assert "（情形）：疑似符合" in explain_clause(judged, facts, 0)
    assert "（情形）：按现有记录不符合" in explain_clause(judged, facts, 1)
