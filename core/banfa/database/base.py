"""How tables are declared: one metadata, every constraint named, every tenant table of one shape.

A tenant table's primary key, foreign keys, unique constraints and indexes all lead with `tenant_id`: a row
cannot refer to another tenant's row, and Banfa can later be spread over machines by that column.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKeyConstraint,
    Identity,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    column,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy.schema import SchemaItem

# A violated constraint is recognised by its name, so every constraint has one; a CHECK without is refused.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

TENANT: Final = "tenant"
"""The control table that every tenant table belongs to (declared in `trust`)."""


def tenant_table(
    name: str,
    *items: SchemaItem,
    refers: Mapping[str, str] | None = None,
    key: Iterable[str] = ("id",),
    rights: str = "SELECT, INSERT, UPDATE",
) -> Table:
    """Declare a table whose rows belong to a tenant and are guarded by row security.

    `tenant_id` and a generated bigint `id` are added. `refers` maps a column to the tenant table it points
    at, by (tenant_id, id); a column not among `items` is made as NOT NULL bigint. `key` names what follows
    `tenant_id` in the primary key, for a table that has no `id` of its own. `rights` is what the app's role
    may do: rows are not deleted unless a table says so; "SELECT, INSERT" makes it append-only.

    Raises ValueError for a unique constraint or an index that does not lead with `tenant_id`.
    """
    refers = dict(refers or {})
    key = tuple(key)
    own: list[SchemaItem] = [Column("tenant_id", BigInteger, nullable=False)]
    if key == ("id",):
        own.append(Column("id", BigInteger, Identity(), nullable=False))
    given = {item.name: item for item in items if isinstance(item, Column)}
    own += [Column(column, BigInteger, nullable=False) for column in refers if column not in given]
    keys: list[SchemaItem] = [PrimaryKeyConstraint("tenant_id", *key)]
    keys += [_reference(name, column, target) for column, target in refers.items()]
    if all(column in given and given[column].nullable for column in refers):
        # Otherwise a NOT NULL reference already carries it, and a million rows need not be checked twice.
        keys.append(ForeignKeyConstraint(["tenant_id"], [f"{TENANT}.id"], name=f"fk_{name}_tenant_id"))
    ordered = sorted(items, key=lambda item: not isinstance(item, Column))  # a constraint needs its columns
    table = Table(name, metadata, *own, *ordered, *keys, info={"tenant": True, "rights": rights})
    _check_lead(table)
    return table


def control_table(name: str, *items: SchemaItem, rights: str = "") -> Table:
    """Declare one of the few tables without a tenant.

    The app's role may touch it only as far as `rights` says; by default through doors alone.
    """
    return Table(name, metadata, *items, info={"tenant": False, "rights": rights})


def one_of(name: str, values: Iterable[str]) -> CheckConstraint:
    """Constrain a text column to stated values: states are text with CHECK (an enum is not leakproof)."""
    return CheckConstraint(column(name).in_(sorted(values)), name=name)


def make_instant_column(name: str, *, nullable: bool = False) -> Column[datetime]:
    """Make a column for a point in time, with its zone. Days are Date columns, in Asia/Shanghai."""
    return Column(name, TIMESTAMP(timezone=True), nullable=nullable)


def _reference(table: str, column: str, target: str) -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["tenant_id", column], [f"{target}.tenant_id", f"{target}.id"], name=f"fk_{table}_{column}"
    )


def _check_lead(table: Table) -> None:
    for unique in table.constraints:
        if isinstance(unique, UniqueConstraint):
            _require_lead(table, "unique constraint", [c.name for c in unique.columns])
    for index in table.indexes:
        _require_lead(table, "index", [c.name for c in index.columns])


def _require_lead(table: Table, kind: str, columns: list[str]) -> None:
    if columns[:1] != ["tenant_id"]:
        message = f"{kind} on {table.name} ({', '.join(columns)}) has to lead with tenant_id: name it first"
        raise ValueError(message)
