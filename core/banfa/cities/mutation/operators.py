"""Mutation operators: from one value of the law to values that a slip in drafting could have made of it.

Numbers, comparison words, units, windows, facts, connectives, force, periods, remedies and points are
changed one at a time.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from banfa.cities.catalogue import CATALOGUE
from banfa.law import (
    All,
    AnyOf,
    AtMost,
    Band,
    Beyond,
    Choice,
    Clause,
    Compare,
    Criterion,
    Days,
    Dimension,
    Fact,
    Force,
    Grading,
    Months,
    Nature,
    Not,
    Op,
    Otherwise,
    Publicity,
    Rate,
    Remedy,
    Rounding,
    Rubric,
    Rule,
    SetInOrder,
    Since,
    Stage,
    Step,
    Support,
    Ties,
    Vacancy,
    Window,
    WorkingDays,
    clauses,
    facts_of,
)
from banfa.law.expressions import Latest

if TYPE_CHECKING:
    from collections.abc import Iterator

WINDOWS: Final = (Window.ROUND, Window.YEAR, Window.EVER, Window.MEMBERSHIP)
REMEDIES: Final = (
    clauses.interview(),
    clauses.warn(),
    clauses.circular(),
    clauses.grey_list(),
    clauses.refer(),
)
DURATIONS: Final[tuple[type[Days | Months | WorkingDays], ...]] = (Days, Months, WorkingDays)

ALIKE_ON_WHOLE_DAYS: Final = ({Op.REACHES, Op.EXCEEDS}, {Op.BELOW, Op.AT_MOST})
"""A period that is full when its last day is over is reached and exceeded on the same day."""

Change = tuple[str, str, Any]
"""Name of the operator, the change in Chinese, and the value it makes."""


def apply_operators(value: Any, args: tuple[Fact, ...]) -> Iterator[Change]:
    """Apply every operator that fits to one value."""
    match value:
        case Compare():
            yield from _mutate_comparison(value)
        case Fact():
            yield from _mutate_fact(value, args)
        case All() | AnyOf() | Not() | Since() | Latest():
            yield from _mutate_connective(value)
        case Days() | Months() | WorkingDays() | AtMost() | SetInOrder() | Rate():
            yield from _mutate_period(value)
        case Clause() | Rule() | Remedy():
            yield from _mutate_clause(value)
        case Rubric() | Dimension() | Criterion() | Step() | Grading() | Band() | Publicity() | Support():
            yield from _mutate_points(value)


def _mutate_comparison(compare: Compare) -> Iterator[Change]:
    """Change the comparison word; move a number by one."""
    comparison = f"{compare.left}{compare.op.value}{compare.right}"
    whole = isinstance(compare.left, Since) and compare.left.whole_days
    same = ALIKE_ON_WHOLE_DAYS if whole else ()
    for op in Op:
        if op is not compare.op and {op, compare.op} not in same:
            yield "比较词", f"{comparison}：改为{op.value}", replace(compare, op=op)
    if isinstance(compare.left, Since) and compare.op in {Op.REACHES, Op.BELOW}:
        left = replace(compare.left, whole_days=not compare.left.whole_days)
        counted = "末日过完才满" if left.whole_days else "末日当日即满"
        yield "末日", f"{comparison}：{counted}", replace(compare, left=left)
    if isinstance(compare.right, int):
        for n in (compare.right - 1, compare.right + 1):
            yield "数", f"{comparison}：改为{n}", replace(compare, right=n)


def _mutate_fact(fact: Fact, args: tuple[Fact, ...]) -> Iterator[Change]:
    """Change the days, or the fact to another that could stand in its place."""
    name = f"{fact.zh}（{fact.window.value}）"
    for n, element in enumerate(fact.elements):
        left = (*fact.elements[:n], *fact.elements[n + 1 :])
        yield "要件", f"{name}：去掉“{element.zh}”", replace(fact, elements=left)
    if fact.judged:
        yield "施行", f"{name}：施行前的也计", replace(fact, judged=False)
    if fact.window is not Window.AS_OF:
        for window in WINDOWS:
            if window is not fact.window:
                yield "时间范围", f"{name}：改为{window.value}", fact.in_(window)
    other = _sibling(fact, args)
    if other is not None:
        yield "事实", f"{name}：改为{other.zh}", other
    if fact.args and isinstance(fact.args[0], int):
        for n in (fact.args[0] - 1, fact.args[0] + 1):
            yield "数", f"{name}：参数改为{n}", replace(fact, args=(n, *fact.args[1:]))


def _sibling(fact: Fact, args: tuple[Fact, ...]) -> Fact | None:
    """Find another fact of the same unit and subject: of the city's own kinds, or of the catalogue."""
    named = [f for f in args if f.name == fact.name and f.args != fact.args and f.unit == fact.unit]
    if named:
        return replace(named[0], window=fact.window)
    alike = [f for f in _plain_facts() if _are_alike(f, fact)]
    return alike[0] if alike else None


def _are_alike(fact: Fact, other: Fact) -> bool:
    """Whether one could be written where the other stands."""
    return fact.name != other.name and (fact.unit, fact.subject) == (other.unit, other.subject)


@cache
def _plain_facts() -> tuple[Fact, ...]:
    """The catalogue's facts that take no arguments."""
    return tuple(f for f in CATALOGUE.values() if not f.args)


def _mutate_connective(value: Any) -> Iterator[Change]:
    """Change and to or, leave a part out, drop a denial."""
    match value:
        case All(parts=parts) | AnyOf(parts=parts) if len(parts) > 1:
            connective = "且" if isinstance(value, All) else "或"
            yield "连接词", f"{connective}{len(parts)}项：互换", (AnyOf if connective == "且" else All)(parts)
            for n in range(len(parts)):
                left = (*parts[:n], *parts[n + 1 :])
                yield (
                    "连接词",
                    f"{connective}{len(parts)}项：去掉第{n + 1}项 {_describe_briefly(parts[n])}",
                    replace(value, parts=left),
                )
        case Not(part=part):
            yield "连接词", f"非：去掉 {_describe_briefly(part)}", part
        case Since():
            yield from _mutate_elapsed(value)
        case Latest(days=days) if len(days) > 1:
            for n in range(len(days)):
                yield "事实", f"{value}：去掉{days[n]}", replace(value, days=(*days[:n], *days[n + 1 :]))


def _mutate_elapsed(value: Since) -> Iterator[Change]:
    """Leave out the event it runs until, or commencement; treat the last day otherwise."""
    if value.until is not None:
        yield "事实", f"{value}：去掉至{value.until}", replace(value, until=None)
    if value.judged_from is not None:
        yield "施行", f"{value}：施行前已届满的也计", replace(value, judged_from=None)
    move = value.rest_days_move
    yield "末日", f"{value}：休息日{'不' if move else ''}顺延", replace(value, rest_days_move=not move)


def _describe_briefly(value: Any) -> str:
    """Say a condition in a few words."""
    match value:
        case Compare(left=left, op=op, right=right):
            return f"{left}{op.value}{right}"
        case Choice(zh=zh):
            return zh
    return "、".join(f.zh for f in facts_of(value))


def _mutate_period(value: Any) -> Iterator[Change]:
    """Move a period by one, change its unit, at most for exactly, 一般; move a rate by one."""
    match value:
        case Rate(num=num, den=den):
            for n in (num - 1, num + 1):
                yield "数", f"{value}：改为{n}/{den}", Rate(n, den)
            yield "单位", f"{value}：改为千分之{num}", Rate(num, den * 10)
        case AtMost(limit=limit, generally=generally):
            yield "期限", f"{value}：一般", replace(value, generally=not generally)
            yield "期限", f"{value}：改为{limit}", limit
        case SetInOrder():
            yield "期限", f"{value}：改为30日", Days(30)
        case _:
            for n in (value.n - 1, value.n + 1):
                yield "数", f"{value}：改为{n}", replace(value, n=n)
            for unit in DURATIONS:
                if not isinstance(value, unit):
                    yield "单位", f"{value}：改为{unit(value.n)}", unit(value.n)


def _mutate_clause(value: Clause | Rule | Remedy) -> Iterator[Change]:
    """Change force, nature, stage or consequence; exchange or leave out a remedy; for others or for all."""
    match value:
        case Clause():
            for force in Force:
                yield "力度", f"{value.force.value}：改为{force.value}", replace(value, force=force)
            for nature in Nature:
                yield "性质", f"{value.nature.value}：改为{nature.value}", replace(value, nature=nature)
            for n, remedy in enumerate(value.then):
                yield "措施", f"去掉{remedy.zh}", replace(value, then=(*value.then[:n], *value.then[n + 1 :]))
        case Rule():
            for stage in Stage:
                yield "阶段", f"{value.stage.value}：改为{stage.value}", replace(value, stage=stage)
            for otherwise in Otherwise:
                change = f"{value.otherwise.value}：改为{otherwise.value}"
                yield "后果", change, replace(value, otherwise=otherwise)
        case Remedy():
            yield from _mutate_remedy(value)
    if not isinstance(value, Remedy) and value.categories:
        yield "类别", f"限于{'、'.join(value.categories)}：改为不限", replace(value, categories=())


def _mutate_remedy(remedy: Remedy) -> Iterator[Change]:
    """Change the remedy; exact terms for at most ones; nothing that follows when it is missed."""
    other = next(r for r in REMEDIES if r.kind != remedy.kind)
    yield "措施", f"{remedy.zh}：改为{other.zh}", replace(remedy, kind=other.kind, zh=other.zh, options=())
    if isinstance(remedy.within, Days | Months | WorkingDays):
        yield "期限", f"{remedy.zh}{remedy.within}：改为不超过", replace(remedy, within=AtMost(remedy.within))
    if remedy.within is not None:
        yield "期限", f"{remedy.zh}{remedy.within}：去掉", replace(remedy, within=None)
    for n, cite in enumerate(remedy.missed):
        left = (*remedy.missed[:n], *remedy.missed[n + 1 :])
        yield "措施", f"{remedy.zh}：去掉逾期适用{cite}", replace(remedy, missed=left)


def _mutate_points(value: Any) -> Iterator[Change]:
    """Move points, floors and steps by one; change rounding, ties, empty places."""
    match value:
        case Rubric() | Grading():
            yield from _mutate_whole(value)
        case Dimension(full=int(full)) | Criterion(full=full):
            for n in (full - 1, full + 1):
                yield "数", f"{value.zh}{full}分：改为{n}分", replace(value, full=n)
        case Step(at=at, points=points):
            yield "数", f"自{at}起{points}分：起点改为{at + 1}", replace(value, at=at + 1)
            yield (
                "数",
                f"自{at}起{points}分：改为{points / 2}分",
                replace(value, points=points / 2 or Fraction(1)),
            )
        case Band(floor=int(floor)):
            for n in (floor - 1, floor + 1):
                yield "数", f"{value.label}{floor}分：改为{n}分", replace(value, floor=n)
            if value.quota:
                yield "等级", f"{value.label}：去掉占比", replace(value, quota=None)
        case Support(labels=labels):
            for n, label in enumerate(labels):
                yield "等级", f"支持：去掉{label}", replace(value, labels=(*labels[:n], *labels[n + 1 :]))


def _mutate_whole(value: Rubric | Grading) -> Iterator[Change]:
    """Change what a rubric or a grading says as a whole."""
    if isinstance(value, Rubric):
        yield "数", f"总分{value.total}：改为{value.total + 10}", replace(value, total=value.total + 10)
        yield from _other_members(value, "rounding", Rounding)
        if isinstance(value.cap, int):
            yield "数", f"最高{value.cap}分：改为不封顶", replace(value, cap=None)
        return
    if any(band.quota for band in value.bands):  # without places there are none to share
        for part, kind in (("ties", Ties), ("vacancy", Vacancy), ("beyond", Beyond)):
            yield from _other_members(value, part, kind)
    first, second, *rest = value.bands
    yield "等级", "前两等互换", replace(value, bands=(second, first, *rest))


def _other_members(value: Any, part: str, kind: Any) -> Iterator[Change]:
    """Change a vocabulary's member to each of the others, where the law has chosen one itself."""
    now = getattr(value, part)
    if isinstance(now, kind):
        for member in kind:
            if member is not now:
                yield "规则", f"{now.value}：改为{member.value}", replace(value, **{part: member})
