"""What the ledger was told after a moment: whether something worked out from it has gone stale."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Date, and_, bindparam, exists, func, literal, or_, union_all
from sqlalchemy.dialects.postgresql import TIMESTAMP

from banfa.database.tenancy import select
from banfa.ledger.entries.doubles import DoubleRuling, LikelyDouble
from banfa.ledger.kinds.completeness import Reporter, SourceComplete
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import ColumnElement, CompoundSelect, Select

    from banfa.ledger.entries.entry import Kind
    from banfa.trust.unit import Unit

_OF_ENTERPRISES: Final = ("enterprise_listing", "enterprise_change", "diagnosis")
NEVER_READ: Final = ("provider_change", "inspection", "filing", *_OF_ENTERPRISES)
"""Kinds that no fact is counted from."""
NEVER_COUNTED_BY: Final = frozenset(
    {("decision", "period_on"), ("finding", "occurred_on"), ("complaint", "occurred_on")}
)
"""Days that say what an entry is about: it counts by the day on which it was decided or found."""
_KNOWN_AT: Final = bindparam("known_at", type_=TIMESTAMP(timezone=True))
_AS_OF: Final = bindparam("as_of", type_=Date)


def list_changed_kinds(unit: Unit, *, known_at: datetime, as_of: date) -> list[str]:
    """Name the kinds of entry told of after `known_at` that can concern days up to `as_of`.

    A correction or a voiding is a record of its own, so looking at when records came in is enough; it
    concerns the days of what it replaces as well as its own.
    """
    changed = unit.execute(_make_statement(), known_at=known_at, as_of=as_of).scalars()
    return list(dict.fromkeys(changed))


@cache
def _make_statement() -> CompoundSelect[Any]:
    """One SELECT for each kind that a fact may be counted from, and for what is ruled of doubles."""
    selects: list[Select[Any]] = []
    for kind in KINDS.values():
        if kind.name not in NEVER_READ:
            new = kind.row.rows
            reported = select(literal(1)).select_from(new).where(new.c.recorded_at > _KNOWN_AT)
            # What was older than what was known has never stood.
            reported = reported.where(or_(new.c.superseded_at > new.c.recorded_at, new.c.voids))
            reported = reported.where(or_(_concerns(kind, new), _replaces(kind, new)))
            selects.append(select(literal(kind.name)).where(exists(reported.subquery().select())))
    ruled = select(LikelyDouble.c.kind).join_from(
        DoubleRuling.rows, LikelyDouble.rows, LikelyDouble.c.id == DoubleRuling.c.double_id
    )
    selects.append(ruled.where(DoubleRuling.c.recorded_at > _KNOWN_AT))
    # Who has begun to report has not yet said up to which day his reports are whole.
    declared = select(literal(1)).where(
        SourceComplete.c.source == Reporter.c.source,
        SourceComplete.c.reports == Reporter.c.reports,
        SourceComplete.c.recorded_at <= _KNOWN_AT,
    )
    begun = select(func.split_part(Reporter.c.reports, ".", 1)).where(
        Reporter.c.first_at > _KNOWN_AT, ~declared.correlate(Reporter.rows).exists()
    )
    return union_all(*selects, begun)


def _concerns(kind: Kind, rows: Any) -> ColumnElement[bool]:
    """Whether one of an entry's days is not after the day.

    A declaration of completeness concerns every day before its own. What has no day at all (a provider, an
    enterprise) matters only through entries that name it, until it is corrected.
    """
    dates = (field.name for field in kind.fields if isinstance(field.column, Date))
    days = [rows.c[name] for name in dates if (kind.name, name) not in NEVER_COUNTED_BY]
    if kind is SourceComplete.declaration:
        return literal(value=True)
    if not days:
        corrected: ColumnElement[bool] = rows.c.corrects.is_not(None)
        return corrected
    return or_(func.least(*days) <= _AS_OF, and_(*(day.is_(None) for day in days)))


def _replaces(kind: Kind, new: Any) -> ColumnElement[bool]:
    """Whether a record takes the place of one that concerns the days up to the day."""
    old = kind.row.alias("replaced")
    same = or_(old.c.id == new.c.corrects, old.c.corrects == new.c.corrects)
    ended = and_(old.c.superseded_at == new.c.recorded_at, old.c.id != new.c.id)
    replaced = select(literal(1)).select_from(old).where(same, ended, _concerns(kind, old))
    return and_(new.c.corrects.is_not(None), exists(replaced.correlate(new)))
