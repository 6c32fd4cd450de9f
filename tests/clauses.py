"""Writes docs/clauses.md, a line for every clause, from the plugins: `python -m tests.clauses`.

A lawyer reads it beside the measure; a change of a rule shows in its diff.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from banfa.cities.loading.discovery import load_cities
from banfa.law import Choice, Compare, Fact, Nature, Not, Since, elements_of, facts_of, walk
from banfa.reasoning.describe import describe_condition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.law import Clause
    from banfa.law.edition import Edition

DOCUMENT: Final = Path(__file__).parent.parent / "docs" / "clauses.md"

INTRODUCTION: Final = """\
# The clauses of the five cities

*Written by `make docs` from the plugins; do not edit. A test keeps it true.*

For every clause: its elements (要件; ＋ joins what one finding must establish), the readings that the bureau
chooses among, the days looked at, who is judged, from what a situation starts and by what it ends. How the
elements are joined, `banfa city show <city> <article>` tells. Nothing before commencement is judged; every
entry can be corrected, and a clause that rested on it is then looked at afresh.
"""

STARTS_AND_ENDS: Final = {
    "finding": ("认定之日（行为在施行日及以后）", "认定更正、撤回"),
    "complaints_unlawful": ("核实之日（行为在施行日及以后）", "核实结论更正"),
    "orders_issued": ("作出之日", "决定撤回"),
    "orders_served": ("送达之日", "决定撤回"),
    "orders_refused": ("拒不整改之日，不待期满", "处理结果更正"),
    "orders_missed": ("送达且期满的次日，拒不整改的亦同", "查明期内已完成，期限更正"),
    "orders_missed_by_close": ("期满当日下班后", "查明下班前已完成，期限更正"),
    "orders_missed_moved": ("送达且顺延后期满的次日，拒不整改的亦同", "查明期内已完成，期限更正"),
    "orders_missed_moved_by_close": ("顺延后期满当日下班后", "查明下班前已完成，期限更正"),
    "rechecks_failed_moved": ("复核未见成效之日", "再次复核见效"),
    "rechecks_failed": ("复核未见成效之日", "再次复核见效"),
    "warnings_served": ("警告送达之日", "决定撤回"),
    "grades": ("等级决定之日", "等级更正"),
    "latest_grade": ("等级决定之日", "下一周期另有等级，等级更正"),
    "removals": ("取消资格或清退生效之日", "决定撤回"),
    "enterprises_failed_state": ("验收未通过之日", "同一企业后来通过"),
    "enterprises_below_2": ("验收之日", "该企业后来达到二级"),
    "dissatisfied_answers": ("评价之日", "评价更正"),
    "dissatisfied_enterprises": ("评价之日", "该企业最近一次评价改变"),
    "dissatisfied_served": ("评价之日", "该企业最近一次评价改变"),
    "ever_dissatisfied_enterprises": ("评价之日", "评价更正"),
    "ever_dissatisfied_served": ("评价之日", "评价更正"),
    "surveyed_enterprises": ("", ""),
    "served_enterprises": ("", "服务的企业增加"),
    "at_level_in_year": ("整改后该年度的验收之日", "该年度通过率回到要求"),
    "at_level_in_year_since": ("整改后该年度的验收之日", "该年度通过率回到要求"),
    "examined_in_year": ("", ""),
    "examined_in_year_since": ("", ""),
    "period_verified": ("该年度办结证明", "证明更正"),
    "target_gap": ("填报序时进度之日", "后一次填报"),
}
"""By fact: from what a situation starts, by what it ends; blank where another fact of it says so."""

PERIODS: Final = ("期间最后一日过完的次日", "期间内有了所等的事（事件类条款不因此消除）")


def write_document() -> str:
    """The whole table as Markdown."""
    cities = load_cities()
    lines = [INTRODUCTION.rstrip()]
    for key in sorted(cities.names()):
        profile = cities.profile(key)
        lines += [
            f"\n## {profile.city.zh}：{profile.latest.title}\n",
            "| 条款 | 力度与措施 | 要件 | 可选理解 | 期间 | 对象 | 起 | 止 |",
            "| --- | --- | --- | --- | --- | --- | --- | --- |",
            *(f"| {' | '.join(_cells(clause, profile.latest))} |" for clause in profile.latest.clauses),
        ]
    return "\n".join(lines) + "\n"


def _cells(clause: Clause, edition: Edition) -> Iterator[str]:
    facts = list(facts_of(clause.when))
    yield clause.cite.key
    yield f"{clause.force.value}：{'、'.join(remedy.zh for remedy in clause.then)}"
    yield "；".join(dict.fromkeys(_describe_elements(clause)))
    yield "；".join(dict.fromkeys(_readings(clause))) or "—"
    yield "、".join(dict.fromkeys(fact.window.value for fact in facts))
    yield "、".join(clause.categories) or "各类服务商"
    pairs = list(_starts_and_ends(clause, facts))
    yield "；".join(dict.fromkeys(start for start, _ in pairs if start))
    lasting = "事件：成立后不消除" if clause.nature is Nature.EVENT else ""
    yield lasting or "；".join(dict.fromkeys(end for _, end in pairs if end))


def _describe_elements(clause: Clause) -> Iterator[str]:
    """What is compared, leaf by leaf; a finding by what it must establish."""
    absent = {c for v in walk(clause.when) if isinstance(v, Not) for c in walk(v) if isinstance(c, Compare)}
    for compare in (value for value in walk(clause.when) if isinstance(value, Compare)):
        prefix = "不存在：" if compare in absent else ""
        match compare.left:
            case Fact(name="finding"):
                yield from (prefix + "＋".join(together) for together in elements_of(compare))
            case _:
                lines = (line.words for line in describe_condition(compare))
                yield from (prefix + words for words in lines if "：" not in words)


def _readings(clause: Clause) -> Iterator[str]:
    for value in walk(clause.when):
        if isinstance(value, Choice):
            yield f"{value.key}（{' / '.join(option.key for option in value.options)}）"


def _starts_and_ends(clause: Clause, facts: list[Fact]) -> Iterator[tuple[str, str]]:
    if any(isinstance(value, Since) for value in walk(clause.when)):
        yield PERIODS
    timed = {f for v in walk(clause.when) if isinstance(v, Since) for f in facts_of(v)}
    yield from (STARTS_AND_ENDS[fact.name] for fact in facts if fact not in timed)


if __name__ == "__main__":
    DOCUMENT.write_text(write_document(), "utf-8")
