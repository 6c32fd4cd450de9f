"""Connections to PostgreSQL, through psycopg 3."""

from __future__ import annotations

import json
from functools import partial
from select import POLLIN, poll
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import DisconnectionError

if TYPE_CHECKING:
    import psycopg
    from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection


def make_engine(url: str | URL, *, pool_size: int = 10) -> Engine:
    """Make an engine; `postgres://…` and `postgresql://…` are taken to mean psycopg 3.

    Nothing is opened yet. Connections are looked at before use: a restart of the server costs no request.
    """
    engine = create_engine(
        _with_driver(url),
        pool_size=pool_size,
        max_overflow=pool_size,
        json_serializer=partial(json.dumps, ensure_ascii=False, allow_nan=False),
        json_deserializer=msgspec.json.decode,
    )
    event.listen(engine, "checkout", _replace_if_dead)
    return engine


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


def _has_input(descriptor: int) -> bool:
    waiting = poll()
    waiting.register(descriptor, POLLIN)
    return bool(waiting.poll(0))


def _with_driver(url: str | URL) -> URL:
    parsed = make_url(url.replace("postgres://", "postgresql://", 1)) if isinstance(url, str) else url
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed
