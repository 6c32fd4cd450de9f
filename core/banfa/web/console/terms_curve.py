"""A scale as a small curve; what it shows stands in the table beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygal

from banfa.web.console.frame.charts import BASIC, make_style, render_chart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from banfa.law import Scale
    from banfa.web.console.frame.calls import File

SIZE: Final = (480, 240)
BEYOND: Final = 5
"""A scale is drawn one fifth beyond its last step: there it is flat."""


def draw_scale(scale: Scale, *, factor: int, unit: str) -> File:
    """Draw a scale; `factor` is what its thresholds are multiplied by to be in `unit`."""
    width, height = SIZE
    chart = pygal.XY(
        width=width,
        height=height,
        style=make_style("#1c4e80"),
        show_dots=False,
        stroke_style={"width": 2},
        x_title=unit,
        y_title="分",
        **BASIC,
    )
    chart.add("", [(float(at * factor), float(points)) for at, points in _list_corners(scale)])
    return render_chart(chart, "评分标准")


def _list_corners(scale: Scale) -> Iterator[tuple[Fraction, Fraction]]:
    first, last = scale.steps[0], scale.steps[-1]
    start = min(first.at, 0 * first.at)
    if start < first.at:
        yield start, first.points
    points = first.points
    for step in scale.steps:
        yield step.at, points
        yield step.at, step.points
        following = [after for after in scale.steps if after.at > step.at]
        points = step.points + step.slope * (following[0].at - step.at) if following else step.points
    yield last.at + (last.at - start) / BEYOND + (1 if last.at == start else 0), last.points
