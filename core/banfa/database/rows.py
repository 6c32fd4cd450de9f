"""Rows with a shape: one class a table says its columns, and is what a query gives back.

    class Book(TenantRow, table="book", refers={"shelf_id": "shelf"}):
        id: int
        shelf_id: int
        title: str = text_column()
        bought_on: date | None = date_column()

    unit.all(Book, Book.select().where(Book.c.title == "law"))    # frozen Book(id=…, shelf_id=…, …)

The key `id` and what `refers` names are columns already; any other field says how it is stored.
`Book.table` is the table itself, for INSERT, UPDATE and migrations. `Book.rows` is what statements read
from: a subquery narrowed to the tenant that is bound as `tenant` when the statement runs. PostgreSQL pulls
it up, so the plan is that of the bare table; outer joins, aliases and NOT EXISTS are narrowed by
construction, and a statement can be a module's constant.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self, dataclass_transform

import msgspec
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    Date,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
    TypeDecorator,
    Uuid,
    bindparam,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from banfa.database.base import tenant_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import ColumnElement, Dialect, Select, Subquery, Table
    from sqlalchemy.schema import SchemaItem
    from sqlalchemy.sql.base import ReadOnlyColumnCollection
    from sqlalchemy.types import TypeEngine

TENANT: Final = bindparam("tenant", type_=BigInteger)
"""The tenant that a statement is about; given when it runs (`Unit.execute`), never by a caller's data."""


BOUND: Final = "bound"
UNBOUND: Final = "unbound"
ERASABLE: Final = "erasable"
"""Under these names a table's `info` holds what its declaration says of the audit chain."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How the audit chain binds a table's rows (`banfa.trust.seals`).

    Rows are written once, unless they have a `state`: then each change is sealed anew. `thing` is what links
    call a row, by default the table's name. `loose` are the columns that no seal covers, each with what holds
    it instead.
    """

    state: bool = False
    thing: str = ""
    loose: Mapping[str, str] = field(default_factory=dict)
    first: str = ""
    """SQL: which rows a bureau is founded with, before there is a link; the first link binds them."""


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """How a column is stored. Whether it may be NULL follows from the annotation (`… | None`)."""

    type: TypeEngine[Any]
    default: str | None = None


def text_column(*, default: str | None = None) -> Any:
    """Make a column of text; `default` is the database's own, as SQL."""
    return ColumnSpec(Text(), default)


def integer_column(*, default: str | None = None) -> Any:
    """Make a column of whole numbers of 32 bits."""
    return ColumnSpec(Integer(), default)


def smallint_column(*, default: str | None = None) -> Any:
    """Make a column of whole numbers of 16 bits."""
    return ColumnSpec(SmallInteger(), default)


def bigint_column(*, default: str | None = None) -> Any:
    """Make a column of whole numbers of 64 bits: ids, amounts in 分."""
    return ColumnSpec(BigInteger(), default)


def boolean_column(*, default: str | None = None) -> Any:
    """Make a column of true and false."""
    return ColumnSpec(Boolean(), default)


def date_column(*, default: str | None = None) -> Any:
    """Make a column of days in Asia/Shanghai."""
    return ColumnSpec(Date(), default)


def instant_column(*, default: str | None = None) -> Any:
    """Make a column of points in time, with their zone."""
    return ColumnSpec(TIMESTAMP(timezone=True), default)


def binary_column(*, default: str | None = None) -> Any:
    """Make a column of bytes."""
    return ColumnSpec(LargeBinary(), default)


def uuid_column(*, default: str | None = None) -> Any:
    """Make a column of UUIDs (RFC 9562)."""
    return ColumnSpec(Uuid(), default)


class JsonOf(TypeDecorator[Any]):
    """JSON data of a declared shape: a dataclass, a tuple of some, a union of tagged `msgspec.Struct`.

    The one place where such a value becomes data and data becomes such a value.
    """

    impl = JSONB
    cache_ok = True

    def __init__(self, of: Any) -> None:
        super().__init__(none_as_null=True)
        self.of = of

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's
        """Turn a value into data."""
        return None if value is None else msgspec.to_builtins(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ARG002 - the same
        """Turn data into a value."""
        return None if value is None else msgspec.convert(value, self.of)


def json_column(of: Any = None, *, default: str | None = None) -> Any:
    """Make a column of JSON data that no filter looks into; `of` is the type its values have."""
    return ColumnSpec(JSONB() if of is None else JsonOf(of), default)


def array_column(of: type[TypeEngine[Any]], *, default: str | None = None) -> Any:
    """Make a column of arrays."""
    return ColumnSpec(ARRAY(of), default)


@dataclass_transform(
    kw_only_default=True,
    frozen_default=True,
    field_specifiers=(
        text_column,
        integer_column,
        smallint_column,
        bigint_column,
        boolean_column,
        date_column,
        instant_column,
        binary_column,
        uuid_column,
        json_column,
        array_column,
    ),
)
@dataclass(frozen=True, kw_only=True)
class TenantRow:
    """A row of a tenant's table. Subclasses name the table; see the module."""

    table: ClassVar[Table]
    rows: ClassVar[Subquery]
    c: ClassVar[ReadOnlyColumnCollection[str, Any]]
    names: ClassVar[tuple[str, ...]]

    def __init_subclass__(
        cls,
        *,
        table: str | None = None,
        key: Iterable[str] = ("id",),
        refers: Mapping[str, str] | None = None,
        rights: str = "SELECT, INSERT, UPDATE",
        constraints: Sequence[SchemaItem] = (),
        bound: Bound | None = None,
        unbound: str = "",
        erasable: Iterable[str] = (),
    ) -> None:
        """Declare the table. `key`, `refers` and `rights` as in `tenant_table`.

        `constraints` are its further constraints and indexes; they name columns by text. `bound` says how the
        audit chain binds the rows, `unbound` why it does not; `erasable` are the columns that a lawful
        erasure empties. Raises TypeError for a field without a column.
        """
        if table is None:
            return
        specs = _take_specs(cls)
        columns = [_make_column(name, spec, _annotation(cls, name)) for name, spec in specs.items()]
        cls.table = tenant_table(table, *columns, *constraints, refers=refers, key=tuple(key), rights=rights)
        cls.table.info |= {BOUND: bound, UNBOUND: unbound, ERASABLE: tuple(erasable)}
        dataclass(frozen=True, kw_only=True)(cls)
        cls.names = tuple(part.name for part in fields(cls))
        missing = [name for name in cls.names if name not in cls.table.c]
        if missing:
            message = f"{cls.__name__}.{missing[0]} has no column: give it one (text_column() …)"
            raise TypeError(message)
        cls.rows = narrow(cls.table)
        cls.c = cls.rows.c

    @classmethod
    def select(cls) -> Select[*tuple[Any, ...]]:
        """Start a statement for whole rows, to be run by `Unit.all` or `Unit.one`."""
        return select(*cls.columns())

    @classmethod
    def columns(cls, of: Any = None) -> list[ColumnElement[Any]]:
        """List the row's columns, of `rows` or of an alias of it, in the order of the fields."""
        source = cls.rows if of is None else of
        return [source.c[name] for name in cls.names]

    @classmethod
    def alias(cls, name: str) -> Subquery:
        """Name the narrowed rows once more, for a statement that reads the table twice."""
        return narrow(cls.table, name)

    @classmethod
    def make(cls, values: Sequence[Any]) -> Self:
        """Make a row of a statement's tuple, whose columns are those of `columns()`."""
        row = object.__new__(cls)
        row.__dict__.update(zip(cls.names, values, strict=True))
        return row


def narrow(table: Table, name: str | None = None) -> Subquery:
    """Offer a tenant's table as a subquery of the rows of the tenant bound as `tenant`."""
    if not table.info.get("tenant"):
        message = f"{table.name} belongs to no tenant"
        raise TypeError(message)
    inner = select(*table.c).where(table.c.tenant_id == TENANT)
    subquery = inner.subquery(name or table.name)
    for column in subquery.c:
        # A table that is defined later could never be found from here: statements say what they join on.
        column.foreign_keys.clear()  # type: ignore[attr-defined]
    NARROWED.add(subquery)
    return subquery


NARROWED: Final[set[Any]] = set()
"""Every subquery made by `narrow`: what statements may read tenants' rows from."""


def _take_specs(cls: type[TenantRow]) -> dict[str, ColumnSpec]:
    """Take the columns' specifications off the class: what stands there as a value would be a default."""
    specs = {name: value for name, value in vars(cls).items() if isinstance(value, ColumnSpec)}
    for name in specs:
        delattr(cls, name)
    return specs


def _annotation(cls: type[TenantRow], name: str) -> str:
    annotation = cls.__annotations__.get(name)
    if not isinstance(annotation, str):
        message = f"{cls.__name__}.{name} needs a type, in a module with `from __future__ import annotations`"
        raise TypeError(message)
    return annotation


def _make_column(name: str, spec: ColumnSpec, annotation: str) -> Column[Any]:
    default = None if spec.default is None else text(spec.default)
    return Column(name, spec.type, nullable="None" in annotation.split(" | "), server_default=default)
