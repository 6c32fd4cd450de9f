"""What waits in cases: leads to be verified, entries to be checked, terms that end, answers that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import any_, case, func, literal

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.ledger.kinds.surveys import Survey
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.callback_rows import Callback
from banfa.procedures.cases.case_items import make_item_of_case
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.clauses import REFERRAL
from banfa.procedures.cases.documents import STATES as STATES_OF_DOCUMENT
from banfa.procedures.cases.documents import UNENDED, Document
from banfa.procedures.cases.effect_rows import OPEN, Effect
from banfa.procedures.cases.effect_rows import STATES as STATES_OF_EFFECT
from banfa.procedures.cases.handover_rows import STATES as STATES_OF_HANDOVER
from banfa.procedures.cases.handover_rows import HandedOver
from banfa.procedures.cases.leads import STATES as STATES_OF_LEAD
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.proceeding_rows import KINDS as KINDS_OF_PROCEEDING
from banfa.procedures.cases.proceeding_rows import STATES as STATES_OF_PROCEEDING
from banfa.procedures.cases.proceeding_rows import Proceeding
from banfa.procedures.cases.publication_items import select_items_of_publications
from banfa.procedures.cases.remedies import STATES as STATES_OF_REMEDY
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.replacing import STATES as STATES_OF_REPLACEMENT
from banfa.procedures.cases.replacing import Replacement
from banfa.procedures.cases.service_rows import DROPPED, Service
from banfa.procedures.cases.unserved import IS_SERVED, count_unserved
from banfa.procedures.work_item import make_columns, name_state
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

CALLS: Final = "lead_calls"
"""Calls back that a lead waits for; its page is the lead's."""
KINDS_OF_CASES: Final = {
    "lead": "线索",
    CALLS: "待回访的不满意评价",
    "callback": "回访核实",
    "case": "案件办理期限",
    "remedy": "处理措施",
    "case_document": "文书",
    "document_approval": "签批",
    "document_service": "送达",
    "case_effect": "后续事项",
    "publication": "公示和通报",
    "publication_objection": "对公示的异议",
    "proceeding": "来文答复",
    "replacement": "更换服务商申请",
    "case_handover": "工作移交清单",
}
CHECKED: Final = (
    "case_effect",
    "lead",
    "callback",
    "remedy",
    "case_document",
    "document_approval",
    "document_service",
    "proceeding",
    "publication",
    "publication_objection",
    "replacement",
)
"""Kinds of which some wait for a second person."""
TO_DO: Final = ("planned", "told", "heard", "dropping", "effective", "reported", "lapsed")
"""States of remedies in which the bureau has something to do; an order that runs waits for its party."""
UNSURE: Final = "（放假安排尚未公布，公布后重算）"

f, k = CaseFile.c, literal


def select_items_of_cases() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    yield _select_leads()
    yield _select_calls()
    yield _select_callbacks()
    yield _select_cases()
    yield _select_replacements()
    yield _select_handovers()
    yield from _select_of_case()
    yield from select_items_of_publications()
    yield from _select_of_document()


def _select_leads() -> Select[Any]:
    c = Lead.c
    second = c.state.in_(("verified", "declining"))
    return make_columns(
        "lead",
        id=c.id,
        provider_id=c.provider_id,
        what=c.situation,
        number=c.number,
        cite=c.clause,
        step=name_state(c.state, STATES_OF_LEAD),
        person=name_person(func.coalesce(c.ended_by, c.verified_by, c.registered_by)),
        person_id=func.coalesce(c.ended_by, c.verified_by, c.registered_by),
        approval=second,
        due_on=case((c.state == "pending", c.verify_by)),
        since=func.coalesce(c.ended_at, c.verified_at, c.registered_at),
    ).where(c.state.in_(("pending", "verified", "confirmed", "declining")))


def _select_calls() -> Select[Any]:
    """Select of each lead to be verified how many 不满意 are still to be called back."""
    c, s = Lead.c, Survey.c
    calls = select(Callback.c.id).where(
        Callback.c.survey_id == s.entry_id, Callback.c.state.in_(("entered", "checked"))
    )
    left = (
        select(func.count())
        .select_from(Survey.rows)
        .where(s.entry_id == any_(c.survey_ids), stands(Survey.rows), ~calls.exists())
        .scalar_subquery()
    )
    return make_columns(
        CALLS,
        id=c.id,
        provider_id=c.provider_id,
        what=func.concat("还有", left, "条“不满意”评价要回访"),
        number=c.number,
        cite=c.clause,
        step=k("待回访"),
        person=name_person(c.registered_by),
        person_id=c.registered_by,
        approval=literal(value=False),
        due_on=c.verify_by,
        since=c.registered_at,
    ).where(c.state == "pending", c.survey_ids.is_not(None), left > 0)


def _select_callbacks() -> Select[Any]:
    c = Callback.c
    return make_columns(
        "callback",
        id=c.id,
        what=k("回访结果"),
        step=k("待复核"),
        person=name_person(c.entered_by),
        person_id=c.entered_by,
        approval=literal(value=True),
        since=c.entered_at,
    ).where(c.state == "entered")


def _select_cases() -> Select[Any]:
    return make_columns(
        "case",
        id=f.id,
        provider_id=f.provider_id,
        what=f.title,
        step=case(
            (f.state == "suspended", k("已中止")),
            (f.state == "closed", k("已办结，待归档")),
            else_=k("办理中"),
        ),
        person=name_person(f.handler_id),
        person_id=f.handler_id,
        approval=literal(value=False),
        number=f.number,
        due_on=case((f.state == "open", f.due_on)),
        since=f.opened_at,
    ).where(f.state.in_(("open", "suspended", "closed")))


def _select_replacements() -> Select[Any]:
    c = Replacement.c
    return make_columns(
        "replacement",
        id=c.id,
        provider_id=c.provider_id,
        what=k("更换服务商申请"),
        cite=c.cite,
        step=name_state(c.state, STATES_OF_REPLACEMENT),
        person=name_person(c.entered_by),
        person_id=c.entered_by,
        approval=c.state == "recommended",
        due_on=case((c.state == "recommended", c.due_on)),
        since=c.entered_at,
    ).where(c.state.in_(("applied", "recommended", "agreed")))


def _select_handovers() -> Select[Any]:
    """Lists that their successor is to take over: they wait for him."""
    c = HandedOver.c
    return make_columns(
        "case_handover",
        id=c.id,
        what=func.concat(name_person(c.person_id), "移交的工作"),
        step=name_state(c.state, STATES_OF_HANDOVER),
        person=name_person(c.taker_id),
        person_id=c.taker_id,
        approval=literal(value=False),
        since=c.recorded_at,
    ).where(c.state == "drafted")


def _select_of_case() -> Iterator[Select[Any]]:
    m, e, r = CaseRemedy.c, Effect.c, Proceeding.c
    unsure = m.due_day_unsure & (m.state == "told")
    yield (
        make_item_of_case(
            "remedy",
            id=m.id,
            what=name_state(m.kind, KINDS_OF_DECISION),
            cite=m.cite,
            step=func.concat(name_state(m.state, STATES_OF_REMEDY), case((unsure, k(UNSURE)), else_=k(""))),
            person_id=func.coalesce(case((m.state == "dropping", m.ended_by)), f.handler_id),
            approval=m.state == "dropping",
            due_on=case(
                (m.state == "told", m.statement_until),
                (m.state == "reported", m.recheck_by),
                (m.kind == REFERRAL, m.due_on),
            ),
            since=m.planned_at,
        )
        .select_from(CaseRemedy.rows.join(CaseFile.rows, f.id == m.case_id))
        .where(m.state.in_(TO_DO) | ((m.state == "issued") & (m.kind == REFERRAL)))
    )
    yield (
        make_item_of_case(
            "case_effect",
            id=e.id,
            what=e.what,
            cite=e.cite,
            step=name_state(e.state, STATES_OF_EFFECT),
            person_id=func.coalesce(case((e.state == "consent_entered", e.consent_by)), f.handler_id),
            approval=e.state == "consent_entered",
            since=f.opened_at,
        )
        .select_from(Effect.rows.join(CaseFile.rows, f.id == e.case_id))
        .where(e.state.in_(OPEN))
    )
    yield (
        make_item_of_case(
            "proceeding",
            id=r.id,
            what=func.concat_ws("：", name_state(r.kind, KINDS_OF_PROCEEDING), r.subject),
            person=name_person(func.coalesce(r.ended_by, f.handler_id, r.received_by)),
            person_id=func.coalesce(r.ended_by, f.handler_id, r.received_by),
            step=case(
                (r.state == "answered", k("已答复，待终结")),
                else_=name_state(r.state, STATES_OF_PROCEEDING),
            ),
            approval=r.state == "overturned",
            number=r.number,
            due_on=case((r.state == "received", r.due_on)),
            since=r.received_at,
        )
        .select_from(Proceeding.rows.outerjoin(CaseFile.rows, f.id == r.case_id))
        .where(r.state.in_(("received", "answered", "overturned")))
    )


def _select_of_document() -> Iterator[Select[Any]]:
    d, a, s = Document.c, Approval.c, Service.c
    of_case = Document.rows.join(CaseFile.rows, f.id == d.case_id)
    services = select(s.id).where(s.document_id == d.id, s.state.not_in(DROPPED))
    unserved = count_unserved(DROPPED)
    step = case(
        (d.state != "issued", name_state(d.state, STATES_OF_DOCUMENT)),
        (services.exists(), func.concat("还有", unserved, "个受送达人待送达")),
        else_=k("待送达"),
    )
    yield (
        make_item_of_case(
            "case_document",
            id=d.id,
            what=d.title,
            step=step,
            person_id=func.coalesce(d.ended_by, f.handler_id),
            approval=d.state == "stopping",
            number=func.coalesce(d.document_no, d.register_no),
            since=d.drafted_at,
        )
        .select_from(of_case)
        .where(d.state.in_(UNENDED) | (IS_SERVED & (unserved > 0)))
    )
    for kind, row, what in (("document_approval", a, a.post), ("document_service", s, k("送达回证"))):
        table = Approval.rows if row is a else Service.rows
        yield (
            make_item_of_case(
                kind,
                id=row.id,
                what=what,
                step=k("待复核"),
                person=name_person(row.entered_by),
                person_id=row.entered_by,
                approval=literal(value=True),
                number=func.coalesce(d.document_no, d.register_no),
                since=row.entered_at,
            )
            .select_from(table.join(of_case, d.id == row.document_id))
            .where(row.state == "entered")
        )
