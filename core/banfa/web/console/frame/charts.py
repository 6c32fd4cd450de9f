"""Drawing charts: pygal, without the finder that it adds to every import, and pictures without scripts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import pygal
from pygal.style import Style

from banfa.web.console.frame.calls import File

if TYPE_CHECKING:
    from collections.abc import Mapping

# It is for maps, and of a kind that Python warns of at each import of whatever else.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

BASIC: Final[Mapping[str, Any]] = {
    "js": [],
    "show_legend": False,
    "no_prefix": True,
    "margin": 8,
    "disable_xml_declaration": True,
}
"""What every chart is made with: small, without scripts and a legend; beside it stands its table."""
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Content-Disposition": "inline",
}
"""A picture's own: pygal writes its style inside, and no script is left in it."""


def make_style(*colors: str) -> Style:
    """Make the style of a chart: what is not data is grey."""
    return Style(
        background="#ffffff",
        plot_background="#ffffff",
        foreground="#474f59",
        foreground_strong="#474f59",
        foreground_subtle="#c4cad2",
        colors=colors,
        label_font_size=12,
        major_label_font_size=12,
        title_font_size=12,
    )


def render_chart(chart: Any, name: str) -> File:
    """Render a chart as a picture, the same to the byte for the same values."""
    chart.add_xml_filter(_strip)
    return File(str(chart.render()).encode(), f"{name}.svg", "image/svg+xml", HEADERS)


_LEFT_OUT: Final = frozenset({"script", "title", "desc"})


def _strip(root: Any) -> Any:
    """Take out scripts, comments and what tooltips say: a comment holds the day, and nothing runs."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] in _LEFT_OUT:
                parent.remove(child)
    return root
