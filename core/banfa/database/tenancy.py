"""The two locks that keep tenants apart, as far as a caller sees them.

The first lock is row security: a transaction is bound to one tenant by `banfa.tenant` and the database shows
no other row. The second is that every statement names the tenant as well: it reads narrowed rows
(`banfa.database.rows`) and writes by `tenant_insert`, `tenant_update` and `tenant_delete`.
"""

from __future__ import annotations

from collections import namedtuple
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import psycopg
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, ExecStatus
from sqlalchemy import Delete, Insert, Table, Update, delete, insert, select, update
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError

from banfa.database.engine import SET_LOCAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

__all__ = [
    "Isolation",
    "begin",
    "begin_bound",
    "select",
    "tenant_delete",
    "tenant_insert",
    "tenant_transaction",
    "tenant_update",
    "tenant_upsert",
]
# `select` is SQLAlchemy's, for narrowed rows (`banfa.database.rows`): a statement of ours that reads a
# tenant's table itself fails the tests, and one that is not given its tenant does not run.

Isolation = Literal["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"]


@contextmanager
def tenant_transaction(
    engine: Engine,
    tenant_id: int,
    *,
    read_only: bool = False,
    isolation: Isolation | None = None,
) -> Iterator[Connection]:
    """Open one transaction bound to a tenant; commit on leaving, roll back on any error.

    The binding ends with the transaction, so a pooled connection carries nothing to its next user.
    """
    with engine.connect() as connection, connection.begin():
        begin_bound(connection, tenant_id, read_only=read_only, isolation=isolation)
        yield connection


def begin_bound(
    connection: Connection,
    tenant_id: int,
    *expressions: str,
    read_only: bool = False,
    isolation: Isolation | None = None,
) -> Any:
    """Begin the transaction, bound to a tenant, and give the row of some SQL expressions besides.

    They are worked out in the same round trip, and not under the binding: they ask doors.
    """
    bind = ", ".join((f"SELECT set_config('banfa.tenant', '{tenant_id:d}', true)", *expressions))
    (row,) = begin(connection, bind, read_only=read_only, isolation=isolation)
    return row


def begin(
    connection: Connection, query: str, *, read_only: bool = False, isolation: Isolation | None = None
) -> list[Any]:
    """Begin the transaction and run its first query, both in one round trip; give its rows by name.

    `query` is SQL without parameters. Raises what SQLAlchemy raises.
    """
    # SQLAlchemy and psycopg would take a round trip for BEGIN and another for the query. The driver looks
    # at the session's state before it begins a transaction, finds one and leaves it be; it commits as usual.
    modes = [f"ISOLATION LEVEL {isolation}"] if isolation else []
    modes += ["READ ONLY"] if read_only else []
    limits = connection.get_execution_options().get(SET_LOCAL, "")
    sql = f"BEGIN {' '.join(modes)}; {limits}{query}"
    driver: Any = connection.connection.driver_connection
    try:
        result = driver.pgconn.exec_(sql.encode())
        if result.status != ExecStatus.TUPLES_OK:
            raise psycopg.errors.error_from_result(result)
    except psycopg.Error as error:
        lost = driver.pgconn.status != ConnStatus.OK
        if lost:
            connection.invalidate(error)
        cause = psycopg.OperationalError(str(error)) if lost else error
        raise DBAPIError.instance(
            sql, None, cause, psycopg.Error, connection_invalidated=lost, dialect=connection.dialect
        ) from error
    loader = Transformer(driver)
    loader.set_pgresult(result)
    row = _row_type(tuple(result.fname(n) or b"" for n in range(result.nfields)))
    return loader.load_rows(0, result.ntuples, row._make)


@cache
def _row_type(names: tuple[bytes, ...]) -> Any:
    return namedtuple("Row", [name.decode() for name in names])  # noqa: PYI024 - its names are the query's


def tenant_insert(tenant_id: int, table: Table) -> Insert:
    """Insert into a tenant table; the tenant is given here, never by the row."""
    return insert(table).values(tenant_id=tenant_id)


def tenant_upsert(tenant_id: int, table: Table) -> postgresql.Insert:
    """The same where rows may be there already; `on_conflict_do_…` says what then."""
    return postgresql.insert(table).values(tenant_id=tenant_id)


def tenant_update(tenant_id: int, table: Table) -> Update:
    """Update rows of a tenant table that are the tenant's own."""
    return update(table).where(table.c.tenant_id == tenant_id)


def tenant_delete(tenant_id: int, table: Table) -> Delete:
    """Delete rows of a tenant table that are the tenant's own (few tables grant it)."""
    return delete(table).where(table.c.tenant_id == tenant_id)
