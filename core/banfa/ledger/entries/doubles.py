"""Likely doubles (疑似重复): two entries that two sources report alike, and what an officer rules of them.

A pair is written down once, when the second of them comes in; whether both stand and are still alike is
seen on reading, as of any moment. Until an officer rules, numbers that the later one counts in are ranges. A
ruling has its own as-of, like a record: what was worked out before it replays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, Index, UniqueConstraint, and_, func, or_, text
from sqlalchemy.dialects.postgresql import TIMESTAMP

from banfa.database.rows import Bound, TenantRow, bigint_column, boolean_column, instant_column, text_column
from banfa.database.tenancy import select
from banfa.ledger.entries.asof import known_then
from banfa.ledger.entries.lookup import STANDS

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Subquery

    from banfa.ledger.entries.asof import Known
    from banfa.ledger.entries.entry import Entry


class LikelyDouble(
    TenantRow,
    table="likely_double",
    rights="SELECT, INSERT",
    constraints=(UniqueConstraint("tenant_id", "kind", "entry_id", "of_id", name="uq_likely_double_pair"),),
    bound=Bound(),
):
    """Two entries of a kind, `entry_id` the one recorded later."""

    id: int
    kind: str = text_column()
    entry_id: int = bigint_column()
    of_id: int = bigint_column()
    noticed_at: datetime = instant_column()


class DoubleRuling(
    TenantRow,
    table="double_ruling",
    refers={"double_id": "likely_double", "ruled_by": "person"},
    rights="SELECT, INSERT, UPDATE (superseded_at)",
    constraints=(
        Column("superseded_at", TIMESTAMP(timezone=True), nullable=False, server_default=text("'infinity'")),
        Index(
            "uq_double_ruling_standing", "tenant_id", "double_id", unique=True, postgresql_where=text(STANDS)
        ),
    ),
    bound=Bound(state=True),
    erasable=("reason",),
):
    """What an officer rules of a pair: `is_double`, the later one counts nowhere; or it counts."""

    id: int
    double_id: int
    is_double: bool = boolean_column()
    reason: str = text_column()
    ruled_by: int
    recorded_at: datetime = instant_column()


def are_alike(row: type[Entry], record: Any, other: Any) -> ColumnElement[bool]:
    """Whether two records of a kind say the same in the columns by which doubles are known."""
    required = {name for name in row.declaration.alike if not row.table.c[name].nullable}
    return and_(
        *(
            record.c[name] == other.c[name]
            if name in required
            else record.c[name].is_not_distinct_from(other.c[name])
            for name in row.declaration.alike
        )
    )


def select_doubtful(row: type[Entry], *, known: Known = known_then) -> Subquery:
    """The entries of a kind that may be, or have been ruled, doubles of an earlier one (`is_double`).

    `of_id` is the earliest of these: what is alike is so among all of them.
    """
    d, earlier, later = LikelyDouble.c, row.alias("earlier"), row.alias("later")
    r = DoubleRuling.rows
    return (
        select(
            d.entry_id,
            func.bool_or(r.c.is_double.is_(True)).label("is_double"),
            func.min(d.of_id).label("of_id"),
        )
        .join_from(LikelyDouble.rows, earlier, and_(_is_of(earlier, d.of_id), known(earlier)))
        .join(later, and_(_is_of(later, d.entry_id), known(later), are_alike(row, earlier, later)))
        .outerjoin(r, and_(r.c.double_id == d.id, known(r)))
        .where(d.kind == row.declaration.name, r.c.is_double.is_distinct_from(False))  # noqa: FBT003 - SQL's
        .group_by(d.entry_id)
        .subquery(f"doubtful_{row.declaration.name}")
    )


def _is_of(records: Subquery, entry_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether records are an entry's: as the indexes of all records have it, not only of those that stand."""
    return or_(records.c.id == entry_id, records.c.corrects == entry_id)
