"""Forms of reports (报表格式): which columns somebody above wants, saved until they want others."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - the row's annotations are read
from typing import TYPE_CHECKING, Final

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
from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import choice, text, text_list
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs, Nothing
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.procedures.reports.actions import MANAGE
from banfa.procedures.reports.rolling import BY
from banfa.procedures.reports.table import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

STATES: Final = {"used": "在用", "retired": "停用"}
MAX_COLUMNS: Final = len(COLUMNS)


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


class EnterForm(
    Inputs,
    example={
        "name": "省厅季度报表",
        "recipient": "省工业和信息化厅",
        "breakdown": "district",
        "headings": ["目标企业数", "已签约", "已验收", "完成率"],
    },
):
    """What the form is called, to whom it goes, and its columns."""

    name: str = text("格式名称", max_length=200)
    recipient: str = text("报送单位", max_length=200)
    breakdown: str = choice("按什么分列", BY)
    headings: list[str] = text_list(
        "列", max_length=20, max_items=MAX_COLUMNS, hint=f"按报表的顺序，可用：{'、'.join(COLUMNS.values())}"
    )


def _read_headings(names: Sequence[str]) -> list[str]:
    """Find the keys of columns by their names. Raises Malformed (`heading_unknown`)."""
    keys = {zh: key for key, zh in COLUMNS.items()}
    for name in names:
        if name not in keys:
            message = f"没有“{name}”这一列；可用：{'、'.join(keys)}。"
            raise Malformed("heading_unknown", message, field="headings")
    return [keys[name] for name in names]


def enter_form(unit: Unit, _profile: Profile, data: EnterForm) -> ReportForm:
    """Save a form. Raises Malformed (`heading_unknown`)."""
    values = {**vars(data), "headings": _read_headings(data.headings)}
    who = {"entered_by": unit.actor.person.id, "entered_at": unit.now}
    return start(unit, FORMS, "enter", values, **values, **who)


def retire_form(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> ReportForm:
    """Let a form be used no more; what was drafted by it stays as it is."""
    row = FORMS.begin(unit, "retire", row_id, version=version)
    return take(unit, FORMS, row, "retire", {})
