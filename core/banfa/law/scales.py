"""Scales: how a fact earns points. Breakpoints are exact; points are whole numbers of the rubric's units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from banfa.law.cite import Cite
from banfa.law.expressions import Fact, Share, Window
from banfa.law.open_terms import Choice, choice
from banfa.law.quantity import HUNDRED, Rate, exact_number
from banfa.law.values import vocabulary, word


@vocabulary
class Rounding(StrEnum):
    """How an exact number becomes a whole one."""

    HALF_UP = "四舍五入"
    DOWN = "舍去"
    UP = "进位"

    def apply(self, q: Fraction) -> int:
        """The whole number an exact one is rounded to; half of one goes up, below zero as well."""
        match self:
            case Rounding.HALF_UP:
                return (2 * q.numerator + q.denominator) // (2 * q.denominator)
            case Rounding.DOWN:
                return q.numerator // q.denominator
            case Rounding.UP:
                return -(-q.numerator // q.denominator)


def open_rounding(cite: Cite, key: str, zh: str) -> Choice:
    """How a fraction becomes a whole, where the text says nothing."""
    return choice(
        cite,
        key,
        zh,
        half_up=("四舍五入", Rounding.HALF_UP),
        down=("舍去", Rounding.DOWN),
        up=("进位", Rounding.UP),
    )


@vocabulary
class Shape(StrEnum):
    """How an official would call a scale; its steps say all there is to it."""

    TIERS = "分档"
    LINEAR = "线性"


@word
class Step:
    """From `at` on: `points`, and `slope` more for each whole one beyond."""

    at: Fraction
    points: Fraction
    slope: Fraction = Fraction(0)


@word
class Scale:
    """Points for a fact or a share; steps rise in `at`, the first holds below as well, the last is flat.

    `empty` is what a share without a denominator earns, in points; None leaves that open (the whole range).
    Raises ValueError for steps that do not rise or never end.
    """

    of: Fact | Share
    steps: tuple[Step, ...]
    shape: Shape = Shape.TIERS
    empty: Fraction | None = None

    def __str__(self) -> str:
        """The open part of a scale, in words: see `empty`."""
        of = self.of.den if isinstance(self.of, Share) else self.of
        return f"{of}为零时的得分（评分标准中的 empty）"

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError(f"{self.of}的评分标准没有任何一档")
        if any(low.at >= high.at for low, high in pairwise(self.steps)):
            raise ValueError(f"{self.of}的评分标准各档起点须从小到大，且不得重复")
        if self.steps[-1].slope:
            raise ValueError(f"{self.of}的评分标准没有封顶：最后一档不得再递增或递减")

    def points(self, x: Fraction) -> Fraction:
        """The one definition of a scale's value: tables, columns and explanations must agree with it."""
        first = self.steps[0]
        if x < first.at:
            return first.points
        step = max((s for s in self.steps if s.at <= x), key=lambda s: s.at)
        return step.points + step.slope * (x - step.at)

    def turns(self) -> Iterator[Fraction]:
        """Points at the start and the end of each step, and of an empty denominator: all extremes."""
        for step, after in pairwise(self.steps):
            yield step.points
            yield step.points + step.slope * (after.at - step.at)
        yield self.steps[-1].points
        if self.empty is not None:
            yield self.empty

    @property
    def most(self) -> Fraction:
        """The most points the scale can give, an empty denominator included."""
        return max(self.turns())

    @property
    def least(self) -> Fraction:
        """The least points the scale can give, an empty denominator included."""
        return min(self.turns())


Number = int | str | Fraction | Rate


def _to_fraction(value: Number) -> Fraction:
    """An exact number as a plugin writes it: 3, "2.5", percent(60)."""
    return Fraction(value.num, value.den) if isinstance(value, Rate) else exact_number(value)


def _empty_points(empty: Number | None) -> Fraction | None:
    """The points of an empty denominator, or None where that is open."""
    return None if empty is None else _to_fraction(empty)


def tiers(of: Fact | Share, *steps: tuple[Number, Number], empty: Number | None = None) -> Scale:
    """So many points from x on, e.g. `tiers(f.products, (0, 0), (1, "2.5"), (5, 8))`."""
    rising = tuple(Step(_to_fraction(x), _to_fraction(p)) for x, p in steps)
    return Scale(of, rising, Shape.TIERS, _empty_points(empty))


def linear(
    of: Fact | Share, start: tuple[Number, Number], end: tuple[Number, Number], empty: Number | None = None
) -> Scale:
    """Straight between two ends, flat outside, e.g. `linear(rate, (percent(60), 0), (percent(100), 6))`.

    Raises ValueError where the ends are one.
    """
    (x0, p0), (x1, p1) = sorted((_to_fraction(x), _to_fraction(p)) for x, p in (start, end))
    if x0 == x1:
        raise ValueError(f"{of}的评分标准两端起点相同（{x0}）")
    slope = (p1 - p0) / (x1 - x0)
    return Scale(of, (Step(x0, p0, slope), Step(x1, p1)), Shape.LINEAR, _empty_points(empty))


def per_item(
    of: Fact | Share, each: Number, upto: Number, base: Number = 0, empty: Number | None = None
) -> Scale:
    """So many points for each one, e.g. `per_item(f.honours, 1, upto=3)`.

    A negative `each` deducts from `base` down to `upto`. Raises ValueError where `each` cannot lead there.
    """
    if _to_fraction(each) == 0 or (_to_fraction(upto) - _to_fraction(base)) / _to_fraction(each) <= 0:
        raise ValueError(f"{of}的评分标准每项{each}分，无法从{base}分达到{upto}分")
    reach = (_to_fraction(upto) - _to_fraction(base)) / _to_fraction(each)
    return linear(of, (0, base), (reach, upto), empty=empty)


@word
class Measured:
    """A figure that a criterion may measure where the bureau says which."""

    key: str
    zh: str
    of: Fact | Share


def over_windows(of: Fact | Share, windows: Iterable[tuple[Window, str, str]]) -> tuple[Measured, ...]:
    """One figure over several spans of days, as a menu: the text does not say which is meant.

    `windows`: days, key and Chinese name of each.
    """
    return tuple(Measured(key, zh, of.in_(window)) for window, key, zh in windows)


@word
class OpenScale:
    """The text names what is measured and the most it earns; the bureau sets the scale (标准见附件).

    `menu`: where the text leaves open which of several figures is meant (this quarter's, or all since entry),
    the instrument names one of these as `measure`; `of` is then the first of them.
    """

    key: str
    of: Fact | Share
    menu: tuple[Measured, ...] = ()

    def __str__(self) -> str:
        return f"“{self.of}”的评分标准（待定）"


@word
class OpenCriteria:
    """The text names a dimension; the bureau sets its criteria, each over one of the figures in `menu`."""

    key: str
    menu: tuple[Measured, ...]

    def __str__(self) -> str:
        return f"评价指标（待定，可用{'、'.join(measured.zh for measured in self.menu)}）"


def parse_scale(of: Fact | Share, data: dict[str, Any]) -> Scale:
    """Read a scale from an instrument's data.

    For example {"tiers": [[0, 0], [1, "2.5"]], "empty": 0}, {"linear": [["60%", 0], ["100%", 6]]} or
    {"per_item": "0.5", "upto": 3, "base": 0}. Raises ValueError with a Chinese sentence for anything else.
    """
    empty = None if data.get("empty") is None else _parse_number(data["empty"])
    match {key: value for key, value in data.items() if key != "empty"}:
        case {"tiers": list(steps), **rest} if not rest:
            return tiers(of, *(_parse_step(step) for step in steps), empty=empty)
        case {"linear": [start, end], **rest} if not rest:
            return linear(of, _parse_step(start), _parse_step(end), empty=empty)
        case {"per_item": each, "upto": upto, **rest} if not rest.keys() - {"base"}:
            return per_item(
                of, _parse_number(each), _parse_number(upto), _parse_number(rest.get("base", 0)), empty=empty
            )
    raise ValueError("评分标准须为 tiers、linear 或 per_item 之一，并可带 empty")


WRITTEN_NUMBER: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?%?")
MAX_NUMBER: Final = 10**12


def _parse_number(value: Any) -> Fraction:
    """Read a number as an instrument writes it: 3, "2.5" or "60%". Raises ValueError for floats."""
    if isinstance(value, str) and WRITTEN_NUMBER.fullmatch(value):
        return exact_number(value[:-1]) / HUNDRED if value.endswith("%") else exact_number(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < MAX_NUMBER:
        return exact_number(value)
    raise ValueError(f'评分标准中的数“{value}”写法有误：小数写成字符串，如 "2.5"、"60%"，小数最多六位')


def _parse_step(value: Any) -> tuple[Fraction, Fraction]:
    """Read [from, points] as an instrument writes it. Raises ValueError."""
    match value:
        case [at, points]:
            return _parse_number(at), _parse_number(points)
    raise ValueError(f"评分标准的每一档写作 [起点, 分值]，不能是 {value}")
