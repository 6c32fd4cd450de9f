"""What belongs to a thing of casework and stands on its page: grounds of a case, remedies, their papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.admission.applications import AdmissionApplication
from banfa.procedures.admission.checks import AdmissionCheck
from banfa.procedures.admission.correction_rows import AdmissionCorrection
from banfa.procedures.admission.events import AdmissionEvent
from banfa.procedures.admission.objections import AdmissionObjection
from banfa.procedures.admission.services import AdmissionService
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.callbacks import list_calls
from banfa.procedures.cases.documents import Document, list_carried, list_papers_of
from banfa.procedures.cases.effect_rows import Effect
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import Recusal
from banfa.procedures.cases.proceeding_rows import Proceeding
from banfa.procedures.cases.publication_objection_rows import PublicationObjection
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.service_rows import Service
from banfa.procedures.confirmations.difference_rows import ConfirmationDifference
from banfa.procedures.confirmations.listing import list_differences, list_sheets
from banfa.procedures.confirmations.sources import SourceConfirmation
from banfa.procedures.correspondence.incoming_rows import Incoming
from banfa.procedures.correspondence.letter_events import LetterEvent
from banfa.procedures.correspondence.matter_rows import Matter
from banfa.procedures.correspondence.web_rows import WebLetter
from banfa.procedures.experts.opinion_rows import Opinion
from banfa.procedures.experts.panel_rows import ExpertRecusal, Member
from banfa.procedures.experts.sheet_rows import ScoreSheet
from banfa.procedures.filings.filing_rows import MaterialFiling
from banfa.procedures.filings.late_rows import LateMark
from banfa.procedures.subsidies.claim_rows import Claim
from banfa.procedures.subsidies.fund_rows import Allocation
from banfa.procedures.subsidies.payment_rows import Payment, Receipt, Recovery
from banfa.procedures.task_books.change_rows import TaskBookChange
from banfa.procedures.task_books.plan_rows import TaskBookPlan
from banfa.procedures.visits.findings import VisitFinding
from banfa.procedures.visits.site_visits import SiteVisit
from banfa.web.casework.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.trust.unit import Unit
    from banfa.web.casework.declared import Resource


@dataclass(frozen=True, slots=True)
class Related:
    """Things of another resource that belong to one."""

    resource: Resource
    rows: Sequence[Any]


_RELATED: Final[dict[str, dict[str, Callable[[Unit, Any], Sequence[Any]]]]] = {
    "case": {
        "lead": lambda unit, case: list_rows(unit, Lead, case_id=case.id),
        "remedy": lambda unit, case: list_rows(unit, CaseRemedy, case_id=case.id),
        "case_document": lambda unit, case: list_rows(unit, Document, case_id=case.id),
        "case_effect": lambda unit, case: list_rows(unit, Effect, case_id=case.id),
        "publication": lambda unit, case: list_rows(unit, Publication, case_id=case.id),
        "publication_objection": lambda unit, case: list_rows(unit, PublicationObjection, case_id=case.id),
        "proceeding": lambda unit, case: list_rows(unit, Proceeding, case_id=case.id),
        "recusal": lambda unit, case: list_rows(unit, Recusal, case_id=case.id),
    },
    "admission_batch": {
        "admission_application": lambda unit, batch: list_rows(
            unit, AdmissionApplication, admission_batch_id=batch.id
        ),
    },
    "admission_application": {
        "admission_check": lambda unit, row: list_rows(unit, AdmissionCheck, application_id=row.id),
        "admission_event": lambda unit, row: list_rows(unit, AdmissionEvent, application_id=row.id),
        "admission_objection": lambda unit, row: list_rows(unit, AdmissionObjection, application_id=row.id),
        "admission_service": lambda unit, row: list_rows(unit, AdmissionService, application_id=row.id),
        "admission_correction": lambda unit, row: list_rows(unit, AdmissionCorrection, application_id=row.id),
    },
    "admission_correction": {
        "admission_service": lambda unit, row: list_rows(
            unit, AdmissionService, admission_correction_id=row.id
        ),
    },
    "meeting": {"meeting_matter": lambda unit, meeting: list_rows(unit, Matter, meeting_id=meeting.id)},
    "letter": {
        "web_letter": lambda unit, letter: list_rows(unit, WebLetter, letter_id=letter.id),
        "letter_event": lambda unit, letter: list_rows(unit, LetterEvent, letter_id=letter.id),
        "incoming_paper": lambda unit, letter: list_rows(unit, Incoming, letter_id=letter.id),
    },
    "publication": {
        "publication_objection": lambda unit, shown: list_rows(
            unit, PublicationObjection, publication_id=shown.id
        )
    },
    "lead": {"callback": lambda unit, lead: list_calls(unit, lead.survey_ids or [])},
    "remedy": {"case_document": lambda unit, remedy: list_papers_of(unit, remedy.id)},
    "subsidy_batch": {"subsidy_claim": lambda unit, batch: list_rows(unit, Claim, subsidy_batch_id=batch.id)},
    "subsidy_fund": {
        "subsidy_allocation": lambda unit, fund: list_rows(unit, Allocation, subsidy_fund_id=fund.id)
    },
    "subsidy_claim": {
        "subsidy_allocation": lambda unit, claim: list_rows(unit, Allocation, subsidy_claim_id=claim.id),
        "subsidy_payment": lambda unit, claim: list_rows(unit, Payment, subsidy_claim_id=claim.id),
        "subsidy_recovery": lambda unit, claim: list_rows(unit, Recovery, subsidy_claim_id=claim.id),
    },
    "subsidy_recovery": {
        "subsidy_receipt": lambda unit, recovery: list_rows(unit, Receipt, subsidy_recovery_id=recovery.id)
    },
    "expert_panel": {
        "panel_member": lambda unit, panel: list_rows(unit, Member, panel_id=panel.id),
        "score_sheet": lambda unit, panel: list_rows(unit, ScoreSheet, panel_id=panel.id),
        "panel_opinion": lambda unit, panel: list_rows(unit, Opinion, panel_id=panel.id),
    },
    "panel_member": {
        "expert_recusal": lambda unit, member: list_rows(unit, ExpertRecusal, member_id=member.id),
        "score_sheet": lambda unit, member: list_rows(unit, ScoreSheet, member_id=member.id),
    },
    "confirmation": {
        "confirmation_sheet": lambda unit, row: list_sheets(unit, row.id),
        "confirmation_difference": lambda unit, row: list_differences(unit, row.id),
        "source_confirmation": lambda unit, row: list_rows(unit, SourceConfirmation, confirmation_id=row.id),
    },
    "confirmation_sheet": {
        "confirmation_difference": lambda unit, sheet: list_rows(
            unit, ConfirmationDifference, confirmation_sheet_id=sheet.id
        ),
    },
    "filing_call": {
        "material_filing": lambda unit, call: list_rows(unit, MaterialFiling, filing_call_id=call.id),
    },
    "material_filing": {
        "late_mark": lambda unit, filing: list_rows(unit, LateMark, material_filing_id=filing.id),
    },
    "task_book": {
        "task_book_change": lambda unit, book: list_rows(unit, TaskBookChange, task_book_id=book.id),
        "task_book_plan": lambda unit, book: list_rows(unit, TaskBookPlan, task_book_id=book.id),
    },
    "visit_plan": {"site_visit": lambda unit, plan: list_rows(unit, SiteVisit, plan_id=plan.id)},
    "site_visit": {
        "visit_finding": lambda unit, visit: list_rows(unit, VisitFinding, site_visit_id=visit.id)
    },
    "visit_report": {
        "visit_finding": lambda unit, report: list_rows(unit, VisitFinding, report_id=report.id)
    },
    "case_document": {
        "remedy": lambda unit, document: list_carried(unit, document.id),
        "document_approval": lambda unit, document: list_rows(unit, Approval, document_id=document.id),
        "document_service": lambda unit, document: list_rows(unit, Service, document_id=document.id),
    },
}


def list_related(unit: Unit, resource: Resource, row: Any) -> list[Related]:
    """List what belongs to a thing, as far as there is some."""
    groups = (
        Related(RESOURCES[name], fetch(unit, row)) for name, fetch in _RELATED.get(resource.name, {}).items()
    )
    return [related for related in groups if related.rows]
