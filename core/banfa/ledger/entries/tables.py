"""What every table of entries has: the columns of a record's origin and validity, constraints, indexes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import TIMESTAMP

from banfa.database.base import make_instant_column
from banfa.ledger.entries.lookup import STANDS
from banfa.ledger.entries.origin import EXTERNAL_ID, OBSERVED_AT, REASON

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.schema import SchemaItem

    from banfa.ledger.entries.fields import Field

RIGHTS: Final = "SELECT, INSERT, UPDATE (superseded_at)"
LOOSE: Final = {
    "entry_id": "the database makes it of `id` and `corrects`, which are sealed",
    "superseded_at": "follows from the record that comes next, against which it is held",
}
"""The columns of a record that no seal covers, and what holds them."""
INFINITY: Final[ColumnElement[Any]] = literal_column("'infinity'::timestamptz")

Cover = Mapping[str, tuple[Sequence[str], Sequence[str]]]


def make_common_items(name: str, cover: Cover) -> list[SchemaItem]:
    """Make what a table of entries has beside its fields.

    `cover` names indexes that a sheet's statement is read from without touching the table: the columns after
    `tenant_id` that lead, then those carried along; the two as-of columns are always carried.
    """
    return [*_make_columns(), *_make_constraints(name), *_make_indexes(name), *_make_covering(name, cover)]


def _make_columns() -> Iterator[SchemaItem]:
    yield Column("source", Text, nullable=False)
    yield Column("external_id", Text)
    yield make_instant_column("observed_at", nullable=True)
    yield make_instant_column("recorded_at")
    yield Column("superseded_at", TIMESTAMP(timezone=True), nullable=False, server_default=text("'infinity'"))
    yield Column("revision", Integer, nullable=False, server_default=text("1"))
    yield Column("corrects", BigInteger)
    yield Column("entry_id", BigInteger, Computed("coalesce(corrects, id)", persisted=True), nullable=False)
    yield Column("reason", Text)
    yield Column("voids", Boolean, nullable=False, server_default=text("false"))


def _make_constraints(name: str) -> Iterator[SchemaItem]:
    yield from (make_check(field) for field in (EXTERNAL_ID, OBSERVED_AT, REASON))
    yield CheckConstraint("superseded_at >= recorded_at", name="superseded_later")
    yield CheckConstraint("(corrects IS NULL) = (reason IS NULL)", name="correction_says_why")
    # A voiding stands at no moment: it only says why what it names no longer does.
    yield CheckConstraint(
        "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)", name="voiding_stands_never"
    )
    for column, table, key in (("source", "source", "key"), ("corrects", name, "id")):
        targets = [f"{table}.tenant_id", f"{table}.{key}"]
        yield ForeignKeyConstraint(["tenant_id", column], targets, name=f"fk_{name}_{column}")


def _make_indexes(name: str) -> Iterator[Index]:
    stands_now = text(STANDS)
    yield Index(f"uq_{name}_standing", "tenant_id", "entry_id", unique=True, postgresql_where=stands_now)
    external = ("tenant_id", "source", "external_id")
    yield Index(f"uq_{name}_external", *external, unique=True, postgresql_where=stands_now)
    yield Index(f"ix_{name}_voided", *external, postgresql_where=text("voids"))
    corrects = text("corrects IS NOT NULL")
    yield Index(f"ix_{name}_corrects", "tenant_id", "corrects", postgresql_where=corrects)
    yield Index(f"ix_{name}_recorded", "tenant_id", "recorded_at", "entry_id")


def _make_covering(name: str, cover: Cover) -> Iterator[Index]:
    for suffix, (lead, included) in cover.items():
        include = [*included, "recorded_at", "superseded_at"]
        yield Index(f"ix_{name}_{suffix}", "tenant_id", *lead, postgresql_include=include)


def make_check(field: Field) -> CheckConstraint:
    """Make the CHECK of a field's column."""
    return CheckConstraint(field.check.format(field.name), name=f"{field.name}_valid")


def make_key_index(name: str, field: Field) -> Index:
    """Make the index by which a key is found.

    That of a unique key holds standing records only, and lets no two of them have the same value.
    """
    given = "" if field.required else f"{field.name} IS NOT NULL"
    stands_now = STANDS if field.unique else ""
    where = text(" AND ".join(filter(None, (given, stands_now))))
    prefix = "uq" if field.unique else "ix"
    columns = ("tenant_id", field.name, *field.unique_with)
    return Index(f"{prefix}_{name}_{field.name}", *columns, unique=field.unique, postgresql_where=where)


def stands(source: Any) -> ColumnElement[bool]:
    """Whether a record of a table, or of narrowed rows, stands now; partial indexes serve this spelling."""
    standing: ColumnElement[bool] = source.c.superseded_at == INFINITY
    return standing
