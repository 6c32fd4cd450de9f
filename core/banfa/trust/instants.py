"""The one clock, the database's, and what it has told each tenant: no later answer is an earlier time.

A database's clock can step back (a failover, a repaired time server). What was recorded at 10:10 would then
be later than a round computed at "10:05", and left out of it. So the last instant at which something was
recorded and the last watermark are kept for each tenant, and its present lies after both.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, text

from banfa.database.base import one_of
from banfa.database.rows import TenantRow, instant_column, text_column
from banfa.database.security import door
from banfa.database.tenancy import tenant_upsert

if TYPE_CHECKING:
    from sqlalchemy import Connection

MAX_SKEW: Final = timedelta(seconds=5)
"""How far a process's clock may lie from the database's before it is told of."""

RECORDED, WATERMARK = KINDS = ("recorded", "watermark")


class LatestInstant(
    TenantRow,
    table="latest_instant",
    key=("kind",),
    rights="SELECT, INSERT, UPDATE",
    constraints=(one_of("kind", KINDS),),
    unbound="a bound below which the clock does not fall; nothing rests on its value",
):
    """The latest instant of a tenant's records, and of its watermarks: two rows, so that neither waits."""

    kind: str = text_column()
    at: datetime = instant_column()


CLOCK: Final = door(
    "banfa_door_clock",
    """
    CREATE FUNCTION banfa_door_clock()
    RETURNS timestamptz
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT clock_timestamp()
    $$
    """,
)
"""Tells the time. A function of its own, so that a test can put the clock of its database wrong."""

PRESENT: Final = door(
    "banfa_door_present",
    """
    CREATE FUNCTION banfa_door_present(of_tenant bigint)
    RETURNS timestamptz
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        SELECT greatest(
            banfa_door_clock(),
            (SELECT max(l.at) FROM latest_instant l WHERE l.tenant_id = of_tenant) + interval '1 microsecond')
    $$
    """,
)
"""Tells a tenant's present: the time, but after all that was recorded and after every watermark."""

DOOR_WATERMARK: Final = door(
    "banfa_door_watermark",
    """
    CREATE FUNCTION banfa_door_watermark(of_tenant bigint, at_least timestamptz)
    RETURNS timestamptz
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
        INSERT INTO latest_instant (tenant_id, kind, at)
        VALUES (of_tenant, 'watermark', greatest(banfa_door_present(of_tenant), at_least))
        ON CONFLICT (tenant_id, kind) DO UPDATE SET at = greatest(latest_instant.at, excluded.at)
        RETURNING at
    $$
    """,
)
"""Takes a tenant's present, or a later instant, as its latest watermark, and tells it."""

_CLOCK: Final = text("SELECT banfa_door_clock()")
_PRESENT: Final = text("SELECT banfa_door_present(:tenant_id)")
_TAKE: Final = text("SELECT banfa_door_watermark(:tenant_id, :at_least)")


def read_clock(connection: Connection) -> datetime:
    """Read the database's clock, where no tenant is concerned."""
    now: datetime = connection.execute(_CLOCK).scalar_one()
    return now


def find_skew(connection: Connection) -> str | None:
    """Say how far this machine's clock is from the database's, in Chinese, where that is too far.

    Nothing that Banfa stores depends on it; logs, tokens of others and certificates do.
    """
    before, now, after = _read_wall_clock(), read_clock(connection), _read_wall_clock()
    ahead = max(before - now, timedelta(0)) or min(after - now, timedelta(0))
    if abs(ahead) <= MAX_SKEW:
        return None
    way = "快" if ahead > timedelta(0) else "慢"
    return f"本机时钟比数据库{way}{abs(ahead).total_seconds():.0f}秒，请校准两台机器的时间。"


def _read_wall_clock() -> datetime:
    """Read this machine's clock, which is only ever compared with the database's."""
    return datetime.now(UTC)


def read_present(connection: Connection, tenant_id: int) -> datetime:
    """Read a tenant's present."""
    now: datetime = connection.execute(_PRESENT, {"tenant_id": tenant_id}).scalar_one()
    return now


def select_present(tenant_id: int) -> str:
    """Write a tenant's present as an SQL expression, for the round trip that begins its transaction."""
    return f"{PRESENT}({tenant_id:d}) AS present"


def take_watermark(connection: Connection, tenant_id: int, *, at_least: datetime | None = None) -> datetime:
    """Take a tenant's present as its latest watermark, or `at_least` where that is later."""
    taken_at: datetime = connection.execute(
        _TAKE, {"tenant_id": tenant_id, "at_least": at_least}
    ).scalar_one()
    return taken_at


def keep_recorded(connection: Connection, tenant_id: int, at: datetime) -> None:
    """Let no later record of the tenant's lie before this one; called under the lock of the chain's head."""
    statement = tenant_upsert(tenant_id, LatestInstant.table).values(kind=RECORDED, at=at)
    latest = func.greatest(LatestInstant.table.c.at, statement.excluded.at)
    keyed = [LatestInstant.table.c.tenant_id, LatestInstant.table.c.kind]
    connection.execute(statement.on_conflict_do_update(index_elements=keyed, set_={"at": latest}))
