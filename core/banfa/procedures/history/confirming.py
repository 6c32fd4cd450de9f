"""What becomes of a row: confirmed by another with the paper that proves it, left out, or taken up again.

A confirmed row is no entry either: what it says counts only as far as the entry or decision does that it
names as carrying it, which went in by its own door.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import take
from banfa.procedures.history.carriers import ConfirmRow, check_carrier
from banfa.procedures.history.fields import OTHER_CODES
from banfa.procedures.history.history_rows import ROWS
from banfa.procedures.history.name_rows import NAMES
from banfa.procedures.history.sheet_rows import SHEETS
from banfa.procedures.inputs import Inputs, Nothing
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.history.history_rows import HistoryRow
    from banfa.procedures.history.sheet_rows import HistorySheet
    from banfa.trust.unit import Unit


class WithdrawConfirmation(Inputs, example={"reason": "所附文件不是该单位的。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


class LeaveRowOut(Inputs, example={"reason": "合计行，不是一条数据。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


def confirm_row(
    unit: Unit, _profile: Profile, row_id: int, data: ConfirmRow, version: int | None = None
) -> HistoryRow:
    """Confirm a row, as another person than who has matched its names, with the paper that proves it.

    Raises Missing, Malformed (`carrier_missing`, `carrier_of_other_kind`), Conflict (`sheet_over`,
    `paper_missing`, `party_not_matched`, `carrier_of_other_party`, `carrier_not_checked`).
    """
    sheet = _find_running(unit, row_id)
    row = ROWS.begin(unit, "confirm", row_id, version=version)
    check_carrier(unit, sheet, row, data)
    require_papers(unit, "history_row", row_id, "history_proof")
    by = {"confirmed_by": unit.actor.person.id, "confirmed_at": unit.now}
    return take(unit, ROWS, row, "confirm", vars(data), **vars(data), **by)


def withdraw_confirmation(
    unit: Unit, _profile: Profile, row_id: int, data: WithdrawConfirmation, version: int | None = None
) -> HistoryRow:
    """Take a confirmation back; what it named stays in the ledger. Raises Conflict (`sheet_over`)."""
    _find_running(unit, row_id)
    row = ROWS.begin(unit, "withdraw", row_id, version=version)
    return take(unit, ROWS, row, "withdraw", vars(data))


def leave_row_out(
    unit: Unit, _profile: Profile, row_id: int, data: LeaveRowOut, version: int | None = None
) -> HistoryRow:
    """Record why a row is not used. Raises Conflict (`sheet_over`)."""
    _find_running(unit, row_id)
    row = ROWS.begin(unit, "leave_out", row_id, version=version)
    return take(unit, ROWS, row, "leave_out", vars(data), reason=data.reason)


def reopen_row(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> HistoryRow:
    """Take a row up again that was left out; matched where its names are. Raises Conflict (`sheet_over`)."""
    _find_running(unit, row_id)
    row = take(unit, ROWS, ROWS.begin(unit, "reopen", row_id, version=version), "reopen", {})
    ids = (row.written_provider_id, row.written_enterprise_id)
    names = [NAMES.find(unit, number, lock=False) for number in ids if number is not None]
    matched = row.provider_id is not None or row.enterprise_id is not None
    marked = any(mark in row.lacking for mark in OTHER_CODES.values())
    if matched and not marked and all(name.state != "open" for name in names):
        return take(unit, ROWS, row, "match", {})
    return row


def _find_running(unit: Unit, row_id: int) -> HistorySheet:
    """Find the sheet of a row, under the lock by which names are matched. Raises Conflict (`sheet_over`)."""
    take_lock(unit, Lock.HISTORY)
    sheet = SHEETS.find(unit, ROWS.find(unit, row_id, lock=False).history_sheet_id, lock=False)
    if sheet.state != "open":
        message = f"历史表现为“{SHEETS.states[sheet.state]}”，只有办理中的才能逐行办理。"
        raise Conflict("sheet_over", message, state=sheet.state)
    return sheet
