"""What the bureau has arranged for itself (内部程序): through which posts papers go, how long its steps take.

Set by an internal instrument; these are defaults of ours, for a bureau that has none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from banfa.procedures.calendars import count_working_days_on, read_calendar
from banfa.procedures.cases.clauses import HEAVY
from banfa.procedures.instruments.editions import edition_key_on
from banfa.procedures.instruments.instrument import InternalProcedure, list_holding, merge_internal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.trust.unit import Unit

MEETING: Final = "集体讨论"
"""The post at which a meeting decides; its record is named by number."""
CHAIN: Final = ("科室负责人", "签发")
CHAIN_OF_HEAVY: Final = ("科室负责人", "合法性审核", MEETING, "签发")
DAYS: Final[Mapping[str, int]] = {"verify": 5, "statement": 5, "recheck": 10, "case": 60, "letter": 15}


@dataclass(frozen=True, slots=True)
class Office:
    """The arrangements that hold."""

    procedure: InternalProcedure

    def chain(self, kind: str) -> tuple[str, ...]:
        """Through which posts the paper of a remedy goes, in order."""
        chains = self.procedure.chains
        default = CHAIN_OF_HEAVY if kind in HEAVY else CHAIN
        return chains.get(kind) or chains.get("other") or default

    def days(self, name: str) -> int:
        """How many days a step of the bureau's takes."""
        days: int = self.procedure.days.get(name, DAYS[name])
        return days

    def count_working_days(self, unit: Unit, name: str, start: date) -> date:
        """The last day of a term in working days that starts the day after `start`."""
        return count_working_days_on(read_calendar(unit.connection, unit.tenant_id), start, self.days(name))

    def end_of_case(self, opened_on: date) -> date:
        """The last day of a case opened on a day, in calendar days."""
        return opened_on + timedelta(self.days("case"))


def find_office(unit: Unit) -> Office:
    """Find the arrangements of today."""
    edition = edition_key_on(unit, unit.today)
    if edition is None:
        return Office(InternalProcedure())
    return Office(merge_internal(list_holding(unit, edition, day=unit.today)))
