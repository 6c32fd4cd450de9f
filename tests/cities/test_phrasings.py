"""Ordinary drafting: eighty ways to say a rule, each read, and each still told from another number.

Every row is a sentence of the made-up measure in other words. With the right number it has to be borne out,
with a wrong one it must not be.
"""

from dataclasses import replace

import pytest

from banfa.cities.loading.discovery import load_plugin
from banfa.cities.problems import Problem
from banfa.cities.text.verify import verify
from banfa.cities.text.waivers import apply_waivers, read_waivers
from banfa.law import (
    MAY,
    MUST,
    AtMost,
    Days,
    Months,
    WorkingDays,
    article,
    disqualify,
    item,
    outline,
    percent,
    rectify,
    remove,
    share,
    since,
    warn,
)
from banfa.law import facts as f
from tests.cities.jiangcheng import EDITION, OUTLINE, REMOVAL, TEXT, WARNING, plugin

SHARE = share(f.dissatisfied_enterprises, f.surveyed_enterprises)
TIME = since(f.joined_on, f.first_contract_on)
GRADES = "优秀约占20%且评价分数≥80分，合格的评价分数≥60分，其余为不合格"
PUBLICITY = "结果公示不少于5个工作日"
TERM = "要求限期1个月内完成整改"
ORDERS = "限期整改超过2次的"
TOO_MANY = "超过30%的试点企业评价为“不满意”的"
UNSIGNED = "入库三个月内没有签订合同的"
TOTAL = "评价满分100分"
EVERY = "每半年评价一次"
POINTS = "签约数量（40分）"

AS_IT_STANDS = {
    # grades and their shares
    "80分以上的为优秀，约占20%；60分以上的为合格；其余为不合格": GRADES,
    "评价分数80分以上的，评为优秀，数量约占20%；60分以上的，评为合格；其余的为不合格": GRADES,
    "80分（含）以上为优秀，比例约为20%；60分（含）以上为合格；60分以下为不合格": GRADES,
    "得分在80分以上（含80分）的评为优秀，约占20%；60分以上（含60分）的评为合格；不满60分的评为不合格": GRADES,
    "80—100分为优秀，约占20%；60—79分为合格；60分以下为不合格": GRADES,
    "优秀（80分及以上，约占20%）、合格（60分及以上）、不合格（60分以下）": GRADES,
    "优秀：80分以上，占20%左右；合格：60分以上；不合格：低于60分": GRADES,
    "优秀不低于80分，约占20%；合格不低于60分；不合格不足60分": GRADES,
    "达到80分的为优秀，约占20%；达到60分的为合格；未达到60分的为不合格": GRADES,
    "优秀须达80分，约占20%，合格须达60分，其余为不合格": GRADES,
    "优秀约占百分之二十且评价分数80分以上，合格60分以上，其余为不合格": GRADES,
    "优秀约占二成且评价分数在80分以上，合格评价分数在60分以上，其余不合格": GRADES,
    "八十分以上为优秀，约占20%；六十分以上为合格；六十分以下为不合格": GRADES,
    # publicity
    "公示期为5个工作日": PUBLICITY,
    "公示时间为5个工作日": PUBLICITY,
    "结果公示5个工作日": PUBLICITY,
    "公示期不得少于5个工作日": PUBLICITY,
    "公示期限为五个工作日": PUBLICITY,
    "对结果进行为期5个工作日的公示": PUBLICITY,
    "结果公示，公示期（5个工作日）满无异议的确定": PUBLICITY,
    "结果向社会公示，时间至少5个工作日": PUBLICITY,
    "结果公示5工作日": PUBLICITY,
    # the term of an order
    "责令限期一个月内整改": TERM,
    "责令于1个月内改正": TERM,
    "限期整改，整改期限为1个月": TERM,
    "责令其在一个月之内整改到位": TERM,
    "给予1个月整改期": TERM,
    # counts
    "限期整改2次以上（不含2次）的": ORDERS,
    "限期整改两次以上（不含本数）的": ORDERS,
    "限期整改次数多于2次的": ORDERS,
    "限期整改逾两次的": ORDERS,
    "限期整改次数大于2次的": ORDERS,
    "限期整改>2次的": ORDERS,
    # rates
    "超过百分之三十的试点企业评价为“不满意”的": TOO_MANY,
    "三成以上（不含三成）的试点企业评价为“不满意”的": TOO_MANY,
    "超过三成的试点企业评价为“不满意”的": TOO_MANY,
    "试点企业评价为“不满意”的比例高于30%的": TOO_MANY,
    "试点企业评价为“不满意”的占比大于30%的": TOO_MANY,
    # time
    "入库3个月内，未签订合同的": UNSIGNED,
    "入库三个月以内没有签订合同的": UNSIGNED,
    "入库超过3个月未签订合同的": UNSIGNED,
    "入库逾三个月仍未签订合同的": UNSIGNED,
    "入库之日起三个月之内无签约的": UNSIGNED,
    "入库后一个季度内没有签订合同的": UNSIGNED,
    # totals and points
    "评价总分100分": TOTAL,
    "评价采用百分制": TOTAL,
    "评价总分为一百分": TOTAL,
    "评价总计100分": TOTAL,
    "签约数量（满分40分）": POINTS,
    "签约数量（0—40分）": POINTS,
    "签约数量，40分": POINTS,
    "签约数量（最高40分）": POINTS,
    "签约数量，最高得40分": POINTS,
    # how often
    "半年评价一次": EVERY,
    "按半年评价": EVERY,
    "每六个月评价一次": EVERY,
    "每年两次开展评价": EVERY,
}
"""Phrasings of what the made-up edition says, and the words that they replace."""

WRONG_NUMBERS = {
    "80分": "85分", "八十分": "八十五分", "80—": "85—", "5个工作日": "7个工作日", "五个工作日": "七个工作日",
    "5工作日": "7工作日", "1个月": "2个月", "一个月": "两个月", "2次": "3次", "两次": "四次", "30%": "35%",
    "百分之三十": "百分之四十", "三成": "四成", "3个月": "4个月", "三个月": "四个月", "一个季度": "半年",
    "40分": "45分", "100分": "120分", "一百分": "90分", "百分制": "十分制", "半年": "季度",
    "六个月": "四个月", "每年两次": "每月",
}  # fmt: skip


def verify_problems(edition, text):
    return [p for p in verify(edition, text, city="jiangcheng").problems if p.rule != "number-unclaimed"]


def put_wrong_number(phrase):
    right = next(number for number in WRONG_NUMBERS if number in phrase)
    return phrase.replace(right, WRONG_NUMBERS[right])


@pytest.mark.parametrize("phrase", AS_IT_STANDS)
class TestAPhrasing:
    def test_is_read(self, phrase):
        text = TEXT.replace("，\n要求", "，要求")
        assert AS_IT_STANDS[phrase] in text
        assert verify(EDITION, text.replace(AS_IT_STANDS[phrase], phrase), city="jiangcheng").problems == []

    def test_is_told_from_another_number(self, phrase):
        text = TEXT.replace(AS_IT_STANDS[phrase], put_wrong_number(phrase))
        assert verify_problems(EDITION, text)


def with_clause(path, when):
    return replace(
        EDITION, clauses=tuple(replace(c, when=when) if c.cite.path == path else c for c in EDITION.clauses)
    )


def with_term(period):
    items = tuple(item(n, "甲", clause.when) for n, clause in enumerate(WARNING, 1))
    return replace(EDITION, clauses=article(2, MUST, warn(), rectify(period), items=items) + REMOVAL)


def with_removal(*then, force=MAY):
    items = tuple(item(n, "甲", clause.when) for n, clause in enumerate(REMOVAL, 1))
    return replace(EDITION, clauses=WARNING + article(3, force, *then, items=items))


THREE = with_clause("3.1", f.orders_issued.reaches(3, "次"))
FEW = with_clause("3.2", f.contracts_signed.below(2, "份"))
HALF_YEAR = with_clause("3.3", TIME.reaches(Months(6)))
A_YEAR = with_clause("3.3", TIME.reaches(Months(12)))
AT_MOST = with_term(AtMost(Days(30)))
GENERALLY_MOST = with_term(AtMost(Days(30), generally=True))
OTHERWISE = [
    # what the rule says, the words replaced, the phrasing that says so, and one that does not
    (THREE, ORDERS, "限期整改达3次的", "限期整改达4次的"),
    (THREE, ORDERS, "限期整改累计3次的", "限期整改不满3次的"),
    (THREE, ORDERS, "限期整改3次（含）以上的", "限期整改3次以下的"),
    (THREE, ORDERS, "限期整改三次或三次以上的", "限期整改超过3次的"),
    (THREE, ORDERS, "限期整改满三次的", "限期整改未满三次的"),
    (FEW, TOO_MANY, "签订合同不满2份的", "签订合同满2份的"),
    (FEW, TOO_MANY, "签订合同不足两份的", "签订合同不超过两份的"),
    (FEW, TOO_MANY, "签订合同不到2份的", "签订合同达到2份的"),
    (FEW, TOO_MANY, "签订合同2份以下（不含2份）的", "签订合同2份以下的"),
    (with_clause("3.2", SHARE.reaches(percent(30))), TOO_MANY, "不满意的达30%的", "不满意的超过30%的"),
    (HALF_YEAR, UNSIGNED, "入库满半年未签订合同的", "入库满一年未签订合同的"),
    (HALF_YEAR, UNSIGNED, "入库已满六个月仍未签约的", "入库已满五个月仍未签约的"),
    (A_YEAR, UNSIGNED, "入库一年以上未签约的", "入库两年以上未签约的"),
    (AT_MOST, TERM, "要求限期整改，最长不超过30日", "要求限期整改，一般不超过30日"),
    (with_term(Days(30)), TERM, "责令30日以内改正", "责令20日以内改正"),
    (AT_MOST, TERM, "责令限期整改，期限不得超过30个自然日", "责令限期整改，期限不得超过30个工作日"),
    (GENERALLY_MOST, TERM, "责令限期整改，原则上不超过30天", "责令限期整改，不超过30天"),
    (GENERALLY_MOST, TERM, "责令限期整改，一般为30日", "责令限期整改，期限为30日"),
    (with_term(WorkingDays(15)), TERM, "责令15个工作日内改正", "责令15日内改正"),
    (with_removal(remove()), "可取消其服务资格", "可将其移出服务商库", "可约谈"),
    (with_removal(remove()), "可取消其服务资格", "可予以除名", "将予以除名"),
    (with_removal(remove()), "可取消其服务资格", "可将其从名单中剔除", "应当将其从名单中剔除"),
    (with_removal(disqualify()), "可取消其服务资格", "可终止其服务资格", "终止其服务资格"),
    (with_removal(disqualify(), force=MUST), "可取消其服务资格", "一律撤销其服务资格", "可撤销其服务资格"),
]  # fmt: skip


@pytest.mark.parametrize("row", OTHERWISE, ids=[row[2] for row in OTHERWISE])
def test_another_rule_is_read_and_told_apart(row):
    edition, old, right, wrong = row
    text = TEXT.replace("，\n要求", "，要求")
    assert old in text
    assert verify_problems(edition, text.replace(old, right)) == []
    assert verify_problems(edition, text.replace(old, wrong))


class TestItems:
    """Grades and remedies that stand in items of their own."""

    GRADES = """第五条 每半年评价一次，分为以下等级：
（一）优秀：80分以上，约占20%；
（二）合格：60分以上；
（三）不合格：60分以下。
"""
    REMEDIES = """第三条 服务商有下列情形的，按以下规定处理：
（一）限期整改超过2次的，可取消其服务资格；
（二）超过30%的试点企业评价为“不满意”的，可取消其服务资格；
（三）入库三个月内没有签订合同的，可取消其服务资格。
"""

    @staticmethod
    def text(number, following, words):
        """The text with one article in other words."""
        start, end = TEXT.index(f"第{number}条"), TEXT.index(f"第{following}条")
        return TEXT[:start] + words + TEXT[end:]

    def test_may_hold_the_grades(self):
        items = outline("5.1 encoded 优秀\n5.2 encoded 合格\n5.3 encoded 不合格")
        edition = replace(EDITION, outline=(*OUTLINE, *items))
        assert verify(edition, self.text("五", "六", self.GRADES)).problems == []
        for right, wrong in (
            ("80分", "85分"),
            ("：60分", "：65分"),
            ("20%", "25%"),
            ("60分以下", "55分以下"),
        ):
            text = self.text("五", "六", self.GRADES.replace(right, wrong))
            assert verify(edition, text).problems, wrong

    def test_may_hold_the_remedies(self):
        assert verify(EDITION, self.text("三", "四", self.REMEDIES)).problems == []
        (problem, *_) = verify(
            EDITION, self.text("三", "四", self.REMEDIES.replace("2次的，可", "2次的，应"))
        ).problems
        assert (problem.rule, problem.place) == ("force-differs", "clause:3.1")


class TestWaivers:
    PROBLEM = Problem("jiangcheng", "not-in-text", "甲", "乙", "clause:3.1 作出限期整改的次数超过2次")
    NAME = "not-in-text clause:3.1 作出限期整改的次数超过2次"

    def test_take_away_what_cannot_be_read(self):
        assert apply_waivers([self.PROBLEM], {self.NAME: "原文写作“再三”"}, "jiangcheng") == []

    def test_need_a_reason(self):
        (problem,) = apply_waivers([self.PROBLEM], {self.NAME: " "}, "jiangcheng")
        assert problem.rule == "waiver-unreasoned"

    def test_may_only_shrink(self):
        (problem,) = apply_waivers([], {self.NAME: "原文写作“再三”"}, "jiangcheng")
        assert problem.rule == "waiver-unneeded"
        assert "只减不增" in problem.mend

    def test_are_not_for_provisions_that_are_missing(self):
        lacking = Problem("jiangcheng", "outline-lacks", "甲", "乙", "9")
        rules = [p.rule for p in apply_waivers([lacking], {"outline-lacks 9": "不要"}, "jiangcheng")]
        assert rules == ["outline-lacks", "waiver-unneeded"]

    def test_stand_above_the_cases(self, tmp_path):
        (tmp_path / "cases").mkdir()
        (tmp_path / "cases" / "cases.yaml").write_text("", "utf-8")
        (tmp_path / "waivers.yaml").write_text(f'"{self.NAME}": 原文写作再三\n', "utf-8")
        made = plugin(worked_cases=(tmp_path / "cases" / "cases.yaml",))
        profile = load_plugin(made, "jiangcheng", check=False)
        assert read_waivers(profile) == {self.NAME: "原文写作再三"}
