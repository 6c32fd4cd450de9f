"""What a command prints. Names come from strangers: no terminal obeys what is in them, none makes a row."""

from __future__ import annotations

import unicodedata
from typing import Final

import click

_OBEYED: Final = {"Cc", "Cf", "Zl", "Zp"}
"""Unicode categories of characters that are not seen: controls, direction marks, line separators."""


def escape(text: str) -> str:
    """Write controls and direction marks as Python writes them, with a backslash."""
    if text.isprintable():
        return text
    return "".join(_escape_character(c) if unicodedata.category(c) in _OBEYED else c for c in text)


def _escape_character(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def echo(*cells: str, err: bool = False) -> None:
    """Print one line; several cells are parted by tabs."""
    click.echo("\t".join(map(escape, cells)), err=err)


def echo_lines(text: str, *, err: bool = False) -> None:
    """Print a text of several lines: a document of ours, or JSON."""
    for line in text.removesuffix("\n").split("\n"):
        echo(line, err=err)
