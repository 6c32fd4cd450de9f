"""A moment of which everything is known: what was recorded before it is committed, what comes later is later.

A record carries the moment at which its transaction began to write. Without more, one that began earlier
could commit after a reader looked, and would then look as if the reader had known it. So who writes holds
a shared lock of the tenant and takes its moment after getting it; who reads gets the lock alone, for as
long as it takes to read the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from banfa.database.tenancy import tenant_transaction
from banfa.errors import Unavailable

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine

SPACE: Final = 0x0BA0FA
"""Tells our locks from others' (the first of the two numbers of an advisory lock)."""

_SHARE: Final = text("SELECT pg_advisory_xact_lock_shared(:space, hashint8(:tenant_id)), NULL")
_ALONE: Final = text("SELECT pg_advisory_xact_lock(:space, hashint8(:tenant_id)), NULL")
_SET_TIMEOUT: Final = text("SET LOCAL lock_timeout = '10s'")
_CLOCK: Final = text("SELECT clock_timestamp()")
_LOCK_NOT_AVAILABLE: Final = "55P03"


def begin_writing(connection: Connection, tenant_id: int) -> datetime:
    """Give the moment that records of this transaction carry; call it once, before the first is written."""
    connection.execute(_SHARE, {"space": SPACE, "tenant_id": tenant_id})
    return _read_clock(connection)


def watermark(engine: Engine, tenant_id: int) -> datetime:
    """Give a moment before which nothing more will be recorded.

    Waits until those who are writing have ended; who begins to write meanwhile waits for it. The wait is
    limited: a caller that holds rows which a writer needs would otherwise wait for ever, and the database
    could not see it, since two connections are one caller. Raises Unavailable (`watermark_unavailable`)
    then.
    """
    with tenant_transaction(engine, tenant_id) as connection:
        connection.execute(_SET_TIMEOUT)
        try:
            connection.execute(_ALONE, {"space": SPACE, "tenant_id": tenant_id})
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", None) != _LOCK_NOT_AVAILABLE:
                raise
            raise Unavailable("watermark_unavailable", "台账正在大量写入，请稍后再试。") from error
        return _read_clock(connection)


def _read_clock(connection: Connection) -> datetime:
    now: datetime = connection.execute(_CLOCK).scalar_one()
    return now
