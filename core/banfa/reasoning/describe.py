"""The law in Chinese as it stands, for no subject in particular: conditions as a tree of lines.

`banfa.reasoning.reasons` says the same of one subject, with its facts and the verdict.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Final, NamedTuple

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
from banfa.reasoning.terms import DAY_COMPARISONS, STATE_WORDS, TIME_COMPARISONS, UNDATED, format_bound
from banfa.reasoning.wording import format_count, format_window, quote

if TYPE_CHECKING:
    from collections.abc import Iterator

Bound = int | Fact | OpenNumber | Rate | Duration
HOLDS: Final = 2
"""The place in STATE_WORDS of what a fact says where it holds."""


class Line(NamedTuple):
    """A line of a tree: how deep it stands, and its words."""

    depth: int
    words: str


def describe_condition(condition: Condition | Choice, depth: int = 0) -> Iterator[Line]:
    """Describe what must hold: a line for each comparison, beneath what joins them. Raises TypeError."""
    match condition:
        case All(parts=parts) | AnyOf(parts=parts):
            yield Line(depth, "同时具备：" if isinstance(condition, All) else "具备下列之一：")
            for part in parts:
                yield from describe_condition(part, depth + 1)
        case Not(part=part):
            yield Line(depth, "排除下列情形：")
            yield from describe_condition(part, depth + 1)
        case Choice(key=key, zh=zh, options=options):
            yield Line(depth, f"{describe_choice(condition)}：{zh}（{key}），由主管部门择一：")
            for option in options:
                yield Line(depth + 1, f"{option.key}：{option.zh}")
                yield from describe_condition(option.value, depth + 2)
        case Compare():
            yield from _describe_comparison(condition, depth)
        case _:
            raise TypeError(f"{condition!r} is no condition")


def describe_choice(choice: Choice) -> str:
    """Call a choice 口径 where words can be read in several ways, 待定事项 where the text left it out."""
    return "口径" if choice.reading else "待定事项"


def describe_fact(fact: Fact) -> str:
    """Name a fact with the days it looks at, where its name does not say all about when."""
    undated = fact.window is Window.AS_OF or fact.unit in UNDATED or fact.name in STATE_WORDS
    return fact.zh if undated else f"{fact.zh}（{format_window(fact.window)}）"


def describe_term(term: Fact | Share | Latest | Since) -> str:
    """Name what is compared, with the days it looks at."""
    match term:
        case Share(num=num, den=den, part=part):
            joined = f"{describe_fact(num)}占{describe_fact(den)}的比例"
            return joined if part else f"{describe_fact(num)}除以{describe_fact(den)}"
        case Fact():
            return describe_fact(term)
    return str(term)


def describe_open_number(number: OpenNumber) -> str:
    """Describe an open number with its bounds, or with its value where an instrument has set it."""
    times = 100 if number.unit == "%" else 1
    low, high = (
        format_count(Fraction(end * times, number.den), number.unit) for end in (number.low, number.high)
    )
    if number.is_set:
        return f"{number.zh}（{low}）"
    near = f"，原文约{number.near}" if number.near else ""
    return f"{number.zh}（待定，{low.removesuffix(number.unit)}至{high}{near}）"


def _describe_comparison(compare: Compare, depth: int) -> Iterator[Line]:
    match compare:
        case Compare(left=Choice()):
            yield from describe_condition(_choose_between(compare, "left"), depth)
        case Compare(right=Choice()):
            yield from describe_condition(_choose_between(compare, "right"), depth)
        case Compare(left=Fact() as fact, op=Op.REACHES, right=1) if fact.name in STATE_WORDS:
            yield Line(depth, STATE_WORDS[fact.name][HOLDS].format(quote(fact.zh)))
        case Compare(left=Fact() as fact, op=Op.REACHES, right=1) if (
            fact.unit == "是否" or fact.name == "latest_grade"
        ):
            yield Line(depth, fact.zh)
        case Compare(left=(Fact(unit="日期") | Since()) as left, op=op, right=right):
            words = TIME_COMPARISONS if isinstance(left, Since) else DAY_COMPARISONS
            compared = words[op][HOLDS].format(_describe_bound(right, left))
            yield Line(depth, f"{describe_term(left)}{compared}")
        case Compare(left=left, op=op, right=right):
            yield Line(depth, f"{describe_term(left)}{op}{_describe_bound(right, left)}")


def _choose_between(compare: Compare, side: str) -> Choice:
    """Turn a comparison with a choice on one side into a choice between comparisons."""
    choice: Choice = getattr(compare, side)
    options = (replace(o, value=replace(compare, **{side: o.value})) for o in choice.options)
    return replace(choice, options=tuple(options))


def _describe_bound(bound: Bound, term: Fact | Share | Since) -> str:
    match bound, term:
        case Fact(), _:
            return describe_fact(bound)
        case OpenNumber(), _:
            return describe_open_number(bound)
    return format_bound(bound, term)
