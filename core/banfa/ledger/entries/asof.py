"""The moment a question about the ledger is put for: as of which day, and as known when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import BigInteger, Date, and_, bindparam
from sqlalchemy.dialects.postgresql import TIMESTAMP

from banfa.database.tenancy import tenant_select
from banfa.law import FAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.sql.selectable import NamedFromClause

    from banfa.database.narrowing import TenantSelect

EPOCH = date(1970, 1, 1)
TENANT = bindparam("tenant", type_=BigInteger)
AS_OF = bindparam("as_of", type_=Date)
KNOWN_AT = bindparam("known_at", type_=TIMESTAMP(timezone=True))
ROUND_START = bindparam("round_start", type_=Date)
YEAR_START = bindparam("year_start", type_=Date)
TODAY = datetime(9999, 1, 1, tzinfo=UTC)
"""A `known_at` after every record: what stands now, whichever machine's clock stamped it."""


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """`as_of` is the last day that counts, `known_at` the moment by which what counts had been told.

    `round_start` is the round's first day. `complete` says up to which day each kind of report is declared
    complete; one that is not named is complete up to no day.
    """

    tenant_id: int
    as_of: date
    round_start: date
    known_at: datetime
    complete: Mapping[str, date] = field(default_factory=dict)

    @property
    def today(self) -> int:
        """The day asked about, in days since 1970-01-01."""
        return number_of(self.as_of)

    def binds(self) -> dict[str, Any]:
        """What the statements of a sheet are executed with."""
        return {
            "tenant": self.tenant_id,
            "as_of": self.as_of,
            "round_start": self.round_start,
            "year_start": self.as_of.replace(month=1, day=1),
            "known_at": self.known_at.astimezone(UTC),
        }

    def told(self, reports: Iterable[str]) -> int:
        """The day up to which all of these are complete; what needs no report is complete for ever."""
        days = (number_of(self.complete[r]) if r in self.complete else -FAR for r in reports)
        return min(days, default=FAR)


def number_of(day: date) -> int:
    """A day as days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day's number."""
    return EPOCH + timedelta(number)


def of_tenant(*entities: Any) -> TenantSelect:
    """Select from the tables of a tenant that is named when the statement is executed."""
    return tenant_select(cast("int", TENANT), *entities)


def told_by_then(table: Table | NamedFromClause[Any]) -> ColumnElement[bool]:
    """Records that stood at the moment asked about: told by then, and not yet corrected or voided."""
    return and_(table.c.recorded_at <= KNOWN_AT, table.c.superseded_at > KNOWN_AT)


def standing_at(table: Table, *entities: Any) -> TenantSelect:
    """Select from the records of a table that stood at the moment asked about."""
    return of_tenant(*entities).where(told_by_then(table))
