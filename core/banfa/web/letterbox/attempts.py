"""How often somebody may send, or ask with what does not fit: counted as logins are, and apart from them."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from banfa.trust.instants import read_clock
from banfa.trust.login_attempts import MAX_OF_LOGIN, count_attempt, forget_attempt, make_keys
from banfa.web.context import get_context
from banfa.web.limits import name_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.trust.login_attempts import Keys

ROOM: Final = "letterbox"
"""Of what is counted here no login is locked, and no letter by logins that fail."""


def count_sending(bureau: str) -> None:
    """Count a letter for its address, before its files are looked into: 5 in a quarter of an hour.

    Raises Overburdened.
    """
    _count({key: most for key, most in _make_keys(bureau).items() if most != MAX_OF_LOGIN})


def count_sent(bureau: str) -> None:
    """Count a letter that is sound for its bureau: 50 in a quarter of an hour. Raises Overburdened."""
    _count({key: most for key, most in _make_keys(bureau).items() if most == MAX_OF_LOGIN})


@contextmanager
def count_asking(bureau: str, number: str) -> Iterator[None]:
    """Count an attempt to ask about a letter, and take it back where both fit. Raises Overburdened."""
    keys = _make_keys(f"{bureau}/{number}")
    _count(keys)
    yield
    with get_context().engine.begin() as connection:
        forget_attempt(connection, keys)


def _make_keys(what: str) -> Keys:
    return make_keys(get_context().secret, login=what, address=name_address(), room=ROOM)


def _count(keys: Keys) -> None:
    context = get_context()
    with context.engine.begin() as connection:
        count_attempt(connection, keys, now=context.read_clock() or read_clock(connection))
