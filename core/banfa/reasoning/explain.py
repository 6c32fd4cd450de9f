"""Clauses, rules and points in Chinese for one subject, read from the very columns that decided."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise

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
from banfa.reasoning.clauses import Judged
from banfa.reasoning.columns import Sheet
from banfa.reasoning.conditions import truth
from banfa.reasoning.evaluation import Asked
from banfa.reasoning.openness import Unsettled, only, what_would_settle
from banfa.reasoning.reasons import reading, reasons, shared
from banfa.reasoning.scoring import Marks
from banfa.reasoning.wording import number, percentage, points, precision, verdict

BUREAU = "主管部门"
NOT_MET, OPEN = 0, 1


def explain_clause(judged: Judged, sheet: Sheet, row: int) -> str:
    """The provision, the verdict, why, and what follows; for an open one exactly what would settle it."""
    clause, state = judged.clause, judged.truth.at(row)
    one = only(sheet, row)
    said = f"{clause.cite}（{clause.zh}）{verdict(state)}。"
    if state == NOT_MET and truth(clause.when, one).may[0]:
        return f"{said}本条不适用于该类服务商。"
    said += f"{reasons(clause.when, one)}。"
    if state == NOT_MET:
        return said
    if state == OPEN:
        said += f"{settling(what_would_settle(clause, sheet, row))}如成立，"
    latched = "该情形一经发生，不因其后改正而消除。" if clause.nature is Nature.EVENT else ""
    return f"{said}{consequences(clause)}。{latched}"


def explain_rule(asked: Asked, sheet: Sheet, row: int) -> str:
    """A rule about taking part, whether it holds, why, and what follows where it does not."""
    rule, state = asked.rule, asked.truth.at(row)
    said = f"{rule.cite}（{rule.zh}）{verdict(state)}。{reasons(rule.holds, only(sheet, row))}。"
    if state == OPEN:
        said += settling(what_would_settle(rule, sheet, row))
    return said if state > OPEN else f"{said}不成立的，{rule.otherwise}。"


def consequences(clause: Clause) -> str:
    """Who must, may or generally does what, within which time."""
    own = [remedy(r) for r in clause.then if r.by == BUREAU]
    others = [f"{r.by}{remedy(r)}" for r in clause.then if r.by != BUREAU]
    said = [f"{BUREAU}{clause.force}{'、'.join(own)}"] if own else []
    return "；".join([*said, *(f"{clause.force}由{other}" for other in others)])


def remedy(one: Remedy) -> str:
    """A measure with its term and what follows where the term is missed."""
    notes = [str(one.within)] if one.within is not None else []
    if one.missed:
        notes.append(f"逾期未完成的，依照{'、'.join(map(str, one.missed))}处理")
    return f"{one.zh}（{'；'.join(notes)}）" if notes else one.zh


def settling(open_things: Iterable[Unsettled]) -> str:
    """What has to be found out, and what the bureau has to decide."""
    found = list(open_things)
    facts = [one.zh for one in found if isinstance(one, Fact)]
    open_terms = [named(one) for one in found if not isinstance(one, Fact)]
    said = f"尚需查明：{'、'.join(dict.fromkeys(facts))}。" if facts else ""
    return said + (f"尚待主管部门确定：{'、'.join(dict.fromkeys(open_terms))}。" if open_terms else "")


def named(open_term: Unsettled) -> str:
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
    """A criterion's points, its facts, its scale, the rounding; for open points what would settle them.

    `key` is one of the marks' keys. Raises KeyError for another.
    """
    low, high = marks.points(key).at(row)
    one = criteria(rubric)[key]
    full = one.full.high if isinstance(one.full, OpenNumber) else one.full
    said = f"{one.cite}“{one.zh}”（满分{full}分）：{points(low, high, marks.unit)}。"
    if isinstance(one, Dimension):
        said += "该维度的评价指标和标准尚待主管部门确定。"
    else:
        said += f"{measured(one.scale, only(sheet, row))}；{standard(one.scale)}；{rounding(rubric)}。"
    if low == high:
        return said
    return said + settling(what_would_settle(one, sheet, row))


def criteria(rubric: Rubric) -> dict[str, Criterion | SetCriterion | Dimension]:
    """Whatever has a row in the marks, by key."""
    found: dict[str, Criterion | SetCriterion | Dimension] = {c.key: c for c in rubric.criteria}
    return found | {d.cite.key: d for d in rubric.dimensions if not d.criteria}


def measured(scale: Scale | OpenScale, one: Sheet) -> str:
    """What a scale is over, with the values of the one subject of a sheet."""
    return shared(scale.of, one) if isinstance(scale.of, Share) else reading(scale.of, one)


def standard(scale: Scale | OpenScale) -> str:
    """A scale in words."""
    if isinstance(scale, OpenScale):
        return "评分标准尚待主管部门确定"
    first, last = scale.steps[0], scale.steps[-1]
    said = [] if first.at <= 0 else [f"不足{threshold(first.at, scale.of)}得{number(first.points)}分"]
    for step, after in pairwise(scale.steps):
        start = threshold(step.at, scale.of)
        if step.slope:
            end = number(step.points + step.slope * (after.at - step.at))
            word = "增至" if step.slope > 0 else "减至"
            said.append(
                f"{start}至{threshold(after.at, scale.of)}由{number(step.points)}分按比例{word}{end}分"
            )
        else:
            said.append(f"{start}起得{number(step.points)}分")
    said.append(f"{threshold(last.at, scale.of)}及以上得{number(last.points)}分")
    if isinstance(scale.of, Share):
        earned = "得分待定" if scale.empty is None else f"得{number(scale.empty)}分"
        said.append(f"{scale.of.den.zh}为零时{earned}")
    return f"评分标准（{scale.shape}）：{'，'.join(said)}"


def threshold(at: Fraction, of: Fact | Share) -> str:
    """Where a step begins, in the unit of what is measured."""
    if isinstance(of, Share):
        return percentage(at) if of.part else f"{number(at)}{of.num.unit}"
    return f"{number(at)}{of.unit}"


def rounding(rubric: Rubric) -> str:
    """How points become whole units."""
    if isinstance(rubric.rounding, Rounding):
        return f"分值{precision(rubric.unit)}，{rubric.rounding}"
    return f"{rubric.rounding.zh}尚待主管部门确定"
