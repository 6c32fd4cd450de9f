"""Resources of what is done about an application: lines of its form, records, objections, services."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from banfa.procedures.admission import checks, events, objections, services
from banfa.procedures.admission.batches import CHECK, MANAGE, READ
from banfa.procedures.cases.service_rows import MANNERS
from banfa.web.casework.declared import Act, Resource

if TYPE_CHECKING:
    from collections.abc import Callable

_admission: Final[Callable[..., Resource]] = partial(Resource, read=READ, manage=MANAGE)

ADMISSION_CHECKS: Final = _admission(
    name="admission_check",
    one="admission_check",
    many="admission_checks",
    zh="形式审查表",
    row=checks.AdmissionCheck,
    machine=checks.CHECKS,
    filters=("state", "application_id", "provider_id"),
    words={"state": checks.STATES, "result": checks.RESULTS},
    columns=("what", "cite", "provider_id", "result", "paper", "state"),
    labels={
        "application_id": "所属申报",
        "what": "审查项目",
        "must": "不符合的不能列入",
        "for_list": "只为细分行业库",
        "reviewed_by": "审查人",
        "entered_at": "列出时间",
    },
    acts=(
        Act(
            name="enter_admission_check",
            zh="登记审查结果",
            action=MANAGE,
            path="result",
            perform=checks.enter_result,
            inputs=checks.EnterResult,
            steps=("enter",),
        ),
        Act(
            name="check_admission_check",
            zh="复核审查结果",
            action=CHECK,
            path="confirmation",
            perform=checks.check_result,
            steps=("check",),
        ),
        Act(
            name="return_admission_check",
            zh="退回审查结果",
            action=CHECK,
            path="return",
            perform=checks.return_result,
            inputs=checks.ReviewAgain,
            steps=("return",),
        ),
        Act(
            name="review_again",
            zh="重新审查",
            action=MANAGE,
            path="reopening",
            perform=checks.review_again,
            inputs=checks.ReviewAgain,
            steps=("review_again",),
        ),
    ),
)
ADMISSION_EVENTS: Final = _admission(
    name="admission_event",
    one="admission_event",
    many="admission_events",
    zh="遴选记录",
    row=events.AdmissionEvent,
    machine=events.EVENTS,
    filters=("state", "application_id", "provider_id"),
    words={"state": events.EVENTS.states, "kind": events.KINDS, "result": events.RESULTS},
    columns=("kind", "provider_id", "held_on", "source", "result", "document_no", "state"),
    labels={"application_id": "所属申报"},
    acts=(
        Act(
            name="check_admission_event",
            zh="复核遴选记录",
            action=CHECK,
            path="confirmation",
            perform=events.check_event,
            steps=("check",),
        ),
        Act(
            name="return_admission_event",
            zh="退回遴选记录",
            action=CHECK,
            path="return",
            perform=events.return_event,
            inputs=events.ReturnEvent,
            steps=("return",),
        ),
    ),
)
ADMISSION_OBJECTIONS: Final = _admission(
    name="admission_objection",
    one="admission_objection",
    many="admission_objections",
    zh="入库公示异议",
    row=objections.AdmissionObjection,
    machine=objections.OBJECTIONS,
    filters=("state", "application_id", "provider_id"),
    words={"state": objections.STATES},
    columns=("provider_id", "received_on", "matter", "upheld", "answered_on", "state"),
    labels={"application_id": "所属申报"},
    acts=(
        Act(
            name="answer_admission_objection",
            zh="答复异议",
            action=CHECK,
            path="answer",
            perform=objections.answer_objection,
            inputs=objections.AnswerObjection,
            steps=("answer",),
        ),
    ),
)
ADMISSION_SERVICES: Final = _admission(
    name="admission_service",
    one="admission_service",
    many="admission_services",
    zh="入库文书送达",
    row=services.AdmissionService,
    machine=services.SERVICES,
    filters=("state", "application_id", "provider_id"),
    words={"state": services.SERVICES.states, "paper": services.PAPERS, "manner": MANNERS},
    columns=("paper", "provider_id", "manner", "served_on", "state"),
    labels={
        "application_id": "所属申报",
        "paper": "送达的文书",
        "nth": "第几次告知",
        "admission_correction_id": "所属名单更正",
    },
    acts=(
        Act(
            name="check_admission_service",
            zh="复核入库文书送达",
            action=CHECK,
            path="confirmation",
            perform=services.check_service,
            steps=("check",),
        ),
        Act(
            name="return_admission_service",
            zh="退回入库文书送达",
            action=CHECK,
            path="return",
            perform=services.return_service,
            inputs=services.ReturnService,
            steps=("return",),
        ),
    ),
)
