"""What was done about an application, as its record says: credit query, review, defence, consent, 路演.

Entered by one and checked by another against the record or the screenshot that hangs on it. Who sat on a
panel and how it scored is the panel's own record (minutes).
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
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
from banfa.errors import Malformed
from banfa.law import AdmissionStep
from banfa.ledger.entries.specifiers import choice, key, past_day, text
from banfa.procedures.admission.applications import APPLICATIONS
from banfa.procedures.admission.batches import CHECK, MANAGE
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.listing import find_row
from banfa.procedures.cases.meetings import Meeting
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

CREDIT: Final = "credit"
CONSENT: Final = "consent"
STEP_OF: Final = {
    "experts": AdmissionStep.EXPERTS,
    "defence": AdmissionStep.DEFENCE,
    "filing": AdmissionStep.FILING,
    CONSENT: AdmissionStep.CONSENT,
    "roadshow": AdmissionStep.ROADSHOW,
    "matching": AdmissionStep.MATCHING,
}
"""Which step of a route an event carries out."""
KINDS: Final = {CREDIT: "信用查询"} | {kind: str(step) for kind, step in STEP_OF.items()}
PASSED: Final = "passed"
RESULTS: Final = {PASSED: "通过（无异常）", "not_passed": "未通过（有异常）"}


class AdmissionEvent(
    TenantRow,
    table="admission_event",
    refers={
        "application_id": "admission_application",
        "provider_id": "provider",
        "meeting_id": "meeting",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        one_of("kind", KINDS),
        one_of("result", RESULTS),
        Index("ix_admission_event_application", "tenant_id", "application_id", "id"),
    ),
    bound=Bound(state=True),
    erasable=("words",),
):
    """An event. `source` is where it was queried or who held it, `document_no` the paper's own number."""

    id: int
    application_id: int
    provider_id: int
    kind: str = text_column()
    held_on: date = date_column()
    source: str = text_column()
    result: str = text_column()
    document_no: str | None = text_column()
    meeting_id: int | None = bigint_column()
    words: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


EVENTS: Final = make_entered(
    AdmissionEvent, zh="遴选记录", name="admission_event", origin=BY_OFFICE, manage=MANAGE, check=CHECK
)


class EnterEvent(
    Inputs,
    example={
        "kind": "credit",
        "held_on": "2026-03-23",
        "source": "国家企业信用信息公示系统、信用中国",
        "result": "passed",
        "words": "当日未见经营异常名录、严重失信名单记录。",
    },
):
    """What the record says."""

    kind: str = choice("事项", KINDS)
    held_on: date = past_day("进行之日")
    source: str = text("查询的网站或者组织单位", max_length=300)
    result: str = choice("结果", RESULTS)
    document_no: str | None = key("文号或者备案号", max_length=100, hint="市政府同意的须填批复或者纪要的文号")
    meeting_id: int | None = link("meeting", "所据会议", hint="已登记的填写")
    words: str | None = text("记录要点", max_length=2000)


class ReturnEvent(Inputs, example={"reason": "日期与记录不一致"}):
    """Why it is returned."""

    reason: str = text("退回的原因", max_length=500)


def enter_event(
    unit: Unit, _profile: Profile, application_id: int, data: EnterEvent, _version: int | None = None
) -> AdmissionEvent:
    """Enter an event. Raises Missing, Malformed (`consent_number_missing`)."""
    application = APPLICATIONS.find(unit, application_id)
    if data.kind == CONSENT and data.document_no is None:
        message = "市政府同意的，须写明批复或者会议纪要的文号（document_no）。"
        raise Malformed("consent_number_missing", message, field="document_no")
    if data.meeting_id is not None:
        find_row(unit, Meeting, data.meeting_id, missing="meeting_missing", zh="次会议")
    values = {
        **vars(data),
        "application_id": application.id,
        "provider_id": application.provider_id,
    }
    return start(
        unit, EVENTS, "enter", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def check_event(
    unit: Unit, _profile: Profile, row_id: int, _data: Inputs, version: int | None = None
) -> AdmissionEvent:
    """Check it against its record, as another person. Raises Conflict (`paper_missing`)."""
    row = EVENTS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "admission_event", row.id, "evidence")
    return take(unit, EVENTS, row, "check", {})


def return_event(
    unit: Unit, _profile: Profile, row_id: int, data: ReturnEvent, version: int | None = None
) -> AdmissionEvent:
    """Return what does not agree with its record; another is entered in its place."""
    return take(unit, EVENTS, EVENTS.begin(unit, "return", row_id, version=version), "return", vars(data))
