"""The end of a reconciliation: by another, once every difference is decided; or the list is dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict, Forbidden
from banfa.procedures.cases.steps import take
from banfa.procedures.finance.comparing import compare, link_of, list_lines
from banfa.procedures.finance.sheet_rows import SHEETS
from banfa.procedures.finance.totals import freeze_totals, sum_up
from banfa.procedures.finance.words import KINDS_OF_LINE
from banfa.procedures.subsidies.correcting import COUNTED
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.procedures.finance.ledger_side import Recorded
    from banfa.procedures.finance.line_rows import FinanceLine
    from banfa.procedures.finance.sheet_rows import FinanceSheet
    from banfa.procedures.inputs import Nothing
    from banfa.procedures.subsidies.papers import SayWhy
    from banfa.trust.unit import Unit


def finish_sheet(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> FinanceSheet:
    """End a reconciliation, as another person than who brought the list in or decided any of its lines.

    Raises Forbidden (`same_person`), Conflict (`ledger_changed`, `lines_open`, `payment_not_checked`).
    """
    take_lock(unit, Lock.SUBSIDIES)
    row = SHEETS.begin(unit, "finish", row_id, version=version)
    lines = list_lines(unit, row_id)
    if any(unit.actor.person.id in (line.decided_by, line.matched_by) for line in lines):
        message = "处理过其中差异的人不能自行登记对账完毕，请由另一人办理。"
        raise Forbidden("same_person", message)
    comparison = compare(unit, row, lines)
    if comparison.changes:
        raise Conflict("ledger_changed", "核对以后台账有变动，请先重新核对，再登记对账完毕。")
    left = [line for line in lines if line.state == "open"]
    if left:
        message = f"还有{len(left)}行差异没有处理：请登记为拨付、更正台账，或者说明理由。"
        raise Conflict("lines_open", message, left=len(left))
    _check_recorded(lines, comparison.recorded)
    totals = freeze_totals(sum_up(row, lines, comparison.recorded.values()))
    by = {"finished_by": unit.actor.person.id, "finished_at": unit.now}
    return take(unit, SHEETS, row, "finish", {}, totals=totals, **by)


def _check_recorded(lines: Sequence[FinanceLine], recorded: Mapping[tuple[str, int], Recorded]) -> None:
    """Check that what lines belong to was checked by another, and stands, also where the rest was explained.

    Raises Conflict (`payment_not_checked`).
    """
    for line in lines:
        key = link_of(line)
        if line.line is None or line.state == "lapsed" or (line.state == "explained" and key is None):
            continue
        state = recorded[key].state if key is not None else ""
        if state not in COUNTED:
            where = f"第{line.line}行所对应的{KINDS_OF_LINE[line.kind]}"
            message = (
                f"{where}还没有复核：请由他人凭凭证复核以后，再登记对账完毕。"
                if state == "entered"
                else f"{where}已退回或者作废：请撤销该行的处理，另行处理。"
            )
            raise Conflict("payment_not_checked", message, line=line.line)


def reopen_sheet(
    unit: Unit, _profile: Profile, row_id: int, data: SayWhy, version: int | None = None
) -> FinanceSheet:
    """Take a reconciliation up again: its sums are worked out anew."""
    take_lock(unit, Lock.SUBSIDIES)
    row = SHEETS.begin(unit, "reopen", row_id, version=version)
    return take(unit, SHEETS, row, "reopen", vars(data))


def drop_sheet(
    unit: Unit, _profile: Profile, row_id: int, data: SayWhy, version: int | None = None
) -> FinanceSheet:
    """Leave a list out; payments that were entered from it stay, and it can be brought in anew."""
    take_lock(unit, Lock.SUBSIDIES)
    row = SHEETS.begin(unit, "drop", row_id, version=version)
    return take(unit, SHEETS, row, "drop", vars(data), reason=data.reason)
