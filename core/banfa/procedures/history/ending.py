"""The end of a sheet: finished by another once every row is done, taken up again, or left out whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.steps import take
from banfa.procedures.history.history_rows import STATES_OF_ROW, UNDONE, HistoryRow
from banfa.procedures.history.sheet_rows import SHEETS
from banfa.procedures.inputs import Inputs, Nothing
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.history.sheet_rows import HistorySheet
    from banfa.trust.unit import Unit


class ReopenSheet(Inputs, example={"reason": "有一行确认有误。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


class DropSheet(Inputs, example={"reason": "日期列选错，另行录入。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


_STATES: Final = (
    select(HistoryRow.c.state, func.count().label("rows"))
    .where(HistoryRow.c.history_sheet_id == bindparam("sheet_id"))
    .group_by(HistoryRow.c.state)
)


def _count_states(unit: Unit, sheet_id: int) -> dict[str, int]:
    """Count a sheet's rows by state."""
    return {row.state: row.rows for row in unit.execute(_STATES, sheet_id=sheet_id)}


def finish_sheet(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> HistorySheet:
    """End a sheet, as another person than who brought it in. Raises Conflict (`rows_open`)."""
    take_lock(unit, Lock.HISTORY)
    row = SHEETS.begin(unit, "finish", row_id, version=version)
    left = {state: count for state, count in _count_states(unit, row_id).items() if state in UNDONE}
    if left:
        words = "、".join(f"{STATES_OF_ROW[state]}{count}行" for state, count in sorted(left.items()))
        message = f"还有没有办完的行：{words}。请逐行确认，或者登记不采用。"
        raise Conflict("rows_open", message, left=sum(left.values()))
    return take(unit, SHEETS, row, "finish", {})


def reopen_sheet(
    unit: Unit, _profile: Profile, row_id: int, data: ReopenSheet, version: int | None = None
) -> HistorySheet:
    """Take a finished sheet up again."""
    row = SHEETS.begin(unit, "reopen", row_id, version=version)
    return take(unit, SHEETS, row, "reopen", vars(data))


def drop_sheet(
    unit: Unit, _profile: Profile, row_id: int, data: DropSheet, version: int | None = None
) -> HistorySheet:
    """Leave a sheet out with all its rows; the page can be brought in anew.

    Raises Conflict (`rows_confirmed`).
    """
    take_lock(unit, Lock.HISTORY)
    row = SHEETS.begin(unit, "drop", row_id, version=version)
    confirmed = _count_states(unit, row_id).get("confirmed", 0)
    if confirmed:
        message = f"表中有{confirmed}行已经确认，请先撤回确认。"
        raise Conflict("rows_confirmed", message, rows=confirmed)
    after = take(unit, SHEETS, row, "drop", vars(data), reason=data.reason)
    table = HistoryRow.table
    changed = (
        unit.update(table)
        .where(table.c.history_sheet_id == row_id, table.c.state.in_(UNDONE))
        .values(state="left_out", reason=data.reason, version=table.c.version + 1)
        .returning(table.c.id)
    )
    unit.seal(table, sorted(unit.execute(changed).scalars()))
    return after
