"""Listing rows of casework by what they belong to, and finding one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy import bindparam

from banfa.database.rows import TenantRow
from banfa.errors import Missing

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

R = TypeVar("R", bound=TenantRow)
MOST: Final = 200
"""How many of what belongs to one thing are shown together."""


def list_rows(unit: Unit, row: type[R], *, after: int = 0, limit: int = MOST, **equal: object) -> list[R]:
    """List rows by id after `after`, those whose columns have these values (None: any)."""
    statement = row.select().where(row.c.id > bindparam("after")).order_by(row.c.id).limit(bindparam("limit"))
    for name, value in equal.items():
        if value is not None:
            statement = statement.where(row.c[name] == value)
    return unit.all(row, statement, after=after, limit=limit)


def find_row(unit: Unit, row: type[R], row_id: int, *, missing: str, zh: str) -> R:
    """Find a row that has no steps. Raises Missing with the code `missing`."""
    thing = unit.one_or_none(row, row.select().where(row.c.id == row_id))
    if thing is None:
        raise Missing(missing, f"没有这{zh}，请核对编号。")
    return thing
