"""Selects that sources are made of: rows that had happened by the day and stood at the moment asked about.

Those of this module look only at what happened while the provider was in the pool, unless they say
otherwise. `since` is when the provider's last stay began. `id` is the entry's, or all the entries' where
several make one row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func
from sqlalchemy.dialects.postgresql import distinct_on

from banfa.ledger.entries.asof import AS_OF, select_known
from banfa.ledger.entries.doubles import select_doubtful
from banfa.ledger.facts.pool import STAY

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select, Subquery

    from banfa.ledger.entries.entry import Entry


def select_anywhere(rows: Subquery, day: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Rows whether or not the provider was in the pool that day."""
    c = rows.c
    return select_known(rows, c.entry_id.label("id"), c.provider_id, c[day], *columns).where(c[day] <= AS_OF)


def select_with_stay(rows: Subquery, day: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Rows whether or not the provider was in the pool, with `since` (NULL for one that never was)."""
    last = and_(STAY.c.provider_id == rows.c.provider_id, STAY.c.last)
    return select_anywhere(rows, day, *columns, STAY.c.since).outerjoin(STAY, last)


def select_in_pool(rows: Subquery, day: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """Rows of days on which the provider was in the pool."""
    return select_anywhere(rows, day, *columns, STAY.c.since).join(STAY, _falls_into_stay(rows, day))


def leave_out_doubles(statement: Select[Any], row: type[Entry]) -> Select[Any]:
    """The rows of a kind without what is ruled a double; `doubtful` are those not yet ruled on."""
    doubles = select_doubtful(row)
    doubtful = doubles.c.entry_id.is_not(None).label("doubtful")
    joined = statement.add_columns(doubtful).outerjoin(doubles, doubles.c.entry_id == row.c.entry_id)
    return joined.where(doubles.c.is_double.is_not(True))


def select_each(rows: Subquery, by: tuple[str, ...], day: str, *columns: ColumnElement[Any]) -> Select[Any]:
    """One row per subject (the columns `by`): its rows' first and last day, and what else is asked."""
    c = rows.c
    keys = [c[name] for name in by]
    return (
        select_known(
            rows,
            *keys,
            STAY.c.since,
            func.array_agg(c.entry_id).label("id"),
            func.min(c[day]).label("first_on"),
            func.max(c[day]).label("last_on"),
            *columns,
        )
        .join(STAY, _falls_into_stay(rows, day))
        .where(c[day] <= AS_OF)
        .group_by(*keys, STAY.c.since)
    )


def select_latest(statement: Select[Any], rows: Subquery, by: tuple[str, ...], day: str) -> Select[Any]:
    """Of what the statement gives, the last row per subject; of several on one day the one recorded last."""
    # Downwards throughout, as the covering index is read backwards.
    keys = [rows.c[name] for name in by]
    downwards = [column.desc() for column in (*keys, rows.c[day], rows.c.entry_id)]
    return statement.ext(distinct_on(*keys)).order_by(*downwards)


def _falls_into_stay(rows: Subquery, day: str) -> ColumnElement[bool]:
    """Which stay a row falls into: at most one."""
    c = rows.c
    return and_(STAY.c.provider_id == c.provider_id, c[day] >= STAY.c.from_on, c[day] <= STAY.c.until_on)
