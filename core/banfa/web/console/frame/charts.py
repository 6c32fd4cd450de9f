"""Drawing charts: pygal, without the finder that it adds to every import, and pictures without scripts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import pygal

from banfa.web.console.frame.calls import File

if TYPE_CHECKING:
    from collections.abc import Mapping

# It is for maps, and of a kind that Python warns of at each import of whatever else.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Content-Disposition": "inline",
}
"""A picture's own: pygal writes its style inside, and no script is left in it."""


def render_chart(chart: Any, name: str) -> File:
    """Render a chart as a picture, the same to the byte for the same values."""
    chart.add_xml_filter(_strip)
    return File(chart.render(), f"{name}.svg", "image/svg+xml", HEADERS)


def _strip(root: Any) -> Any:
    """Take scripts and comments out: a comment holds the day, and no picture runs anything."""
    for parent in list(root.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str) or child.tag.rpartition("}")[2] == "script":
                parent.remove(child)
    return root
