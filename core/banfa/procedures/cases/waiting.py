"""What waits in cases: leads to be verified, entries to be checked, terms that end, answers that are due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, literal

from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.callback_rows import Callback
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.clauses import REFERRAL
from banfa.procedures.cases.documents import STATES as STATES_OF_DOCUMENT
from banfa.procedures.cases.documents import UNENDED, Document
from banfa.procedures.cases.effect_rows import Effect
from banfa.procedures.cases.leads import STATES as STATES_OF_LEAD
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.proceeding_rows import KINDS as KINDS_OF_PROCEEDING
from banfa.procedures.cases.proceeding_rows import STATES as STATES_OF_PROCEEDING
from banfa.procedures.cases.proceeding_rows import Proceeding
from banfa.procedures.cases.publication_rows import STATES as STATES_OF_PUBLICATION
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.remedies import STATES as STATES_OF_REMEDY
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.replacing import STATES as STATES_OF_REPLACEMENT
from banfa.procedures.cases.replacing import Replacement
from banfa.procedures.cases.service_rows import Service
from banfa.procedures.work_item import make_columns, name_state
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Select

KINDS_OF_CASES: Final = {
    "lead": "线索",
    "callback": "回访核实",
    "case": "案件办理期限",
    "remedy": "处理措施",
    "case_document": "文书",
    "document_approval": "签批",
    "document_service": "送达",
    "case_effect": "后续事项",
    "publication": "公示和通报",
    "proceeding": "来文答复",
    "replacement": "更换服务商申请",
}
CHECKED: Final = (
    "lead",
    "callback",
    "remedy",
    "case_document",
    "document_approval",
    "document_service",
    "proceeding",
    "publication",
    "replacement",
)
"""Kinds of which some wait for a second person."""
TO_SHOW: Final = ("drafted", "reviewed", "handed")
"""States of what is to be shown before it is."""
TO_DO: Final = ("planned", "told", "heard", "dropping", "effective", "reported", "lapsed")
"""States of remedies in which the bureau has something to do; an order that runs waits for its party."""
UNSURE: Final = "（放假安排尚未公布，公布后重算）"

f, k = CaseFile.c, literal


def select_items_of_cases() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    yield _select_leads()
    yield _select_callbacks()
    yield _select_cases()
    yield _select_replacements()
    yield from _select_of_case()
    yield from _select_of_document()


def _select_leads() -> Select[Any]:
    c = Lead.c
    second = c.state.in_(("verified", "declining"))
    return make_columns(
        "lead",
        id=c.id,
        provider_id=c.provider_id,
        what=c.situation,
        cite=c.clause,
        step=name_state(c.state, STATES_OF_LEAD),
        person=name_person(func.coalesce(c.ended_by, c.verified_by, c.registered_by)),
        person_id=func.coalesce(c.ended_by, c.verified_by, c.registered_by),
        approval=second,
        due_on=case((c.state == "pending", c.verify_by)),
        since=func.coalesce(c.ended_at, c.verified_at, c.registered_at),
    ).where(c.state.in_(("pending", "verified", "confirmed", "declining")))


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
        step=case((f.state == "suspended", k("已中止")), else_=k("办理中")),
        person=name_person(f.handler_id),
        person_id=f.handler_id,
        approval=literal(value=False),
        number=f.number,
        due_on=case((f.state == "open", f.due_on)),
        since=f.opened_at,
    ).where(f.state.in_(("open", "suspended")))


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


def _make_of_case(kind: str, **values: ColumnElement[Any]) -> Select[Any]:
    """Select an item of a case: its handler has it in hand."""
    given = {
        "provider_id": f.provider_id,
        "person": name_person(f.handler_id),
        "person_id": f.handler_id,
        "approval": literal(value=False),
        "number": f.number,
        **values,
    }
    return make_columns(kind, **given)


def _select_of_case() -> Iterator[Select[Any]]:
    m, e, p, r = CaseRemedy.c, Effect.c, Publication.c, Proceeding.c
    unsure = m.due_day_unsure & (m.state == "told")
    yield (
        _make_of_case(
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
        _make_of_case("case_effect", id=e.id, what=e.what, cite=e.cite, step=k("待办理"), since=f.opened_at)
        .select_from(Effect.rows.join(CaseFile.rows, f.id == e.case_id))
        .where(e.state == "proposed")
    )
    yield (
        _make_of_case(
            "publication",
            id=p.id,
            what=p.wording,
            cite=p.cite,
            step=name_state(p.state, STATES_OF_PUBLICATION),
            person_id=p.drafted_by,
            approval=p.state == "drafted",
            due_on=p.until,
            since=p.drafted_at,
        )
        .select_from(Publication.rows.join(CaseFile.rows, f.id == p.case_id))
        .where(p.state.in_(TO_SHOW) | ((p.state == "posted") & p.until.is_not(None)))
    )
    yield (
        _make_of_case(
            "proceeding",
            id=r.id,
            what=name_state(r.kind, KINDS_OF_PROCEEDING),
            step=name_state(r.state, STATES_OF_PROCEEDING),
            person_id=func.coalesce(r.ended_by, f.handler_id),
            approval=r.state == "overturned",
            number=r.number,
            due_on=case((r.state == "received", r.due_on)),
            since=r.received_at,
        )
        .select_from(Proceeding.rows.join(CaseFile.rows, f.id == r.case_id))
        .where(r.state.in_(("received", "overturned")))
    )


def _select_of_document() -> Iterator[Select[Any]]:
    d, a, s = Document.c, Approval.c, Service.c
    of_case = Document.rows.join(CaseFile.rows, f.id == d.case_id)
    served = s.id.is_(None)
    yield (
        _make_of_case(
            "case_document",
            id=d.id,
            what=d.title,
            step=case((d.state == "issued", k("待送达")), else_=name_state(d.state, STATES_OF_DOCUMENT)),
            person_id=func.coalesce(d.ended_by, f.handler_id),
            approval=d.state == "stopping",
            number=func.coalesce(d.document_no, d.register_no),
            since=d.drafted_at,
        )
        .select_from(of_case.outerjoin(Service.rows, (s.document_id == d.id) & (s.state != "returned")))
        .where(d.state.in_(UNENDED) | ((d.state == "issued") & (d.kind != "publication") & served))
    )
    for kind, row, what in (("document_approval", a, a.post), ("document_service", s, k("送达回证"))):
        table = Approval.rows if row is a else Service.rows
        yield (
            _make_of_case(
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
