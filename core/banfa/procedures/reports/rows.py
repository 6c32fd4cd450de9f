"""A report upward (上报报表): drafted → confirmed → sent, or dropped."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - the rows' annotations are read
from typing import Final

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
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.reports.actions import CHECK, MANAGE
from banfa.procedures.reports.rolling import BY, Knowledge, Line

DROPPED: Final = "dropped"
STATES: Final = {
    "drafted": "待审核",
    "confirmed": "已审核，待报出",
    "sent": "已报出",
    DROPPED: "不再报出",
}
WAITING: Final = ("drafted", "confirmed")
# fmt: off
STEPS: Final = tabulate(
    Step("draft", "编制报表", (), "drafted", MANAGE, "drop", origin=BY_OFFICE),
    Step("confirm", "审核报表", ("drafted",), "confirmed", CHECK, "drop", not_by=("drafted_by",),
         origin=BY_OFFICE),
    Step("send", "登记报出", ("confirmed",), "sent", MANAGE, origin=BY_OFFICE),
    Step("drop", "不再报出", WAITING, DROPPED, CHECK, origin=BY_OFFICE),
)
# fmt: on


class Report(
    TenantRow,
    table="report",
    refers={"drafted_by": "person"},
    constraints=(one_of("state", STATES), one_of("breakdown", BY)),
    bound=Bound(state=True),
    erasable=("reason",),
):
    """A table as it was drafted, confirmed and sent: `lines` with their `notes`, `as_of` the end of a day.

    `headings` are shown, in their order; `remarks` say of lines what is the matter, `risks` of all together.

    It was worked out of what was recorded up to `known_at`, of payments up to the step `last_step`.
    """

    id: int
    title: str = text_column()
    recipient: str = text_column()
    breakdown: str = text_column()
    as_of: date = date_column()
    known_at: datetime = instant_column()
    last_step: int = bigint_column()
    report_form_id: int | None = bigint_column()
    headings: list[str] = array_column(Text)
    lines: list[Line] = json_column(list[Line])
    pool: dict[str, int | None] = json_column(dict[str, int | None])
    remarks: list[dict[str, str]] = json_column(list[dict[str, str]])
    risks: list[str] = array_column(Text)
    notes: list[str] = array_column(Text)
    confirmed_by: int | None = bigint_column()
    confirmed_at: datetime | None = instant_column()
    sent_on: date | None = date_column()
    channel: str | None = text_column()
    document_no: str | None = text_column()
    reason: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    drafted_by: int
    drafted_at: datetime = instant_column()

    @property
    def knowledge(self) -> Knowledge:
        """What was known when it was drafted."""
        return Knowledge(self.known_at, self.last_step)


REPORTS: Final = Machine(
    Report,
    zh="上报报表",
    missing="report_missing",
    changed="report_changed",
    states=STATES,
    steps=STEPS,
    persons={"drafted_by": "编制报表"},
)
