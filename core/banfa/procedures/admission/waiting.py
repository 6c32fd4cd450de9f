"""What waits in admission: applications, entries to be checked, objections to be answered, lists shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, Text, case, func, literal

from banfa.database.tenancy import select
from banfa.procedures.admission.applications import REJECTING, AdmissionApplication
from banfa.procedures.admission.applications import STATES as STATES_OF_APPLICATION
from banfa.procedures.admission.batches import STATES as STATES_OF_BATCH
from banfa.procedures.admission.batches import AdmissionBatch
from banfa.procedures.admission.checks import AdmissionCheck
from banfa.procedures.admission.correction_rows import RUNNING as RUNNING_CORRECTIONS
from banfa.procedures.admission.correction_rows import STATES as STATES_OF_CORRECTION
from banfa.procedures.admission.correction_rows import AdmissionCorrection
from banfa.procedures.admission.events import KINDS, AdmissionEvent
from banfa.procedures.admission.exit_rows import AdmissionExit
from banfa.procedures.admission.objections import AdmissionObjection
from banfa.procedures.admission.services import PAPERS, AdmissionService
from banfa.procedures.work_item import make_columns, name_state
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

KINDS_OF_ADMISSION: Final = {
    "admission_batch": "入库批次",
    "admission_application": "入库申报",
    "admission_check": "形式审查",
    "admission_correction": "名单更正",
    "admission_event": "遴选记录",
    "admission_exit": "退出申请",
    "admission_objection": "入库公示异议",
    "admission_service": "入库文书送达",
}
CHECKED_IN_ADMISSION: Final = (
    "admission_application",
    "admission_batch",
    "admission_check",
    "admission_correction",
    "admission_event",
    "admission_exit",
    "admission_objection",
    "admission_service",
)
"""Kinds of which some wait for a second person."""
k = literal


def select_items_of_admission() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    b, a = AdmissionBatch.c, AdmissionApplication.c
    caller = select(b.entered_by).where(b.id == a.admission_batch_id).scalar_subquery()
    handler = case((a.district.is_(None), a.entered_by), else_=caller)  # what districts enter is the call's
    yield make_columns(
        "admission_batch",
        id=b.id,
        what=b.number,
        step=name_state(b.state, STATES_OF_BATCH),
        person=name_person(b.entered_by),
        person_id=case((b.state == "shortlisted", b.shortlisted_by), else_=b.entered_by),
        approval=b.state == "shortlisted",
        number=b.notice_no,
        due_on=case((b.state == "calling", b.open_until), (b.state == "shown", b.public_until)),
        since=b.entered_at,
    ).where(b.state.not_in(("recorded", "ended")))
    yield make_columns(
        "admission_application",
        id=a.id,
        provider_id=a.provider_id,
        what=k("入库申报"),
        step=name_state(a.state, STATES_OF_APPLICATION),
        person=name_person(handler),
        person_id=case((a.state == "heard", a.intended_by), else_=handler),
        approval=a.state == "heard",
        due_on=case((a.state == "supplementing", a.supplement_until), (a.state == "told", a.statement_until)),
        since=a.entered_at,
    ).where(a.state.in_(("received", "supplementing", *REJECTING, "rejected")))
    yield make_columns(
        "admission_application",
        id=a.id,
        provider_id=a.provider_id,
        what=k("入库申报"),
        step=func.concat("入库后待办理：", func.array_to_string(a.awaits, "、")),
        person=name_person(handler),
        person_id=handler,
        approval=literal(value=False),
        since=a.entered_at,
    ).where(a.state == "admitted", a.awaits != literal([], ARRAY(Text)))
    yield from _select_to_be_checked()


def _select_to_be_checked() -> Iterator[Select[Any]]:
    c, e, o, v = AdmissionCheck.c, AdmissionEvent.c, AdmissionObjection.c, AdmissionService.c
    x, n = AdmissionExit.c, AdmissionCorrection.c
    second = literal(value=True)
    yield make_columns(
        "admission_check",
        id=c.id,
        provider_id=c.provider_id,
        what=c.what,
        cite=c.cite,
        step=k("待复核"),
        person=name_person(c.reviewed_by),
        person_id=c.reviewed_by,
        approval=second,
        since=c.entered_at,
    ).where(c.state == "entered")
    yield make_columns(
        "admission_event",
        id=e.id,
        provider_id=e.provider_id,
        what=name_state(e.kind, KINDS),
        step=k("待复核"),
        person=name_person(e.entered_by),
        person_id=e.entered_by,
        approval=second,
        number=e.document_no,
        since=e.entered_at,
    ).where(e.state == "entered")
    yield make_columns(
        "admission_objection",
        id=o.id,
        provider_id=o.provider_id,
        what=k("入库公示异议"),
        step=k("待答复"),
        person=name_person(o.entered_by),
        person_id=o.entered_by,
        approval=second,
        since=o.entered_at,
    ).where(o.state == "received")
    yield make_columns(
        "admission_correction",
        id=n.id,
        provider_id=n.provider_id,
        what=k("名单更正"),
        step=name_state(n.state, STATES_OF_CORRECTION),
        person=name_person(n.entered_by),
        person_id=case((n.state == "served", n.decided_by), else_=n.entered_by),
        approval=n.state.in_(("heard", "served")),
        number=n.document_no,
        due_on=case((n.state == "told", n.statement_until)),
        since=n.entered_at,
    ).where(n.state.in_(RUNNING_CORRECTIONS))
    yield make_columns(
        "admission_exit",
        id=x.id,
        provider_id=x.provider_id,
        what=k("退出申请"),
        step=k("待回函"),
        person=name_person(x.entered_by),
        person_id=x.entered_by,
        approval=second,
        since=x.entered_at,
    ).where(x.state == "received")
    yield make_columns(
        "admission_service",
        id=v.id,
        provider_id=v.provider_id,
        what=name_state(v.paper, PAPERS),
        step=k("待复核"),
        person=name_person(v.entered_by),
        person_id=v.entered_by,
        approval=second,
        since=v.entered_at,
    ).where(v.state == "entered")
