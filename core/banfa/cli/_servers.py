"""Reaching the servers, or saying in one sentence why not."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from redis.exceptions import RedisError
from sqlalchemy.exc import ArgumentError, OperationalError, ProgrammingError

from banfa.database.engine import make_engine
from banfa.database.security import weaknesses
from banfa.errors import Malformed, Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine

    from banfa.settings import Settings

_NO_SUCH_TABLE_OR_FUNCTION: Final = {"42P01", "42883"}


class DatabaseAwayError(Unavailable):
    """No database answers."""


@contextmanager
def reaching_servers() -> Iterator[None]:
    """Say in one sentence what keeps a command from its servers.

    Raises Malformed (`setting_malformed`) for an address that is none, Unavailable (`database_unavailable`,
    `database_not_ready`, `queue_unavailable`) for the rest.
    """
    try:
        yield
    except ArgumentError as error:
        raise Malformed("setting_malformed", "数据库地址应形如 postgresql://角色@主机/数据库名。") from error
    except OperationalError as error:
        raise DatabaseAwayError(
            "database_unavailable", f"数据库没有应答：{_first_line(error.orig)}"
        ) from error
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) not in _NO_SUCH_TABLE_OR_FUNCTION:
            raise
        raise Unavailable(
            "database_not_ready", "数据库结构不是本版本的，请先执行 banfa db upgrade。"
        ) from error
    except RedisError as error:
        raise Unavailable("queue_unavailable", f"队列没有应答：{_first_line(error)}") from error


def _first_line(error: BaseException | None) -> str:
    """Return the first line of what a driver said: the rest is its advice to its own users."""
    return str(error).partition("\n")[0]


@contextmanager
def connect(url: str) -> Iterator[Engine]:
    """Open an engine for one command; see `reaching_servers`."""
    with reaching_servers():
        engine = make_engine(url, pool_size=1)
        try:
            yield engine
        finally:
            engine.dispose()


def check_service(settings: Settings) -> None:
    """Let no service start by which tenants would not be kept apart.

    Raises Malformed (`setting_missing`, `owner_url_given`), DatabaseAwayError, and Unavailable
    (`database_not_safe`) naming every reason.
    """
    settings.check_no_owner()
    with connect(settings.required("database_url")) as engine, engine.connect() as connection:
        problems = weaknesses(connection)
    if problems:
        raise Unavailable("database_not_safe", "".join(problems))
