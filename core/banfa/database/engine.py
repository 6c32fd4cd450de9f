"""Connections to PostgreSQL, through psycopg 3."""

from __future__ import annotations

import json
from functools import partial

from sqlalchemy import URL, Engine, create_engine, make_url


def make_engine(url: str | URL, *, pool_size: int = 10) -> Engine:
    """Make an engine; `postgres://…` and `postgresql://…` are taken to mean psycopg 3.

    Nothing is opened yet. Connections are checked before use: a restart of the server costs no request.
    """
    return create_engine(
        _with_driver(url),
        pool_size=pool_size,
        max_overflow=pool_size,
        pool_pre_ping=True,
        json_serializer=partial(json.dumps, ensure_ascii=False, allow_nan=False),
    )


def _with_driver(url: str | URL) -> URL:
    parsed = make_url(url.replace("postgres://", "postgresql://", 1)) if isinstance(url, str) else url
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername == "postgresql" else parsed
