"""Writes docs/what-is-bound.md: every column of every tenant's table, and what binds it to the audit chain.

`python -m tests.binding` (part of `make docs`). A table that says neither how it is bound nor why not, and a
column that is loose without a reason, are problems (`list_unexplained`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from banfa.database.base import metadata
from banfa.database.rows import BOUND, ERASABLE, UNBOUND
from banfa.database.schema import load_rooms
from banfa.trust.seals import find_bound, list_key, list_sealed_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table

PAGE = Path(__file__).parents[1] / "docs" / "what-is-bound.md"
HEAD = """\
# What the audit chain binds

Written by `python -m tests.binding` from the tables themselves; a test compares. Every column of every table
that has a tenant stands here. **Sealed**: the link that tells of a row's change holds the row's number and
the SHA-256 of its columns as text (`banfa.trust.seals`); `banfa audit verify` digests every row anew and
finds one edited in place, one without a link, one that is gone. *Once*: the row never changes, and only a
lawful erasure may seal it again. *State*: every change is sealed in the transaction that makes it; the last
seal holds.
`tenant_id` is in no seal: a row that goes to another tenant is gone from here and without a link there.
Erased: what `banfa audit erase` empties (a link of its own says who, why and by which document).

The control tables `tenant`, `credential`, `account` and `login_attempts` belong to no tenant and are not
bound. Tenants are made at the operator's console; edits of their name, slug and city are not located. No
credential lets in without a token or a session, no account without a person that names it: these are sealed.
A password that is put in place of another is not located; the session that it opens is a link.

| Table | Bound | Sealed columns | Loose columns, and what holds them | Erased |
| --- | --- | --- | --- | --- |
"""


def list_tables() -> list[Table]:
    """List the tables that have a tenant, by name."""
    load_rooms()
    return sorted((table for table in metadata.sorted_tables if table.info["tenant"]), key=lambda t: t.name)


def list_unexplained() -> Iterator[str]:
    """List tables and columns that nothing binds, without a reason."""
    for table in list_tables():
        if not table.info.get(BOUND):
            if not table.info.get(UNBOUND):
                yield table.name
            continue
        loose = find_bound(table).loose
        left = {column.name for column in table.c} - {*list_sealed_columns(table), "tenant_id"}
        yield from (f"{table.name}.{name}" for name in sorted(left) if not loose.get(name))
        yield from (f"{table.name}.{name}: no such column" for name in loose.keys() - table.c.keys())


def render_page() -> str:
    """Write the page."""
    return HEAD + "".join(_render_table(table) for table in list_tables())


def _render_table(table: Table) -> str:
    erased = ", ".join(table.info.get(ERASABLE, ()))
    if not table.info.get(BOUND):
        columns = ", ".join(column.name for column in table.c if column.name != "tenant_id")
        return f"| `{table.name}` | no: {table.info[UNBOUND]} | | {columns} | {erased} |\n"
    bound = find_bound(table)
    how = "state" if bound.state else "once"
    key = list_key(table)
    by = "" if key == ["id"] else f", by {' and '.join(key) or 'the tenant'}"
    first = "; the first link binds what a bureau is founded with" if bound.first else ""
    loose = "; ".join(f"{name}: {why}" for name, why in bound.loose.items())
    sealed = ", ".join(list_sealed_columns(table))
    return f"| `{table.name}` | {how}{by}{first} | {sealed} | {loose} | {erased} |\n"


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
