"""Applications (申报): received, supplemented, put on the proposed list, not admitted, or withdrawn."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the row's annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.procedures.admission.batches import CHECK, MANAGE
from banfa.procedures.cases.steps import BY_LAW, BY_OFFICE, BY_TEXT
from banfa.procedures.machine import Machine, Step, tabulate

if TYPE_CHECKING:
    from datetime import datetime

STATES: Final = {
    "received": "已收到，待审查",
    "supplementing": "待补正",
    "proposed": "拟入库",
    "admitted": "已入库",
    "rejecting": "拟不予入库，待告知",
    "told": "已告知，待陈述申辩",
    "heard": "已听取陈述申辩，待决定",
    "rejected": "不予入库，待送达",
    "notified": "不予入库，已送达",
    "withdrawn": "已撤回申报",
    "lapsed": "征集已终止",
    "struck": "已更正，移出名单",
}
UNDECIDED: Final = ("received", "supplementing")
REJECTING: Final = ("rejecting", "told", "heard")
RUNNING: Final = (*UNDECIDED, "proposed", *REJECTING)
"""States of an application that is neither decided nor withdrawn."""
ENDED: Final = ("withdrawn", "lapsed", "struck")
"""States in which it has come to nothing: nobody objects to it or reviews it any more."""
_REASONS: Final = (
    *("intended_by", "intended_on", "rejection_reasons", "told_on", "statement_until", "stated_on"),
    *("statement", "answer", "recourse"),
)
_ON_LIST: Final = ("assigned_industry", "proposed_on", "exception_by", "exception_why")
# fmt: off
STEPS: Final = tabulate(
    Step("receive", "登记申报", (), "received", MANAGE, "withdraw", origin=BY_OFFICE),
    Step("ask_supplement", "要求补正", ("received",), "supplementing", MANAGE, "take_supplement",
         origin=BY_OFFICE),
    Step("take_supplement", "登记补正", ("supplementing",), "received", MANAGE, origin=BY_OFFICE),
    Step("miss_supplement", "登记逾期未补正", ("supplementing",), "received", MANAGE, origin=BY_OFFICE),
    Step("carry_over", "转入另一批", ("received",), "received", CHECK, "carry_over", origin=BY_OFFICE,
         not_by=("entered_by",)),
    Step("propose", "列入拟入库名单", ("received",), "proposed", CHECK, "take_off", origin=BY_OFFICE,
         not_by=("entered_by",)),
    Step("take_off", "移出拟入库名单", ("proposed",), "received", CHECK, "propose", origin=BY_OFFICE,
         clears=_ON_LIST),
    Step("intend_rejection", "拟不予入库", ("received",), "rejecting", MANAGE, "reconsider", origin=BY_LAW),
    Step("tell", "告知", ("rejecting",), "told", CHECK, "reconsider", origin=BY_LAW),
    Step("hear", "登记陈述申辩", ("told",), "heard", MANAGE, "reconsider", origin=BY_LAW),
    Step("reject", "不予入库", ("heard",), "rejected", CHECK, "take_back", origin=BY_LAW,
         not_by=("intended_by",)),
    Step("notify", "送达不予入库决定", ("rejected",), "notified", CHECK, "take_back", origin=BY_LAW),
    Step("reconsider", "退回重新审查", REJECTING, "received", CHECK, origin=BY_OFFICE, clears=_REASONS),
    Step("take_back", "撤回不予入库决定", ("rejected", "notified"), "received", CHECK, origin=BY_LAW,
         clears=(*_REASONS, "decided_on")),
    Step("withdraw", "撤回申报", RUNNING, "withdrawn", CHECK, origin=BY_OFFICE),
    Step("lapse", "征集终止", RUNNING, "lapsed", CHECK, origin=BY_OFFICE),
    Step("admit", "记入台账", ("proposed",), "admitted", MANAGE, origin=BY_OFFICE, records=True),
    Step("strike", "更正，移出名单", ("proposed", "admitted"), "struck", MANAGE, origin=BY_LAW, records=True),
    Step("follow_up", "入库后的安排已办理", ("admitted",), "admitted", CHECK, origin=BY_TEXT),
)
# fmt: on


class AdmissionApplication(
    TenantRow,
    table="admission_application",
    refers={
        "admission_batch_id": "admission_batch",
        "provider_id": "provider",
        "intended_by": "person",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        Index("ix_admission_application_batch", "tenant_id", "admission_batch_id", "id"),
        Index("ix_admission_application_provider", "tenant_id", "provider_id"),
        Index("ix_admission_application_district", "tenant_id", "district", "id"),
    ),
    bound=Bound(state=True),
    erasable=(*("contact", "late_entry", "exception_by", "exception_why", "after_objection", "statement"),),
):
    """An application.

    `industry` is what it asks for, `assigned_industry` the allocation (行业分配), `industry_list` whether it
    comes onto the industry's own list as well (细分行业库), which it asks for by `wants_list`. `late_entry`:
    who had received it, where it was entered after the call was closed. `exception_by` has decided that it is
    proposed though something that the text asks without saying what follows is not met. `settled` counts
    the objections that were right and that it has been reviewed for since, none once a rejection is given
    up; `notice` which notice of a rejection it is at, `taken_back_on` when the last one was taken back;
    `awaits` what the text has the bureau organise for it, now that it is admitted. `party_application_id`:
    the applicant has entered it itself, by a one-time link; `district`: which district has received and
    entered it.
    """

    id: int
    admission_batch_id: int
    provider_id: int
    category: str = text_column()
    industry: str | None = text_column()
    received_on: date = date_column()
    contact: str | None = text_column()
    late_entry: str | None = text_column()
    wants_list: bool = boolean_column(default="false")
    missing: list[str] = array_column(Text)
    supplement_until: date | None = date_column()
    supplemented_on: date | None = date_column()
    proposed_on: date | None = date_column()
    assigned_industry: str | None = text_column()
    industry_list: bool = boolean_column(default="false")
    exception_by: str | None = text_column()
    exception_why: str | None = text_column()
    after_objection: str | None = text_column()
    settled: int = integer_column(default="0")
    notice: int = integer_column(default="0")
    intended_by: int | None = bigint_column()
    intended_on: date | None = date_column()
    rejection_reasons: str | None = text_column()
    told_on: date | None = date_column()
    statement_until: date | None = date_column()
    stated_on: date | None = date_column()
    statement: str | None = text_column()
    answer: str | None = text_column()
    decided_on: date | None = date_column()
    taken_back_on: date | None = date_column()
    document_no: str | None = text_column()
    recourse: str | None = text_column()
    membership_id: int | None = bigint_column()
    party_application_id: int | None = bigint_column()
    district: str | None = text_column()
    awaits: list[str] = array_column(Text, default="'{}'")
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


APPLICATIONS: Final = Machine(
    AdmissionApplication,
    zh="申报",
    missing="admission_application_missing",
    changed="admission_application_changed",
    states=STATES,
    steps=STEPS,
    persons={"entered_by": "登记申报", "intended_by": "提出不予入库"},
)
