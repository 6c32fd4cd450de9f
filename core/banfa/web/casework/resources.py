"""Every resource of casework by name, in the order in which a case goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.web.casework.of_admission import ADMISSION_APPLICATIONS, ADMISSION_BATCHES
from banfa.web.casework.of_admission_after import ADMISSION_CORRECTIONS, ADMISSION_EXITS
from banfa.web.casework.of_admission_review import (
    ADMISSION_CHECKS,
    ADMISSION_EVENTS,
    ADMISSION_OBJECTIONS,
    ADMISSION_SERVICES,
)
from banfa.web.casework.of_cases import CALLBACKS, CASES, LEADS, RECUSALS
from banfa.web.casework.of_confirmations import (
    CONFIRMATION_DIFFERENCES,
    CONFIRMATION_SHEETS,
    CONFIRMATIONS,
    SOURCE_CONFIRMATIONS,
)
from banfa.web.casework.of_documents import APPROVALS, DOCUMENTS, SERVICES
from banfa.web.casework.of_experts import (
    EXPERTS,
    MEMBERS,
    OPINIONS,
    PANELS,
    RECUSALS_OF_EXPERTS,
    SHEETS,
)
from banfa.web.casework.of_filings import FILING_CALLS, LATE_MARKS, MATERIAL_FILINGS
from banfa.web.casework.of_finance import FINANCE_LINES, FINANCE_SHEETS
from banfa.web.casework.of_history import HISTORY_NAMES, HISTORY_ROWS, HISTORY_SHEETS
from banfa.web.casework.of_letters import DIVERSIONS, LETTERS, REPORTERS
from banfa.web.casework.of_letters import EVENTS as LETTER_EVENTS
from banfa.web.casework.of_links import LINKS, PARTY_APPLICATIONS
from banfa.web.casework.of_others import ABSENCES, ADDRESSES, HANDOVERS, MEETINGS, PROCEEDINGS, REPLACEMENTS
from banfa.web.casework.of_papers import INCOMING, MATTERS
from banfa.web.casework.of_payments import ALLOCATIONS, FUNDS, PAYMENTS, RECEIPTS, RECOVERIES
from banfa.web.casework.of_publications import PUBLICATION_OBJECTIONS, PUBLICATIONS
from banfa.web.casework.of_recommendations import RECOMMENDATIONS
from banfa.web.casework.of_remedies import EFFECTS, REMEDIES
from banfa.web.casework.of_reports import FORMS as REPORT_FORMS
from banfa.web.casework.of_reports import REPORTS as UPWARD_REPORTS
from banfa.web.casework.of_subsidies import BATCHES, CLAIMS
from banfa.web.casework.of_task_books import CHANGES, TASK_BOOKS
from banfa.web.casework.of_task_books import PLANS as WORK_PLANS
from banfa.web.casework.of_visits import (
    MANDATES,
    PLANS,
    REPORTS,
    SITE_VISITS,
    VISIT_FINDINGS,
)
from banfa.web.casework.of_web_letters import SEALED_WEB_LETTERS, WEB_LETTERS

if TYPE_CHECKING:
    from banfa.web.casework.declared import Resource

RESOURCES: Final[dict[str, Resource]] = {
    resource.name: resource
    for resource in (
        LEADS,
        CALLBACKS,
        CASES,
        RECUSALS,
        REMEDIES,
        DOCUMENTS,
        APPROVALS,
        SERVICES,
        EFFECTS,
        PUBLICATIONS,
        PUBLICATION_OBJECTIONS,
        PROCEEDINGS,
        REPLACEMENTS,
        MEETINGS,
        ADDRESSES,
        ABSENCES,
        HANDOVERS,
        ADMISSION_BATCHES,
        ADMISSION_APPLICATIONS,
        ADMISSION_CHECKS,
        ADMISSION_EVENTS,
        ADMISSION_OBJECTIONS,
        ADMISSION_SERVICES,
        ADMISSION_CORRECTIONS,
        ADMISSION_EXITS,
        BATCHES,
        CLAIMS,
        FUNDS,
        ALLOCATIONS,
        PAYMENTS,
        RECOVERIES,
        RECEIPTS,
        WEB_LETTERS,
        SEALED_WEB_LETTERS,
        FINANCE_SHEETS,
        FINANCE_LINES,
        LETTERS,
        REPORTERS,
        LETTER_EVENTS,
        DIVERSIONS,
        INCOMING,
        MATTERS,
        EXPERTS,
        PANELS,
        MEMBERS,
        RECUSALS_OF_EXPERTS,
        SHEETS,
        OPINIONS,
        PLANS,
        MANDATES,
        SITE_VISITS,
        REPORTS,
        VISIT_FINDINGS,
        CONFIRMATIONS,
        CONFIRMATION_SHEETS,
        CONFIRMATION_DIFFERENCES,
        SOURCE_CONFIRMATIONS,
        REPORT_FORMS,
        UPWARD_REPORTS,
        FILING_CALLS,
        MATERIAL_FILINGS,
        LATE_MARKS,
        TASK_BOOKS,
        CHANGES,
        WORK_PLANS,
        HISTORY_SHEETS,
        HISTORY_NAMES,
        HISTORY_ROWS,
        RECOMMENDATIONS,
        LINKS,
        PARTY_APPLICATIONS,
    )
}
