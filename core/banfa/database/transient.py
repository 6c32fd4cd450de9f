"""Which errors of the database pass by themselves: nothing is wrong with what was asked."""

from __future__ import annotations

from typing import Final

from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

CONTENTION: Final = frozenset({"40001", "40P01", "55P03", "57014"})
"""Others are at it: the next try may succeed at once (SQLSTATE)."""

OUTAGE: Final = {
    "25006": "数据库处于只读状态（可能正在主备切换）",
    "53100": "数据库磁盘已满",
    "53200": "数据库内存不足",
    "53300": "数据库连接数已满",
    "53400": "数据库已达到配置的限额",
    "25P03": "数据库收回了闲置过久的事务",
    "25P04": "数据库收回了历时过久的事务",
    "57P01": "数据库正在停止或重启",
    "57P02": "数据库刚刚崩溃，正在恢复",
    "57P03": "数据库正在启动或恢复",
    "57P05": "数据库收回了闲置过久的连接",
}
"""The database cannot do its work for a while, and why."""

LASTING: Final = frozenset({"25006", "53100", "53200", "53300", "53400"})
"""Outages that the next request meets as well, though the database answers."""

UNREACHABLE: Final = "数据库不能访问"


def find_outage(error: BaseException) -> str | None:
    """Say why the database cannot work, in Chinese; None where it can."""
    if isinstance(error, PoolTimeoutError | DisconnectionError):
        return UNREACHABLE
    if not isinstance(error, DBAPIError):
        return None
    state = find_state(error)
    if state in OUTAGE:
        return OUTAGE[state]
    # Class 08 is the connection's; without a state the driver itself has met its end.
    lost = error.connection_invalidated or (state is None and isinstance(error, OperationalError))
    return UNREACHABLE if lost or (state or "").startswith("08") else None


def is_transient(error: BaseException) -> bool:
    """Whether the same may succeed later, unchanged."""
    return find_outage(error) is not None or find_state(error) in CONTENTION


def find_state(error: BaseException) -> str | None:
    """The SQLSTATE that the database has given; None where it has given none."""
    state: str | None = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state
