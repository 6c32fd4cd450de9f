"""Conditions and what they compare: catalogue, units, subjects, choices, open numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.catalogue import CATALOGUE, RECORD_FACTS
from banfa.cities.checks.answers import list_rules
from banfa.cities.problems import Problem, place_problems
from banfa.cities.profile import Profile
from banfa.law import (
    All,
    AnyOf,
    Choice,
    Clause,
    Compare,
    Edition,
    Fact,
    Not,
    OpenNumber,
    Rate,
    Rule,
    Share,
    Since,
    Stage,
    facts_of,
    open_terms,
    walk,
)
from banfa.law.expressions import Latest, Term
from banfa.law.facts import PART_OF
from banfa.law.quantity import Days, Months, WorkingDays
from banfa.law.windows import LEVELS, windows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from banfa.cities.profile import Profile

DURATIONS: Final = (Days, Months, WorkingDays)


def expression_problems(edition: Edition, profile: Profile | None) -> Iterator[Problem]:
    """Problems of what conditions in the rules of an edition are made of."""
    for name, cite, rule in list_rules(edition):
        yield from place_problems(_rule_problems(rule, f"{cite}（{name}）", name, profile), name)
    if edition.rubric:
        for dimension in edition.rubric.dimensions:
            problems = [
                *_facts_problems(facts_of(dimension.open), f"{dimension.cite}（可用指标）", profile),
                *_share_problems(dimension.open, f"{dimension.cite}（可用指标）"),
            ]
            yield from place_problems(problems, f"dimension:{dimension.cite.key}")
            for criterion in dimension.criteria:
                yield from _share_problems(criterion, f"{criterion.cite}（评分标准）")
    yield from _element_problems(edition)
    yield from _open_term_problems(edition)


def _rule_problems(rule: Any, where: str, name: str, profile: Profile | None) -> Iterator[Problem]:
    """Problems of what one rule is made of; those of a rubric and its dimensions are their criteria's."""
    if not name.startswith(("rubric", "dimension")):
        yield from _facts_problems(facts_of(rule), where, profile)
    if isinstance(rule, Clause):
        yield from _condition_problems(rule.when, where)
        yield from _subject_problems(rule.when, where, "provider")
        yield from _share_problems(rule.when, where)
    if isinstance(rule, Rule):
        yield from _condition_problems(rule.holds, where)
        yield from _share_problems(rule.holds, where)
        subject = "contract" if rule.stage is Stage.CONTRACT else "provider"
        yield from _subject_problems(rule.holds, where, subject)


def _facts_problems(facts: Iterable[Fact], where: str, profile: Profile | None) -> Iterator[Problem]:
    """Problems of the facts that a rule, or a menu of figures, reads."""
    for fact in facts:
        yield from _fact_problems(fact, where)
        yield from _record_problems(fact, where, profile)


def _fact_problems(fact: Fact, where: str) -> Iterator[Problem]:
    """Facts that are not the catalogue's own, over whatever days and with whatever arguments."""
    model = CATALOGUE.get(fact.name)
    if model is None:
        yield Problem(
            "",
            "unknown-fact",
            f"{where} 读取“{fact.name}”，事实目录里没有",
            "用 banfa.law.facts 里的事实；要新的记录种类，用 record_kinds 声明后以 facts.records(…) 读取",
        )
        return
    like = replace(model, window=fact.window, args=fact.args)
    if fact.args:  # a city words its own findings and records
        like = replace(like, zh=fact.zh, elements=fact.elements)
    if fact.name in RECORD_FACTS:  # and counts its own records in its own unit
        like = replace(like, unit=fact.unit)
    if like != fact or list(map(type, model.args)) != list(map(type, fact.args)):
        yield Problem(
            "",
            "altered-fact",
            f"{where} 的“{fact.key}”与事实目录里的不同（单位、上下限、无记录时的含义或参数被改动）",
            f"直接用 banfa.law.facts 的 {fact.name}，只可用 .in_() 换时间范围",
        )
    elif fact.window not in windows_of(fact):
        answered = "、".join(w.value for w in windows_of(fact))
        yield Problem(
            "",
            "window-unanswered",
            f"{where} 的“{fact.zh}”以“{fact.window.value}”计，台账没有这样的数",
            f"去掉 .in_({fact.window.name}) 或换成台账可答的时间范围：{answered}",
        )
    elif fact.name == "enterprises_at_level" and fact.args[0] not in LEVELS:
        mend = f"等级写 {LEVELS[0]} 至 {LEVELS[-1]}"
        yield Problem("", "no-such-level", f"{where} 读取数字化水平{fact.args[0]}级，没有这一级", mend)


def _record_problems(fact: Fact, where: str, profile: Profile | None) -> Iterator[Problem]:
    """Records read of kinds that the city does not declare, sums of kinds that have no amount."""
    if profile is None or fact.name not in RECORD_FACTS:
        return
    kinds = {k.key: k for k in profile.record_kinds}
    key = str(fact.args[0]) if fact.args else ""
    if key not in kinds:
        yield Problem(
            "",
            "undeclared-record",
            f"{where} 读取记录种类“{key}”，而 record_kinds 没有声明",
            f'在 record_kinds 里声明 RecordKind("{key}", …)；现有：{"、".join(kinds) or "无"}',
        )
    elif fact.name == "record_sum" and not kinds[key].amount_zh:
        mend = f'给 RecordKind("{key}") 写 amount_zh，说明相加的是什么数'
        yield Problem("", "record-without-amount", f"{where} 对记录种类“{key}”求和，而它没有数额", mend)


def _share_problems(value: Any, where: str) -> Iterator[Problem]:
    """Shares whose numerator does not count some of what the denominator counts, over the same days."""
    for share in dict.fromkeys(v for v in walk(value) if isinstance(v, Share) and v.part):
        num, den = share.num, share.den
        if den.name not in PART_OF.get(num.name, ()) or num.window is not den.window:
            offered = "、".join(sorted(PART_OF.get(num.name, ()))) or "没有"
            mend = f"分子须是分母的一部分、时间范围相同；{num.name} 的分母可用：{offered}；求平均的用 mean(…)"
            yield Problem("", "not-a-part", f"{where} 的“{share}”分子不在分母之内", mend)


def _element_problems(edition: Edition) -> Iterator[Problem]:
    """Kinds of finding of which two rules ask for different elements: an officer records but one."""
    kinds: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for fact in facts_of(edition):
        if fact.name == "finding":
            kinds[str(fact.args[0])].add(fact.elements)
    for kind, lists in kinds.items():
        if len(lists) > 1:
            mend = "同一种认定各处的要件须相同；要件不同的是不同的认定，另起 kind"
            yield Problem("", "elements-differ", f"认定“{kind}”在几处的要件不同", mend)


def _condition_problems(value: Any, where: str) -> Iterator[Problem]:
    """What is no condition where one stands; comparisons between what cannot be compared."""
    match value:
        case All(parts=parts) | AnyOf(parts=parts):
            if not parts:
                yield Problem("", "empty-condition", f"{where} 有一个空的并列条件", "至少写一个条件")
            for part in parts:
                yield from _condition_problems(part, where)
        case Not(part=part):
            yield from _condition_problems(part, where)
        case Choice(options=options):
            for option in options:
                yield from _condition_problems(option.value, where)
        case Compare():
            yield from _compare_problems(value, where)
        case _:
            yield Problem(
                "",
                "not-a-condition",
                f"{where} 的条件里有 {type(value).__name__}",
                '条件由比较（如 f.products.reaches(1, "个")）用 & | ~ 连成',
            )


def _compare_problems(compare: Compare, where: str) -> Iterator[Problem]:
    """Comparisons whose sides are counted in different units."""
    for left in _alternatives(compare.left):
        for right in _alternatives(compare.right):
            wrong = _why_incomparable(left, right)
            if wrong:
                mend = "用 exceeds、reaches、below、at_most 写比较，数带上与原文相同的单位"
                yield Problem("", "cannot-compare", f"{where} 拿{left}与{right}比较：{wrong}", mend)


def _alternatives(value: Any) -> Iterator[Any]:
    """The values a side of a comparison may have, choices gone through."""
    if isinstance(value, Choice):
        for option in value.options:
            yield from _alternatives(option.value)
    else:
        yield value


def _why_incomparable(left: Any, right: Any) -> str | None:
    """Say why these two cannot be compared; None where they can."""
    if not isinstance(left, Term):
        return "左边不是事实、比例或时长"
    if isinstance(left, Latest):
        return "几个日期中的较晚者只能用于 since(…)"
    if isinstance(left, Share):
        return None if isinstance(right, Rate | OpenNumber) else "比例只能与百分数比较"
    if isinstance(left, Since):
        return None if isinstance(right, (*DURATIONS, OpenNumber)) else "时长只能与期间比较"
    unit = left.unit if isinstance(left, Fact) else ""
    if isinstance(right, Fact | OpenNumber):
        return None if right.unit == unit else f"单位不同（{unit}、{right.unit}）"
    return None if isinstance(right, int) and not isinstance(right, bool) else "右边不是整数"


def _subject_problems(value: Any, where: str, expected: str) -> Iterator[Problem]:
    """Conditions that ask about two subjects, or about the wrong one."""
    subjects = {f.subject for f in facts_of(value)}
    if len(subjects) > 1:
        yield Problem(
            "",
            "mixed-subjects",
            f"{where} 一个条件里混用了不同主体的事实（{'、'.join(sorted(subjects))}）",
            "条款和入库、参评规则只读服务商的事实，签约规则只读合同的事实；分成两条规则",
        )
    elif subjects and subjects != {expected}:
        mend = "签约规则（Stage.CONTRACT）读合同的事实，其余读服务商的事实；改规则的阶段或事实"
        yield Problem("", "wrong-subject", f"{where} 应读{expected}的事实，而读了{subjects.pop()}的", mend)


def _open_term_problems(edition: Edition) -> Iterator[Problem]:
    """Open terms of one key that differ in kind, bounds or options."""
    places: dict[str, list[Any]] = defaultdict(list)
    kinds = tuple({type(o) for o in open_terms(edition).values()})
    for value in walk(edition):
        if kinds and isinstance(value, kinds) and value not in places[value.key]:
            places[value.key].append(value)
    for key, values in places.items():
        yield from _problems_of_open_term(key, values)
    for joint in edition.sums:
        for key in joint.keys:
            if not any(isinstance(v, OpenNumber) for v in places.get(key, ())):
                mend = "keys 写 OpenNumber 的 key"
                yield Problem("", "sum-of-nothing", f"{joint.cite}合计项“{key}”不是待定的数", mend)


def _problems_of_open_term(key: str, values: list[Any]) -> Iterator[Problem]:
    """Problems of the open terms that share one key."""
    if len({type(v) for v in values}) > 1:
        kinds = "、".join(sorted({type(v).__name__ for v in values}))
        yield Problem("", "open-term-kinds", f"待定事项“{key}”在几处种类不同（{kinds}）", "给它们不同的 key")
        return
    first = values[0]
    if isinstance(first, Choice):
        keys = {tuple(o.key for o in v.options) for v in values}
        if len(keys) > 1:
            mend = "同一口径各处的选项 key 要一样、顺序也一样，值可以不同"
            yield Problem("", "choice-options-differ", f"口径“{key}”在几处的选项不同：{sorted(keys)}", mend)
        for choice in values:
            if len({o.key for o in choice.options}) < max(2, len(choice.options)):
                mend = "至少两个选项，key 不重复"
                yield Problem("", "choice-too-few", f"{choice.cite}口径“{key}”没有可选的两种", mend)
    elif isinstance(first, OpenNumber):
        if len(values) > 1:
            mend = "定义一次，各处引用同一个值；不是一回事的用不同的 key"
            yield Problem("", "open-term-differs", f"待定的数“{key}”在几处的定义不同", mend)
        if first.low > first.high or first.den < 1:
            mend = "low 不大于 high，den 为正整数"
            yield Problem(
                "",
                "open-term-empty",
                f"{first.cite}待定的数“{key}”没有可取的值（{first.low}至{first.high}）",
                mend,
            )
    elif len(values) > 1:
        yield Problem("", "open-term-differs", f"待定事项“{key}”用在{len(values)}处", "每个评分标准一个 key")
