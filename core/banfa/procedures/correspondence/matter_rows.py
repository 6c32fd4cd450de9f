"""Assigned matters (议定事项) as rows, and their steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.correspondence.incoming_rows import CHECK, MANAGE
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import date, datetime

STATES: Final = {"assigned": "办理中", "reported": "已报完成，待销号", "closed": "已销号"}
# fmt: off
STEPS: Final = tabulate(
    Step("assign", "交办", (), "assigned", MANAGE, origin=BY_OFFICE),
    Step("extend", "延期", ("assigned",), "assigned", MANAGE, origin=BY_OFFICE),
    Step("report", "报告完成", ("assigned",), "reported", MANAGE, "return", origin=BY_OFFICE),
    Step("close", "销号", ("reported",), "closed", CHECK, not_by=("reported_by",), origin=BY_OFFICE),
    Step("return", "退回继续办理", ("reported",), "assigned", CHECK, not_by=("reported_by",),
         origin=BY_OFFICE, clears=("reported_on", "reported_by", "result")),
)
# fmt: on


class Matter(
    TenantRow,
    table="meeting_matter",
    refers={"meeting_id": "meeting", "assigned_by": "person"},
    constraints=(one_of("state", STATES), Index("ix_meeting_matter_meeting", "tenant_id", "meeting_id")),
    bound=Bound(state=True),
    erasable=("what", "result", "reason"),
):
    """A matter that a meeting assigned. `place` is the matter's number in the record of the meeting."""

    id: int
    meeting_id: int
    place: int = integer_column()
    what: str = text_column()
    responsible: str = text_column()
    due_on: date = date_column()
    reason: str | None = text_column()
    reported_on: date | None = date_column()
    result: str | None = text_column()
    reported_by: int | None = bigint_column()
    closed_by: int | None = bigint_column()
    closed_on: date | None = date_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    assigned_by: int
    assigned_at: datetime = instant_column()


MATTERS: Final = Machine(
    Matter,
    zh="议定事项",
    missing="meeting_matter_missing",
    changed="meeting_matter_changed",
    states=STATES,
    steps=STEPS,
    persons={"reported_by": "报告完成"},
)
