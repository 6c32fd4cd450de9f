"""What a check has against an act, without taking it: a page offers what would be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, ParamSpec

from banfa.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")


def find_conflict(check: Callable[P, object], *args: P.args, **options: P.kwargs) -> Conflict | None:
    """Find what a check raises; None where nothing is in the way."""
    try:
        check(*args, **options)
    except Conflict as conflict:
        return conflict
    return None


def find_hindrance(check: Callable[P, object], *args: P.args, **options: P.kwargs) -> str | None:
    """Find what a check has against it, in its own sentence; None where nothing is in the way."""
    conflict = find_conflict(check, *args, **options)
    return None if conflict is None else conflict.detail
