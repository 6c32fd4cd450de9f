"""What a slip of the pen could make of one value of the law, in words, and the value it makes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

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

WINDOWS = (Window.ROUND, Window.YEAR, Window.EVER, Window.MEMBERSHIP)
REMEDIES = (clauses.interview(), clauses.warn(), clauses.circular(), clauses.grey_list(), clauses.refer())
DURATIONS: tuple[type[Days | Months | WorkingDays], ...] = (Days, Months, WorkingDays)

Change = tuple[str, str, Any]
"""What kind of slip, from what to what in words, and the value it makes."""


def changes(value: Any, args: tuple[Fact, ...]) -> Iterator[Change]:
    """What a slip could make of one value."""
    match value:
        case Compare():
            yield from compare_changes(value)
        case Fact():
            yield from fact_changes(value, args)
        case All() | AnyOf() | Not() | Since() | Latest():
            yield from connective_changes(value)
        case Days() | Months() | WorkingDays() | AtMost() | SetInOrder() | Rate():
            yield from period_changes(value)
        case Clause() | Rule() | Remedy():
            yield from clause_changes(value)
        case Rubric() | Dimension() | Criterion() | Step() | Grading() | Band() | Publicity() | Support():
            yield from points_changes(value)


def compare_changes(compare: Compare) -> Iterator[Change]:
    """Another comparison word; a number one off."""
    said = f"{compare.left}{compare.op.value}{compare.right}"
    for op in Op:
        if op is not compare.op:
            yield "比较词", f"{said}：改为{op.value}", replace(compare, op=op)
    if isinstance(compare.right, int):
        for n in (compare.right - 1, compare.right + 1):
            yield "数", f"{said}：改为{n}", replace(compare, right=n)


def fact_changes(fact: Fact, args: tuple[Fact, ...]) -> Iterator[Change]:
    """The same over other days, or another fact that could stand in its place."""
    said = f"{fact.zh}（{fact.window.value}）"
    if fact.window is not Window.AS_OF:
        for window in WINDOWS:
            if window is not fact.window:
                yield "时间范围", f"{said}：改为{window.value}", fact.in_(window)
    other = sibling(fact, args)
    if other is not None:
        yield "事实", f"{said}：改为{other.zh}", other
    if fact.args and isinstance(fact.args[0], int):
        for n in (fact.args[0] - 1, fact.args[0] + 1):
            yield "数", f"{said}：参数改为{n}", replace(fact, args=(n, *fact.args[1:]))


def sibling(fact: Fact, args: tuple[Fact, ...]) -> Fact | None:
    """Another fact of the same unit and subject: another kind or grade of the city's, or of the catalogue."""
    named = [f for f in args if f.name == fact.name and f.args != fact.args and f.unit == fact.unit]
    if named:
        return replace(named[0], window=fact.window)
    alike = [f for f in plain_facts() if like(f, fact)]
    return alike[0] if alike else None


def like(one: Fact, other: Fact) -> bool:
    """Could one be written where the other stands?"""
    return one.name != other.name and (one.unit, one.subject) == (other.unit, other.subject)


@cache
def plain_facts() -> tuple[Fact, ...]:
    """The catalogue's facts that take no arguments."""
    return tuple(f for f in CATALOGUE.values() if not f.args)


def connective_changes(value: Any) -> Iterator[Change]:
    """And for or, a part left out, a denial dropped."""
    match value:
        case All(parts=parts) | AnyOf(parts=parts) if len(parts) > 1:
            said = "且" if isinstance(value, All) else "或"
            yield "连接词", f"{said}{len(parts)}项：互换", (AnyOf if said == "且" else All)(parts)
            for n in range(len(parts)):
                left = (*parts[:n], *parts[n + 1 :])
                yield (
                    "连接词",
                    f"{said}{len(parts)}项：去掉第{n + 1}项 {brief(parts[n])}",
                    replace(value, parts=left),
                )
        case Not(part=part):
            yield "连接词", f"非：去掉 {brief(part)}", part
        case Since(until=Fact() as until):
            yield "事实", f"{value}：去掉至{until}", replace(value, until=None)
        case Latest(days=days) if len(days) > 1:
            for n in range(len(days)):
                yield "事实", f"{value}：去掉{days[n]}", replace(value, days=(*days[:n], *days[n + 1 :]))


def brief(value: Any) -> str:
    """A condition in a few words."""
    match value:
        case Compare(left=left, op=op, right=right):
            return f"{left}{op.value}{right}"
        case Choice(zh=zh):
            return zh
    return "、".join(f.zh for f in facts_of(value))


def period_changes(value: Any) -> Iterator[Change]:
    """A period one off, in another unit, at most for exactly, 一般 put in or left out; a rate one off."""
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


def clause_changes(value: Clause | Rule | Remedy) -> Iterator[Change]:
    """Another force, nature, stage or consequence; a remedy exchanged or left out; for others or for all."""
    match value:
        case Clause():
            for force in Force:
                yield "力度", f"{value.force.value}：改为{force.value}", replace(value, force=force)
            for nature in Nature:
                yield "性质", f"{value.nature.value}：改为{nature.value}", replace(value, nature=nature)
            for n, one in enumerate(value.then):
                yield "措施", f"去掉{one.zh}", replace(value, then=(*value.then[:n], *value.then[n + 1 :]))
        case Rule():
            for stage in Stage:
                yield "阶段", f"{value.stage.value}：改为{stage.value}", replace(value, stage=stage)
            for otherwise in Otherwise:
                said = f"{value.otherwise.value}：改为{otherwise.value}"
                yield "后果", said, replace(value, otherwise=otherwise)
        case Remedy():
            yield from remedy_changes(value)
    if not isinstance(value, Remedy) and value.categories:
        yield "类别", f"限于{'、'.join(value.categories)}：改为不限", replace(value, categories=())


def remedy_changes(one: Remedy) -> Iterator[Change]:
    """Another remedy; exact terms for at most ones; nothing that follows when it is missed."""
    other = next(r for r in REMEDIES if r.kind != one.kind)
    yield "措施", f"{one.zh}：改为{other.zh}", replace(one, kind=other.kind, zh=other.zh, options=())
    if isinstance(one.within, Days | Months | WorkingDays):
        yield "期限", f"{one.zh}{one.within}：改为不超过", replace(one, within=AtMost(one.within))
    if one.within is not None:
        yield "期限", f"{one.zh}{one.within}：去掉", replace(one, within=None)
    for n, cite in enumerate(one.missed):
        left = (*one.missed[:n], *one.missed[n + 1 :])
        yield "措施", f"{one.zh}：去掉逾期适用{cite}", replace(one, missed=left)


def points_changes(value: Any) -> Iterator[Change]:
    """Points, floors and steps one off; another way of rounding, of ties, of empty places."""
    match value:
        case Rubric() | Grading():
            yield from whole_changes(value)
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


def whole_changes(value: Rubric | Grading) -> Iterator[Change]:
    """What a rubric and a grading say as a whole."""
    if isinstance(value, Rubric):
        yield "数", f"总分{value.total}：改为{value.total + 10}", replace(value, total=value.total + 10)
        yield from other(value, "rounding", Rounding)
        if isinstance(value.cap, int):
            yield "数", f"最高{value.cap}分：改为不封顶", replace(value, cap=None)
        return
    if any(band.quota for band in value.bands):  # without places there are none to share
        for part, kind in (("ties", Ties), ("vacancy", Vacancy), ("beyond", Beyond)):
            yield from other(value, part, kind)
    first, second, *rest = value.bands
    yield "等级", "前两等互换", replace(value, bands=(second, first, *rest))


def other(value: Any, part: str, kind: Any) -> Iterator[Change]:
    """The other members of a vocabulary, where the law has chosen one itself."""
    now = getattr(value, part)
    if isinstance(now, kind):
        for member in kind:
            if member is not now:
                yield "规则", f"{now.value}：改为{member.value}", replace(value, **{part: member})
