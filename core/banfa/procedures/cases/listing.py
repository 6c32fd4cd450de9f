"""Listing rows of casework by what they belong to, and finding one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

from sqlalchemy import ARRAY, BigInteger, Text, any_, bindparam, literal

from banfa.database.rows import TenantRow
from banfa.errors import Missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement

    from banfa.trust.unit import Unit

R = TypeVar("R", bound=TenantRow)
MOST: Final = 200
"""How many of what belongs to one thing are shown together."""


def list_rows(
    unit: Unit,
    row: type[R],
    *,
    after: int = 0,
    limit: int = MOST,
    among: Mapping[str, Iterable[str]] | None = None,
    **equal: object,
) -> list[R]:
    """List rows by id after `after`, those whose columns have these values (None: any).

    `among`: columns of text that have one of some values.
    """
    within = (row.c[name] == any_(literal(sorted(of), ARRAY(Text))) for name, of in (among or {}).items())
    held = (*_hold(row, equal), *within)
    statement = row.select().where(row.c.id > bindparam("after"), *held).order_by(row.c.id)
    return unit.all(row, statement.limit(bindparam("limit")), after=after, limit=limit)


def list_latest(unit: Unit, row: type[R], **equal: object) -> list[R]:
    """List the latest rows, the last first: of many, those that somebody still chooses from."""
    statement = row.select().where(*_hold(row, equal)).order_by(row.c.id.desc()).limit(MOST)
    return unit.all(row, statement)


def list_by_ids(unit: Unit, row: type[R], ids: Iterable[int]) -> list[R]:
    """List the rows that have these ids."""
    among = literal(sorted(ids), ARRAY(BigInteger))
    statement = row.select().where(row.c.id == any_(among)).order_by(row.c.id)
    return unit.all(row, statement)


def _hold(row: type[R], equal: Mapping[str, object]) -> list[ColumnElement[bool]]:
    """That these columns have these values (None: any)."""
    return [row.c[name] == value for name, value in equal.items() if value is not None]


def find_row(unit: Unit, row: type[R], row_id: int, *, missing: str, zh: str) -> R:
    """Find a row that has no steps. Raises Missing with the code `missing`."""
    thing = unit.one_or_none(row, row.select().where(row.c.id == row_id))
    if thing is None:
        raise Missing(missing, f"没有这{zh}，请核对编号。")
    return thing
