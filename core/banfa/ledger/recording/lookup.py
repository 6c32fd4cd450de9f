"""What entries are put in order and found by: worked out when one is written, used when many are listed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, literal_column

from banfa.ledger.entries.lookup import SEARCH_TEXT, UNDATED, name_sort_key
from banfa.ledger.entries.pinyin import make_search_text, make_sort_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement

    from banfa.ledger.entries.entry import Kind
    from banfa.ledger.entries.fields import Field


@cache
def list_orders(kind: Kind) -> Mapping[str, str]:
    """What lists can be put in order by, and the column that holds the key."""
    orders = {"id": "entry_id", "recorded_at": "recorded_at"}
    orders |= {field.name: name_sort_key(field) for field in kind.fields if field.sortable}
    return orders if kind.day is None else {**orders, kind.day: kind.day}


def make_order_key(kind: Kind, order: str) -> ColumnElement[Any]:
    """Make the expression by which lists are put in an order; an index of the kind's has it."""
    name = list_orders(kind)[order]
    column: ColumnElement[Any] = kind.row.c[name]
    if not kind.table.c[name].nullable:
        return column
    return case((column.is_(None), literal_column(UNDATED, column.type)), else_=column)


@cache
def list_lookup_columns(kind: Kind) -> tuple[str, ...]:
    """Name the columns of a kind, in the order in which `derive_lookup` gives them."""
    keys = (name_sort_key(field) for field in kind.fields if field.sortable)
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
