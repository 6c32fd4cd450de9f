"""What became of a thing while a form about it was open: who did what when, and what is otherwise now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import request

from banfa.errors import Malformed
from banfa.trust.audit_reading import list_links, read_link
from banfa.web.console.audit_words import describe_act
from banfa.web.context import get_context
from banfa.web.cursors import read_cursor, sign_cursor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from banfa.trust.unit import Unit

SEEN: Final = "seen"
"""The hidden field that holds what a form was filled from, where the thing has no version."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is not what it was when the form was opened, in words, beside what was typed."""

    zh: str
    opened: str
    now: str
    typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meanwhile:
    """The last thing that was done: by whom (a person or a source), when, what; and what differs since."""

    who: str
    at: datetime
    act: str
    differences: Sequence[Difference] = ()


def find_last_act(unit: Unit, subject: str) -> Meanwhile | None:
    """Find what was done last to a thing, named `kind/outward id`; None where nothing is on record."""
    rows = list_links(unit, most=1, subject=subject)
    if not rows:
        return None
    link = read_link(rows[0])
    return Meanwhile(who=rows[0].actor or "", at=link.at, act=describe_act(link.action))


def list_differences(
    seen: Mapping[str, Any],
    now: Mapping[str, Any],
    *,
    zh: Mapping[str, str],
    typed: Mapping[str, str],
    word: Callable[[Any], str],
) -> list[Difference]:
    """List what of a thing is otherwise than was seen, of what has a name in `zh`."""
    return [
        Difference(label, word(seen[name]), word(now[name]), typed.get(name, ""))
        for name, label in zh.items()
        if seen[name] != now[name]
    ]


def sign_seen(values: Mapping[str, Any], *, subject: str) -> str:
    """Sign what a form about a thing is filled from, for its hidden field."""
    return sign_cursor(get_context().secret, dict(values), bound_to=f"{SEEN}/{subject}")


def read_seen(*, subject: str) -> dict[str, Any]:
    """Read what the form was filled from. Raises Malformed without it."""
    try:
        seen: dict[str, Any] = read_cursor(
            get_context().secret, request.form.get(SEEN, ""), bound_to=f"{SEEN}/{subject}"
        )
    except Malformed as error:
        raise Malformed("version_required", "这一页不完整，请重新打开。") from error
    return seen
