"""What the bureau has arranged for itself (内部工作规程): which posts papers go through, and days of its own.

Set by an internal instrument; these are defaults of ours, for a bureau that has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from banfa.procedures.calendars import (
    count_sure_working_days_on,
    count_working_days_on,
    read_calendar,
)
from banfa.procedures.cases.clauses import HEAVY
from banfa.procedures.instruments.editions import edition_key_on
from banfa.procedures.instruments.instrument import InternalProcedure, list_holding, merge_internal
from banfa.reasoning.calendar import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.trust.unit import Unit

MEETING: Final = "集体讨论"
"""The post at which a meeting decides; its record is named by number."""
CHAIN: Final = ("科室负责人", "签发")
CHAIN_OF_HEAVY: Final = ("科室负责人", "合法性审核", MEETING, "签发")
DAYS: Final[Mapping[str, int]] = {
    "verify": 5,
    "statement": 5,
    "recheck": 10,
    "case": 60,
    "reminder": 7,
    "letter": 15,
    "objection": 10,
    "notice": 30,
    "confirmation": 3,
    "draft": 30,
}


@dataclass(frozen=True, slots=True)
class Office:
    """The arrangements that hold."""

    procedure: InternalProcedure

    def chain(self, kind: str) -> tuple[str, ...]:
        """Through which posts the paper of a remedy goes, in order."""
        chains = self.procedure.chains
        if kind in HEAVY:
            return chains.get(kind) or CHAIN_OF_HEAVY
        return chains.get(kind) or chains.get("other") or CHAIN

    def days(self, name: str) -> int:
        """How many days a step of the bureau's takes."""
        days: int = self.procedure.days.get(name, DAYS[name])
        return days

    def warn_until(self, today: date) -> date:
        """The last day of terms that are announced today: so many calendar days ahead."""
        return today + timedelta(self.days("reminder"))

    def count_working_days(self, unit: Unit, name: str, start: date) -> date:
        """The last day of a term in working days that starts the day after `start`."""
        return count_working_days_on(read_calendar(unit.connection, unit.tenant_id), start, self.days(name))

    def count_for_party(self, unit: Unit, name: str, start: date) -> tuple[date, bool]:
        """The last day of a party's term in working days, and whether holidays still to come may move it.

        A day that may be one of rest does not count against the party.
        """
        calendar = read_calendar(unit.connection, unit.tenant_id)
        due = count_sure_working_days_on(calendar, start, self.days(name))
        return day_of(due.day), not due.sure

    def end_of_case(self, opened_on: date) -> date:
        """The last day of a case opened on a day, in calendar days."""
        return opened_on + timedelta(self.days("case"))


def find_office(unit: Unit) -> Office:
    """Find the arrangements of today."""
    edition = edition_key_on(unit, unit.today)
    if edition is None:
        return Office(InternalProcedure())
    return Office(merge_internal(list_holding(unit, edition, day=unit.today)))
