"""What waits of history: sheets with rows to be matched and confirmed, or that are to be finished."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, literal

from banfa.database.tenancy import select
from banfa.procedures.history.history_rows import HistoryRow
from banfa.procedures.history.sheet_rows import SHEETS, HistorySheet
from banfa.procedures.work_item import make_columns
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ScalarSelect, Select

KINDS_OF_HISTORY: Final = {"history_sheet": SHEETS.zh}


def select_items_of_history() -> Iterator[Select[Any]]:
    """Select what waits: a sheet, with how many of its rows are unmatched and unconfirmed."""
    s, r = HistorySheet.c, HistoryRow.c

    def count(state: str) -> ScalarSelect[int]:
        counted = select(func.count()).where(r.history_sheet_id == s.id, r.state == state)
        return counted.correlate_except(HistoryRow.rows).scalar_subquery()

    unmatched, matched = count("unmatched"), count("matched")
    done = unmatched + matched == 0
    step = case(
        (done, "各行已办完，待办结"),
        else_=func.concat("未匹配", unmatched, "行，已匹配待确认", matched, "行"),
    )
    yield make_columns(
        "history_sheet",
        id=s.id,
        what=s.title,
        step=step,
        person=name_person(s.entered_by),
        person_id=s.entered_by,
        approval=case((done, literal(value=True)), else_=literal(value=False)),
        since=s.entered_at,
    ).where(s.state == "open")
