"""Every sentence that can be said of a city's measure, for a person who drafts such papers to read.

Each clause and rule as the law, then of a subject in each state that its worked cases lead to and where
nothing is known; each document with its blanks filled in. Written to a file that is kept, so that each change
of words is read as a difference.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.cases.case import Case, read_cases
from banfa.cities.cases.run import group_by_day, sheet_of_rows
from banfa.cities.checks.answers import list_rules
from banfa.cities.problems import Problem
from banfa.law import Clause, Edition, Notice, Rule, facts_of
from banfa.law.notices import RECOURSE
from banfa.reasoning.calendar import NO_CALENDAR, REACH
from banfa.reasoning.clauses import judge
from banfa.reasoning.columns import Sheet
from banfa.reasoning.conditions import truth
from banfa.reasoning.describe import describe_condition
from banfa.reasoning.evaluation import JudgedRule
from banfa.reasoning.explain import explain_clause, explain_consequences, explain_rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banfa.cities.profile import Profile

SOME_DAY: Final = 20_454
"""2026-01-01, where a sentence needs a day and no case gives one."""
FILLED: Final = {
    "服务商": "某某数字科技有限公司",
    "统一社会信用代码": "91350200MA2XNKTD0M",
    "事由": "（事由）",
    "依据": "（办法名称及条款项）",
    "措施": "（措施）",
    "期限": "2026年5月28日",
    "文号": "某工信函〔2026〕12号",
    "日期": "2026年4月28日",
    "联系方式": "（联系人及电话）",
    "时间": "2026年4月30日9时",
    "地点": "（地点）",
    "复议机关": "（本级人民政府）",
}


def list_sentences(profile: Profile) -> Iterator[str]:
    """List every sentence, edition by edition, under a line for each rule and document."""
    cases, _ = read_cases(profile, profile.cases)
    for edition in profile.editions:
        yield f"# {profile.city.zh} {edition.key} {edition.title}"
        yield from (f"{provision.cite}：{provision.zh}" for provision in edition.outline)
        mine = [case for case in cases if case.edition == edition.key]
        for name, cite, rule in list_rules(edition):
            if isinstance(rule, Clause | Rule):
                yield f"\n## {cite} {rule.zh}"
                yield from _describe_rule(rule)
                yield from dict.fromkeys((_say_unknown(rule, edition), *_say_cases(name, mine)))
    for notice in profile.notices:
        yield f"\n## 文书 {notice.key}"
        yield _fill_notice(notice, profile)


def _describe_rule(rule: Clause | Rule) -> Iterator[str]:
    """A rule as the law says it."""
    condition = rule.when if isinstance(rule, Clause) else rule.holds
    yield from (f"{'  ' * line.depth}{line.words}" for line in describe_condition(condition))
    yield (
        f"{explain_consequences(rule)}。"
        if isinstance(rule, Clause)
        else f"不成立的，{rule.otherwise.value}。"
    )


def _say_unknown(rule: Clause | Rule, edition: Edition) -> str:
    """What is said of somebody of whom nothing is known."""
    return _explain(rule, Sheet(SOME_DAY, 1, {}, NO_CALENDAR), 0, edition)


def _say_cases(name: str, cases: Sequence[Case]) -> Iterator[str]:
    """What is said of the subjects of worked cases: one sentence for each state and way of settling."""
    seen: set[tuple[Any, ...]] = set()
    for case in (case for case in cases if case.rule == name):
        rule: Any = next(rule for rule_name, _, rule in list_rules(case.law) if rule_name == name)
        for day, rows in group_by_day(case.rows):
            sheet = sheet_of_rows(rows, day, case.read)
            for number in range(len(rows)):
                key = (repr(rule), *_state_of(rule, sheet, number))
                if key not in seen:
                    seen.add(key)
                    yield _explain(rule, sheet, number, case.law)


def _state_of(rule: Clause | Rule, sheet: Sheet, row: int) -> tuple[int, ...]:
    condition = rule.when if isinstance(rule, Clause) else rule.holds
    states = [truth(part, sheet).at(row) for part in getattr(condition, "parts", (condition,))]
    days = [sheet.col(fact).at(row) for fact in facts_of(condition) if fact.unit == "日期"]
    come = [low == high and abs(low) < REACH for low, high in days]
    return (truth(condition, sheet).at(row), *states, *come)


def _explain(rule: Clause | Rule, sheet: Sheet, row: int, law: Edition) -> str:
    if isinstance(rule, Clause):
        return explain_clause(judge((rule,), sheet)[0], sheet, row, clauses=law.clauses)
    return explain_rule(JudgedRule(rule, truth(rule.holds, sheet)), sheet, row)


def _fill_notice(notice: Notice, profile: Profile) -> str:
    """A document as it would be served, with an example in every blank."""
    text = f"{notice.title}\n{notice.body}"
    for blank, words in (FILLED | {"主管部门": profile.city.bureau}).items():
        text = text.replace(f"{{{blank}}}", words)
    return re.sub(r"\n{2,}", "\n", text)


COLLOQUIAL: Final = (
    "吃回扣|人不行|惹来|走样|(?<!更)换服务商|没有改完|改得晚|拿合同|凑出|造假|拖累|损人"
    "|假合同、虚|大变动|过不了"
)
NOBODY_SIGNS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "bare-noun",
        r"(?:应当|可以|一般)(?:相关工作|全市范围|全省范围|警告|限期整改)",
        "应当之后写动词：予以警告、责令限期整改",
    ),
    ("basis-points", "万分点", "写百分比"),
    ("nested-quotes", r"“[^”]*“", "引号内再用引号的，用单引号"),
    ("open-ended-term", r"于(?:\{期限\}|\d+年\d+月\d+日)前(?!（含当日）)", "写明“（含当日）”"),
    ("wrong-person", r"(?<!独立)(?<!非)法人(?!资格|代表人|或|企业|单位|组织|、其他组织)", "写“法定代表人”"),
    ("colloquial", COLLOQUIAL, "用书面语，照原文的说法"),
    ("triggered", "已触发|触发了", "未经核实的只是线索"),
    ("penalty", r"不是行政处罚|不属于行政处罚|处罚决定", "不必声明，也不用处罚的字样"),
    ("number-in-title", r"(?m)^关于.*（.*〔\d{4}〕.*号）$|通知（.*号）", "文号另起一行"),
    ("out-of-pool", "出库|除名", "用办法的说法：清退、取消服务资格"),
    ("no-verb", "应当更换服务商", "由试点企业申请更换服务商"),
)
"""What nobody would sign: name, how it looks, and the mend."""
HEARD_FIRST: Final = frozenset({"disqualification", "removal", "grey_list", "recovery", "reassignment"})
"""Remedies that take a right away: heard before, told of remedies in the decision."""
MAY_ANSWER: Final = frozenset({"warning", "rectification", "interview", "replacement"})
"""Remedies whose own paper says that the party may answer."""


def sentence_problems(profile: Profile) -> Iterator[Problem]:
    """Sentences that nobody signs, and documents that lack what general law asks of them."""
    for sentence in list_sentences(profile):
        for rule, pattern, mend in NOBODY_SIGNS:
            if re.search(pattern, sentence):
                yield Problem(profile.city.key, rule, f"“{sentence[:80]}…”", mend)
    yield from _title_problems(profile)
    keys = {notice.key for notice in profile.notices}
    for notice in profile.notices:
        yield from _notice_problems(notice, keys, profile.city.key)


def _title_problems(profile: Profile) -> Iterator[Problem]:
    """Titles in 《》 that are no edition's."""
    titles = {edition.title for edition in profile.editions}
    for notice in profile.notices:
        for title in re.findall("《([^》]+)》", notice.title + notice.body):
            if title not in titles:
                mend = "写办法的全称，或以 {依据} 代替"
                yield Problem(profile.city.key, "invented-title", f"文书“{notice.key}”引用《{title}》", mend)


def _notice_problems(notice: Notice, keys: set[str], city: str) -> Iterator[Problem]:
    """A document that says too little for what it does."""
    where = f"文书“{notice.key}”"
    advance = notice.key.endswith("_advance")
    if "{文号}" in notice.title:
        yield Problem(city, "number-in-title", f"{where}的标题里有文号", "文号另起一行")
    if notice.remedy in HEARD_FIRST and not advance:
        if RECOURSE not in notice.body:
            yield Problem(city, "no-recourse", f"{where}没有写复议和诉讼的期限和机关", "加上 RECOURSE")
        if f"{notice.remedy}_advance" not in keys:
            yield Problem(city, "not-heard", f"{where}之前没有告知书", "加上 advance_notice(…)")
    if (notice.remedy in MAY_ANSWER or advance) and "陈述和申辩" not in notice.body:
        yield Problem(city, "not-heard", f"{where}没有写可以陈述申辩", "加上 DISSENT")
    if notice.remedy == "interview" and not {"时间", "地点"} <= set(notice.blanks):
        yield Problem(city, "no-time-or-place", f"{where}没有写约谈的时间、地点", "用 {时间}、{地点}")


def write_sentences(profile: Profile) -> str:
    """All sentences of a city as one text."""
    return "\n".join(list_sentences(profile)) + "\n"
