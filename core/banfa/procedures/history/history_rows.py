"""A row of an old sheet (历史数据): unmatched → matched → confirmed, or left out. It is no entry."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import Index, Text, UniqueConstraint

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
from banfa.procedures.history.actions import CHECK, MANAGE
from banfa.procedures.history.fields import CARRIERS
from banfa.procedures.machine import Machine, Step, tabulate

STATES_OF_ROW: Final = {
    "unmatched": "未匹配",
    "matched": "已匹配，未确认",
    "confirmed": "已确认",
    "left_out": "不采用",
}
UNDONE: Final = ("unmatched", "matched")
"""States of rows that are still to be confirmed or left out."""
CARRIED: Final = tuple(dict.fromkeys(column for column, _ in CARRIERS.values()))
"""Columns that name what now carries a row."""
_CONFIRMED: Final = (*CARRIED, "confirmed_by", "confirmed_at")
_MATCHERS: Final = ("provider_matched_by", "enterprise_matched_by")
# fmt: off
STEPS_OF_ROW: Final = tabulate(
    Step("enter", "录入历史数据", (), "unmatched", MANAGE, origin=BY_OFFICE),
    Step("match", "匹配", ("unmatched",), "matched", MANAGE, origin=BY_OFFICE),
    Step("confirm", "确认历史数据", ("matched",), "confirmed", CHECK, "withdraw", not_by=_MATCHERS,
         origin=BY_OFFICE),
    Step("withdraw", "撤回确认", ("confirmed",), "matched", CHECK, "confirm", clears=_CONFIRMED,
         origin=BY_OFFICE),
    Step("leave_out", "不采用", UNDONE, "left_out", MANAGE, "reopen", origin=BY_OFFICE),
    Step("reopen", "历史数据重新办理", ("left_out",), "unmatched", CHECK, "leave_out", clears=("reason",),
         origin=BY_OFFICE),
)
# fmt: on


class HistoryRow(
    TenantRow,
    table="history_row",
    refers={
        "history_sheet_id": "history_sheet",
        "written_provider_id": "history_name",
        "written_enterprise_id": "history_name",
        "provider_id": "provider",
        "enterprise_id": "enterprise",
        "confirmed_by": "person",
    },
    constraints=(
        one_of("state", STATES_OF_ROW),
        UniqueConstraint("tenant_id", "history_sheet_id", "line"),
        Index("ix_history_row_written_provider", "tenant_id", "written_provider_id"),
        Index("ix_history_row_written_enterprise", "tenant_id", "written_enterprise_id"),
        Index("ix_history_row_provider", "tenant_id", "provider_id", "id"),
        Index("ix_history_row_enterprise", "tenant_id", "enterprise_id", "id"),
    ),
    bound=Bound(state=True),
    erasable=("cells", "reason"),
):
    """A row as it was written: `line` is its number in the sheet, `cells` what is not blank, by letter.

    `provider_written` and `enterprise_written` are its parties' names as they stand there, of a merged cell
    what that says of all its rows. `lacking` is what is incomplete (`banfa.procedures.history.fields`).
    """

    id: int
    history_sheet_id: int
    line: int = integer_column()
    cells: list[dict[str, str]] = json_column(list[dict[str, str]])
    provider_written: str | None = text_column()
    provider_code: str | None = text_column()
    enterprise_written: str | None = text_column()
    enterprise_code: str | None = text_column()
    day: date | None = date_column()
    number: str | None = text_column()
    lacking: list[str] = array_column(Text)
    written_provider_id: int | None = bigint_column()
    written_enterprise_id: int | None = bigint_column()
    provider_id: int | None = bigint_column()
    enterprise_id: int | None = bigint_column()
    provider_matched_by: int | None = bigint_column()
    enterprise_matched_by: int | None = bigint_column()
    membership_id: int | None = bigint_column()
    contract_id: int | None = bigint_column()
    decision_id: int | None = bigint_column()
    subsidy_payment_id: int | None = bigint_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    confirmed_by: int | None = bigint_column()
    confirmed_at: datetime | None = instant_column()


ROWS: Final = Machine(
    HistoryRow,
    zh="历史数据",
    missing="history_row_missing",
    changed="history_row_changed",
    states=STATES_OF_ROW,
    steps=STEPS_OF_ROW,
    persons=dict.fromkeys(_MATCHERS, "匹配"),
)
