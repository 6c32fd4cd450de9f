"""Scales: how a fact earns points. Breakpoints are exact; a point is an integer number of the rubric's units."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Any

from .quantity import Rate, exact
from .terms import Fact, Share
from .values import vocabulary, word


@vocabulary
class Rounding(StrEnum):
    HALF_UP = "四舍五入"
    DOWN = "舍去"
    UP = "进位"

    def apply(self, q: Fraction) -> int:
        """The whole number an exact one is rounded to."""
        match self:
            case Rounding.HALF_UP:
                return (2 * q.numerator + q.denominator) // (2 * q.denominator)
            case Rounding.DOWN:
                return q.numerator // q.denominator
            case Rounding.UP:
                return -(-q.numerator // q.denominator)


@vocabulary
class Shape(StrEnum):
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
    """Points for a fact or a share. Below the first step its points hold; steps rise in `at`.

    `empty` is what a share without a denominator earns, in points; None leaves that open (the whole range).
    """

    of: Fact | Share
    steps: tuple[Step, ...]
    shape: Shape = Shape.TIERS
    empty: Fraction | None = None

    def points(self, x: Fraction) -> Fraction:
        """The one definition of a scale's value: tables, columns and explanations must agree with it."""
        first = self.steps[0]
        if x < first.at:
            return first.points
        step = max((s for s in self.steps if s.at <= x), key=lambda s: s.at)
        return step.points + step.slope * (x - step.at)

    @property
    def most(self) -> Fraction:
        """The most points the scale can give, an empty denominator included."""
        return max(*(s.points for s in self.steps), self.empty or Fraction(0))

    @property
    def least(self) -> Fraction:
        lowest = min(s.points for s in self.steps)
        return lowest if self.empty is None else min(lowest, self.empty)


Number = int | str | Fraction | Rate


def number(value: Number) -> Fraction:
    return Fraction(value.num, value.den) if isinstance(value, Rate) else exact(value)


def empty_points(empty: Number | None) -> Fraction | None:
    return None if empty is None else number(empty)


def tiers(of: Fact | Share, *steps: tuple[Number, Number], empty: Number | None = None) -> Scale:
    """tiers(f.products, (0, 0), (1, "2.5"), (5, 8)): so many points from x on."""
    made = tuple(Step(number(x), number(p)) for x, p in steps)
    return Scale(of, made, Shape.TIERS, empty_points(empty))


def linear(
    of: Fact | Share, start: tuple[Number, Number], end: tuple[Number, Number], empty: Number | None = None
) -> Scale:
    """linear(rate, (percent(60), 0), (percent(100), 6)): straight between the two, flat outside."""
    (x0, p0), (x1, p1) = ((number(x), number(p)) for x, p in (start, end))
    slope = (p1 - p0) / (x1 - x0)
    return Scale(of, (Step(x0, p0, slope), Step(x1, p1)), Shape.LINEAR, empty_points(empty))


def per_item(of: Fact | Share, each: Number, upto: Number, base: Number = 0) -> Scale:
    """per_item(f.honours, 1, upto=3); a negative `each` deducts from `base` down to `upto`."""
    reach = (number(upto) - number(base)) / number(each)
    return linear(of, (0, base), (reach, upto))


@word
class Measured:
    """A figure that a criterion may measure where the bureau says which."""

    key: str
    zh: str
    of: Fact | Share


@word
class OpenScale:
    """The text names what is measured and the most it earns; the bureau sets the scale (标准见附件).

    `menu`: where the text leaves open which of several figures is meant (this quarter's, or all since entry), the
    instrument names one of these as `measure`; `of` is then the first of them.
    """

    key: str
    of: Fact | Share
    menu: tuple[Measured, ...] = ()


@word
class OpenCriteria:
    """The text names a dimension; the bureau sets its criteria, each over one of the figures in `menu`."""

    key: str
    menu: tuple[Measured, ...]


def scale_of(of: Fact | Share, data: dict[str, Any]) -> Scale:
    """A scale from an instrument's data, e.g. {"tiers": [[0, 0], [1, "2.5"]], "empty": 0},
    {"linear": [["60%", 0], ["100%", 6]], "empty": 0} or {"per_item": "0.5", "upto": 3, "base": 0}.

    Raises ValueError with a Chinese sentence for anything else.
    """
    try:
        match {k: v for k, v in data.items() if k != "empty"}:
            case {"tiers": list(steps), **rest} if not rest:
                return tiers(of, *((written(x), written(p)) for x, p in steps), empty=given(data))
            case {"linear": [start, end], **rest} if not rest:
                (x0, p0), (x1, p1) = start, end
                ends = (written(x0), written(p0)), (written(x1), written(p1))
                return linear(of, *ends, empty=given(data))
            case {"per_item": each, "upto": upto, **rest} if not rest.keys() - {"base"}:
                return per_item(of, written(each), written(upto), written(rest.get("base", 0)))
    except (TypeError, ValueError, ZeroDivisionError) as error:
        raise ValueError(f'评分标准中的数写法有误：{error}；小数写成字符串，如 "2.5"') from error
    raise ValueError("评分标准须为 tiers、linear 或 per_item 之一，并可带 empty")


def given(data: dict[str, Any]) -> Fraction | None:
    return None if data.get("empty") is None else written(data["empty"])


def written(value: Any) -> Fraction:
    """A number as an instrument writes it: 3, "2.5" or "60%"."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(f"{value!r}")
    if isinstance(value, str) and value.endswith("%"):
        return exact(value[:-1]) / 100
    return exact(value)
