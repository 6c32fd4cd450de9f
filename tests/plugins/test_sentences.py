"""What is said of a measure: kept word for word, and such that somebody would sign it."""

import re
from dataclasses import replace

import pytest

from banfa.cities.loading.discovery import load_plugin
from banfa.cities.sentences import list_sentences, sentence_problems, write_sentences
from banfa.law import Notice, letter, settle
from banfa.law.notices import DISSENT, RECOURSE
from banfa.reasoning.explain import explain_consequences
from tests.cities.jiangcheng import EDITION, REMOVAL, WARNING, plugin
from tests.five_cities import load_five
from tests.sentences import FOLDER

CITIES = load_five()
RETIRED = (
    "[一二三四五六七八九]成(?:的|以|试|企|$)",  # a share is written as the text writes it: 30%
    "整改令|限期整改超过[一二两三]次|超过[五十]家",
    "本年度该年度|前年度|计至该日|尚未发生|从未发生",
    "口径.{0,40}尚未由主管部门确定",
    "已听取你单位的陈述",  # nobody knows that before it is signed
    "）））|；（[^（）]*）。$",
)
"""What the five files said once, and nobody would sign."""


@pytest.fixture(scope="module", params=CITIES.names())
def city(request):
    return request.param


@pytest.fixture(scope="module")
def written(city):
    return write_sentences(CITIES.profile(city))


class TestTheSentencesOfACity:
    def test_are_those_that_were_read(self, city, written):
        kept = (FOLDER / f"{city}.txt").read_text("utf-8")
        assert written == kept, "read the difference, then run python -m tests.sentences"

    def test_would_be_signed(self, city):
        assert [str(problem) for problem in sentence_problems(CITIES.profile(city))] == []

    @pytest.mark.parametrize("words", RETIRED)
    def test_hold_no_word_that_was_retired(self, written, words):
        assert re.findall(words, written) == []


def rules_of(*notices, **changes):
    """The rules that a made-up city breaks with these documents, or with a clause of these words."""
    clauses = (replace(WARNING[0], **changes), *WARNING[1:], *REMOVAL)
    made = plugin(notices=notices, editions=(replace(EDITION, clauses=clauses),))
    return {p.rule for p in sentence_problems(load_plugin(made, "jiangcheng", check=False))}


SIGNED = letter("warning", "关于予以提醒的通知", "现对你单位予以警告。" + DISSENT + RECOURSE)
BROKEN = {
    "basis-points": {"zh": "差距达到1000万分点"},
    "nested-quotes": {"zh": "评为““不满意””的"},
    "wrong-person": {"zh": "名称、住所、法人、注册资本变更"},
    "colloquial": {"zh": "约定吃回扣"},
    "triggered": {"zh": "已触发"},
    "penalty": {"zh": "本文书不是行政处罚决定"},
    "bare-noun": {"zh": "主管部门应当相关工作改由其他机构组织"},
    "open-ended-term": {"zh": "于2026年5月28日前完成"},
    "out-of-pool": {"zh": "出库"},
    "nested-brackets": {"zh": "责令限期整改（期限一般不超过30日（自然日））"},
    "unqualified-day": {"zh": "超过三十日未报告"},
    "verdict": {"zh": "资格：不成立"},
    "double-negation": {"zh": "不存在下列情形"},
}
PAPERS = {
    "number-in-title": Notice("w", "warning", "限期整改通知（{文号}）", "予以警告。" + DISSENT),
    "invented-title": Notice("w", "warning", "通知", "依据《服务能力评价指引》予以警告。" + DISSENT),
    "not-heard": Notice("w", "warning", "通知", "予以警告。"),
    "no-recourse": Notice("d", "disqualification", "取消资格通知书", "取消你单位的服务资格。"),
    "not-answered": Notice("d", "disqualification", "取消资格通知书", "取消你单位的服务资格。" + RECOURSE),
    "no-time-or-place": Notice("i", "interview", "约谈通知书", "请到场。" + DISSENT),
    "bare-provision": Notice("r", "rectification", "通知", "逾期的依照第十二条处理。" + DISSENT),
}


class TestTheRules:
    def test_find_nothing_in_what_can_be_signed(self):
        assert rules_of(SIGNED) == set()

    @pytest.mark.parametrize("rule", BROKEN)
    def test_find_words_that_nobody_signs(self, rule):
        assert rule in rules_of(SIGNED, **BROKEN[rule])

    @pytest.mark.parametrize("rule", PAPERS)
    def test_find_papers_that_say_too_little(self, rule):
        assert rule in rules_of(PAPERS[rule])

    def test_want_a_hearing_before_a_right_is_taken(self):
        alone = Notice("d", "disqualification", "取消资格通知书", "取消你单位的服务资格。" + RECOURSE)
        assert rules_of(alone) == {"not-heard", "not-answered"}

    def test_want_a_publication_to_say_until_when_and_a_referral_to_whom(self):
        for remedy in ("publication", "referral", "rectification", "recovery"):
            assert "no-time-or-place" in rules_of(Notice("n", remedy, "通知", "现通知如下。" + DISSENT))


class TestASentence:
    def test_of_an_order_names_what_the_reading_opens(self):
        law = CITIES.profile("liuzhou").latest
        order = next(c for c in law.clauses if c.cite.path == "12.2")
        alone, joined = (settle(law, {"late": key}) for key in ("alone", "joined"))
        assert "第十三条、第十四条第（四）项" in explain_consequences(order, alone.clauses)
        assert "第十四条" not in explain_consequences(order, joined.clauses)
        assert "依照第十三条的规定处理" in explain_consequences(order, joined.clauses)

    def test_of_elapsed_time_stops_with_the_clock(self):
        said = "\n".join(list_sentences(CITIES.profile("xiamen")))
        assert "计至2025年4月14日未超过3个月。" in said
        assert "计至该日" not in said

    @pytest.mark.parametrize(
        ("city", "words"),
        [
            ("changsha", "主管部门应当将相关工作改由其他机构组织"),
            ("changsha", "主管部门应当在全市范围内通报，并责令限期整改"),
            ("liuzhou", "主管部门应当将其清退，向社会公示，并将其纳入灰名单管理"),
            ("liuzhou", "容许差距（10%）"),
            ("huangshi", "经核实属实的，主管部门可以取消其服务资格，并将其清退"),
            ("liuzhou", "按“仅‘其他原因’须造成投诉”的，符合：已认定"),
            ("liuzhou", "主管部门应当公开通报，并取消其服务资格"),
            ("liuzhou", "责令限期整改，整改期限一般不超过30日（自然日）；逾期未完成的，依照第十三条"),
            ("huangshi", "主管部门应当将有关线索和材料移送司法机关"),
            ("huangshi", "可能无法通过验收”；且未认定“对企业转型目标已有重大影响”。"),
            ("huangshi", "6个月的期间于2026年1月15日（含当日）届满，截至2026年1月14日未满6个月"),
            (
                "xiamen",
                "2024年度验收达到二级及以上的试点企业数为7家，2024年度已验收的试点企业数为10家，占70%，",
            ),
            (
                "xiamen",
                "（被评为不合格）：疑似符合，系线索提示，未经核实。最近一期评定为不合格：是。经核实属实的，",
            ),
            ("xiamen", "是否属实。如不符合，不予参评。"),
            ("changsha", "整改期限由限期整改通知书确定；逾期未完成的，依照第十三条后段的规定处理"),
        ],
    )
    def test_reads_as_an_official_writes(self, city, words):
        assert words in write_sentences(CITIES.profile(city))
