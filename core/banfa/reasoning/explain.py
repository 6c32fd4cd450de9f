"""Clauses, rules and points in Chinese for one subject, read from the very columns that decided."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from banfa.law import (
    Clause,
    Criterion,
    Dimension,
    Fact,
    Nature,
    OpenCriteria,
    OpenNumber,
    OpenScale,
    Remedy,
    Rounding,
    Rubric,
    Scale,
    SetCriterion,
    Share,
)
from banfa.reasoning.conditions import truth
from banfa.reasoning.openness import Unsettled, find_unsettled, sheet_of_one
from banfa.reasoning.reasons import explain_condition, explain_share, explain_term
from banfa.reasoning.wording import (
    format_number,
    format_percentage,
    format_points,
    format_precision,
    format_verdict,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from banfa.reasoning.clauses import JudgedClause
    from banfa.reasoning.columns import Sheet
    from banfa.reasoning.evaluation import JudgedRule
    from banfa.reasoning.scoring import Marks

BUREAU: Final = "主管部门"
NOT_MET, OPEN = 0, 1


def explain_clause(judged: JudgedClause, sheet: Sheet, row: int) -> str:
    """Explain provision, verdict, reasons and consequences; of an open clause what would settle it."""
    clause, state = judged.clause, judged.truth.at(row)
    subject = sheet_of_one(sheet, row)
    text = f"{clause.cite}（{clause.zh}）{format_verdict(state)}。"
    if state == NOT_MET and truth(clause.when, subject).may[0]:
        return f"{text}本条不适用于该类服务商。"
    text += f"{explain_condition(clause.when, subject)}。"
    if state == NOT_MET:
        return text
    if state == OPEN:
        text += f"{explain_unsettled(find_unsettled(clause, sheet, row))}如成立，"
    latched = "该情形一经发生，不因其后改正而消除。" if clause.nature is Nature.EVENT else ""
    return f"{text}{explain_consequences(clause)}。{latched}"


def explain_rule(judged: JudgedRule, sheet: Sheet, row: int) -> str:
    """Explain a rule about taking part, whether it holds, why, and what follows where it does not."""
    rule, state = judged.rule, judged.truth.at(row)
    why = explain_condition(rule.holds, sheet_of_one(sheet, row))
    text = f"{rule.cite}（{rule.zh}）{format_verdict(state)}。{why}。"
    if state == OPEN:
        text += explain_unsettled(find_unsettled(rule, sheet, row))
    return text if state > OPEN else f"{text}不成立的，{rule.otherwise}。"


def explain_consequences(clause: Clause) -> str:
    """Say who must, may or generally does what, within which time."""
    own = [_explain_remedy(r) for r in clause.then if r.by == BUREAU]
    others = [f"{r.by}{_explain_remedy(r)}" for r in clause.then if r.by != BUREAU]
    sentences = [f"{BUREAU}{clause.force}{'、'.join(own)}"] if own else []
    return "；".join([*sentences, *(f"{clause.force}由{other}" for other in others)])


def _explain_remedy(remedy: Remedy) -> str:
    """Say a measure with its term and what follows where the term is missed."""
    notes = [str(remedy.within)] if remedy.within is not None else []
    if remedy.missed:
        notes.append(f"逾期未完成的，依照{'、'.join(map(str, remedy.missed))}处理")
    return f"{remedy.zh}（{'；'.join(notes)}）" if notes else remedy.zh


def explain_unsettled(open_things: Iterable[Unsettled]) -> str:
    """Say what has to be found out, and what the bureau has to decide."""
    unsettled = list(open_things)
    facts = [value.zh for value in unsettled if isinstance(value, Fact)]
    open_terms = [_open_term_name(value) for value in unsettled if not isinstance(value, Fact)]
    text = f"尚需查明：{'、'.join(dict.fromkeys(facts))}。" if facts else ""
    return text + (f"尚待主管部门确定：{'、'.join(dict.fromkeys(open_terms))}。" if open_terms else "")


def _open_term_name(open_term: Unsettled) -> str:
    """An open term as the bureau would call it."""
    match open_term:
        case OpenScale(of=of):
            return f"“{of}”的评分标准"
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
    text = f"{criterion.cite}“{criterion.zh}”（满分{full}分）：{format_points(low, high, marks.unit)}。"
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
