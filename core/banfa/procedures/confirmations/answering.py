"""A provider's answer on its sheet: entered from the stamped paper by one person, checked by another.

It agrees, or it says of each count that differs what the provider states and why. The differences are decided
one by one (`banfa.procedures.confirmations.deciding`); till then nothing in the ledger has changed.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, object_list, past_day, text
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.confirmations.confirmation_rows import CONFIRMATIONS, Confirmation
from banfa.procedures.confirmations.difference_rows import DIFFERENCES
from banfa.procedures.confirmations.sheet_rows import SHEETS, ConfirmationSheet
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class EnterAnswer(
    Inputs,
    example={
        "answered_on": "2026-04-08",
        "agrees": False,
        "signer": "高远",
        "differences": [
            {"name": "本评价周期已签约立项合同数", "stated": "5份", "reason": "漏列3月30日一份，附合同。"}
        ],
    },
):
    """What the stamped sheet says."""

    answered_on: date = past_day("收到答复之日")
    agrees: bool = boolean("是否全部无异议")
    signer: str = text("签字人", max_length=50)
    differences: list[dict[str, str]] | None = object_list(
        "差异",
        {
            "name": text("核对单上的项目", max_length=200),
            "stated": text("该单位所称的数据", max_length=200),
            "reason": text("理由和依据", max_length=1000),
        },
        required=("name", "stated", "reason"),
        max_items=100,
        hint="每行一项：核对单上的项目｜所称的数据｜理由和依据；全部无异议的不填",
    )
    opinion: str | None = text("其他意见", max_length=1000)


def enter_answer(
    unit: Unit, _profile: Profile, row_id: int, data: EnterAnswer, version: int | None = None
) -> ConfirmationSheet:
    """Enter an answer, a late one too while the confirmation goes on.

    Raises Malformed (`days_reversed`, `differences_missing`, `differences_beside_agreement`,
    `count_unknown`, `count_repeated`) and Conflict (`sheets_not_sent`).
    """
    confirmation = _find_sent(unit, row_id)
    row = SHEETS.begin(unit, "enter", row_id, version=version)
    if confirmation.sent_on is not None and data.answered_on < confirmation.sent_on:
        message = f"核对单{confirmation.sent_on}发出，收到答复之日（answered_on）不能早于该日。"
        raise Malformed("days_reversed", message, field="answered_on")
    _check_differences(row, data)
    entered = {"entered_by": unit.actor.person.id, "entered_at": unit.now}
    return take(unit, SHEETS, row, "enter", vars(data), **vars(data), **entered)


def _find_sent(unit: Unit, row_id: int) -> Confirmation:
    """Find a sheet's confirmation, locked before the sheet as by who ends it or records silence.

    Raises Missing, Conflict (`sheets_not_sent`).
    """
    confirmation = CONFIRMATIONS.find(unit, SHEETS.find(unit, row_id, lock=False).confirmation_id)
    if confirmation.state != "sent":
        message = (
            f"数据核对现为“{CONFIRMATIONS.states[confirmation.state]}”，只有核对中的才能登记和复核答复。"
        )
        raise Conflict("sheets_not_sent", message, state=confirmation.state)
    return confirmation


def _check_differences(row: ConfirmationSheet, data: EnterAnswer) -> None:
    """Check that who differs says in what, each item of the sheet once, and who agrees in nothing."""
    if data.agrees and data.differences:
        message = "全部无异议的，不填差异；有差异的，“是否全部无异议”（agrees）填否。"
        raise Malformed("differences_beside_agreement", message, field="differences")
    if not data.agrees and not data.differences:
        message = "有异议的，请逐项写明核对单上的项目、所称的数据和理由（differences）。"
        raise Malformed("differences_missing", message, field="differences")
    names = [values["name"] for values in data.differences or ()]
    on_sheet = {count.name for count in row.counted}
    for name in names:
        if name not in on_sheet:
            message = f"核对单上没有“{name}”，请照核对单上的名称填写（differences）。"
            raise Malformed("count_unknown", message, field="differences")
        if names.count(name) > 1:
            message = f"“{name}”填了两次，请合并为一项（differences）。"
            raise Malformed("count_repeated", message, field="differences")


def check_answer(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> ConfirmationSheet:
    """Check, as another person, an answer against its stamped scan; its differences then wait."""
    _find_sent(unit, row_id)
    row = SHEETS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "confirmation_sheet", row_id, "stamped_answer")
    counts = {count.name: count for count in row.counted}
    for each in row.stated:
        count = counts[each.name]
        values = {**asdict(each), "fact": count.fact, "counted": count.value}
        start(
            unit,
            DIFFERENCES,
            "note",
            {**values, "confirmation_sheet_id": row.id},
            **values,
            confirmation_sheet_id=row.id,
            confirmation_id=row.confirmation_id,
            provider_id=row.provider_id,
            entered_by=row.entered_by,
            entered_at=row.entered_at,
        )
    return take(unit, SHEETS, row, "check", {})


def return_answer(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> ConfirmationSheet:
    """Send an answer back to be entered anew."""
    row = SHEETS.begin(unit, "return", row_id, version=version)
    cleared = dict.fromkeys(("answered_on", "agrees", "signer", "differences", "opinion"))
    return take(unit, SHEETS, row, "return", {}, **cleared)
