"""Conditions on columns. Kleene's three values are the interval {false, true}: and, or act on both ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np

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
)
from banfa.law.quantity import Duration, duration
from banfa.reasoning.calendar import Ends, add_period, next_working_day
from banfa.reasoning.columns import Col, Flags, Ints, Sheet, Truth, constant, exact_truth, hull

Comparison: TypeAlias = Callable[[Ints, Ints], Flags]

COMPARISONS: Final[dict[Op, Comparison]] = {
    Op.EXCEEDS: np.greater,
    Op.REACHES: np.greater_equal,
    Op.BELOW: np.less,
    Op.AT_MOST: np.less_equal,
}
RISING: Final = frozenset({Op.EXCEEDS, Op.REACHES})
WHOLE_DAYS: Final = {Op.REACHES: Op.EXCEEDS, Op.BELOW: Op.AT_MOST}
"""On days: a period that is full only when its last day is over is reached on the day after."""


class Amount(NamedTuple):
    """A column of whole numbers in 1/`per` of the unit they are compared in."""

    col: Col
    per: int


def amount(term: Any, sheet: Sheet) -> Amount:
    """The numbers a term or a bound comes to. Raises TypeError for what is none (a share, a period)."""
    match term:
        case Fact(per=per):
            return Amount(sheet.col(term), per)
        case OpenNumber(low=low, high=high, den=den):
            return Amount(constant(low, high), den)
        case Rate(num=num, den=den):
            return Amount(constant(num), den)
        case Latest(days=days):
            return Amount(_latest_of([sheet.col(day) for day in days]), 1)
        case int() if not isinstance(term, bool):
            return Amount(constant(term), 1)
    raise TypeError(f"{term!r} is no number")


def _latest_of(days: list[Col]) -> Col:
    """The latest of several days, each known or not."""
    low = reduce(np.maximum, [day.low for day in days])
    if all(day.exact for day in days):
        return Col(low, low)
    return Col(low, reduce(np.maximum, [day.high for day in days]))


def truth(condition: Condition | Choice, sheet: Sheet) -> Truth:
    """Truth of a condition for every subject of the sheet: must it hold, may it hold?

    An open term that is not set makes a condition open where its values disagree: a choice is the hull of its
    options, an open number ranges over its bounds.
    """
    match condition:
        case All(parts=parts):
            return conjunction([truth(part, sheet) for part in parts], sheet)
        case AnyOf(parts=parts):
            return _negation(conjunction([_negation(truth(part, sheet)) for part in parts], sheet))
        case Not(part=part):
            return _negation(truth(part, sheet))
        case Choice(options=options):
            return hull([truth(option.value, sheet) for option in options])
        case Compare():
            return _compare(condition, sheet)
    raise TypeError(f"{condition!r} is no condition")


def conjunction(parts: list[Truth], sheet: Sheet) -> Truth:
    """The truth of all parts together; without parts it holds."""
    if not parts:
        return exact_truth(np.ones(sheet.n, bool))
    must = reduce(np.logical_and, [part.must for part in parts])
    if all(part.exact for part in parts):
        return exact_truth(must)
    return Truth(must, reduce(np.logical_and, [part.may for part in parts]))


def _negation(part: Truth) -> Truth:
    """The truth of a negation."""
    must = ~part.may
    return Truth(must, must if part.exact else ~part.must)


def _compare(compare: Compare, sheet: Sheet) -> Truth:
    """Hold a term against a bound; a choice on either side is the hull of its options."""
    match compare:
        case Compare(left=Choice(options=options), op=op, right=right):
            return hull([_compare(Compare(option.value, op, right), sheet) for option in options])
        case Compare(left=left, op=op, right=Choice(options=options)):
            return hull([_compare(Compare(left, op, option.value), sheet) for option in options])
        case Compare(left=Share() as share, op=op, right=right):
            return _compare_share(share, op, amount(right, sheet), sheet)
        case Compare(left=Since() as since, op=op, right=right):
            return _compare_elapsed(since, op, right, sheet)
    left, right = amount(compare.left, sheet), amount(compare.right, sheet)
    return _compare_columns(compare.op, left.col.times(right.per), right.col.times(left.per))


def _compare_columns(op: Op, left: Col, right: Col) -> Truth:
    """Compare two columns; a rising comparison must hold if it does with left least and right greatest."""
    holds = COMPARISONS[op]
    if left.exact and right.exact:
        return exact_truth(holds(left.low, right.low))
    hard, easy = holds(left.low, right.high), holds(left.high, right.low)
    return (
        Truth(hard, easy) if op in RISING else Truth(holds(left.high, right.low), holds(left.low, right.high))
    )


def _compare_share(share: Share, op: Op, rate: Amount, sheet: Sheet) -> Truth:
    """Hold num/den against p/q as num * q against p * den, only where the denominator is above zero."""
    holds = COMPARISONS[op]
    num, den = amount(share.num, sheet), amount(share.den, sheet)
    times, against = den.per * rate.per, rate.col.times(num.per)
    if num.col.exact and den.col.exact and against.exact:
        filled_and_held = holds(num.col.low * times, den.col.low * against.low) & (den.col.low > 0)
        return exact_truth(filled_and_held)
    # Both sides are linear in the open numbers, so the corners of what they can be together decide.
    easy, hard = (against.low, against.high) if op in RISING else (against.high, against.low)
    corners = list(_share_corners(num.col, den.col, part=share.part and num.per == den.per))
    may = reduce(np.logical_or, [holds(n * times, d * easy) for n, d in corners])
    must = reduce(np.logical_and, [holds(n * times, d * hard) for n, d in corners])
    filled = den.col.low > 0 if not share.part else np.maximum(den.col.low, num.col.low) > 0
    return Truth(must & filled, may & (den.col.high > 0))


def _share_corners(num: Col, den: Col, *, part: bool) -> Iterator[tuple[Ints, Ints]]:
    """The corners of what numerator and denominator can be together, with denominators above zero.

    A comparison with a rate is linear in both, so it holds everywhere when it holds at the corners, and
    somewhere only when it holds at one. A part is never more than its whole.
    """
    least = np.maximum(den.low, 1)
    if not part:
        yield from ((n, d) for n in (num.low, num.high) for d in (least, den.high))
        return
    most = np.minimum(num.high, den.high)
    yield num.low, np.maximum(least, num.low)
    yield num.low, den.high
    yield most, den.high
    yield most, np.maximum(least, most)
    yield np.minimum(most, np.maximum(least, num.low)), np.maximum(least, num.low)


def _compare_elapsed(since: Since, op: Op, period: Duration | OpenNumber, sheet: Sheet) -> Truth:
    """Hold elapsed time against a period, decided on days: the end of the time against that of the period.

    `exceeds` holds from the day after the period's last, `reaches` from its last day on, or where days are
    `whole` from the day after as well.
    """
    start = amount(since.start, sheet).col
    stop = constant(sheet.as_of)
    if since.until is not None:
        event = sheet.col(since.until)
        low = np.minimum(event.low, sheet.as_of)
        stop = Col(low, low if event.exact else np.minimum(event.high, sheet.as_of))
    ends = period_ends(start, period, sheet, rest_days_move=since.rest_days_move)
    if since.whole_days:
        op = WHOLE_DAYS.get(op, op)
    elapsed = _compare_columns(op, stop, ends)
    if since.judged_from is None:
        return elapsed
    not_over_before = _compare_columns(Op.REACHES, ends, sheet.col(since.judged_from))
    return conjunction([elapsed, not_over_before], sheet)


def period_ends(
    start: Col, period: Duration | OpenNumber, sheet: Sheet, *, rest_days_move: bool = False
) -> Col:
    """The day a period from each day ends, over all that is open: the day, the period, working days.

    With `rest_days_move` it is never a rest day.
    """
    if isinstance(period, OpenNumber):
        shortest, longest = duration(period.low, period.unit), duration(period.high, period.unit)
    else:
        shortest = longest = period
    first: Ends = add_period(start.low, shortest, sheet.calendar)
    if start.exact and shortest == longest:
        ends = Col(*first)
    else:
        ends = Col(first.low, add_period(start.high, longest, sheet.calendar).high)
    if not rest_days_move:
        return ends
    moved = next_working_day(ends.low, sheet.calendar)
    return Col(*moved) if ends.exact else Col(moved.low, next_working_day(ends.high, sheet.calendar).high)
