"""Entries (台账条目) and their records: how every table of the ledger is made.

An entry is one thing that happened; its records are what we were told of it. The first record gives the
entry its id, which others refer to; a correction is a further record that names the entry, and so is a
voiding. Of a record that is stored only `superseded_at` ever changes, once, when a later one takes its
place: the database grants no more. What was known at any moment can therefore be selected again:
`recorded_at <= moment < superseded_at`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

from banfa.database.base import moment, tenant_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.schema import SchemaItem
    from sqlalchemy.sql.selectable import NamedFromClause

RIGHTS = "SELECT, INSERT, UPDATE (superseded_at)"
STANDS = text("superseded_at = 'infinity'::timestamptz")
INFINITY: ColumnElement[bool] = literal_column("'infinity'::timestamptz")
KEPT = ("source", "external_id", "recorded_at", "recorded_by", "corrects", "reason")
"""What every record says of itself, beside its own data."""


def entry_table(
    name: str,
    *items: SchemaItem,
    refers: Mapping[str, str] | None = None,
    cover: Mapping[str, tuple[Sequence[str], Sequence[str]]] | None = None,
) -> Table:
    """Declare a table of the ledger. `refers` as in `tenant_table`.

    `cover` names indexes that a sheet's statement is read from without touching the table: the columns after
    `tenant_id` that lead, then those carried along; the two as-of columns are always carried.
    """
    common = (
        Column("source", Text, nullable=False),
        Column("external_id", Text),
        moment("recorded_at"),
        Column("superseded_at", TIMESTAMP(timezone=True), nullable=False, server_default=text("'infinity'")),
        Column("revision", Integer, nullable=False, server_default=text("1")),
        Column("corrects", BigInteger),
        Column("entry_id", BigInteger, Computed("coalesce(corrects, id)", persisted=True), nullable=False),
        Column("reason", Text),
        Column("voids", Boolean, nullable=False, server_default=text("false")),
    )
    guards = (
        CheckConstraint("superseded_at >= recorded_at", name="superseded_later"),
        CheckConstraint("(corrects IS NULL) = (reason IS NULL)", name="correction_says_why"),
        # A voiding stands at no moment: it only says why what it names no longer does.
        CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)", name="voiding_stands_never"
        ),
        ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name=f"fk_{name}_source"
        ),
        ForeignKeyConstraint(
            ["tenant_id", "corrects"], [f"{name}.tenant_id", f"{name}.id"], name=f"fk_{name}_corrects"
        ),
    )
    indexes = (
        Index(f"uq_{name}_standing", "tenant_id", "entry_id", unique=True, postgresql_where=STANDS),
        Index(
            f"uq_{name}_external", "tenant_id", "source", "external_id", unique=True, postgresql_where=STANDS
        ),
        Index(f"ix_{name}_corrects", "tenant_id", "corrects", postgresql_where=text("corrects IS NOT NULL")),
        Index(f"ix_{name}_recorded", "tenant_id", "recorded_at"),
    )
    covering = (
        Index(
            f"ix_{name}_{suffix}",
            "tenant_id",
            *lead,
            postgresql_include=[*carried, "recorded_at", "superseded_at"],
        )
        for suffix, (lead, carried) in (cover or {}).items()
    )
    refers = {**(refers or {}), "recorded_by": "person"}
    return tenant_table(name, *items, *common, *guards, *indexes, *covering, refers=refers, rights=RIGHTS)


def stands(table: Table | NamedFromClause[Any]) -> ColumnElement[bool]:
    """Whether a record is the one that stands now. Written so that the partial indexes are used."""
    return table.c.superseded_at == INFINITY


def at_least(column: str, low: int, high: int | None = None) -> CheckConstraint:
    """Constrain a number: at least `low`, and at most `high` if given."""
    upper = "" if high is None else f" AND {column} <= {high}"
    return CheckConstraint(f"{column} >= {low}{upper}", name=f"{column}_range")


def in_order(first: str, second: str) -> CheckConstraint:
    """Constrain two days: the second is not before the first."""
    return CheckConstraint(f"{second} >= {first}", name=f"{second}_after_{first}")
