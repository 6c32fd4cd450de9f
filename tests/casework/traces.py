"""All rows that casework can leave in a bureau, to be held against those of another moment."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Table, text

from banfa.database.rows import TenantRow

THERE = text("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')")


@cache
def list_tables() -> tuple[Table, ...]:
    """The tables of tenants' rows, by name."""
    tables = {row.table for row in _list_kinds(TenantRow) if getattr(row, "table", None) is not None}
    return tuple(sorted(tables, key=lambda table: table.name))


def _list_kinds(kind: type[Any]) -> list[type[Any]]:
    return [each for sub in kind.__subclasses__() for each in (sub, *_list_kinds(sub))]


def read_rows_of_casework(desk: Any) -> dict[str, str]:
    """A digest of every table's rows of the desk's bureau."""
    with desk.unit(read_only=True) as unit:
        # Other tests declare tables of their own, which no database has.
        there = set(unit.connection.execute(THERE).scalars())
        return {
            table.name: unit.connection.execute(_digest(table), {"tenant": unit.tenant_id}).scalar()
            for table in list_tables()
            if table.name in there
        }


def _digest(table: Table) -> Any:
    rows = "md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), ''))"
    return text(f"SELECT {rows} FROM {table.name} t WHERE tenant_id = :tenant")
