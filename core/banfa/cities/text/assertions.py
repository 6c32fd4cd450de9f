"""Assertions of rules about their provisions: each number, comparison, unit, period and remedy."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.checks.answers import list_rules
from banfa.cities.checks.comparisons import Comparison, list_comparisons
from banfa.cities.checks.grading import FACTS_WITH_LABEL
from banfa.cities.text import lexicon
from banfa.law import (
    AtMost,
    Cite,
    Clause,
    Criterion,
    Days,
    Dimension,
    Edition,
    Fact,
    Grading,
    Months,
    Op,
    OpenNumber,
    Publicity,
    Rate,
    Remedy,
    Rubric,
    Rule,
    SetInOrder,
    Share,
    Since,
    Support,
    Window,
    WorkingDays,
    facts_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.law.quantity import Duration, Period

OWN, HEADING, AROUND = "own", "heading", "around"
"""Where it is looked for: the provision cited, its article's heading, or also the articles beside it."""
EVERY: Final = {
    1: "每(?:个)?月|按月",
    3: "每个?季度?|按季|季度(?:评|考核|开展)",
    6: "每半年|半年(?:一|评|考核|开展)|按半年|每(?:6|六)个月|每年(?:2|两|二)次",
    12: "每年(?!(?:2|两|二)次)|按年|年度|每(?:12|十二)个月",
}
TO_LABEL: Final = r"(?:[的者][，,]?)?[^\d，,；;。、]{0,10}?"
"""What may stand between a number and the grade that it is the floor of: 80分以上的，评为优秀."""
NEVER: Final = "(?!)"
"""A pattern that no text bears out."""


@dataclass(frozen=True)
class Assertion:
    """One thing a rule says. `number` is what it accounts for in the text, `choice` the reading it is of."""

    rule: str
    cite: Cite
    what: str
    pattern: str
    scope: str = OWN
    number: int | None = None
    unless: str = ""
    choice: str = ""
    option: str = ""


def list_assertions(edition: Edition) -> Iterator[Assertion]:
    """List every assertion of every rule, in reading order."""
    for name, cite, rule in list_rules(edition):
        base = Assertion(name, cite, "", "")
        match rule:
            case Clause():
                yield from _condition(rule.when, base)
                yield from _remedies(rule, base)
            case Rule():
                yield from _condition(rule.holds, base)
            case Criterion():
                yield from _points(rule, base)
                yield from _facts(rule.scale, base)
            case Rubric() | Dimension():
                yield from _points(rule, base)
            case Grading():
                yield from _grading(rule, base)
            case Publicity():
                yield from _publicity(rule, base)
            case Support():
                for label in rule.labels:
                    yield replace(base, what=f"等级“{label}”", pattern=_label_pattern(label))


def list_untestable(edition: Edition) -> Iterator[tuple[str, str, str]]:
    """List what no text bears out in words: rule, what it says, why. Worked cases answer for it."""
    for name, _, rule in list_rules(edition):
        condition = rule.when if isinstance(rule, Clause) else getattr(rule, "holds", None)
        for comparison in list_comparisons(condition):
            description = f"{comparison.compare.left}{comparison.op.value}{comparison.compare.right}"
            if isinstance(comparison.compare.right, OpenNumber):
                yield name, description, "数由文件设定"
            elif comparison.existence:
                yield name, description, "有无的判断"


def _label_pattern(label: str) -> str:
    """Pattern of a grade's label: C but not in a word, 合格 but not in 不合格."""
    if label.isascii():
        return rf"(?<![A-Za-z]){re.escape(label)}(?![A-Za-z])"
    return rf"(?<!不){re.escape(label)}"


def _condition(value: Any, base: Assertion) -> Iterator[Assertion]:
    for comparison in list_comparisons(value):
        here = replace(base, choice=comparison.choice, option=comparison.option)
        yield from _comparison(comparison, here)
        yield from _facts(comparison.compare, here)


def _comparison(comparison: Comparison, base: Assertion) -> Iterator[Assertion]:
    op, left, right = comparison.op, comparison.compare.left, comparison.compare.right
    description = f"{left}{op.value}{right}"
    match left, right:
        case Share(), Rate(num=num, den=den):
            whole = num * 100 // den
            yield replace(
                base, what=description, pattern=lexicon.comparison_pattern(op, whole, "%"), number=whole
            )
        case Since(), OpenNumber():
            return
        case Since(), _:
            yield replace(base, what=description, pattern=lexicon.elapsed_pattern(op, right), number=right.n)
        case _, int() if not comparison.existence:
            pattern = lexicon.comparison_pattern(op, right, left.unit)
            yield replace(base, what=f"{description}{left.unit}", pattern=pattern, number=right)
        case _, Fact():
            yield replace(base, what=description, pattern=lexicon.WORDS_BEFORE[op])


def _facts(value: Any, base: Assertion) -> Iterator[Assertion]:
    """What a fact's arguments and days say: a grade, a level, this year."""
    for fact in facts_of(value):
        if fact.name in FACTS_WITH_LABEL:
            label = str(fact.args[0])
            yield replace(base, what=f"评定为{label}", pattern=_label_pattern(label))
        if fact.name == "enterprises_at_level":
            level = int(fact.args[0])
            yield replace(
                base, what=f"{level}级", pattern=f"{lexicon.numeral_pattern(level)}级", number=level
            )
        if fact.window is Window.YEAR:
            yield replace(base, what=f"{fact}按年度计", pattern="年度|当年|本年|每年")


def _remedies(clause: Clause, base: Assertion) -> Iterator[Assertion]:
    for remedy in clause.then:
        for option in remedy.options or (remedy,):
            word = lexicon.REMEDIES.get(option.kind)
            if word:
                yield replace(base, what=f"措施“{option.zh}”", pattern=word, scope=HEADING)
            if option.kind == "circular" and option.zh != "通报":
                scope = option.zh.removesuffix("通报")
                yield replace(base, what=f"通报范围“{scope}”", pattern=re.escape(scope), scope=HEADING)
        yield from _period(remedy, base)
        for cite in remedy.missed:
            what = f"逾期适用{cite}"
            yield replace(base, cite=cite, what=what, pattern="整改", scope=OWN)


def _period(remedy: Remedy, base: Assertion) -> Iterator[Assertion]:
    within: Period | None = remedy.within
    what = f"“{remedy.zh}”期限：{within}"
    match within:
        case AtMost(limit=limit, generally=generally):
            word = lexicon.duration_pattern(limit)
            most = f"(?:{lexicon.WORDS_BEFORE[Op.AT_MOST]}){lexicon.GAP}{word}"
            if generally:
                pattern = f"(?:一般|原则上){lexicon.GAP}(?:{most}|{word})"
            else:
                pattern = f"(?<!一般)(?<!原则上)(?:{most})"
            yield replace(base, what=what, pattern=pattern, scope=HEADING, number=limit.n)
        case SetInOrder():
            pattern = "限期|(?:规定|指定|一定|明确)[^，。]{0,4}[时期]"
            unless = r"\d+(?:日|天|个)"
            yield replace(base, what=what, pattern=pattern, scope=HEADING, unless=unless)
        case None if remedy.kind == "rectification":
            yield replace(base, what="限期整改而没有期限", pattern=NEVER, scope=HEADING)
        case Days() | Months() | WorkingDays():
            yield replace(base, **_fixed_period(within, what))


def _fixed_period(within: Duration, what: str) -> dict[str, Any]:
    word = lexicon.duration_pattern(within)
    unless = f"(?:{lexicon.WORDS_BEFORE[Op.AT_MOST]}){lexicon.GAP}{word}|(?:一般|原则上){lexicon.GAP}{word}"
    return {"what": what, "pattern": word, "scope": HEADING, "number": within.n, "unless": unless}


def _points(rule: Rubric | Dimension | Criterion, base: Assertion) -> Iterator[Assertion]:
    match rule:
        case Rubric(total=total):
            pattern = f"(?:总分|满分|合计|总计|共){lexicon.GAP}{lexicon.numeral_pattern(total)}分"
            yield replace(base, what=f"总分{total}分", pattern=pattern, number=total)
        case Dimension(full=int(full)) | Criterion(full=full):
            points = f"{lexicon.numeral_pattern(full)}分"
            inside = rf"[（(][^）)\d]{{0,6}}?(?:0分?[—\-－~～至]+)?{points}"
            pattern = rf"{inside}|(?:共|满分|分值|最高|计|得){lexicon.GAP}{points}|[，,：:—]{points}"
            yield replace(base, what=f"“{rule.zh}”{full}分", pattern=pattern, number=full)


def _grading(grading: Grading, base: Assertion) -> Iterator[Assertion]:
    every = grading.every
    pattern = EVERY.get(every.n) or lexicon.duration_pattern(every)
    yield replace(base, what=f"每{every}评价", pattern=pattern, scope=AROUND, number=every.n)
    for band in grading.bands:
        label = _label_pattern(band.label)
        if band.floor is None:
            yield replace(base, what=f"等级“{band.label}”", pattern=label)
            yield from _below(grading, label, base)
            continue
        words = _floor_pattern(lexicon.numeral_pattern(band.floor))
        yield replace(
            base,
            what=f"{band.label}≥{band.floor}分",
            pattern=f"{label}[^；;。]{{0,30}}?(?:{words})|(?:{words}){TO_LABEL}{label}",
            number=band.floor,
            unless=f"(?:{_floor_pattern(_other_number(band.floor))}){TO_LABEL}{label}",
        )
        if band.quota and band.quota.share.near:
            near = band.quota.share.near
            whole = near.num * 100 // near.den
            part = f"{lexicon.numeral_pattern(whole)}[%％]"
            about = f"约[^\\d；;。]{{0,4}}?{part}|{part}左右"
            pattern = f"{label}[^；;。%％]{{0,16}}?(?:{about})|(?:{about}){TO_LABEL}{label}"
            yield replace(base, what=f"{band.label}约占{near}", pattern=pattern, number=whole)


def _floor_pattern(number: str) -> str:
    """Pattern of what reaches a floor: ≥80分, 80分以上, 80—100分."""
    at_least = f"{number}分"
    return (
        rf"(?:≥|[>＞]=|不低于|不少于|达到?|满)[^\d]{{0,2}}{at_least}|{at_least}(?:及)?以上"
        rf"|{number}分?[—\-－~～至到]+\d+分"
    )


def _other_number(n: int) -> str:
    """Pattern of a number in digits that is not this one."""
    return rf"(?<!\d)(?!{n}(?!\d))\d+"


def _below(grading: Grading, label: str, base: Assertion) -> Iterator[Assertion]:
    """The last band's own number where the text names one (D<60分): the lowest floor of the others."""
    floors = [b.floor for b in grading.bands if b.floor is not None]
    if floors:
        floor = f"{lexicon.numeral_pattern(min(floors))}分"
        number = f"(?:(?:[<＜]|低于|不足|不满|不到|未达到?){floor}|{floor}以下|0分?[—\\-－~～至]+\\d+分)"
        what = f"末等低于{min(floors)}分"
        pattern = f"{label}(?:[^；;。]{{0,30}}?{number}|(?![^；;。]{{0,30}}?\\d))|{number}{TO_LABEL}{label}"
        yield replace(base, what=what, pattern=pattern, number=min(floors))


def _publicity(publicity: Publicity, base: Assertion) -> Iterator[Assertion]:
    yield replace(base, what="公示", pattern="公示")
    if not isinstance(publicity.at_least, OpenNumber):
        word = lexicon.duration_pattern(publicity.at_least)
        least = "不(?:得|应)?(?:少于|低于)|至少"
        pattern = f"(?:{least}){word}|公示[^，。；\\d]{{0,8}}?{word}|{word}(?:以上)?的?公示"
        yield replace(
            base, what=f"公示不少于{publicity.at_least}", pattern=pattern, number=publicity.at_least.n
        )
