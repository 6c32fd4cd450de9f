"""The picture of a what-if: how many get each grade, by the terms that hold and by the draft."""

from __future__ import annotations

from typing import Any, Final

import pygal
from pygal.style import Style

STYLE: Final = Style(
    background="#ffffff",
    plot_background="#ffffff",
    foreground="#474f59",
    colors=("#9aa3ae", "#1c4e80"),
    label_font_size=12,
    major_label_font_size=12,
    no_prefix=True,
)
WIDTH, HEIGHT = 640, 260


def draw_chart(outcome: dict[str, Any]) -> bytes:
    """Draw counts by grade; what is not told has no column."""
    chart = pygal.Bar(
        width=WIDTH,
        height=HEIGHT,
        style=STYLE,
        js=[],
        show_legend=False,
        no_prefix=True,
        margin=8,
        y_labels_major_count=5,
        disable_xml_declaration=True,
    )
    chart.x_labels = [each["grade"] for each in outcome["holding"]["grades"]]
    for side in ("holding", "draft"):
        chart.add(side, [each["count"] for each in outcome[side]["grades"]])
    chart.add_xml_filter(_strip)
    return str(chart.render()).encode()


def _strip(root: Any) -> Any:
    """Take out the script that pygal always writes, its tooltips and comments."""
    for node in list(root.iter()):
        for child in list(node):
            tag = child.tag if isinstance(child.tag, str) else "comment"
            if tag.endswith(("script", "comment", "title", "desc")):
                node.remove(child)
    return root
