"""Forms of reports (报表格式): their rows and steps."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the row's annotations are read
from typing import Final

from sqlalchemy import Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.cases.steps import BY_OFFICE
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.reports.actions import MANAGE
from banfa.procedures.reports.rolling import BY

STATES: Final = {"used": "在用", "retired": "停用"}


class ReportForm(
    TenantRow,
    table="report_form",
    refers={"entered_by": "person"},
    constraints=(one_of("state", STATES), one_of("breakdown", BY)),
    bound=Bound(state=True),
):
    """The columns of a report to somebody (`headings`: keys of `COLUMNS`, in their order), and its lines."""

    id: int
    name: str = text_column()
    recipient: str = text_column()
    breakdown: str = text_column()
    headings: list[str] = array_column(Text)
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int = bigint_column()
    entered_at: datetime = instant_column()


FORMS: Final = Machine(
    ReportForm,
    zh="报表格式",
    missing="report_form_missing",
    changed="report_form_changed",
    states=STATES,
    steps=tabulate(
        Step("enter", "登记报表格式", (), "used", MANAGE, "retire", origin=BY_OFFICE),
        Step("retire", "停用报表格式", ("used",), "retired", MANAGE, origin=BY_OFFICE),
    ),
    persons={"entered_by": "登记报表格式"},
)
