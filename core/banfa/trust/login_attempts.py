"""Counting attempts to log in, so that passwords are not guessed; the counts outlive a restart.

Attempts that fail are counted three ways: for one login from one address, for one login from anywhere, and
from one address for any login. What is stored tells neither: keys are hashes under the server's secret.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import Column, Index, Integer, LargeBinary, PrimaryKeyConstraint, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from banfa.database.base import control_table, make_instant_column
from banfa.errors import Overburdened

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import Connection

WINDOW: Final = timedelta(minutes=15)
"""For how long attempts that failed are counted together; so long is the wait when they are too many."""
MAX_OF_LOGIN_HERE: Final = 5
MAX_OF_LOGIN: Final = 50
MAX_OF_ADDRESS: Final = 60
"""Of a whole office behind one address, in a window."""

attempts = control_table(
    "login_attempts",
    Column("key", LargeBinary, nullable=False),
    Column("failed", Integer, nullable=False),
    make_instant_column("since"),
    PrimaryKeyConstraint("key"),
    Index("ix_login_attempts_since", "since"),
    rights="SELECT, INSERT, UPDATE, DELETE",
)
"""How often it failed under a key since the window began."""

Keys = dict[bytes, int]
"""The keys of an attempt, and how often each may fail."""


def make_keys(secret: bytes, *, login: str, address: str) -> Keys:
    """Give the keys under which an attempt is counted."""
    parts = {(login, address): MAX_OF_LOGIN_HERE, (login,): MAX_OF_LOGIN, ("", address): MAX_OF_ADDRESS}
    return {hmac.digest(secret, repr(part).encode(), "sha256"): most for part, most in parts.items()}


def check_attempts(connection: Connection, keys: Keys, *, now: datetime) -> int:
    """Tell how often it may still fail. Raises Overburdened (`login_locked`) where it may no more."""
    c = attempts.c
    rows = connection.execute(select(c.key, c.failed, c.since).where(c.key.in_(keys), c.since > now - WINDOW))
    counts = {bytes(row.key): row for row in rows}
    for key, most in keys.items():
        row = counts.get(key)
        if row is not None and row.failed >= most:
            wait = (row.since + WINDOW - now).total_seconds()
            minutes = max(1, round(wait / 60 + 0.49))
            detail = f"密码错误次数过多，请{minutes}分钟后再试；忘记密码请找本单位管理员重设。"
            raise Overburdened("login_locked", detail, retry_after=max(1, int(wait)))
    return min(most - (counts[key].failed if key in counts else 0) for key, most in keys.items())


def count_failure(connection: Connection, keys: Iterable[bytes], *, now: datetime) -> None:
    """Count an attempt that failed, and forget what no longer counts."""
    c = attempts.c
    connection.execute(delete(attempts).where(c.since <= now - WINDOW))
    values = [{"key": key, "failed": 1, "since": now} for key in sorted(keys)]
    statement = insert(attempts)
    counted = {"failed": func.least(c.failed + 1, 1_000_000)}
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=counted), values)


def forget_failures(connection: Connection, keys: Keys) -> None:
    """Forget the failures of one login from one address, once it has succeeded there."""
    own = [key for key, most in keys.items() if most == MAX_OF_LOGIN_HERE]
    connection.execute(delete(attempts).where(attempts.c.key.in_(own)))
