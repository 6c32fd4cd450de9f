"""Clauses, rules and points in Chinese for one subject, read from the very columns that decided."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from banfa.law import (
    Cite,
    Clause,
    Criterion,
    Days,
    Dimension,
    Fact,
    Months,
    Nature,
    OpenCriteria,
    OpenNumber,
    OpenScale,
    Otherwise,
    Remedy,
    Rounding,
    Rubric,
    Scale,
    SetCriterion,
    Share,
    WorkingDays,
    facts_of,
)
from banfa.reasoning.calendar import NO_CALENDAR
from banfa.reasoning.columns import Sheet, exact_column
from banfa.reasoning.conditions import truth
from banfa.reasoning.openness import Unsettled, find_unsettled, sheet_of_one
from banfa.reasoning.reasons import explain_condition
from banfa.reasoning.terms import STATE_WORDS, explain_share, explain_term
from banfa.reasoning.wording import (
    format_number,
    format_percentage,
    format_period,
    format_points,
    format_precision,
    format_verdict,
    quote,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from banfa.law import Rule
    from banfa.law.quantity import Period
    from banfa.reasoning.clauses import JudgedClause
    from banfa.reasoning.evaluation import JudgedRule
    from banfa.reasoning.scoring import Marks

BUREAU: Final = "主管部门"
MISSED: Final = frozenset(
    {"orders_missed", "orders_missed_by_close", "orders_missed_moved", "orders_missed_moved_by_close"}
)
WITH_ORDER: Final = MISSED | {"warnings_served"}
"""What holds once an order that went with a warning is missed."""
SEEN: Final = (
    "按现有记录不符合",
    "尚不能确定",
    "疑似符合，系线索提示，未经核实",
)
"""What records say of a clause: a clue, not a verdict."""
OTHERWISE: Final = {
    Otherwise.NOT_COUNTED: "该合同不计入",
    Otherwise.NO_SUBSIDY: "该项目不纳入奖补资金补助范围",
    Otherwise.CHECK: "提请核实",
}
"""What follows where a rule does not hold, if its value alone would lack a subject."""
TERMS: Final = {"rectification": "整改期限"}
NOT_MET, OPEN = 0, 1


def explain_clause(judged: JudgedClause, sheet: Sheet, row: int, *, clauses: tuple[Clause, ...] = ()) -> str:
    """Explain provision, what the records say, reasons, consequences; of an open clause what would settle it.

    What the ledger says is a clue. That the bureau 应当 do something is said of what has been verified.
    `clauses` are those of the settled law: what an order missed opens is named as far as they open it.
    """
    clause, state = judged.clause, judged.truth.at(row)
    subject = sheet_of_one(sheet, row)
    head = f"{clause.cite}（{clause.zh}）："
    if state == NOT_MET and truth(clause.when, subject).may[0]:
        return f"{head}不适用于该类服务商。"
    text = f"{head}{SEEN[state]}。{explain_condition(clause.when, subject)}。"
    if state == NOT_MET:
        return text
    if state == OPEN:
        text += explain_unsettled(find_unsettled(clause, sheet, row))
    latched = "该情形一经发生，不因其后改正而消除。" if clause.nature is Nature.EVENT else ""
    proven = "如符合并经核实属实，" if state == OPEN else "经核实属实的，"
    return f"{text}{proven}{explain_consequences(clause, clauses)}。{latched}"


def explain_rule(judged: JudgedRule, sheet: Sheet, row: int) -> str:
    """Explain a rule about taking part, whether it holds, why, and what follows where it does not."""
    rule, state = judged.rule, judged.truth.at(row)
    why = explain_condition(rule.holds, sheet_of_one(sheet, row))
    text = f"{rule.cite}（{rule.zh}）：{format_verdict(state)}。{why}。"
    if state == NOT_MET:
        return f"{text}{explain_otherwise(rule)}。"
    if state == OPEN:
        unsettled = explain_unsettled(find_unsettled(rule, sheet, row))
        return f"{text}{unsettled}如不符合，{explain_otherwise(rule)}。"
    return text


def explain_otherwise(rule: Rule) -> str:
    """Say what follows where a rule does not hold, and of what."""
    return OTHERWISE.get(rule.otherwise, rule.otherwise.value)


def explain_consequences(clause: Clause, clauses: tuple[Clause, ...] = ()) -> str:
    """Say who must, may or generally does what, within which time. `clauses` as in `explain_clause`."""
    own = [remedy for remedy in clause.then if remedy.by == BUREAU]
    others = [remedy for remedy in clause.then if remedy.by != BUREAU]
    acts = [_phrase_remedy(remedy) for remedy in own]
    sentences = [f"{BUREAU}{clause.force}{_join_acts(acts)}{_explain_terms(own, clauses)}"] if own else []
    return "；".join(
        [*sentences, *(f"{r.by.removesuffix('申请')}{clause.force}申请{_phrase_remedy(r)}" for r in others)]
    )


def _join_acts(acts: list[str]) -> str:
    """Join what one body does, as a document does: 予以警告，并责令限期整改."""
    *first, last = acts
    return f"{'，'.join(first)}，并{last}" if first else last


def _explain_terms(remedies: list[Remedy], clauses: tuple[Clause, ...]) -> str:
    """Say the terms of measures, and what follows where they are missed."""
    text = ""
    for remedy in remedies:
        if remedy.within is not None:
            text += f"，{TERMS.get(remedy.kind, remedy.zh + '的期限')}{_say_period(remedy.within)}"
        opened = [cite for cite in remedy.missed if not clauses or _is_opened_by_missing(cite, clauses)]
        if opened:
            text += f"；逾期未完成的，依照{'、'.join(map(str, opened))}的规定处理"
    return text


def _say_period(within: Period) -> str:
    """Say a term after the word 期限: 为1个月, 一般不超过30日（自然日）."""
    be = "为" if isinstance(within, Days | WorkingDays | Months) else ""
    return f"{be}{format_period(within)}"


def _is_opened_by_missing(cite: Cite, clauses: tuple[Clause, ...]) -> bool:
    """Whether an order missed, and nothing else, can open the provision as the law is settled."""
    there = [c for c in clauses if c.cite.numbers == cite.numbers and cite.part in {"", c.cite.part}]
    facts = {fact for fact in facts_of(tuple(c.when for c in there)) if fact.name in WITH_ORDER}
    if not any(fact.name in MISSED for fact in facts):
        return False
    only_missed = Sheet(0, 1, {fact.key: exact_column(np.array([1])) for fact in facts}, NO_CALENDAR)
    return any(bool(truth(c.when, only_missed).may[0]) for c in there)


PHRASES: Final = {
    "interview": "对其{}",
    "warning": "予以{}",
    "circular": "予以{}",
    "rectification": "责令{}",
    "removal": "将其{}",
    "grey_list": "将其{}管理",
    "reassignment": "将{}",
    "referral": "将有关线索和材料{}",
}
"""How a measure, by kind, stands after 主管部门应当: a verb, and what it is done to."""


def _phrase_remedy(remedy: Remedy) -> str:
    """Say what is done, so that it can stand after 应当."""
    if remedy.options:
        return "或者".join(_phrase_remedy(option) for option in remedy.options)
    if remedy.kind == "circular" and remedy.zh != "通报":
        # an area is where it is told (在全市范围内通报), any other word is how (公开通报)
        return f"在{remedy.zh}" if "范围" in remedy.zh else remedy.zh
    if remedy.kind == "disqualification":
        return f"取消其{remedy.zh.removeprefix('取消')}"
    return PHRASES.get(remedy.kind, "{}").format(remedy.zh)


def explain_unsettled(open_things: Iterable[Unsettled]) -> str:
    """Say what has to be found out, and what the bureau has to decide."""
    unsettled = list(open_things)
    facts = [_ask_fact(value) for value in unsettled if isinstance(value, Fact)]
    open_terms = [_open_term_name(value) for value in unsettled if not isinstance(value, Fact)]
    text = f"尚需查明：{'、'.join(dict.fromkeys(facts))}。" if facts else ""
    return text + (f"尚待主管部门确定：{'、'.join(dict.fromkeys(open_terms))}。" if open_terms else "")


def _ask_fact(fact: Fact) -> str:
    """A fact as what has to be found out: its value, or whether it is so."""
    return f"{quote(fact.zh)}是否属实" if fact.unit == "是否" or fact.name in STATE_WORDS else fact.zh


def _open_term_name(open_term: Unsettled) -> str:
    """An open term as the bureau would call it."""
    match open_term:
        case OpenScale(of=of):
            return f"{quote(str(of))}的评分标准"
        case Scale():
            return str(open_term)
        case OpenCriteria(menu=menu):
            return f"评价指标（可用{'、'.join(measured.zh for measured in menu)}）"
    return open_term.zh


def explain_criterion(rubric: Rubric, key: str, marks: Marks, sheet: Sheet, row: int) -> str:
    """Explain a criterion's points, facts, scale and rounding; of open points what would settle them.

    `key` is one of the marks' keys. Raises KeyError for another.
    """
    low, high = marks.points(key).at(row)
    criterion = criteria_by_key(rubric)[key]
    full = criterion.full.high if isinstance(criterion.full, OpenNumber) else criterion.full
    text = f"{criterion.cite}{quote(criterion.zh)}（满分{full}分）：{format_points(low, high, marks.unit)}。"
    if isinstance(criterion, Dimension):
        text += "该维度的评价指标和标准尚待主管部门确定。"
    else:
        figure = _explain_figure(criterion.scale, sheet_of_one(sheet, row))
        text += f"{figure}；{explain_scale(criterion.scale)}；{explain_rounding(rubric)}。"
    if low == high:
        return text
    return text + explain_unsettled(find_unsettled(criterion, sheet, row))


def criteria_by_key(rubric: Rubric) -> dict[str, Criterion | SetCriterion | Dimension]:
    """Whatever has a row in the marks, by key."""
    criteria: dict[str, Criterion | SetCriterion | Dimension] = {c.key: c for c in rubric.criteria}
    return criteria | {d.cite.key: d for d in rubric.dimensions if not d.criteria}


def _explain_figure(scale: Scale | OpenScale, subject: Sheet) -> str:
    """Say what a scale is over, with the values of the one subject of a sheet."""
    return (
        explain_share(scale.of, subject) if isinstance(scale.of, Share) else explain_term(scale.of, subject)
    )


def explain_scale(scale: Scale | OpenScale) -> str:
    """Say a scale in words."""
    if isinstance(scale, OpenScale):
        return "评分标准尚待主管部门确定"
    first, last = scale.steps[0], scale.steps[-1]
    phrases = (
        []
        if first.at <= 0
        else [f"不足{_explain_threshold(first.at, scale.of)}得{format_number(first.points)}分"]
    )
    for step, after in pairwise(scale.steps):
        start = _explain_threshold(step.at, scale.of)
        if step.slope:
            end = format_number(step.points + step.slope * (after.at - step.at))
            word = "增至" if step.slope > 0 else "减至"
            stop = _explain_threshold(after.at, scale.of)
            phrases.append(f"{start}至{stop}由{format_number(step.points)}分按比例{word}{end}分")
        else:
            phrases.append(f"{start}起得{format_number(step.points)}分")
    phrases.append(f"{_explain_threshold(last.at, scale.of)}及以上得{format_number(last.points)}分")
    if isinstance(scale.of, Share):
        earned = "得分待定" if scale.empty is None else f"得{format_number(scale.empty)}分"
        phrases.append(f"{scale.of.den.zh}为零时{earned}")
    return f"评分标准（{scale.shape}）：{'，'.join(phrases)}"


def _explain_threshold(at: Fraction, of: Fact | Share) -> str:
    """Say where a step begins, in the unit of what is measured."""
    if isinstance(of, Share):
        return format_percentage(at) if of.part else f"{format_number(at)}{of.num.unit}"
    return f"{format_number(at)}{of.unit}"


def explain_rounding(rubric: Rubric) -> str:
    """Say how points become whole units."""
    if isinstance(rubric.rounding, Rounding):
        return f"分值{format_precision(rubric.unit)}，{rubric.rounding}"
    return f"{rubric.rounding.zh}尚待主管部门确定"
