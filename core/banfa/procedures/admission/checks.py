"""The form of what is checked (形式审查表): a line a requirement, met, not met or still open.

Nothing follows from silence: a line is open until one person has entered what the paper shows and another
has checked it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    boolean_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import choice, text
from banfa.procedures.admission.applications import APPLICATIONS
from banfa.procedures.admission.batches import CHECK, MANAGE
from banfa.procedures.cases.steps import BY_OFFICE, BY_TEXT, take
from banfa.procedures.inputs import Inputs
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

SET_ASIDE: Final = "set_aside"
STATES: Final = {
    "open": "待审查",
    "entered": "已审查，待复核",
    "checked": "已复核",
    SET_ASIDE: "转入的批次不要求",
}
RESULTS: Final = {"met": "符合", "not_met": "不符合"}
# fmt: off
STEPS: Final = tabulate(
    Step("list", "列出", (), "open", MANAGE, origin=BY_TEXT),
    Step("enter", "登记审查结果", ("open",), "entered", MANAGE, "return", origin=BY_OFFICE),
    Step("check", "复核审查结果", ("entered",), "checked", CHECK, "review_again", origin=BY_OFFICE,
         not_by=("reviewed_by",)),
    Step("return", "退回审查结果", ("entered",), "open", CHECK, origin=BY_OFFICE, not_by=("reviewed_by",),
         clears=("result", "paper", "remark", "reviewed_by")),
    Step("review_again", "重新审查", ("checked",), "open", MANAGE, origin=BY_OFFICE,
         clears=("result", "paper", "remark", "reviewed_by")),
    Step("set_aside", "不再要求", ("open", "entered", "checked"), SET_ASIDE, CHECK, origin=BY_OFFICE),
)
# fmt: on


class AdmissionCheck(
    TenantRow,
    table="admission_check",
    refers={
        "application_id": "admission_application",
        "provider_id": "provider",
        "reviewed_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        one_of("result", RESULTS),
        Index("ix_admission_check_application", "tenant_id", "application_id", "id"),
    ),
    bound=Bound(state=True),
    erasable=("remark",),
):
    """A line. `cite` is None for a condition of the call; `paper` is what proves it, or what is missing.

    One `for_list` is asked only for the industry's own list (细分行业库); what the call asked is set aside
    when its application goes to a batch whose call does not.
    """

    id: int
    application_id: int
    provider_id: int
    cite: str | None = text_column()
    what: str = text_column()
    must: bool = boolean_column()
    for_list: bool = boolean_column(default="false")
    result: str | None = text_column()
    paper: str | None = text_column()
    remark: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    reviewed_by: int | None = bigint_column()
    entered_at: datetime = instant_column()


CHECKS: Final = Machine(
    AdmissionCheck,
    zh="审查项目",
    missing="admission_check_missing",
    changed="admission_check_changed",
    states=STATES,
    steps=STEPS,
    persons={"reviewed_by": "登记审查结果"},
)


class EnterResult(Inputs, example={"result": "met", "paper": "营业执照副本（复印件盖章），材料第3页"}):
    """What a paper shows."""

    result: str = choice("审查结果", RESULTS)
    paper: str = text("证明材料", max_length=500, hint="写明材料名称和页码；不符合的写明缺什么")
    remark: str | None = text("说明", max_length=1000)


class ReviewAgain(Inputs, example={"reason": "补正材料已收到。"}):
    """Why a line is looked at again."""

    reason: str = text("原因", max_length=500)


def _begin(unit: Unit, name: str, row_id: int, version: int | None) -> AdmissionCheck:
    """Find a line of an application that is being reviewed. Raises Conflict (`not_under_review`)."""
    row = CHECKS.begin(unit, name, row_id, version=version)
    application = APPLICATIONS.find(unit, row.application_id)
    if application.state not in ("received", "supplementing"):
        message = f"该申报现为“{APPLICATIONS.states[application.state]}”，须先退回审查再改审查结果。"
        raise Conflict("not_under_review", message, state=application.state)
    return row


def enter_result(
    unit: Unit, _profile: Profile, row_id: int, data: EnterResult, version: int | None = None
) -> AdmissionCheck:
    """Enter what was found of a requirement."""
    row = _begin(unit, "enter", row_id, version)
    return take(unit, CHECKS, row, "enter", vars(data), **vars(data), reviewed_by=unit.actor.person.id)


def check_result(
    unit: Unit, _profile: Profile, row_id: int, _data: Inputs, version: int | None = None
) -> AdmissionCheck:
    """Check it, as another person."""
    return take(unit, CHECKS, _begin(unit, "check", row_id, version), "check", {})


def return_result(
    unit: Unit, _profile: Profile, row_id: int, data: ReviewAgain, version: int | None = None
) -> AdmissionCheck:
    """Return it: the line is open again."""
    return take(unit, CHECKS, _begin(unit, "return", row_id, version), "return", vars(data))


def review_again(
    unit: Unit, _profile: Profile, row_id: int, data: ReviewAgain, version: int | None = None
) -> AdmissionCheck:
    """Look at a line again, after a supplement."""
    return take(unit, CHECKS, _begin(unit, "review_again", row_id, version), "review_again", vars(data))
