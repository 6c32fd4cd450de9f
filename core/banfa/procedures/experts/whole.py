"""Whole lists: what the program itself decides by has no bound on its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from banfa.database.rows import TenantRow

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

R = TypeVar("R", bound=TenantRow)


def list_whole(unit: Unit, row: type[R], **equal: object) -> list[R]:
    """List all rows whose columns have these values, None being one of them, by id."""
    statement = row.select().order_by(row.c.id)
    for name, value in equal.items():
        statement = statement.where(row.c[name].is_(None) if value is None else row.c[name] == value)
    return unit.all(row, statement)
