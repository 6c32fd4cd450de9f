"""The term (整改期限) of an order and the day it ends: worked out, or held against what the document says.

A term starts on the day after service (民法典第二百零一条). Whether one that would end on a rest day goes on
to the next working day (第二百零三条) is a reading of the bureau's: where it reads so, that day is offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.law import facts_of
from banfa.law.quantity import duration
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.kinds.decisions import ORDER, Decision
from banfa.procedures.calendars import read_calendar
from banfa.procedures.instruments.editions import settle_edition
from banfa.reasoning.calendar import day_number, day_of, find_due_day

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.trust.unit import Unit

KIND: Final = Decision.declaration
_READ: Final = ("decided_on", "served_on", "term", "term_unit", "due_on")
_KEPT: Final = frozenset({"orders_missed", "orders_missed_by_close", "rechecks_failed"})
_MOVED: Final = frozenset({"orders_missed_moved", "orders_missed_moved_by_close", "rechecks_failed_moved"})


def fill_due_day(unit: Unit, profile: Profile, data: Mapping[str, Any], *, edition: str) -> dict[str, Any]:
    """Add the last day of the term to an order that is served and names none; check one that it names.

    Raises Malformed (`due_day_mismatch`, `due_day_unsure`). What cannot be read the ledger will name.
    """
    values: dict[str, Any] = dict(data)
    try:
        given: list[Any] = [
            None if values.get(name) is None else KIND.field(name).read(values[name]) for name in _READ
        ]
    except InvalidValue:
        return values
    decided_on, served_on, term, term_unit, named = given
    if values.get("kind") != ORDER or None in (decided_on, served_on, term, term_unit):
        return values
    calendar, start = read_calendar(unit.connection, unit.tenant_id), day_number(served_on)
    period = duration(term, term_unit)
    ends = {moves: find_due_day(start, period, calendar, rest_days_move=moves) for moves in (False, True)}
    law = settle_edition(unit, profile, edition=edition, day=decided_on)
    due = ends[moves_off_rest_days(law)]
    if named is None:
        if not due.sure:
            message = (
                f"{period}的期限届满之年的放假安排尚未公布，不能推算期限届满之日；"
                "请先登记放假安排（/holiday-notices），或填写 due_on。"
            )
            raise Malformed("due_day_unsure", message, field="due_on")
        return {**values, "due_on": day_of(due.day)}
    if ends[True].sure and day_number(named) not in {end.day for end in ends.values()}:
        message = (
            f"自送达次日起算{period}，至{day_of(due.day)}届满，与所填的期限届满之日（due_on）{named}不符，"
            "请核对；文书写明具体日期的，不填整改期限（term）。"
        )
        raise Malformed("due_day_mismatch", message, field="due_on")
    return values


def moves_off_rest_days(law: Edition) -> bool:
    """Whether the bureau reads a settled edition so that an order's term does not end on a rest day."""
    names = {fact.name for clause in law.clauses for fact in facts_of(clause.when)}
    return bool(names & _MOVED) and not names & _KEPT
