"""Late marks: an officer says that a filing was late and why; another checks; nothing marks itself.

No lead, no case and no entry of the ledger follows: what a measure attaches to late papers is a finding of
its own, with its own facts and its own hearing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.steps import start, take
from banfa.procedures.filings.filing_rows import FILINGS, STATES_OF_FILING, MaterialFiling
from banfa.procedures.filings.late_rows import LATE_MARKS, LateMark
from banfa.procedures.filings.listing import find_mark
from banfa.procedures.filings.receiving import check_day_entered, find_call, is_in_time
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

NOT_DUE: Final = ("listed", "exempt", "withdrawn", "left_out")
"""States in which nothing is due."""


class MarkLate(Inputs, example={"reason": "截止日次日仍未报送，提醒后也未说明原因。"}):
    """Why it is marked."""

    reason: str = text("记逾期的理由", max_length=1000)


class RevokeLate(Inputs, example={"revoked_why": "邮戳在截止日以前，系本局收发延误。"}):
    """Why it is taken back."""

    revoked_why: str = text("撤销理由", max_length=1000)


def mark_late(
    unit: Unit, _profile: Profile, row_id: int, data: MarkLate, version: int | None = None
) -> LateMark:
    """Mark a filing late, for another to check.

    Raises Conflict (`term_running`, `handed_in_time`, `late_marked`, `wrong_state`, `day_not_entered`).
    """
    find_call(unit, row_id)
    row = FILINGS.find(unit, row_id, version=version)
    due_on = _check_late(unit, row)
    if find_mark(unit, row_id) is not None:
        raise Conflict("late_marked", "已登记逾期，不必再登记。")
    return start(
        unit,
        LATE_MARKS,
        "enter",
        {**vars(data), "material_filing_id": row_id, "due_on": due_on},
        **vars(data),
        filing_call_id=row.filing_call_id,
        material_filing_id=row_id,
        provider_id=row.provider_id,
        due_on=due_on,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def _check_late(unit: Unit, row: MaterialFiling) -> date:
    """Check that a filing's last day is over, and it was not handed in by then; give that day."""
    if row.state in NOT_DUE or row.due_on is None:
        message = f"该材料报送现为“{STATES_OF_FILING[row.state]}”，不能记逾期。"
        raise Conflict("wrong_state", message, state=row.state)
    if unit.today <= row.due_on:
        message = f"报送到{row.due_on}截止（当日在内），次日起方可登记逾期。"
        raise Conflict("term_running", message, due_on=row.due_on)
    check_day_entered(row)
    if is_in_time(row, row.handed_on):
        message = f"{row.handed_on}已经交出，截止日是{row.due_on}：没有逾期。"
        raise Conflict("handed_in_time", message, handed_on=row.handed_on)
    return row.due_on


def check_late_mark(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> LateMark:
    """Check, as another person, that a filing was late. Raises as `mark_late`."""
    filing_id = _lock(unit, row_id)
    row = LATE_MARKS.begin(unit, "check", row_id, version=version)
    _check_late(unit, FILINGS.find(unit, filing_id))
    return take(unit, LATE_MARKS, row, "check", {})


def return_late_mark(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> LateMark:
    """Do not mark it late."""
    _lock(unit, row_id)
    row = LATE_MARKS.begin(unit, "return", row_id, version=version)
    return take(unit, LATE_MARKS, row, "return", {})


def revoke_late_mark(
    unit: Unit, _profile: Profile, row_id: int, data: RevokeLate, version: int | None = None
) -> LateMark:
    """Take a mark back, as another person than who entered it; its filing waits again, whatever its call."""
    _lock(unit, row_id)
    row = LATE_MARKS.begin(unit, "revoke", row_id, version=version)
    return take(unit, LATE_MARKS, row, "revoke", vars(data), **vars(data))


def _lock(unit: Unit, row_id: int) -> int:
    """Lock a mark's call before the mark, as whoever changes the filing does; give the filing's id."""
    filing_id = LATE_MARKS.find(unit, row_id, lock=False).material_filing_id
    find_call(unit, filing_id)
    return filing_id
