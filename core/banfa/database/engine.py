"""Connections to PostgreSQL, through psycopg 3, none of which waits for ever."""

from __future__ import annotations

import json
import os
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from select import POLLIN, poll
from typing import TYPE_CHECKING, Any, Final

import msgspec
import psycopg
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError

if TYPE_CHECKING:
    from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Who connects, and for how many seconds at most it waits and makes others wait; 0: without limit.

    `statement` may run and `lock` be waited for so long; whoever leaves a transaction alone for
    `idle_transaction` loses it, and the locks it holds (a process that was frozen).
    """

    name: str
    statement: int
    lock: int
    idle_transaction: int

    def settings(self) -> dict[str, str]:
        """PostgreSQL's settings for it."""
        return {
            "statement_timeout": f"{self.statement}s",
            "lock_timeout": f"{self.lock}s",
            "idle_in_transaction_session_timeout": f"{self.idle_transaction}s",
        }


WEB: Final = Waits(name="banfa-web", statement=20, lock=5, idle_transaction=30)
WORKER: Final = Waits(name="banfa-worker", statement=600, lock=30, idle_transaction=60)
SCHEDULER: Final = Waits(name="banfa-scheduler", statement=30, lock=5, idle_transaction=30)
CONSOLE: Final = Waits(name="banfa-cli", statement=0, lock=30, idle_transaction=300)

POOL_TIMEOUT: Final = 5
"""Seconds for which a thread waits for a connection of its process."""

# How long a server that is away is waited for: to connect, and when it no longer acknowledges what was sent.
_NETWORK: Final = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "20000",
}

_POOLED: Final = "pgbouncer"
SET_LOCAL: Final = "banfa_set_local"
"""Execution option of an engine behind PgBouncer: SQL that begins every transaction."""

_holders: dict[psycopg.Connection, int] = {}
"""Connections in use, and the thread that each is used by."""


def make_engine(url: str | URL, *, waits: Waits = CONSOLE, pool_size: int = 10) -> Engine:
    """Make an engine; `postgres://…` and `postgresql://…` are taken to mean psycopg 3.

    It opens at most twice `pool_size` connections. `?pgbouncer=true` in the address says that PgBouncer
    stands between, in transaction mode: no statement is prepared then, and limits are set in each
    transaction instead of for the session. Any other parameter is libpq's, and counts before ours.

    Nothing is opened yet. Connections are looked at before use: a restart of the server costs no request.
    """
    address = _with_driver(url)
    pooled = address.query.get(_POOLED) == "true"
    address = address.difference_update_query([_POOLED])
    options: dict[str, Any] = {"prepare_threshold": None} if pooled else {}
    given = {**_NETWORK, "application_name": waits.name}
    options |= {name: value for name, value in given.items() if name not in address.query}
    if not pooled:
        own = " ".join(f"-c {name}={value}" for name, value in waits.settings().items())
        options["options"] = f"{own} {address.query.get('options', '')}".strip()
    set_local = "".join(f"SET LOCAL {name} = '{value}'; " for name, value in waits.settings().items())
    engine = create_engine(
        address,
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_timeout=POOL_TIMEOUT,
        hide_parameters=True,  # names and telephone numbers are for no log
        connect_args=options,
        execution_options={SET_LOCAL: set_local if pooled else ""},
        json_serializer=partial(json.dumps, ensure_ascii=False, allow_nan=False),
        json_deserializer=msgspec.json.decode,
    )
    event.listen(engine, "checkout", _replace_if_dead)
    for name in ("checkin", "close", "detach", "invalidate", "soft_invalidate"):
        event.listen(engine, name, _forget_holder)
    return engine


def cut_connections(thread: int) -> None:
    """Cut the connections that a thread uses, from another one: whatever it waits for there ends in an error.

    The server takes back what was not committed. Nothing else helps against a server that has been frozen:
    the network is sound, and no limit of the server's runs out.
    """
    for connection, holder in list(_holders.items()):
        if holder == thread:
            with suppress(psycopg.Error, OSError):
                handle = socket.socket(fileno=os.dup(connection.fileno()))
                with handle:
                    handle.shutdown(socket.SHUT_RDWR)


def _replace_if_dead(
    connection: psycopg.Connection, _entry: ConnectionPoolEntry, _proxy: PoolProxiedConnection
) -> None:
    """Have the pool open a new connection in place of one that the server has ended.

    An idle connection has nothing to read but the server's last word: it shut down, or ended this session.
    So one system call tells what `pool_pre_ping` would spend a round trip on.
    """
    # A connection that the driver knows to be closed has no descriptor.
    if connection.closed or _has_input(connection.fileno()):
        raise DisconnectionError
    _holders[connection] = threading.get_ident()


def _forget_holder(connection: psycopg.Connection | None, *_: object) -> None:
    if connection is not None:
        _holders.pop(connection, None)


def _has_input(descriptor: int) -> bool:
    waiting = poll()
    waiting.register(descriptor, POLLIN)
    return bool(waiting.poll(0))


def _with_driver(url: str | URL) -> URL:
    parsed = make_url(url.replace("postgres://", "postgresql://", 1)) if isinstance(url, str) else url
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed
