"""Forms of reports (报表格式): which columns somebody above wants, saved until they want others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import choice, text, text_list
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing
from banfa.procedures.reports.form_rows import FORMS, ReportForm
from banfa.procedures.reports.rolling import BY
from banfa.procedures.reports.table import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

MAX_COLUMNS: Final = len(COLUMNS)


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
