"""Which columns of which kinds a fact is read off: found in the very statement that counts it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnClause
from sqlalchemy.sql import visitors

from banfa.database.rows import NARROWED
from banfa.ledger.facts.catalogue import CATALOGUE
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from banfa.law import Fact

ColumnsRead = frozenset[tuple[str, str]]
"""Kind and column."""
NOTHING: Final[ColumnsRead] = frozenset()


def list_columns_read(fact: Fact) -> ColumnsRead:
    """List the columns that a fact's source looks at; none for a fact of one contract."""
    return _list_of_source(fact.name) if fact.name in CATALOGUE else NOTHING


@cache
def _list_of_source(name: str) -> ColumnsRead:
    read = set()
    for element in visitors.iterate(CATALOGUE[name].source.rows):
        if isinstance(element, ColumnClause) and element.table in NARROWED:
            kind = _find_kind(element)
            if kind in KINDS and element.name in KINDS[kind].columns:
                read.add((kind, element.name))
    return frozenset(read)


def _find_kind(column: Any) -> str:
    """The table that a column of narrowed rows is of."""
    (base,) = column.base_columns
    return str(base.table.name)
