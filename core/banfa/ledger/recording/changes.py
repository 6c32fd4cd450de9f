"""What the ledger was told after a moment: whether something worked out from it has gone stale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, and_, exists, func, literal, or_, union_all

from banfa.ledger.kinds.completeness import SOURCE_COMPLETE
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from banfa.database.narrowing import TenantSelect
    from banfa.ledger.entries.kind import Kind
    from banfa.trust.unit import Unit

NEVER_READ = ("provider_change", "diagnosis", "inspection", "filing")
"""Kinds that no fact is counted from."""


def changed_since(unit: Unit, *, known_at: datetime, as_of: date) -> list[str]:
    """Name the kinds of entry told of after `known_at` that can concern days up to `as_of`.

    A correction or a voiding is a record of its own, so looking at when records came in is enough; it
    concerns the days of what it replaces as well as its own.
    """
    asked = []
    for kind in KINDS.values():
        if kind.name not in NEVER_READ:
            new = kind.table.c
            told = unit.select(literal(1)).select_from(kind.table).where(new.recorded_at > known_at)
            told = told.where(or_(concerns(kind, kind.table, as_of), replaces(unit, kind, as_of)))
            asked.append(unit.select(literal(kind.name)).where(exists(told.subquery().select())))
    return list(unit.connection.scalars(union_all(*asked)))


def concerns(kind: Kind, table: Any, as_of: date) -> ColumnElement[bool]:
    """Whether one of an entry's days is not after the day.

    A declaration of completeness concerns every day before its own. What has no day at all (a provider, an
    enterprise) matters only through entries that name it, until it is corrected.
    """
    days = [table.c[column.name] for column in kind.table.c if isinstance(column.type, Date)]
    if kind is SOURCE_COMPLETE:
        return literal(value=True)
    if not days:
        corrected: ColumnElement[bool] = table.c.corrects.is_not(None)
        return corrected
    return or_(func.least(*days) <= as_of, and_(*(day.is_(None) for day in days)))


def replaces(unit: Unit, kind: Kind, as_of: date) -> ColumnElement[bool]:
    """Whether a record takes the place of one that concerns the days up to `as_of`."""
    new, old = kind.table, kind.table.alias("replaced")
    statement: TenantSelect = (
        unit.select(literal(1))
        .select_from(old)
        .where(
            or_(old.c.id == new.c.corrects, old.c.corrects == new.c.corrects),
            old.c.superseded_at == new.c.recorded_at,
            old.c.id != new.c.id,
            concerns(kind, old, as_of),
        )
    )
    return and_(new.c.corrects.is_not(None), exists(statement.correlate(new)))
