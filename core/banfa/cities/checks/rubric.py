"""Do criteria add up to their dimension, dimensions to the total, and scales stay within their points?"""

from __future__ import annotations

from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING

from banfa.cities.problems import Problem
from banfa.law import Choice, Dimension, Edition, OpenNumber, OpenScale, Rubric, Scale

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
        yield from _dimension_problems(dimension)
        for c in dimension.criteria:
            if isinstance(c.scale, OpenScale) and c.scale.menu and c.scale.of != c.scale.menu[0].of:
                mend = "of 写 menu 的第一项，或重排 menu"
                yield Problem("", "menu-order", f"{c.cite}“{c.zh}”的 of 不是 menu 的第一项", mend)
            if isinstance(c.scale, Scale):
                yield from _scale_problems(c.scale, c.full, f"{c.cite}“{c.zh}”")
    yield from _total_problems(rubric, edition)
    yield from _cap_problems(rubric)


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


def _range_problems(points: Fraction, full: int, where: str) -> Iterator[Problem]:
    """Points below zero or above the criterion's."""
    if not 0 <= points <= full:
        yield Problem(
            "", "scale-exceeds", f"{where}的评分标准给到{points}分，满分{full}分", f"分值限于0至{full}分"
        )
