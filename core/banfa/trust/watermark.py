"""A moment of which everything is known: what was recorded before it is committed, what comes later is later.

A record carries the moment at which its transaction began to write. Without more, one that began earlier
could commit after a reader looked, and would then look as if the reader had known it. So who writes holds
a shared lock of the tenant and takes its moment after getting it. Who reads takes its moment, and then waits
for those who hold the lock just then: whoever gets it later has a later moment, though the clock has stepped
back (`banfa.trust.instants`). No writer waits for anybody.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from banfa.errors import Unavailable
from banfa.trust.instants import read_present, take_watermark

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Engine

SPACE: Final = 0x0BA0FA
"""Tells our locks from others' (the first of the two numbers of an advisory lock)."""

_SHARE: Final = text("SELECT pg_advisory_xact_lock_shared(:space, hashint8(:tenant_id)), NULL")
_WRITING: Final = text("""
    SELECT virtualtransaction FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND mode = 'ShareLock' AND objsubid = 2
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = CAST(:space AS bigint) AND objid = CAST(hashint8(:tenant_id) AS bigint) & 4294967295
""")
"""The transactions that are recording for a tenant; PostgreSQL shows a lock's numbers without their sign."""

WAIT_S: Final = 10.0
"""Seconds for which those who write are waited for."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.002, 0.1


def begin_writing(connection: Connection, tenant_id: int) -> datetime:
    """Give the moment that records of this transaction carry; call it once, before the first is written."""
    connection.execute(_SHARE, {"space": SPACE, "tenant_id": tenant_id})
    return read_present(connection, tenant_id)


def watermark(
    engine: Engine, tenant_id: int, *, at_least: datetime | None = None, lasting: bool = True
) -> datetime:
    """Give a moment before which nothing more will be recorded, and none before `at_least`.

    It is kept, and every later one lies after it; `lasting` false is for who may not write: that nothing
    comes before it then holds only as long as the clock goes on.

    Waits until those who are writing have ended, and holds up nobody. The wait is limited: a caller that
    holds rows which a writer needs would otherwise wait for ever, and the database could not see it, since
    two connections are one caller. Raises Unavailable (`watermark_unavailable`) then.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Before looking who writes: whoever comes later, writes later.
        if lasting:
            taken_at = take_watermark(connection, tenant_id, at_least=at_least)
        else:
            taken_at = read_present(connection, tenant_id)
            taken_at = taken_at if at_least is None else max(taken_at, at_least)
        writing = {"space": SPACE, "tenant_id": tenant_id}
        earlier = set(connection.scalars(_WRITING, writing))
        deadline, pause = time.monotonic() + WAIT_S, _FIRST_PAUSE_S
        while earlier:
            if time.monotonic() > deadline:
                raise Unavailable("watermark_unavailable", "台账正在大量写入，请稍后再试。")
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_S)
            earlier &= set(connection.scalars(_WRITING, writing))
        return taken_at
