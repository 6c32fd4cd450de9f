"""How the states of things look on pages of casework."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from banfa.web.casework.declared import Resource

ENTERED: Final = {"checked": "done", "returned": "stop", "voided": "stop"}
ENDED: Final = {
    "lead": {"opened": "done", "joined": "done", "declined": "done", "false": "stop", "annulled": "stop"},
    "callback": {"checked": "done", "returned": "stop"},
    "case": {"closed": "done", "archived": "done", "suspended": "stop"},
    "remedy": {
        "passed": "done",
        "finished": "done",
        "failed": "bad",
        "refused": "bad",
        "lapsed": "bad",
        "dropped": "stop",
        "revoked": "stop",
    },
    "case_document": {"issued": "done", "voided": "stop", "stopped": "stop"},
    "document_approval": {"checked": "done", "returned": "stop"},
    "document_service": {"checked": "done", "returned": "stop", "corrected": "stop"},
    "case_effect": {"done": "done", "declined": "stop", "withdrawn": "stop"},
    "publication": {"down": "done", "withdrawn": "stop"},
    "publication_objection": {"answered": "done", "withdrawn": "stop"},
    "proceeding": {"ended": "done"},
    "replacement": {"recorded": "done", "denied": "stop"},
    "case_handover": {"taken": "done", "withdrawn": "stop"},
    "admission_batch": {"recorded": "done", "ended": "stop"},
    "admission_application": {
        "admitted": "done",
        "notified": "stop",
        "withdrawn": "stop",
        "lapsed": "stop",
        "struck": "stop",
    },
    "admission_check": {"checked": "done", "set_aside": "stop"},
    "admission_event": {"checked": "done", "returned": "stop"},
    "admission_correction": {"recorded": "done", "dropped": "stop"},
    "admission_exit": {"confirmed": "done", "withdrawn": "stop", "returned": "stop"},
    "admission_objection": {"answered": "done"},
    "admission_service": {"checked": "done", "returned": "stop"},
    "subsidy_batch": ENTERED,
    "subsidy_fund": ENTERED,
    "subsidy_allocation": ENTERED,
    "subsidy_payment": ENTERED,
    "subsidy_receipt": ENTERED,
    "subsidy_claim": {"not_granted": "stop", "withdrawn": "stop"},
    "subsidy_recovery": {"paid_back": "done", "returned": "stop", "voided": "stop"},
    "letter": {
        "closed": "done",
        "moved": "done",
        "diverted": "done",
        "joined": "done",
        "withdrawn": "stop",
    },
    "web_letter": {"registered": "done", "declined": "stop"},
    "incoming_paper": {"done": "done"},
    "meeting_matter": {"closed": "done"},
    "expert": {"left": "stop"},
    "expert_panel": {"concluded": "done", "cancelled": "stop"},
    "panel_member": {"attended": "done", "absent": "stop", "void": "stop"},
    "score_sheet": {"checked": "done", "returned": "stop", "struck": "stop"},
    "panel_opinion": {
        "adopted": "done",
        "returned": "stop",
        "left_out": "stop",
        "void": "bad",
        "withdrawn": "bad",
    },
    "visit_plan": {"finished": "done", "dropped": "stop"},
    "mandate": {"checked": "done", "returned": "stop"},
    "site_visit": {"checked": "done", "returned": "stop"},
    "visit_report": {"checked": "done", "returned": "stop"},
    "visit_finding": {"adopted": "done", "left_out": "stop"},
    "confirmation": {"finished": "done", "dropped": "stop"},
    "confirmation_sheet": {"answered": "done", "unanswered": "stop"},
    "confirmation_difference": {"adopted": "done", "kept": "stop"},
    "source_confirmation": {"checked": "done", "returned": "stop"},
    "report_form": {"retired": "stop"},
    "report": {"sent": "done", "dropped": "stop"},
    "filing_call": {"finished": "done", "withdrawn": "stop", "dropped": "stop"},
    "material_filing": {
        "complete": "done",
        "exempt": "done",
        "incomplete": "bad",
        "withdrawn": "stop",
        "left_out": "stop",
    },
    "task_book": {"ended": "done", "returned": "stop"},
    "task_book_change": {"checked": "done", "returned": "stop"},
    "task_book_plan": {"done": "done", "not_done": "bad"},
    "late_mark": {"checked": "bad", "returned": "stop", "revoked": "stop"},
    "finance_sheet": {"finished": "done", "dropped": "stop"},
    "finance_line": {"agreed": "done", "taken_over": "done", "explained": "stop", "lapsed": "done"},
    "history_sheet": {"finished": "done", "dropped": "stop"},
    "history_name": {"matched": "done", "absent": "stop"},
    "history_row": {"confirmed": "done", "left_out": "stop"},
    "recommendation": {"checked": "done", "withdrawn": "stop"},
    "party_application": {"taken": "done", "dropped": "stop"},
    "party_link": {"left": "done", "revoked": "stop", "replaced": "stop"},
}
"""How a state looks that is not under way: done, come to nothing, or come to a bad end."""


def look_of(resource: Resource, state: str) -> str:
    """How a thing's state looks: half a circle while it is under way."""
    return ENDED.get(resource.name, {}).get(state, "run")
