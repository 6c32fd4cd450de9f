"""What keeps an act from being taken beside the state of its thing: a page offers what would be taken.

Each gives the sentence that says why not, an empty one where there is nothing to say (the text has no such
thing), and None where nothing is in the way. The procedures themselves reject what comes all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.kinds.decisions import KINDS_OF_DECISION, WITHDRAWAL
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.archiving import check_archivable
from banfa.procedures.cases.casefiles import CASES, CORRECTION, HANDLING, CaseFile
from banfa.procedures.cases.clauses import REFERRAL, find_law_since, list_remedies
from banfa.procedures.cases.closing import check_closable
from banfa.procedures.cases.conflicts import find_hindrance
from banfa.procedures.cases.dissatisfaction import check_called_back
from banfa.procedures.cases.documents import (
    ACT,
    ADVANCE,
    DOCUMENTS,
    ENDED,
    Carried,
    Document,
    list_carried,
)
from banfa.procedures.cases.dropping import check_no_paper
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.planning import KINDS as KINDS_PLANNED
from banfa.procedures.cases.publication_first import check_all_shown_first
from banfa.procedures.cases.publications import list_forms
from banfa.procedures.cases.rectifying import check_term_over
from banfa.procedures.cases.remedies import UNDONE, CaseRemedy
from banfa.procedures.cases.service_rows import DROPPED, Service
from banfa.procedures.cases.stopping import find_served

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

_PAPERS: Final = (
    select(Carried.c.remedy_id, Document.c.kind)
    .select_from(
        Carried.rows.join(Document.rows, Document.c.id == Carried.c.document_id).join(
            CaseRemedy.rows, CaseRemedy.c.id == Carried.c.remedy_id
        )
    )
    .where(CaseRemedy.c.case_id == bindparam("case_id"), Document.c.state.not_in(ENDED))
)


REFERRED: Final = "移送（涉嫌犯罪的，一般法要求）"


def list_plannable(unit: Unit, profile: Profile, case: CaseFile) -> dict[str, str]:
    """List the kinds of remedy that can be planned in a case, each with its provision and force."""
    remedies = list_rows(unit, CaseRemedy, case_id=case.id)
    planned = {each.kind for each in remedies if each.state not in UNDONE}
    if case.kind == CORRECTION:
        return {WITHDRAWAL: KINDS_OF_DECISION[WITHDRAWAL]} if WITHDRAWAL not in planned else {}
    leads = {lead.clause for lead in list_rows(unit, Lead, case_id=case.id)}
    try:
        law = find_law_since(unit, profile, since=case.opened_on)
    except Conflict:  # what may be a crime is referred at any time
        return {} if REFERRAL in planned else {REFERRAL: REFERRED}
    listed: dict[str, str] = {}
    for clause in law.clauses:
        if clause.cite.key in leads:
            for kind in list_remedies(clause):
                if kind in KINDS_PLANNED and (kind not in planned or kind == "recovery"):
                    listed.setdefault(
                        kind, f"{KINDS_OF_DECISION[kind]}（{clause.cite}，{clause.force.value}）"
                    )
    if REFERRAL not in planned:
        listed.setdefault(REFERRAL, REFERRED)
    return listed


def find_no_remedy(unit: Unit, profile: Profile, case: CaseFile) -> str | None:
    """Whether every remedy that the case's clauses and general law have is planned."""
    return None if list_plannable(unit, profile, case) else ""


def list_draftable(unit: Unit, case_id: int) -> list[CaseRemedy]:
    """List the remedies of a case that can have a paper drafted now."""
    there = {(row.remedy_id, row.kind) for row in unit.execute(_PAPERS, case_id=case_id)}
    return [
        remedy
        for remedy in list_rows(unit, CaseRemedy, case_id=case_id)
        if (kind := _find_paper_due(remedy)) and (remedy.id, kind) not in there
    ]


def _find_paper_due(remedy: CaseRemedy) -> str:
    """The kind of paper that a remedy needs next; empty where none."""
    if remedy.hearing and remedy.state == "planned":
        return ADVANCE
    return ACT if remedy.state in ("planned", "heard") else ""


def find_nothing_to_draft(unit: Unit, _profile: Profile, case: CaseFile) -> str | None:
    """Whether no remedy of the case waits for a paper."""
    return None if list_draftable(unit, case.id) else ""


def find_left_to_do(unit: Unit, profile: Profile, case: CaseFile) -> str | None:
    """What of a case is left to be done before it is closed."""
    return find_hindrance(check_closable, unit, profile, case.id)


def find_left_to_follow(unit: Unit, _profile: Profile, case: CaseFile) -> str | None:
    """What follows from a case and is left to be done before it is put into the archive."""
    return find_hindrance(check_archivable, unit, case.id)


def find_not_called_back(unit: Unit, profile: Profile, lead: Lead) -> str | None:
    """What calls back leave in the way of a lead."""
    return find_hindrance(check_called_back, unit, profile, lead)


def find_not_shown_first(unit: Unit, profile: Profile, document: Document) -> str | None:
    """What of a 公示 is left before a paper can be issued today."""
    return find_hindrance(check_all_shown_first, unit, profile, document, day=unit.today)


def find_no_other_case(unit: Unit, _profile: Profile, lead: Lead) -> str | None:
    """Whether the provider has no open case to which a lead could be joined."""
    cases = list_rows(unit, CaseFile, provider_id=lead.provider_id, state="open", kind=HANDLING)
    return None if cases else ""


def find_no_hearing(_unit: Unit, _profile: Profile, remedy: CaseRemedy) -> str | None:
    """Whether the party need not be told and heard."""
    return None if remedy.hearing else ""


def find_paper_open(unit: Unit, _profile: Profile, remedy: CaseRemedy) -> str | None:
    """Whether a paper that is not issued carries a remedy: it is not dropped."""
    return find_hindrance(check_no_paper, unit, remedy.id)


def find_term_runs(unit: Unit, _profile: Profile, remedy: CaseRemedy) -> str | None:
    """Whether an order's last day is not over."""
    return find_hindrance(check_term_over, unit, remedy)


def find_term_over(unit: Unit, profile: Profile, remedy: CaseRemedy) -> str | None:
    """Whether an order's last day is over."""
    return "整改期限已届满。" if find_term_runs(unit, profile, remedy) is None else None


def find_not_shown(unit: Unit, profile: Profile, remedy: CaseRemedy) -> str | None:
    """Whether nothing of a remedy may be shown: by its clause, its state, or a reading that is open."""
    forms, why = list_forms(unit, profile, remedy)
    return None if forms else why


def find_signatures_wait(unit: Unit, _profile: Profile, document: Document) -> str | None:
    """Whether the last signature entered is still to be checked."""
    entered = list_rows(unit, Approval, document_id=document.id, state="entered")
    waits = any(approval.submission == document.submission for approval in entered)
    return "上一环节的签批还没有复核，先由另一人复核。" if waits else None


def _find_suspended(unit: Unit, _profile: Profile, document: Document) -> str | None:
    """Whether the case of a paper stands still."""
    case = CASES.find(unit, document.case_id, lock=False)
    return f"案件{case.number}已中止，恢复办理后再办。" if case.state == "suspended" else None


def find_service_suspended(unit: Unit, profile: Profile, service: Service) -> str | None:
    """Whether the case of a service's paper stands still."""
    return _find_suspended(unit, profile, DOCUMENTS.find(unit, service.document_id, lock=False))


def find_some_served(unit: Unit, _profile: Profile, document: Document) -> str | None:
    """Whether a service of a paper is entered, so that its service can no longer be stopped."""
    return find_served(unit, document)


def find_all_served(unit: Unit, profile: Profile, document: Document) -> str | None:
    """Whether everybody whom a paper is about has a service of it, or the case is suspended."""
    if suspended := _find_suspended(unit, profile, document):
        return suspended
    services = list_rows(unit, Service, document_id=document.id)
    served = {(s.provider_id, s.enterprise_id, s.body) for s in services if s.state not in DROPPED}
    parties = {(m.provider_id, m.enterprise_id, m.body) for m in list_carried(unit, document.id)}
    return None if parties - served else ""
