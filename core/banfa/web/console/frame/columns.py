"""Columns of a list: what stands in the head, and what a row has there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import g, url_for

from banfa.web.console.frame.declared import is_open

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head (with the unit, where there is one), and the value of a row.

    `sort` is the order of the query that it is sorted by, `link` the address of what the value names, `look`
    how it is shown (`grade`, `tag`, `code`, `brk`), `wide` whether it goes where there is little room.
    """

    zh: str
    value: Callable[[Any], Any]
    sort: str = ""
    link: Callable[[Any], str] | None = None
    look: str = ""
    num: bool = False
    wide: bool = False

    @property
    def classes(self) -> str:
        """Its classes in the style sheet."""
        return " ".join(name for name in ("num", "wide") if getattr(self, name))


def link_to(endpoint: str, argument: str, kind: str, number: Callable[[Any], int]) -> Callable[[Any], str]:
    """Make a column's link: to a page, by the outward id of what `number` takes from a row.

    Empty where the page is not open to who is logged in.
    """

    def link(row: Any) -> str:
        if not is_open(endpoint, g.admission.actor.role):
            return ""
        return url_for(f"console.{endpoint}", **{argument: g.ids.encode_one(kind, number(row))})

    return link
