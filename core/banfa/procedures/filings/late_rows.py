"""A late mark (逾期记录): entered by an officer with a reason, checked by another, taken back by a person.

It is a note of the bureau's: no lead, no case and no entry of the ledger follows from it.
"""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

from sqlalchemy import Index, text

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, date_column, instant_column, integer_column, text_column
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.filings.actions import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

STATES_OF_MARK: Final = {
    "entered": "拟记逾期，待复核",
    "checked": "已记逾期",
    "returned": "不记逾期",
    "revoked": "已撤销",
}
STANDING: Final = ("entered", "checked")
"""States of a mark that stands, or may yet."""
# fmt: off
STEPS_OF_MARK: Final = tabulate(
    Step("enter", "登记逾期", (), "entered", MANAGE, "return", origin=BY_OFFICE),
    Step("check", "复核逾期", ("entered",), "checked", CHECK, "revoke", not_by=("entered_by",),
         origin=BY_OFFICE),
    Step("return", "不记逾期", ("entered",), "returned", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
    Step("revoke", "撤销逾期记录", ("checked",), "revoked", CHECK, not_by=("entered_by",), origin=BY_OFFICE),
)
# fmt: on


class LateMark(
    TenantRow,
    table="late_mark",
    refers={
        "filing_call_id": "filing_call",
        "material_filing_id": "material_filing",
        "provider_id": "provider",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES_OF_MARK),
        Index(
            "ux_late_mark_standing",
            "tenant_id",
            "material_filing_id",
            unique=True,
            postgresql_where=text("state IN ('entered', 'checked')"),
        ),
        Index("ix_late_mark_call", "tenant_id", "filing_call_id"),
    ),
    bound=Bound(state=True),
    erasable=("reason", "revoked_why"),
):
    """That a filing was not handed in by its last day `due_on`, as an officer has marked it."""

    id: int
    filing_call_id: int
    material_filing_id: int
    provider_id: int
    due_on: date = date_column()
    reason: str = text_column()
    revoked_why: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


LATE_MARKS: Final = Machine(
    LateMark,
    zh="逾期记录",
    missing="late_mark_missing",
    changed="late_mark_changed",
    states=STATES_OF_MARK,
    steps=STEPS_OF_MARK,
    persons={"entered_by": "登记逾期"},
)
