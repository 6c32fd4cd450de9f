"""The picture of a what-if: how many get each grade, by the terms that hold and by the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pygal

from banfa.web.console.frame.charts import BASIC, make_style, render_chart

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import File

WIDTH, HEIGHT = 640, 260


def draw_chart(outcome: dict[str, Any]) -> File:
    """Draw counts by grade; what is not told has no column."""
    chart = pygal.Bar(
        width=WIDTH, height=HEIGHT, style=make_style("#9aa3ae", "#1c4e80"), y_labels_major_count=5, **BASIC
    )
    chart.x_labels = [each["grade"] for each in outcome["holding"]["grades"]]
    for side in ("holding", "draft"):
        chart.add(side, [each["count"] for each in outcome[side]["grades"]])
    return render_chart(chart, "测算")
