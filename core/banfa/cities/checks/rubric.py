"""Do criteria add up to their dimension, dimensions to the total, and scales stay within their points?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

from banfa.cities.problems import Problem, place_problems
from banfa.law import (
    Choice,
    Criterion,
    Dimension,
    Edition,
    OpenNumber,
    Rubric,
    Scale,
    SetCriterion,
    Share,
)
from banfa.law.windows import figure_direction, figure_span

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction


def rubric_problems(edition: Edition) -> Iterator[Problem]:
    """Problems of an edition's rubric; nothing where it has none."""
    rubric = edition.rubric
    if rubric is None:
        return
    if not rubric.dimensions:
        yield Problem("", "rubric-empty", f"{rubric.cite}的评分没有维度", "写出 dimensions，或不设 rubric")
    if rubric.unit < 1 or rubric.total < 1:
        yield Problem("", "rubric-unit", f"{rubric.cite}的总分和分值单位须为正整数", "如 total=100、unit=100")
    for criterion, times in Counter(c.key for c in rubric.criteria).items():
        if times > 1:
            mend = "每个指标一个编号；原文只以标点分开的用 part="
            yield Problem("", "criterion-repeats", f"指标{criterion}写了{times}次", mend)
    for dimension in rubric.dimensions:
        yield from place_problems(_dimension_problems(dimension), f"dimension:{dimension.cite.key}")
        for c in dimension.criteria:
            yield from place_problems(_criterion_problems(c), f"criterion:{c.key}")
    yield from _total_problems(rubric, edition)
    yield from _cap_problems(rubric)


def fixed_scale_problems(edition: Edition) -> Iterator[Problem]:
    """Scales of the plugin's own that say nothing of a rate without a denominator.

    One that an instrument sets can be set again; of these nobody could, and no result could be published.
    """
    for c in edition.rubric.criteria if edition.rubric else ():
        if isinstance(c.scale, Scale) and isinstance(c.scale.of, Share) and c.scale.empty is None:
            mend = "写 empty=…：分母为零时的得分；原文没有说的，用 OpenScale 由文件设定"
            message = f"{c.cite}“{c.zh}”没有写{c.scale.of.den}为零时的得分，结果永远不能确定"
            yield Problem("", "scale-without-empty", message, mend, f"criterion:{c.key}")


def highest_total(rubric: Rubric) -> int:
    """The highest total in reach: bonus points included, as far as the cap lets them."""
    most = sum(_bounds(d.full)[1] for d in rubric.dimensions if d.bonus) + rubric.total
    caps = [o.value for o in rubric.cap.options] if isinstance(rubric.cap, Choice) else [rubric.cap]
    return max(most if cap is None else min(most, cap) for cap in caps)


def _criterion_problems(c: Criterion | SetCriterion) -> Iterator[Problem]:
    """A menu in the wrong order, a scale that cannot be meant."""
    where = f"{c.cite}“{c.zh}”"
    if isinstance(c.scale, Scale):
        yield from _scale_problems(c.scale, c.full, where)
        yield from _figure_problems(c.scale, where)
    elif c.scale.menu and c.scale.of != c.scale.menu[0].of:
        mend = "of 写 menu 的第一项，或重排 menu"
        yield Problem("", "menu-order", f"{where}的 of 不是 menu 的第一项", mend)


def _dimension_problems(dimension: Dimension) -> Iterator[Problem]:
    """Criteria that do not add up to their dimension."""
    where = f"{dimension.cite}“{dimension.zh}”"
    for c in dimension.criteria:
        if c.full < 1:
            yield Problem("", "criterion-full", f"{c.cite}“{c.zh}”的满分是{c.full}", "满分为正整数")
    if not dimension.criteria:
        if dimension.open is None:
            yield Problem(
                "",
                "dimension-empty",
                f"{where}没有指标",
                "写出 criteria；由主管部门设定的写 open=OpenCriteria(…)",
            )
        return
    points = sum(c.full for c in dimension.criteria)
    low, high = _bounds(dimension.full)
    if not low <= points <= high or (
        dimension.open is None and low != high and not _is_set_by_bureau(dimension)
    ):
        full = f"{low}" if low == high else f"{low}至{high}"
        parts = "＋".join(str(c.full) for c in dimension.criteria)
        total = f"{parts}＝{points}" if len(dimension.criteria) > 1 else f"{points}"
        yield Problem(
            "",
            "criteria-sum",
            f"{where}满分{full}分，而指标之和为{total}分",
            "对照原文逐项核对各指标的分值与维度的分值",
        )


def _is_set_by_bureau(dimension: Dimension) -> bool:
    """Whether criteria are set before their weight is: their sum must only be possible."""
    return any(hasattr(c, "n") for c in dimension.criteria)


def _bounds(full: int | OpenNumber) -> tuple[int, int]:
    """The least and the most a dimension can weigh."""
    return (full, full) if isinstance(full, int) else (full.low, full.high)


def _total_problems(rubric: Rubric, edition: Edition) -> Iterator[Problem]:
    """Dimensions that do not add up to the total, and open ones that nothing binds to do so."""
    plain = [d for d in rubric.dimensions if not d.bonus]
    low, high = (sum(_bounds(d.full)[side] for d in plain) for side in (0, 1))
    if not low <= rubric.total <= high:
        span = f"{low}" if low == high else f"{low}至{high}"
        yield Problem(
            "",
            "dimensions-sum",
            f"{rubric.cite}总分{rubric.total}分，而各维度之和为{span}分（加分项除外）",
            "对照原文核对各维度的分值；加分项写 bonus=True",
        )
    weights = [d.full.key for d in plain if isinstance(d.full, OpenNumber)]
    joint = {key for s in edition.sums for key in s.keys}
    if weights and not set(weights) <= joint:
        yield Problem(
            "",
            "weights-unbound",
            f"{rubric.cite}有待定的维度分值（{'、'.join(weights)}），而没有规定其和",
            f"在 sums 里写 SumTo({rubric.cite!r}, (…), {rubric.total})，使设定的权重加起来等于总分",
        )


def _cap_problems(rubric: Rubric) -> Iterator[Problem]:
    """Caps that take points that the rubric gives."""
    options = [o.value for o in rubric.cap.options] if isinstance(rubric.cap, Choice) else [rubric.cap]
    for cap in options:
        if cap is not None and (not isinstance(cap, int) or cap < rubric.total):
            mend = "cap 不小于 total；不封顶的写 None"
            yield Problem("", "cap-too-low", f"{rubric.cite}的最高得分{cap}小于总分{rubric.total}", mend)


def _scale_problems(scale: Scale, full: int, where: str) -> Iterator[Problem]:
    """Points below 0 or above `full`, at a step or just before the next. The law sees to the rest."""
    for step, following in zip_longest(scale.steps, scale.steps[1:]):
        yield from _range_problems(step.points, full, where)
        if following is not None:
            yield from _range_problems(step.points + step.slope * (following.at - step.at), full, where)
    if scale.empty is not None:
        yield from _range_problems(scale.empty, full, where)


def _figure_problems(scale: Scale, where: str) -> Iterator[Problem]:
    """Steps in another unit than the figure's, beyond its reach, or that reward what is bad."""
    _, most = figure_span(scale.of)
    unit = "100%" if isinstance(scale.of, Share) and scale.of.part else f"{most}"
    starts = [step.at for step in scale.steps]
    if starts[-1] > most:
        mend = '占比的起点写 percent(60) 或 "60%"，且不超过100%；平均分的起点不超过满分'
        message = f"{where}的评分标准有起点{starts[-1]}，而“{scale.of}”至多为{unit}，这一档永远达不到"
        yield Problem("", "scale-out-of-reach", message, mend)
    elif most > 1 >= starts[-1] and any(at.denominator > 1 for at in starts):
        mend = "起点按所计的数写，不写成百分数"
        message = f"{where}的评分标准起点都不超过1，像是百分数，而“{scale.of}”不是占比"
        yield Problem("", "scale-unit", message, mend)
    direction = figure_direction(scale.of)
    points = list(scale.turns())[: 2 * len(starts) - 1]
    if any((after - before) * direction < 0 for before, after in pairwise(points)):
        message = f"{where}的评分标准方向不对：“{scale.of}”{'越多' if direction > 0 else '越少'}得分反而越低"
        yield Problem("", "scale-direction", message, "核对各档起点与得分，或换所计的事实")


def _range_problems(points: Fraction, full: int, where: str) -> Iterator[Problem]:
    """Points below zero or above the criterion's."""
    if not 0 <= points <= full:
        yield Problem(
            "", "scale-exceeds", f"{where}的评分标准给到{points}分，满分{full}分", f"分值限于0至{full}分"
        )
