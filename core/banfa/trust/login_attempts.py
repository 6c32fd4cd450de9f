"""Counting attempts to log in, so that passwords are not guessed; the counts outlive a restart.

Attempts are counted three ways, and taken back where they succeed: for one login from one address, for one
login from anywhere, and from one address for any login. What is counted by itself has a `room` of its own: of
it no login is locked, nor it by logins. What is stored tells neither: keys are hashes under the server's
secret.
"""

from __future__ import annotations

import hmac
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import (
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    case,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from banfa.database.base import control_table, make_instant_column
from banfa.errors import Overburdened

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

WINDOW: Final = timedelta(minutes=15)
"""For how long attempts that failed are counted together; so long is the wait when they are too many."""
MAX_OF_LOGIN_HERE: Final = 5
MAX_OF_LOGIN: Final = 50
MAX_OF_ADDRESS: Final = 60
"""Of a whole office behind one address, in a window."""
PREFIX_OF_ONE: Final = 64
"""Bits of an IPv6 address that tell one subscriber from another: within them he has as many as he likes."""
_SWEEP_SIZE: Final = 20
_MANY: Final = 1_000_000

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


class Left(NamedTuple):
    """How many more attempts may fail, and whether the next failure of this login is one too many of it."""

    attempts: int
    locks_login: bool


def make_keys(secret: bytes, *, login: str, address: str, room: str = "") -> Keys:
    """Give the keys under which an attempt is counted: of logins, or in a room of its own."""
    here = find_subscriber(address)
    parts = {(login, here): MAX_OF_LOGIN_HERE, (login,): MAX_OF_LOGIN, ("", here): MAX_OF_ADDRESS}
    return {hmac.digest(secret, repr((room, *part)).encode(), "sha256"): most for part, most in parts.items()}


def find_subscriber(address: str) -> str:
    """Find whose an address is: of IPv6 its /64, what is no address as it stands."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_network((int(known), PREFIX_OF_ONE), strict=False))


def make_address_key(secret: bytes, address: str) -> Keys:
    """Give the key under which an attempt is counted of which only the address is known."""
    everything = make_keys(secret, login="", address=address)
    return {key: most for key, most in everything.items() if most == MAX_OF_ADDRESS}


def count_attempt(connection: Connection, keys: Keys, *, now: datetime) -> Left:
    """Count an attempt before it is known how it ends; tell what is left if it fails.

    Counting comes first, so that of many at once no more get through than one after another. Raises
    Overburdened (`login_locked`) for one too many: the transaction is then to be rolled back.
    """
    c, over = attempts.c, now - WINDOW
    old = select(c.key).where(c.since <= over).limit(_SWEEP_SIZE).with_for_update(skip_locked=True)
    connection.execute(delete(attempts).where(c.key.in_(old.scalar_subquery()), c.key.not_in(keys)))
    statement = insert(attempts).values([{"key": k, "failed": 1, "since": now} for k in sorted(keys)])
    begins_anew = c.since <= over
    counted = statement.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "failed": case((begins_anew, 1), else_=func.least(c.failed + 1, _MANY)),
            "since": case((begins_anew, now), else_=c.since),
        },
    )
    rows = connection.execute(counted.returning(c.key, c.failed, c.since)).all()
    for row in rows:
        if row.failed > keys[bytes(row.key)]:
            wait = (row.since + WINDOW - now).total_seconds()
            detail = f"登录失败次数过多，请{ceil(wait / 60)}分钟后再试；忘记密码请找本单位管理员重设。"
            raise Overburdened("login_locked", detail, retry_after=max(1, ceil(wait)))
    left = {bytes(row.key): keys[bytes(row.key)] - int(row.failed) for row in rows}
    of_login = [attempts for key, attempts in left.items() if keys[key] != MAX_OF_ADDRESS]
    return Left(min(left.values()), locks_login=min(of_login, default=1) == 0)


def forget_attempt(connection: Connection, keys: Keys) -> None:
    """Take back what was counted of an attempt that succeeded; of its login at its address, all."""
    c = attempts.c
    connection.execute(
        select(c.key).where(c.key.in_(keys)).order_by(c.key).with_for_update()
    )  # as they are counted
    here = [key for key, most in keys.items() if most == MAX_OF_LOGIN_HERE]
    connection.execute(delete(attempts).where(c.key.in_(here)))
    others = update(attempts).where(c.key.in_(keys), c.failed > 0)
    connection.execute(others.values(failed=c.failed - 1))
