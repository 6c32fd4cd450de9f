"""As of which day, and as known at which moment, the ledger is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, ColumnElement, Date, Integer, Text, and_, bindparam, cast, literal_column
from sqlalchemy.dialects.postgresql import TIMESTAMP

from banfa.database.tenancy import select
from banfa.law import FAR
from banfa.ledger.entries.tables import stands
from banfa.reasoning.calendar import NO_CALENDAR, list_shifts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Select, Subquery

    from banfa.reasoning.calendar import Calendar

EPOCH: Final = date(1970, 1, 1)
AS_OF: Final = bindparam("as_of", type_=Date)
KNOWN_AT: Final = bindparam("known_at", type_=TIMESTAMP(timezone=True))
ROUND_START: Final = bindparam("round_start", type_=Date)
YEAR_START: Final = bindparam("year_start", type_=Date)
LAST_YEAR_START: Final = bindparam("last_year_start", type_=Date)
YEAR_BEFORE_LAST_START: Final = bindparam("year_before_last_start", type_=Date)
COMMENCED: Final = bindparam("commenced", type_=Date)
CALENDAR_FIRST: Final = bindparam("calendar_first", type_=Integer)
_SHIFTS: Final = select(cast(bindparam("shifts", type_=Text), ARRAY(Integer))).scalar_subquery()
BEGINNING: Final = date(1, 1, 1)
"""Before everything: the day of commencement where nothing is limited to what happened since."""
NOW: Final = datetime(9999, 1, 1, tzinfo=UTC)
"""A `known_at` after every record: what stands now, whichever machine's clock stamped it."""

Known = Callable[[Any], ColumnElement[bool]]
"""Which records of some narrowed rows stand: `known_then` at the moment asked about, `known_now` at last."""


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """`as_of` is the last day that counts, `known_at` the moment by which what counts had been recorded.

    `round_start` is the round's first day. `complete` says up to which day each kind of report is declared
    complete; one that is not named is complete up to no day. `commenced_on`: when the measure came into
    force, if only what happened since is judged. `calendar`: by which terms end.
    """

    tenant_id: int
    as_of: date
    round_start: date
    known_at: datetime
    complete: Mapping[str, date] = field(default_factory=dict)
    commenced_on: date = BEGINNING
    calendar: Calendar = NO_CALENDAR

    @property
    def today(self) -> int:
        """The day asked about, in days since 1970-01-01."""
        return number_of(self.as_of)

    @property
    def known(self) -> Known:
        """Which records count; those that stand now are found by the indexes that hold no others."""
        return choose_known(self.known_at)

    def year_start(self, ago: int = 0) -> date:
        """The first day of the calendar year, or of one so many years ago."""
        return date(self.as_of.year - ago, 1, 1)

    def binds(self) -> dict[str, Any]:
        """The bind parameters of a sheet's statements."""
        return {
            "tenant": self.tenant_id,
            "as_of": self.as_of,
            "round_start": self.round_start,
            "year_start": self.year_start(),
            "last_year_start": self.year_start(1),
            "year_before_last_start": self.year_start(2),
            "commenced": self.commenced_on,
            "known_at": self.known_at.astimezone(UTC),
            "calendar_first": self.calendar.first,
            "shifts": list_shifts(self.calendar),
        }

    def complete_until(self, reports: Iterable[str]) -> int:
        """The day up to which all of these are complete; what needs no report is complete for ever."""
        days = (number_of(self.complete[r]) if r in self.complete else -FAR for r in reports)
        return min(days, default=FAR)


def shift_to_work(day: Any) -> ColumnElement[int]:
    """How many days later the first working day is, by `AsOf.calendar`; NULL where that is not sure."""
    # The array is read once a statement, and then by place.
    return _SHIFTS[day - literal_column("date '1970-01-01'") - CALENDAR_FIRST + 1]


def number_of(day: date) -> int:
    """A day as days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day's number."""
    return EPOCH + timedelta(number)


def known_then(rows: Any) -> ColumnElement[bool]:
    """Records that stood at the moment asked about: recorded by then, not yet corrected or voided."""
    return and_(rows.c.recorded_at <= KNOWN_AT, rows.c.superseded_at > KNOWN_AT)


known_now: Final[Known] = stands
"""Records that stand now."""


def choose_known(known_at: datetime) -> Known:
    """Which records count for somebody who knows what was recorded by then."""
    return known_now if known_at == NOW else known_then


def select_known(rows: Subquery, *columns: Any, known: Known = known_then) -> Select[Any]:
    """Select from the records, of some narrowed rows, that stood at the moment asked about."""
    return select(*columns).select_from(rows).where(known(rows))
