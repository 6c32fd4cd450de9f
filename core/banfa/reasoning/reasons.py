"""Conditions in Chinese for the one subject of a sheet.

The facts with their units, the comparison in the statute's words, the verdict.
"""

from __future__ import annotations

from fractions import Fraction

from banfa.law import (
    All,
    AnyOf,
    Choice,
    Compare,
    Condition,
    Fact,
    Latest,
    Not,
    Op,
    OpenNumber,
    Rate,
    Share,
    Since,
    Window,
)
from banfa.law.quantity import Duration
from banfa.reasoning.calendar import REACH
from banfa.reasoning.columns import Sheet
from banfa.reasoning.conditions import amount as amount_of
from banfa.reasoning.conditions import period_ends, truth
from banfa.reasoning.wording import amount, day, days, number, percentage, verdict

FOUND = {
    "finding": ("未认定“{}”", "是否存在“{}”尚未查明", "已认定“{}”"),
    "contract_finding": ("未认定该合同“{}”", "该合同是否“{}”尚未查明", "已认定该合同“{}”"),
    "verified": ("经核验不符合“{}”", "“{}”尚未核验", "经核验符合“{}”"),
    "latest_grade": ("“{}”：否", "“{}”：尚不明确", "“{}”：是"),
}
"""How a yes-or-no fact reads when it does not hold, is open, holds."""
UNDATED = frozenset({"日期", "是否"})
"""Units of facts whose name says all about when."""


def reasons(condition: Condition | Choice, one: Sheet) -> str:
    """Why a condition holds, does not hold, or is open."""
    match condition:
        case All(parts=parts):
            return together(parts, one)
        case AnyOf(parts=parts):
            return alternatives(parts, one)
        case Not(part=part):
            return f"不存在下列情形（{reasons(part, one)}）：{verdict(state(condition, one))}"
        case Choice(zh=zh, options=options):
            ways = "；".join(f"按“{option.zh}”，{reasons(option.value, one)}" for option in options)
            return f"“{zh}”尚未由主管部门确定（{ways}）"
        case Compare():
            return comparison(condition, one)
    raise TypeError(f"{condition!r} is no condition")


def state(condition: Condition | Choice, one: Sheet) -> int:
    """0 not met, 1 open, 2 met."""
    return truth(condition, one).at(0)


def inner(part: Condition | Choice, one: Sheet) -> str:
    """A part of a condition, in brackets where it has parts of its own."""
    said = reasons(part, one)
    return f"（{said}）" if isinstance(part, All | AnyOf) else said


def together(parts: tuple[Condition | Choice, ...], one: Sheet) -> str:
    """Grounds that must all be met: those that are not, or all of them where none fails."""
    states = [state(part, one) for part in parts]
    failed = [part for part, found in zip(parts, states, strict=True) if found == 0]
    return ("；" if failed else "；且").join(inner(part, one) for part in failed or parts)


def alternatives(parts: tuple[Condition | Choice, ...], one: Sheet) -> str:
    """Grounds of which one is enough: those that are met; else those that are open; else all."""
    states = [state(part, one) for part in parts]
    most = max(states, default=0)
    decisive = (part for part, found in zip(parts, states, strict=True) if found == most)
    return ("；或" if most == 1 else "；").join(inner(part, one) for part in decisive)


def comparison(compare: Compare, one: Sheet) -> str:
    """One comparison."""
    found = state(compare, one)
    match compare:
        case Compare(left=Choice() as choice) | Compare(right=Choice() as choice):
            return f"“{choice.zh}”尚未由主管部门确定：{verdict(found)}"
        case Compare(left=Fact() as fact, op=Op.REACHES, right=1) if fact.name in FOUND:
            return FOUND[fact.name][found].format(fact.zh)
        case Compare(left=Fact(unit="是否") as fact, op=Op.REACHES, right=1):
            return f"{fact.zh}：{amount(fact, *one.col(fact).at(0))}"
        case Compare(left=Since() as since, op=op, right=period):
            return f"{elapsed(since, op, period, one)}：{verdict(found)}"
        case Compare(left=Share() as share, op=op, right=bound):
            return f"{shared(share, one)}，{op}{limit(bound, share, one)}：{verdict(found)}"
    said = f"{reading(compare.left, one)}，{compare.op}{limit(compare.right, compare.left, one)}"
    return f"{said}：{verdict(found)}"


def reading(term: Fact | Latest, one: Sheet) -> str:
    """A fact with its value, or the latest of several days with each."""
    if isinstance(term, Latest):
        each = "、".join(reading(fact, one) for fact in term.days)
        low, high = (int(end[0]) for end in amount_of(term, one).col)
        return f"{each}，以较晚者（{days(low, high)}）为准"
    window = "" if term.window is Window.AS_OF or term.unit in UNDATED else term.window.value
    return f"{window}{term.zh}{amount(term, *one.col(term).at(0))}"


def limit(bound: object, term: object, one: Sheet) -> str:
    """What a term is held against, with its unit: 3次, 30%, an open number, another fact with its value."""
    if isinstance(bound, Fact):
        return reading(bound, one)
    if isinstance(bound, OpenNumber):
        return open_limit(bound, term)
    match bound, term:
        case Rate(num=num, den=den), Share(part=False, num=Fact(unit=unit)):
            return f"{number(Fraction(num, den))}{unit}"
        case int(), Fact(unit=unit):
            return f"{bound}{unit}"
    return str(bound)


def open_limit(bound: OpenNumber, term: object) -> str:
    """An open number, with its value where an instrument has set it."""
    if not bound.is_set:
        return f"{bound.zh}（待定）"
    value = Fraction(bound.low, bound.den)
    part = isinstance(term, Share) and term.part
    return f"{bound.zh}（{percentage(value) if part else number(value) + bound.unit}）"


def shared(share: Share, one: Sheet) -> str:
    """A share's two facts and what they come to."""
    said = f"{reading(share.num, one)}，{reading(share.den, one)}"
    (num_low, num_high), (den_low, den_high) = one.col(share.num).at(0), one.col(share.den).at(0)
    if den_high <= 0:
        return f"{said}，无从计算{'占比' if share.part else '平均'}"
    if num_low != num_high or den_low != den_high or den_low <= 0:
        return said
    ratio = Fraction(num_low * share.den.per, den_low * share.num.per)
    return f"{said}，占{percentage(ratio)}" if share.part else f"{said}，平均{number(ratio)}{share.num.unit}"


def elapsed(since: Since, op: Op, period: Duration | OpenNumber, one: Sheet) -> str:
    """Elapsed time: from which day, when the period ends, what it is measured on."""
    start = amount_of(since.start, one).col
    first, last = start.at(0)
    end, latest_end = period_ends(start, period, one).at(0)
    text = limit(period, since, one)
    real = first == last and abs(first) < REACH and end == latest_end
    ends = f"，{text}于{day(end)}届满" if real else ""
    until = f"，{reading(since.until, one)}" if since.until is not None else ""
    return f"{reading(since.start, one)}{ends}{until}，截至{day(one.as_of)}{op}{text}"
