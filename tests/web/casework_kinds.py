"""Every kind of thing of casework: what its list is called, and which have no steps."""

from __future__ import annotations

from tests.web.admission_scenario import ADMITTED
from tests.web.confirmation_scenario import CONFIRMED
from tests.web.filing_scenario import FILED, SIGNED
from tests.web.finance_scenario import RECONCILED
from tests.web.history_scenario import PAST
from tests.web.letter_scenario import WRITTEN
from tests.web.link_scenario import LINKED
from tests.web.recommendation_scenario import RECOMMENDED
from tests.web.report_scenario import REPORTED
from tests.web.rooms_scenario import REVIEWED, VISITED
from tests.web.subsidy_scenario import PAID

WITHOUT_STEPS = (
    *("recusal", "meeting", "service_address", "absence"),
    *("letter_reporter", "letter_diversion", "letter_event", "expert_recusal"),
    "sealed_web_letter",
)
MANY = {
    "leads": "lead",
    "callbacks": "callback",
    "cases": "case",
    "recusals": "recusal",
    "remedies": "remedy",
    "case_documents": "case_document",
    "document_approvals": "document_approval",
    "document_services": "document_service",
    "case_effects": "case_effect",
    "publications": "publication",
    "publication_objections": "publication_objection",
    "proceedings": "proceeding",
    "replacements": "replacement",
    "absences": "absence",
    "case_handovers": "case_handover",
    "meetings": "meeting",
    "service_addresses": "service_address",
    **ADMITTED,
    **PAID,
    **WRITTEN,
    **REVIEWED,
    **VISITED,
    **CONFIRMED,
    **REPORTED,
    **FILED,
    **SIGNED,
    **PAST,
    **RECONCILED,
    **RECOMMENDED,
    **LINKED,
}
READ_BY = {"letter_diversions": "admin", "sealed_web_letters": "admin"}
"""Who reads a list that officers do not."""
