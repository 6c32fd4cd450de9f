"""Columns by which entries are put in order and found: written with each record, shown to nobody.

They follow from what a record says, so a report does not give them, no answer has them, and comparing two
records does not look at them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Index, Text, func, literal_column, text

from banfa.ledger.entries.pinyin import MAX_SORT_KEY_BYTES, make_search_text, make_sort_key
from banfa.ledger.entries.tables import STANDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.schema import SchemaItem

    from banfa.ledger.entries.fields import Field
    from banfa.ledger.entries.kind import Kind

SEARCH_TEXT: Final = "search_text"
UNDATED: Final = "'9999-12-31'::date"
"""Where an entry without a day stands in the order of days."""


def make_lookup_items(kind: str, fields: Sequence[Field], day: str | None) -> Iterator[SchemaItem]:
    """Make the columns that a kind's names and searchable fields need, and the index of each order."""
    if any(field.searchable for field in fields):
        yield Column(SEARCH_TEXT, Text, nullable=False, server_default="")
    for field in fields:
        if field.sortable:
            column = _name_sort_key(field)
            yield Column(column, Text(collation="C"), nullable=False, server_default="")
            yield _make_order_index(kind, column, column)
        elif field.name == day:
            yield _make_order_index(kind, day, day if field.required else text(f"coalesce({day}, {UNDATED})"))


def measure_lookup(fields: Sequence[Field]) -> dict[str, int]:
    """How many bytes of an index each of the columns can fill."""
    return {_name_sort_key(field): MAX_SORT_KEY_BYTES for field in fields if field.sortable}


@cache
def list_orders(kind: Kind) -> Mapping[str, str]:
    """What lists can be put in order by, and the column that holds the key."""
    orders = {"id": "entry_id", "recorded_at": "recorded_at"}
    orders |= {field.name: _name_sort_key(field) for field in kind.fields if field.sortable}
    return orders if kind.day is None else {**orders, kind.day: kind.day}


def make_order_key(kind: Kind, order: str) -> ColumnElement[Any]:
    """Make the expression by which lists are put in an order; an index of the kind's has it."""
    name = list_orders(kind)[order]
    column: ColumnElement[Any] = kind.row.c[name]
    return func.coalesce(column, literal_column(UNDATED)) if kind.table.c[name].nullable else column


@cache
def list_lookup_columns(kind: Kind) -> tuple[str, ...]:
    """Name the columns of a kind, in the order in which `derive_lookup` gives them."""
    keys = (_name_sort_key(field) for field in kind.fields if field.sortable)
    return (SEARCH_TEXT, *keys) if _list_searched(kind) else ()


def derive_lookup(kind: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """Work the columns out from what a record says."""
    searched = _list_searched(kind)
    if not searched:
        return {}
    names = [values[field.name] for field in searched if field.sortable]
    codes = [values[field.name] for field in searched if not field.sortable]
    found_by = make_search_text(names, (code for code in codes if code is not None))
    return dict(zip(list_lookup_columns(kind), (found_by, *map(make_sort_key, names)), strict=True))


@cache
def _list_searched(kind: Kind) -> tuple[Field, ...]:
    return tuple(field for field in kind.fields if field.searchable)


def _name_sort_key(field: Field) -> str:
    """The column of the key by which a name is put in order."""
    return f"{field.name}_key"


def _make_order_index(kind: str, name: str, key: Any) -> Index:
    return Index(f"ix_{kind}_by_{name}", "tenant_id", key, "entry_id", postgresql_where=text(STANDS))
