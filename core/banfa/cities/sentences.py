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
from banfa.law.notices import RECOURSE, RECOURSE_OF_NAMED
from banfa.reasoning.calendar import NO_CALENDAR, REACH
from banfa.reasoning.clauses import judge
from banfa.reasoning.columns import Sheet
from banfa.reasoning.conditions import truth
from banfa.reasoning.describe import describe_condition
from banfa.reasoning.evaluation import JudgedRule
from banfa.reasoning.explain import explain_clause, explain_consequences, explain_otherwise, explain_rule

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
    "理由": "（理由）",
    "措施": "（措施）",
    "期限": "1个月",
    "生效日期": "送达之日",
    "公示起": "2026年5月6日",
    "公示止": "2026年5月12日",
    "时间": "2026年4月30日9时",
    "地点": "（地点）",
    "复议机关": "（本级人民政府）",
    "管辖法院": "（有管辖权的人民法院）",
    "受送单位": "（受送单位）",
    "复核情况": "（陈述申辩和复核情况）",
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
        yield _fill_notice(notice)


def _describe_rule(rule: Clause | Rule) -> Iterator[str]:
    """A rule as the law says it."""
    condition = rule.when if isinstance(rule, Clause) else rule.holds
    yield from (f"{'  ' * line.depth}{line.words}" for line in describe_condition(condition))
    yield (
        f"{explain_consequences(rule)}。"
        if isinstance(rule, Clause)
        else f"不符合的，{explain_otherwise(rule)}。"
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


def _fill_notice(notice: Notice) -> str:
    """What a document says, with an example in every blank; its other parts are every paper's."""
    addressee = f"{notice.addressee}：\n" if notice.addressee else ""
    text = f"{notice.title}\n{addressee}{notice.body}"
    for blank, words in FILLED.items():
        text = text.replace(f"{{{blank}}}", words)
    return re.sub(r"\n{2,}", "\n", text)


COLLOQUIAL: Final = (
    "吃回扣|人不行|惹来|走样|(?<!更)换服务商|没有改完(?!成)|改得晚|拿合同|凑出|造假|拖累|损人"
    "|假合同、虚|大变动|过不了|满足不了|通不过|达不到|没有按|谁都可以|哪里的|老客户|算数"
    "|拒绝整改|不在手边|没有写|说不清楚|说明不清(?!晰)|清出|兜底|清退了|签了|改完(?!成)|改好|改到"
    "|不扰|一道|做成|管好|保住|骗补(?!助)|随意加价|(?<![一])把(?![握关])"
)
NUMERAL: Final = "[一二三四五六七八九十]{1,3}"
NOBODY_SIGNS: Final[tuple[tuple[str, str, str], ...]] = (
    (
        "bare-noun",
        r"(?:应当|可以|一般)(?:相关工作|全市范围|全省范围|警告|限期整改)|在公开通报",
        "应当之后写动词：予以警告、责令限期整改",
    ),
    ("basis-points", "万分点", "写百分比"),
    ("nested-quotes", r"“[^”]*“", "引号内再用引号的，用单引号"),
    (
        "nested-brackets",
        rf"（(?!{NUMERAL}）)[^（）]*（(?!{NUMERAL}）)",
        "括号内不再用括号，拆成两句",
    ),
    ("open-ended-term", r"于(?:\{期限\}|\d+年\d+月\d+日)前(?!（含当日）)", "写明“（含当日）”"),
    (
        "unqualified-day",
        r"(?<![月\d第最后任何])(?:\d+|[一二三四五六七八九十百]+)个?[日天](?!（自然日）|内向)",
        "写明工作日或者自然日；复议期限照法律的写法",
    ),
    ("wrong-person", r"(?<!独立)(?<!非)法人(?!资格|代表人|或|企业|单位|组织|、其他组织)", "写“法定代表人”"),
    ("colloquial", COLLOQUIAL, "用书面语，照原文的说法"),
    ("triggered", "已触发|触发了", "未经核实的只是线索"),
    ("verdict", r"(?:：|）)不?成立|不成立的", "记录所示只是疑似符合、不符合，成立与否由核实决定"),
    ("unverified", r"^第.*）：(?!.*经核实属实).*主管部门(?:应当|可以)", "后果以核实为前提"),
    (
        "double-negation",
        r"不存在(?:下列|：|[^，。]*不)|并非不|不是不|未(?:达到|超过)[^，。；）”“]*：不",
        "改为肯定的说法",
    ),
    ("no-full-stop", r"^第.*）：(?:疑似|按现有|尚不能|符合|不符合|不适用).*[^。]$", "整句以句号结束"),
    ("penalty", r"不是行政处罚|不属于行政处罚|处罚决定", "不必声明，也不用处罚的字样"),
    ("number-in-title", r"(?m)^关于.*（.*〔\d{4}〕.*号）$|通知（.*号）", "文号另起一行"),
    ("out-of-pool", "出库|除名", "用办法的说法：清退、取消服务资格"),
    ("no-verb", "应当更换服务商", "由试点企业申请更换服务商"),
)
"""What nobody would sign: name, how it looks, and the mend."""
HEARD_FIRST: Final = frozenset(
    {"disqualification", "removal", "grey_list", "recovery", "reassignment", "circular"}
)
"""Remedies that take a right away or a good name: heard before, told of remedies in the decision."""
TELLS_RECOURSE: Final = HEARD_FIRST | {"warning", "rectification"}
"""Remedies whose paper names reconsideration and suit: what is imposed on the party itself."""
NEEDED_BLANKS: Final = {
    "interview": "时间 地点",
    "rectification": "期限 措施",
    "publication": "公示起 公示止 措施",
    "recovery": "期限",
    "referral": "受送单位",
}
"""What a paper cannot do without, by remedy: when, where, until when, to whom."""
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
    tells_recourse = any(recourse in notice.body for recourse in (RECOURSE, RECOURSE_OF_NAMED))
    if "{文号}" in notice.title:
        yield Problem(city, "number-in-title", f"{where}的标题里有文号", "文号另起一行")
    if notice.remedy in TELLS_RECOURSE and not advance and not tells_recourse:
        yield Problem(city, "no-recourse", f"{where}没有写复议和诉讼的期限和机关", "加上 RECOURSE")
    if notice.remedy in HEARD_FIRST and not advance:
        if f"{notice.remedy}_advance" not in keys:
            yield Problem(city, "not-heard", f"{where}之前没有告知书", "加上 advance_notice(…)")
        if "复核情况" not in notice.blanks:
            yield Problem(city, "not-answered", f"{where}没有写陈述申辩的复核情况", "以 DECIDED 开头")
    if (notice.remedy in MAY_ANSWER or advance) and "陈述和申辩" not in notice.body:
        yield Problem(city, "not-heard", f"{where}没有写可以陈述申辩", "加上 DISSENT")
    wanted = set(NEEDED_BLANKS.get(notice.remedy, "").split()) if not advance else {"期限"}
    if lacking := sorted(wanted - set(notice.blanks)):
        mend = f"用 {'、'.join(f'{{{blank}}}' for blank in lacking)}"
        yield Problem(city, "no-time-or-place", f"{where}没有写{'、'.join(lacking)}", mend)
    if re.search("依照第", notice.body):
        yield Problem(city, "bare-provision", f"{where}引用条款没有写哪个文件", "写“上述文件第……条”")


def write_sentences(profile: Profile) -> str:
    """All sentences of a city as one text."""
    return "\n".join(list_sentences(profile)) + "\n"
