"""The two locks that keep tenants apart, as far as a caller sees them.

The first lock is row security: a transaction is bound to one tenant by `banfa.tenant` and the database shows
no other row. The second is that every statement names the tenant as well: `tenant_select` and its kin.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Delete, Insert, Table, Update, delete, insert, select, text, update

from banfa.database.narrowing import TenantSelect, own_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine

__all__ = [
    "BIND",
    "Isolation",
    "outer_select",
    "select",
    "tenant_delete",
    "tenant_insert",
    "tenant_select",
    "tenant_transaction",
    "tenant_update",
]
# `select` is SQLAlchemy's, for narrowed rows (`banfa.database.rows`): the tests refuse any statement that
# reads a tenant's table itself, and one that is not told its tenant does not run.

Isolation = Literal["READ COMMITTED", "REPEATABLE READ", "SERIALIZABLE"]

BIND = text("SELECT set_config('banfa.tenant', :tenant_id, true)")


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
    with engine.connect() as connection:
        if isolation:
            connection.execution_options(isolation_level=isolation)
        if read_only:
            connection.execution_options(postgresql_readonly=True)
        with connection.begin():
            connection.execute(BIND, {"tenant_id": str(tenant_id)})
            yield connection


def tenant_select(tenant_id: int, *entities: Any) -> TenantSelect:
    """Select from tenant tables, each narrowed to the tenant. Use it instead of sqlalchemy's `select`.

    A table enters through the columns asked for, `select_from`, `join` and its kin. Do not bring one in
    through WHERE alone: that is a cross join, and the second lock would not see it.
    """
    return TenantSelect.of(tenant_id, entities)


def outer_select(*entities: Any) -> TenantSelect:
    """Select from subqueries that are narrowed already, or from functions and VALUES.

    Raises TypeError as soon as a tenant table itself is named.
    """
    return TenantSelect.of(None, entities)


def tenant_insert(tenant_id: int, table: Table) -> Insert:
    """Insert into a tenant table; the tenant is given here, never by the row."""
    return insert(table).values(tenant_id=tenant_id)


def tenant_update(tenant_id: int, table: Table) -> Update:
    """Update rows of a tenant table that are the tenant's own."""
    return update(table).where(own_rows(table, tenant_id))


def tenant_delete(tenant_id: int, table: Table) -> Delete:
    """Delete rows of a tenant table that are the tenant's own (few tables grant it)."""
    return delete(table).where(own_rows(table, tenant_id))
