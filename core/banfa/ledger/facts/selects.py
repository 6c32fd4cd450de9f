"""Selects that sources are made of: rows that had happened by the day and stood at the moment asked about.

Those of this module look only at what happened while the provider was in the pool, unless they say
otherwise. `since` is when the provider's last stay began. `id` is the entry's, or all the entries' where
several make one row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func
from sqlalchemy.dialects.postgresql import distinct_on

from banfa.ledger.entries.asof import AS_OF, standing_at
from banfa.ledger.facts.pool import STAY

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table

    from banfa.database.narrowing import TenantSelect


def anywhere(table: Table, day: str, *columns: ColumnElement[Any]) -> TenantSelect:
    """Rows whether or not the provider was in the pool that day."""
    c = table.c
    return standing_at(table, c.entry_id.label("id"), c.provider_id, c[day], *columns).where(c[day] <= AS_OF)


def of_stay(table: Table, day: str, *columns: ColumnElement[Any]) -> TenantSelect:
    """Rows whether or not the provider was in the pool, with `since` (NULL for one that never was)."""
    last = and_(STAY.c.provider_id == table.c.provider_id, STAY.c.last)
    return anywhere(table, day, *columns, STAY.c.since).outerjoin(STAY, last)


def in_pool(table: Table, day: str, *columns: ColumnElement[Any]) -> TenantSelect:
    """Rows of days on which the provider was in the pool."""
    return anywhere(table, day, *columns, STAY.c.since).join(STAY, within(table, day))


def within(table: Table, day: str) -> ColumnElement[bool]:
    """Which stay a row falls into: at most one."""
    c = table.c
    return and_(STAY.c.provider_id == c.provider_id, c[day] >= STAY.c.from_on, c[day] <= STAY.c.until_on)


def each(table: Table, by: tuple[str, ...], day: str, *columns: ColumnElement[Any]) -> TenantSelect:
    """One row per subject (the columns `by`): its rows' first and last day, and what else is asked."""
    c = table.c
    keys = [c[name] for name in by]
    return (
        standing_at(
            table,
            *keys,
            STAY.c.since,
            func.array_agg(c.entry_id).label("id"),
            func.min(c[day]).label("first_on"),
            func.max(c[day]).label("last_on"),
            *columns,
        )
        .join(STAY, within(table, day))
        .where(c[day] <= AS_OF)
        .group_by(*keys, STAY.c.since)
    )


def latest(rows: TenantSelect, table: Table, by: tuple[str, ...], day: str) -> TenantSelect:
    """Of rows of a table the last one per subject; of several on one day the one recorded last.

    Ordered downwards throughout, as the covering index is read backwards.
    """
    keys = [table.c[name] for name in by]
    downwards = [column.desc() for column in (*keys, table.c[day], table.c.entry_id)]
    return rows.ext(distinct_on(*keys)).order_by(*downwards)
