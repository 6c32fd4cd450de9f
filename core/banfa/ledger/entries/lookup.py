"""Columns by which entries are put in order and found, and the index of each order.

They are written with each record (`banfa.ledger.recording.lookup`) and shown to nobody: they follow from what
it says, so no report gives them, no answer has them, and comparing two records does not look at them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Column, Index, Text, text

from banfa.ledger.entries.pinyin import MAX_SORT_KEY_BYTES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.schema import SchemaItem

    from banfa.ledger.entries.fields import Field

STANDS: Final = "superseded_at = 'infinity'::timestamptz"
"""The condition of the indexes that hold what stands now alone."""
SEARCH_TEXT: Final = "search_text"
UNDATED: Final = "'9999-12-31'::date"
"""Where an entry without a day stands in the order of days."""


def make_lookup_items(kind: str, fields: Sequence[Field], day: str | None) -> Iterator[SchemaItem]:
    """Make the columns that a kind's names and searchable fields need, and the index of each order."""
    if any(field.searchable for field in fields):
        yield Column(SEARCH_TEXT, Text, nullable=False, server_default="")
    for field in fields:
        if field.sortable:
            column = name_sort_key(field)
            yield Column(column, Text(collation="C"), nullable=False, server_default="")
            yield _make_order_index(kind, column, column)
        elif field.name == day:
            # Not by COALESCE, behind which row security lets no index be used (PostgreSQL calls it leaky).
            # Laid out as PostgreSQL does it, since `make migration` compares the texts.
            dated = f"(\nCASE\n WHEN {day} IS NULL THEN {UNDATED}\n ELSE {day}\nEND)"
            yield _make_order_index(kind, day, day if field.required else text(dated))


def size_lookup(fields: Sequence[Field]) -> dict[str, int]:
    """How many bytes of an index each of the columns can fill."""
    return {name_sort_key(field): MAX_SORT_KEY_BYTES for field in fields if field.sortable}


def name_sort_key(field: Field) -> str:
    """Name the column of the key by which a name is put in order."""
    return f"{field.name}_key"


def _make_order_index(kind: str, name: str, key: Any) -> Index:
    return Index(f"ix_{kind}_by_{name}", "tenant_id", key, "entry_id", postgresql_where=text(STANDS))
