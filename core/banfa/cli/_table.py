"""Text in columns on a terminal, where a Chinese character takes two places."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WIDE: Final = "WF"
CLOSING: Final = "，。；：、！？）”》"
"""What never begins a line (避头)."""
GAP: Final = "  "


def width(text: str) -> int:
    """How many places a text takes."""
    return sum(2 if unicodedata.east_asian_width(character) in WIDE else 1 for character in text)


def pad(text: str, places: int) -> str:
    """A text with blanks after it, up to so many places."""
    return text + " " * (places - width(text))


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows with their cells under each other."""
    widths = [max(map(width, cells)) for cells in zip(*rows, strict=True)]
    for row in rows:
        cells = (pad(cell, places) for cell, places in zip(row, widths, strict=True))
        yield GAP.join(cells).rstrip()


def wrap(text: str, places: int, indent: str = "") -> Iterator[str]:
    """A text in lines of at most so many places, each after the indent; a closing mark begins none."""
    line = ""
    for character in text:
        if width(indent + line + character) > places and character not in CLOSING:
            yield indent + line
            line = ""
        line += character
    if line:
        yield indent + line
