"""A list of finance's as a row: open until every difference is decided → finished; or dropped."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Any, Final

from sqlalchemy import Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.finance.words import UNITS
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.subsidies.papers import CHECK, MANAGE
from banfa.procedures.written_pages import constrain_page

STATES_OF_SHEET: Final = {"open": "对账中", "finished": "对账完毕", "dropped": "整表不采用"}
# fmt: off
STEPS_OF_SHEET: Final = tabulate(
    Step("enter", "录入财政拨付明细表", (), "open", MANAGE, "drop", origin=BY_OFFICE),
    Step("compare", "重新核对", ("open",), "open", MANAGE, "compare", origin=BY_OFFICE),
    Step("finish", "对账完毕", ("open",), "finished", CHECK, "reopen", not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("reopen", "重新对账", ("finished",), "open", CHECK, "finish",
         clears=("totals", "finished_by", "finished_at"), origin=BY_OFFICE),
    Step("drop", "整表不采用", ("open",), "dropped", CHECK, origin=BY_OFFICE),
)
# fmt: on


class FinanceSheet(
    TenantRow,
    table="finance_sheet",
    refers={"file_id": "stored_file", "entered_by": "person"},
    constraints=(
        one_of("state", STATES_OF_SHEET),
        one_of("unit", UNITS),
        *constrain_page("finance_sheet"),
    ),
    bound=Bound(state=True),
    erasable=("above", "reason"),
):
    """A page of a file of finance's: whose, of which time, its heads, in what its amounts are.

    `until_on` is the day up to which it goes (截止日). `totals` are the sums on both sides as they were when
    the reconciliation ended; None before.
    """

    id: int
    file_id: int
    sha256: str = text_column()
    page: str = text_column()
    head_row: int = integer_column()
    title: str = text_column()
    sender: str = text_column()
    from_on: date = date_column()
    until_on: date = date_column()
    unit: str = text_column()
    heads: list[str] = array_column(Text)
    above: list[str] = array_column(Text)
    columns_of: dict[str, str] = json_column(dict[str, str])
    row_count: int = integer_column()
    totals: list[dict[str, Any]] | None = json_column(list[dict[str, Any]])
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()
    finished_by: int | None = bigint_column()
    finished_at: datetime | None = instant_column()


SHEETS: Final = Machine(
    FinanceSheet,
    zh="财政拨付明细表",
    missing="finance_sheet_missing",
    changed="finance_sheet_changed",
    states=STATES_OF_SHEET,
    steps=STEPS_OF_SHEET,
    persons={"entered_by": "录入财政拨付明细表"},
)
