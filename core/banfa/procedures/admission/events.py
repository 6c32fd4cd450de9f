"""What was done about an application, as its record says: credit query, review, defence, consent, 路演.

Entered by one and checked by another against the record or the screenshot that hangs on it. Who sat on a
panel and how it scored is the panel's own record (minutes).
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

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
from banfa.errors import Conflict, Malformed
from banfa.law import AdmissionStep
from banfa.ledger.entries.specifiers import choice, city_choice, key, past_day, text
from banfa.procedures.admission.applications import APPLICATIONS
from banfa.procedures.admission.batches import BATCHES, CHECK, MANAGE, PUBLISHED
from banfa.procedures.admission.requirements import find_route
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.listing import find_row, list_rows
from banfa.procedures.cases.meetings import Meeting
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.experts.opinions import check_agrees
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.procedures.admission.applications import AdmissionApplication
    from banfa.procedures.admission.batches import AdmissionBatch
    from banfa.trust.unit import Unit

CREDIT: Final = "credit"
EXPERTS: Final = "experts"
CONSENT: Final = "consent"
OWN_LIST: Final = "own_list"
WITHDRAWAL: Final = "withdrawal"
STEP_OF: Final = {
    EXPERTS: AdmissionStep.EXPERTS,
    "defence": AdmissionStep.DEFENCE,
    "other": AdmissionStep.OTHER,
    "filing": AdmissionStep.FILING,
    CONSENT: AdmissionStep.CONSENT,
    "roadshow": AdmissionStep.ROADSHOW,
    "matching": AdmissionStep.MATCHING,
}
"""Which step of a route an event carries out."""
ENTERED: Final = {
    CREDIT: "信用查询",
    **{kind: str(step) for kind, step in STEP_OF.items()},
    "other": "其他方式的审核",
    OWN_LIST: "细分行业库审核",
}
KINDS: Final = {**ENTERED, WITHDRAWAL: "撤回申报"}
"""All kinds; a withdrawal is entered by an act of its own."""
_PASSED: Final = {"passed": "通过", "not_passed": "不通过"}
RESULTS_OF: Final = {
    CREDIT: {"clean": "无异常", "irregular": "有异常"},
    EXPERTS: _PASSED,
    "defence": _PASSED,
    "other": _PASSED,
    OWN_LIST: _PASSED,
    "filing": {"filed": "已备案", "not_filed": "不予备案"},
    CONSENT: {"agreed": "同意", "not_agreed": "不同意"},
    "roadshow": {"held": "已举办"},
    "matching": {"held": "已举办", "matched": "已按意愿匹配，无需对接"},
    WITHDRAWAL: {"requested": "申请撤回"},
}
"""What comes of each kind, in its own words."""
RESULTS: Final = {key: zh for words in RESULTS_OF.values() for key, zh in words.items()}
GOOD: Final = frozenset(RESULTS) - {"irregular", "not_passed", "not_filed", "not_agreed"}
REQUESTED: Final = "requested"


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
    """An event. `source` is where it was queried or who held it, `document_no` the paper's own number.

    `industry` is that for which a consent was given.
    """

    id: int
    application_id: int
    provider_id: int
    kind: str = text_column()
    held_on: date = date_column()
    source: str = text_column()
    result: str = text_column()
    document_no: str | None = text_column()
    industry: str | None = text_column()
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
        "result": "clean",
        "words": "当日未见经营异常名录、严重失信名单记录。",
    },
):
    """What the record says."""

    kind: str = choice("事项", ENTERED)
    held_on: date = past_day("进行之日")
    source: str = text("查询的网站或者组织单位", max_length=300)
    result: str = choice("结果", {key: zh for key, zh in RESULTS.items() if key != REQUESTED})
    document_no: str | None = key("文号或者备案号", max_length=100, hint="市政府同意的须填批复或者纪要的文号")
    industry: str | None = city_choice(
        "同意的行业",
        lambda profile: {i.key: i.zh for i in profile.industries},
        code="unknown_industry",
        free_where_none=True,
        hint="办法规定每个行业一家的，市政府同意须写明行业",
    )
    meeting_id: int | None = link("meeting", "所据会议", hint="已登记的填写")
    words: str | None = text("记录要点", max_length=2000)


class ReturnEvent(Inputs, example={"reason": "日期与记录不一致"}):
    """Why it is returned."""

    reason: str = text("退回的原因", max_length=500)


class WithdrawApplication(Inputs, example={"held_on": "2026-03-24", "words": "因人员安排，来函撤回申报。"}):
    """When the applicant's paper came in, and what it says."""

    held_on: date = past_day("收到撤回申请之日")
    words: str = text("撤回申请的要点", max_length=1000)


def enter_event(
    unit: Unit, profile: Profile, application_id: int, data: EnterEvent, _version: int | None = None
) -> AdmissionEvent:
    """Enter an event.

    Raises Missing, Malformed (`result_mismatch`, `days_reversed`, `consent_number_missing`,
    `industry_missing`, `field_unknown`).
    """
    application = APPLICATIONS.find(unit, application_id)
    if data.industry is not None and data.kind != CONSENT:
        message = "行业（industry）只有市政府同意的填写。"
        raise Malformed("field_unknown", message, field="industry")
    if data.result not in RESULTS_OF[data.kind]:
        offered = "、".join(f"{key}（{zh}）" for key, zh in RESULTS_OF[data.kind].items())
        message = f"{KINDS[data.kind]}的结果（result）可填：{offered}。"
        raise Malformed("result_mismatch", message, field="result")
    if data.kind == CONSENT and data.document_no is None:
        message = "市政府同意的，须写明批复或者会议纪要的文号（document_no）。"
        raise Malformed("consent_number_missing", message, field="document_no")
    batch = BATCHES.find(unit, application.admission_batch_id, lock=False)
    one_a_seat = find_route(profile, batch.edition, application.category).one_a_seat
    if data.kind == CONSENT and one_a_seat and data.industry is None:
        message = "每个行业确定一家的，市政府同意须写明行业（industry）。"
        raise Malformed("industry_missing", message, field="industry")
    if data.meeting_id is not None:
        find_row(unit, Meeting, data.meeting_id, missing="meeting_missing", zh="次会议")
    _check_day(application, data.held_on)
    return _enter(unit, application, vars(data))


def enter_withdrawal(
    unit: Unit,
    _profile: Profile,
    application_id: int,
    data: WithdrawApplication,
    _version: int | None = None,
) -> AdmissionEvent:
    """Enter that the applicant has asked to withdraw, by its paper: another person confirms that.

    Raises Missing, Conflict (`wrong_state`, `withdrawal_waiting`), Malformed (`days_reversed`).
    """
    application = APPLICATIONS.find(unit, application_id)
    APPLICATIONS.check(application, "withdraw")
    if list_rows(unit, AdmissionEvent, application_id=application.id, kind=WITHDRAWAL, state="entered"):
        raise Conflict("withdrawal_waiting", "撤回申请已登记，请由另一人对照申请复核。")
    _check_day(application, data.held_on)
    more = {"kind": WITHDRAWAL, "source": "申报单位", "result": REQUESTED}
    return _enter(unit, application, {**vars(data), **more})


def _check_day(application: AdmissionApplication, held_on: date) -> None:
    """Check that what was done was done about this application. Raises Malformed (`days_reversed`)."""
    if held_on < application.received_on:
        message = f"进行之日（held_on）不能早于收到申报之日{application.received_on}。"
        raise Malformed("days_reversed", message, field="held_on")


def _enter(unit: Unit, application: AdmissionApplication, inputs: Mapping[str, Any]) -> AdmissionEvent:
    values = {**inputs, "application_id": application.id, "provider_id": application.provider_id}
    return start(
        unit, EVENTS, "enter", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def check_event(
    unit: Unit, _profile: Profile, row_id: int, _data: Inputs, version: int | None = None
) -> AdmissionEvent:
    """Check it against its record, as another person: what follows from it follows.

    A withdrawal ends the application, what the text has after the admission is done.
    What experts have found is what the batch's panel has said, where it has one.
    Raises Conflict (`paper_missing`, `wrong_state`, and what `check_agrees` raises).
    """
    application_id = EVENTS.find(unit, row_id, lock=False).application_id
    batch_id = APPLICATIONS.find(unit, application_id, lock=False).admission_batch_id
    batch = BATCHES.find(unit, batch_id)
    application = APPLICATIONS.find(unit, application_id)
    row = EVENTS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "admission_event", row.id, "withdrawal" if row.kind == WITHDRAWAL else "evidence")
    if row.kind == EXPERTS:
        check_agrees(unit, [application], passes=row.result in GOOD)
    inputs = {"event_id": row.id}
    if row.kind == WITHDRAWAL:
        _check_unlisted(batch, application)
        APPLICATIONS.check(application, "withdraw")
        take(unit, APPLICATIONS, application, "withdraw", inputs)
    elif application.state == "admitted" and STEP_OF.get(row.kind) in application.awaits:
        left = [step for step in application.awaits if step != STEP_OF[row.kind]]
        take(unit, APPLICATIONS, application, "follow_up", inputs, awaits=left)
    return take(unit, EVENTS, row, "check", {})


def _check_unlisted(batch: AdmissionBatch, application: AdmissionApplication) -> None:
    """Check that no name of a published list goes. Raises Conflict (`wrong_state`)."""
    if application.state == "proposed" and batch.state in PUBLISHED:
        message = f"“{batch.number}”的名单已公布，不能再撤回申报；记入台账后另办退出。"
        raise Conflict("wrong_state", message, state=batch.state)


def return_event(
    unit: Unit, _profile: Profile, row_id: int, data: ReturnEvent, version: int | None = None
) -> AdmissionEvent:
    """Return what does not agree with its record; another is entered in its place."""
    return take(unit, EVENTS, EVENTS.begin(unit, "return", row_id, version=version), "return", vars(data))
