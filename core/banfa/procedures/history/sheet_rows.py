"""An old sheet (历史表): open → finished; or dropped, with all its rows."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.history.actions import CHECK, MANAGE
from banfa.procedures.history.fields import KINDS_OF_SHEET
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.written_pages import constrain_page

STATES_OF_SHEET: Final = {"open": "办理中", "finished": "已办结", "dropped": "整表不采用"}
# fmt: off
STEPS_OF_SHEET: Final = tabulate(
    Step("enter", "录入历史表", (), "open", MANAGE, "drop", origin=BY_OFFICE),
    Step("finish", "历史表办结", ("open",), "finished", CHECK, "reopen", not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("reopen", "历史表重新办理", ("finished",), "open", CHECK, "finish", origin=BY_OFFICE),
    Step("drop", "整表不采用", ("open",), "dropped", CHECK, origin=BY_OFFICE),
)
# fmt: on


class HistorySheet(
    TenantRow,
    table="history_sheet",
    refers={"file_id": "stored_file", "entered_by": "person"},
    constraints=(
        one_of("state", STATES_OF_SHEET),
        one_of("kind", KINDS_OF_SHEET),
        *constrain_page("history_sheet"),
    ),
    bound=Bound(state=True),
    erasable=("above", "reason"),
):
    """A page of a file as it was written: its heads, what stands above them, which columns hold what.

    `columns_of` has the letters of columns by what the officer says they hold.
    """

    id: int
    file_id: int
    sha256: str = text_column()
    page: str = text_column()
    head_row: int = integer_column()
    title: str = text_column()
    kind: str = text_column()
    owner: str = text_column()
    from_on: date = date_column()
    until_on: date = date_column()
    heads: list[str] = array_column(Text)
    above: list[str] = array_column(Text)
    columns_of: dict[str, str] = json_column(dict[str, str])
    row_count: int = integer_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


SHEETS: Final = Machine(
    HistorySheet,
    zh="历史表",
    missing="history_sheet_missing",
    changed="history_sheet_changed",
    states=STATES_OF_SHEET,
    steps=STEPS_OF_SHEET,
    persons={"entered_by": "录入历史表"},
)
