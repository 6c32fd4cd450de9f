"""Conditions in Chinese for the one subject of a sheet.

The facts with their units, the comparison in the statute's words, the verdict.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

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
from banfa.reasoning.calendar import REACH
from banfa.reasoning.conditions import amount as amount_of
from banfa.reasoning.conditions import period_ends, truth
from banfa.reasoning.wording import (
    format_amount,
    format_count,
    format_day,
    format_days,
    format_number,
    format_percentage,
    format_verdict,
    quote,
)

if TYPE_CHECKING:
    from banfa.law.quantity import Duration
    from banfa.reasoning.columns import Sheet

STATE_WORDS: Final = {
    "finding": ("未认定{}", "是否存在{}尚未查明", "已认定{}"),
    "contract_finding": ("未认定该合同{}", "该合同是否{}尚未查明", "已认定该合同{}"),
    "verified": ("经核验不符合{}", "{}尚未核验", "经核验符合{}"),
    "latest_grade": ("{}：否", "{}：尚不明确", "{}：是"),
}
"""How a yes-or-no fact, its name in quotation marks, reads when it does not hold, is open, holds."""
UNDATED: Final = frozenset({"日期", "是否"})
"""Units of facts whose name says all about when."""


def explain_condition(condition: Condition | Choice, subject: Sheet) -> str:
    """Explain why a condition holds, does not hold, or is open."""
    match condition:
        case All(parts=parts):
            return _explain_all(parts, subject)
        case AnyOf(parts=parts):
            return _explain_any(parts, subject)
        case Not(part=part):
            why = explain_condition(part, subject)
            return f"不存在下列情形（{why}）：{format_verdict(_state(condition, subject))}"
        case Choice(zh=zh, options=options):
            ways = "；".join(
                f"按{quote(option.zh.removeprefix('按'))}，{explain_condition(option.value, subject)}"
                for option in options
            )
            return f"{quote(zh)}尚未由主管部门确定（{ways}）"
        case Compare():
            return _explain_comparison(condition, subject)
    raise TypeError(f"{condition!r} is no condition")


def _state(condition: Condition | Choice, subject: Sheet) -> int:
    """0 not met, 1 open, 2 met."""
    return truth(condition, subject).at(0)


def _explain_part(part: Condition | Choice, subject: Sheet) -> str:
    """Explain a part of a condition, in brackets where it has parts of its own."""
    text = explain_condition(part, subject)
    return f"（{text}）" if isinstance(part, All | AnyOf) else text


def _explain_all(parts: tuple[Condition | Choice, ...], subject: Sheet) -> str:
    """Explain parts that must all hold: those that do not, or all of them where none fails."""
    states = [_state(part, subject) for part in parts]
    failed = [part for part, part_state in zip(parts, states, strict=True) if part_state == 0]
    return ("；" if failed else "；且").join(_explain_part(part, subject) for part in failed or parts)


def _explain_any(parts: tuple[Condition | Choice, ...], subject: Sheet) -> str:
    """Explain parts of which one is enough: those that hold; else those that are open; else all."""
    states = [_state(part, subject) for part in parts]
    most = max(states, default=0)
    decisive = (part for part, part_state in zip(parts, states, strict=True) if part_state == most)
    return ("；或" if most == 1 else "；").join(_explain_part(part, subject) for part in decisive)


def _explain_comparison(compare: Compare, subject: Sheet) -> str:
    """Explain one comparison."""
    state = _state(compare, subject)
    match compare:
        case Compare(left=Choice() as choice) | Compare(right=Choice() as choice):
            return f"{quote(choice.zh)}尚未由主管部门确定：{format_verdict(state)}"
        case Compare(left=Fact() as fact, op=Op.REACHES, right=1) if fact.name in STATE_WORDS:
            return STATE_WORDS[fact.name][state].format(quote(fact.zh))
        case Compare(left=Fact(unit="是否") as fact, op=Op.REACHES, right=1):
            return f"{fact.zh}：{format_amount(fact, *subject.col(fact).at(0))}"
        case Compare(left=Since() as since, op=op, right=period):
            return f"{_explain_elapsed(since, op, period, subject)}：{format_verdict(state)}"
        case Compare(left=Share() as share):
            left = explain_share(share, subject)
        case _:
            left = explain_term(compare.left, subject)
    bound = _explain_bound(compare.right, compare.left, subject)
    return f"{left}，{compare.op}{bound}：{format_verdict(state)}"


def explain_term(term: Fact | Latest, subject: Sheet) -> str:
    """Say a fact with its value, or the latest of several days with each."""
    if isinstance(term, Latest):
        each = "、".join(explain_term(fact, subject) for fact in term.days)
        low, high = (int(end[0]) for end in amount_of(term, subject).col)
        return f"{each}，以较晚者（{format_days(low, high)}）为准"
    window = "" if term.window is Window.AS_OF or term.unit in UNDATED else term.window.value
    return f"{window}{term.zh}{format_amount(term, *subject.col(term).at(0))}"


def _explain_bound(bound: object, term: object, subject: Sheet) -> str:
    """Say what a term is held against, with its unit: 3次, 30%, an open number, a fact with its value."""
    if isinstance(bound, Fact):
        return explain_term(bound, subject)
    if isinstance(bound, OpenNumber):
        return _explain_open_bound(bound, term)
    match bound, term:
        case Rate(num=num, den=den), Share(part=False, num=Fact(unit=unit)):
            return f"{format_number(Fraction(num, den))}{unit}"
        case int() as number, Fact(unit=unit):
            return format_count(number, unit)
    return str(bound)


def _explain_open_bound(bound: OpenNumber, term: object) -> str:
    """Say an open number, with its value where an instrument has set it."""
    if not bound.is_set:
        return f"{bound.zh}（待定）"
    value = Fraction(bound.low, bound.den)
    part = isinstance(term, Share) and term.part
    return f"{bound.zh}（{format_percentage(value) if part else format_count(value, bound.unit)}）"


def explain_share(share: Share, subject: Sheet) -> str:
    """Say a share's two facts and what they come to."""
    text = f"{explain_term(share.num, subject)}，{explain_term(share.den, subject)}"
    (num_low, num_high), (den_low, den_high) = subject.col(share.num).at(0), subject.col(share.den).at(0)
    if den_high <= 0:
        return f"{text}，无从计算{'占比' if share.part else '平均'}"
    if num_low != num_high or den_low != den_high or den_low <= 0:
        return text
    ratio = Fraction(num_low * share.den.per, den_low * share.num.per)
    return (
        f"{text}，占{format_percentage(ratio)}"
        if share.part
        else f"{text}，平均{format_number(ratio)}{share.num.unit}"
    )


def _explain_elapsed(since: Since, op: Op, period: Duration | OpenNumber, subject: Sheet) -> str:
    """Explain elapsed time: from which day, when the period ends, what it is measured on."""
    start = amount_of(since.start, subject).col
    first, last = start.at(0)
    moves = since.rest_days_move
    end, latest_end = period_ends(start, period, subject, rest_days_move=moves).at(0)
    text = _explain_bound(period, since, subject)
    real = first == last and abs(first) < REACH and end == latest_end
    ends = f"，{text}于{format_day(end)}届满" if real else ""
    judged = f"，{explain_term(since.judged_from, subject)}，此前届满的不论" if since.judged_from else ""
    started = f"{explain_term(since.start, subject)}{ends}"
    if since.until is None:
        return f"{started}{judged}，截至{format_day(subject.as_of)}{op}{text}"
    # What it is measured until stopped the clock where it has come; nothing has run since.
    stopped, latest_stop = subject.col(since.until).at(0)
    has_come = stopped == latest_stop and -REACH < stopped <= subject.as_of
    until = f"计至该日{op}{text}" if has_come else f"截至{format_day(subject.as_of)}{op}{text}"
    return f"{started}，{explain_term(since.until, subject)}{judged}，{until}"
