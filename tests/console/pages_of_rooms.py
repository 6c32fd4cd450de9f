"""Pages of the rooms beside casework: the action that opens each, and the thing that it is about."""

from __future__ import annotations

from tests.console.pages_of_money import OF_DISTRICTS_CLAIMS, OF_FINANCE, OF_SUBSIDIES
from tests.console.pages_of_room import list_room

ADMISSION = {
    "admission_application": "admission_applications",
    "admission_batch": "admission_batches",
    "admission_check": "admission_checks",
    "admission_correction": "admission_corrections",
    "admission_event": "admission_events",
    "admission_exit": "admission_exits",
    "admission_objection": "admission_objections",
    "admission_service": "admission_services",
}
"""Every kind of thing of admission, and what its list is called."""
ADMITTING = {
    "": ("announce_batch", "receive_application", "receive_exit"),
    "admission_batch": (*("close_call", "publish_list", "record_memberships", "shortlist_batch"),),
    "admission_application": (
        *("ask_supplement", "enter_admission_event", "hear_applicant", "intend_rejection"),
        *("receive_admission_objection", "take_supplement", "serve_applicant", "withdraw_application"),
        *("miss_supplement", "intend_correction"),
    ),
    "admission_check": ("enter_admission_check", "review_again"),
    "admission_correction": ("hear_correction", "publish_correction", "serve_correction"),
    "admission_exit": ("confirm_exit",),
}
ADMISSION_CHECKED = {
    "admission_batch": ("end_batch", "reopen_batch", "show_list"),
    "admission_application": (
        *("carry_application_over", "propose_application", "reconsider_application", "reject_application"),
        *("take_application_off", "take_rejection_back"),
    ),
    "admission_check": ("check_admission_check", "return_admission_check"),
    "admission_correction": ("decide_correction", "drop_correction"),
    "admission_event": ("check_admission_event", "return_admission_event"),
    "admission_exit": ("return_exit", "withdraw_exit"),
    "admission_objection": ("answer_admission_objection",),
    "admission_service": ("check_admission_service", "return_admission_service"),
}
OF_BATCH = ("admission_table", "admission_proposed_list", "admission_published_list")
OF_ADMISSION = {
    **dict.fromkeys(ADMISSION.values(), ("admission.read", "")),
    **{f"{many}_workbook": ("admission.read", "") for many in ADMISSION.values()},
    **{kind: ("admission.read", kind) for kind in ADMISSION},
    **{f"attach_to_{kind}": ("admission.manage", kind) for kind in ADMISSION},
    **{name: ("admission.manage", kind) for kind, names in ADMITTING.items() for name in names},
    **{name: ("admission.check", kind) for kind, names in ADMISSION_CHECKED.items() for name in names},
    **dict.fromkeys(OF_BATCH, ("admission.read", "admission_batch")),
    **{f"{name}_workbook": ("admission.read", "admission_batch") for name in OF_BATCH},
}

LETTERS = (
    *("accept_letter", "close_letter", "divert_letter", "extend_letter", "hand_letter_over"),
    *("keep_letter", "object_to_letter", "record_complaint_of_letter", "reply_to_letter", "send_letter_on"),
    *("take_up_letter", "verify_letter", "yield_letter"),
)
LETTERS_CHECKED = ("confirm_letter", "join_letter", "return_letter", "withdraw_letter")
OF_CORRESPONDENCE = {
    "letter": ("letter.read", "letter"),
    "letters": ("letter.read", ""),
    "letters_workbook": ("letter.read", ""),
    "letter_register": ("letter.read", ""),
    "letter_register_workbook": ("letter.read", ""),
    "register_letter": ("letter.manage", ""),
    "attach_to_letter": ("letter.manage", "letter"),
    **dict.fromkeys(LETTERS, ("letter.manage", "letter")),
    **dict.fromkeys(LETTERS_CHECKED, ("letter.check", "letter")),
    "enter_reporter": ("letter.identity", "letter"),
    "conceal_letter": ("letter.identity", "letter"),
    "letter_reporter": ("letter.identity", "letter_reporter"),
    "letter_reporters": ("letter.identity", ""),
    "letter_reporters_workbook": ("letter.identity", ""),
    "attach_to_letter_reporter": ("letter.identity", "letter_reporter"),
    "letter_event": ("letter.read", "letter_event"),
    "letter_events": ("letter.read", ""),
    "letter_events_workbook": ("letter.read", ""),
    "enter_letter_event": ("letter.manage", "letter"),
    "attach_to_letter_event": ("letter.manage", "letter_event"),
    "letter_diversion": ("letter.discipline", "letter_diversion"),
    "letter_diversions": ("letter.discipline", ""),
    "letter_diversions_workbook": ("letter.discipline", ""),
    "attach_to_letter_diversion": ("letter.manage", "letter_diversion"),
    "web_letter": ("letter.read", "web_letter"),
    "web_letters": ("letter.read", ""),
    "web_letters_workbook": ("letter.read", ""),
    "register_web_letter": ("letter.manage", "web_letter"),
    "decline_web_letter": ("letter.manage", "web_letter"),
    "confirm_web_letter_decline": ("letter.check", "web_letter"),
    "keep_web_letter": ("letter.check", "web_letter"),
    "attach_to_web_letter": ("letter.manage", "web_letter"),
    "sealed_web_letter": ("letter.discipline", "sealed_web_letter"),
    "sealed_web_letters": ("letter.discipline", ""),
    "sealed_web_letters_workbook": ("letter.discipline", ""),
    "attach_to_sealed_web_letter": ("letter.manage", "sealed_web_letter"),
    "incoming_paper": ("incoming.read", "incoming_paper"),
    "incoming_papers": ("incoming.read", ""),
    "incoming_papers_workbook": ("incoming.read", ""),
    "receive_paper": ("incoming.manage", ""),
    "attach_to_incoming_paper": ("incoming.manage", "incoming_paper"),
    "assign_paper": ("incoming.manage", "incoming_paper"),
    "finish_paper": ("incoming.manage", "incoming_paper"),
    "meeting_matter": ("incoming.read", "meeting_matter"),
    "meeting_matters": ("incoming.read", ""),
    "meeting_matters_workbook": ("incoming.read", ""),
    "assign_matter": ("incoming.manage", "meeting"),
    "attach_to_meeting_matter": ("incoming.manage", "meeting_matter"),
    "extend_matter": ("incoming.manage", "meeting_matter"),
    "report_matter": ("incoming.manage", "meeting_matter"),
    "close_matter": ("incoming.check", "meeting_matter"),
    "return_matter": ("incoming.check", "meeting_matter"),
    "lead_register": ("case.read", ""),
    "lead_register_workbook": ("case.read", ""),
    "paper_register": ("case.read", ""),
    "paper_register_workbook": ("case.read", ""),
}

EXPERTS = ("expert", "expert_panel", "panel_member", "expert_recusal", "score_sheet", "panel_opinion")
VISITS = ("visit_plan", "mandate", "site_visit", "visit_report", "visit_finding")
"""Kinds of the rooms of experts and of visits; each list is called by its plural."""
OF_EXPERTS = {
    "": ("enlist_expert", "form_panel"),
    "expert": ("retire_expert",),
    "expert_panel": ("cancel_panel", "conclude_panel", "draw_member", "enter_opinion", "record_draw"),
    "panel_member": (
        *("call_substitute_in", "enter_sheet", "note_absent", "note_expert_aside", "sign_member_in"),
    ),
    "panel_opinion": ("adopt_opinion", "leave_opinion_out", "withdraw_adoption"),
}
CHECKED_OF_EXPERTS = {
    "expert_panel": ("check_draw", "return_draw"),
    "score_sheet": ("check_sheet", "return_sheet"),
    "panel_opinion": ("check_opinion", "return_opinion"),
}
OF_VISITS = {
    "": ("draft_visit_plan", "enter_mandate", "enter_site_visit", "enter_visit_report"),
    "visit_plan": ("drop_visit_plan", "finish_visit_plan"),
    "site_visit": ("note_visit_matter",),
    "visit_report": ("note_report_matter",),
    "visit_finding": ("adopt_visit_finding", "leave_visit_finding_out"),
}
CHECKED_OF_VISITS = {
    "visit_plan": ("approve_visit_plan",),
    "mandate": ("check_mandate", "return_mandate"),
    "site_visit": ("check_site_visit", "return_site_visit"),
    "visit_report": ("check_visit_report", "return_visit_report"),
}

CONFIRMATIONS = ("confirmation", "confirmation_sheet", "confirmation_difference", "source_confirmation")
OF_CONFIRMATIONS = {
    "": ("prepare_confirmation",),
    "confirmation": (
        *("enter_source_confirmation", "record_confirmation_silence", "send_confirmation_sheets"),
    ),
    "confirmation_sheet": ("enter_confirmation_answer",),
    "confirmation_difference": ("send_confirmation_difference_back",),
}
CHECKED_OF_CONFIRMATIONS = {
    "confirmation": ("drop_confirmation", "finish_confirmation"),
    "confirmation_sheet": ("check_confirmation_answer", "return_confirmation_answer"),
    "confirmation_difference": ("adopt_confirmation_count", "keep_confirmation_count"),
    "source_confirmation": ("check_source_confirmation", "return_source_confirmation"),
}
TABLES_OF_CONFIRMATIONS = {
    "confirmation_answers": "confirmation",
    "confirmation_counts": "confirmation_sheet",
    "confirmation_difference_table": "confirmation",
}


OF_EXPERTS_AND_VISITS = {
    **list_room("expert", EXPERTS, OF_EXPERTS, CHECKED_OF_EXPERTS),
    **list_room("visit", VISITS, OF_VISITS, CHECKED_OF_VISITS),
    "visit_counts": ("visit.read", ""),
    "visit_counts_workbook": ("visit.read", ""),
}

OF_CONFIRMED = {
    **list_room("confirmation", CONFIRMATIONS, OF_CONFIRMATIONS, CHECKED_OF_CONFIRMATIONS),
    **{
        page: ("confirmation.read", kind)
        for table, kind in TABLES_OF_CONFIRMATIONS.items()
        for page in (table, f"{table}_workbook")
    },
}

OF_REPORTS = {
    **list_room(
        "report",
        ("report_form", "report"),
        {
            "": ("draft_report", "enter_report_form"),
            "report": ("send_report",),
            "report_form": ("retire_report_form",),
        },
        {"report": ("confirm_report", "drop_report")},
    ),
    **dict.fromkeys(("monthly_table", "monthly_table_workbook", "one_page"), ("report.read", "")),
    "report_one_page": ("report.read", "report"),
    **{
        page: ("report.read", "report")
        for table in ("report_table", "report_known_now")
        for page in (table, f"{table}_workbook")
    },
}

OF_FILINGS = {
    **list_room(
        "filing",
        ("filing_call", "material_filing", "late_mark"),
        {
            "": ("draft_filing_call",),
            "filing_call": (
                *("drop_filing_call", "finish_filing_call", "list_pool_for_filing"),
                "list_provider_for_filing",
            ),
            "material_filing": (
                *("leave_provider_out", "mark_filing_late", "receive_filing", "remind_filing"),
            ),
        },
        {
            "filing_call": ("issue_filing_call", "withdraw_filing_call"),
            "material_filing": (
                *("complete_filing", "exempt_filing", "extend_filing", "give_filing_up", "return_filing"),
            ),
            "late_mark": ("check_late_mark", "return_late_mark", "revoke_late_mark"),
        },
    ),
    **dict.fromkeys(("filing_register", "filing_register_workbook"), ("filing.read", "")),
    **dict.fromkeys(("filing_call_table", "filing_call_table_workbook"), ("filing.read", "filing_call")),
}

OF_TASK_BOOKS = {
    **list_room(
        "task_book",
        ("task_book", "task_book_change", "task_book_plan"),
        {
            "": ("enter_task_book",),
            "task_book": ("change_task_book", "enter_task_book_plan"),
            "task_book_plan": ("revise_task_book_plan",),
        },
        {
            "task_book": ("check_task_book", "end_task_book", "return_task_book"),
            "task_book_change": ("check_task_book_change", "return_task_book_change"),
            "task_book_plan": ("reopen_task_book_plan", "state_plan_done", "state_plan_not_done"),
        },
    ),
    **dict.fromkeys(("task_book_register", "task_book_register_workbook"), ("task_book.read", "")),
    **dict.fromkeys(("task_book_targets", "task_book_targets_workbook"), ("task_book.read", "task_book")),
}

OF_HISTORY = {
    **list_room(
        "history",
        ("history_sheet", "history_name", "history_row"),
        {
            "": ("enter_history_sheet",),
            "history_name": ("match_history_name", "note_history_name_absent"),
            "history_row": ("leave_history_row_out",),
        },
        {
            "history_sheet": ("drop_history_sheet", "finish_history_sheet", "reopen_history_sheet"),
            "history_name": ("undo_history_match",),
            "history_row": ("confirm_history_row", "reopen_history_row", "withdraw_history_confirmation"),
        },
    ),
    **dict.fromkeys(("history_progress", "history_progress_workbook"), ("history.read", "")),
    **{
        f"{page}{end}": ("history.read", kind)
        for page, kind in (
            *(("history_sheet_table", "history_sheet"), ("history_sheet_names", "history_sheet")),
            ("history_name_proposals", "history_name"),
        )
        for end in ("", "_workbook")
    },
}

OF_RECOMMENDATIONS = {
    **list_room(
        "recommendation",
        ("recommendation",),
        {
            "": ("draft_recommendation",),
            "recommendation": (
                *("revise_recommendation", "submit_recommendation", "withdraw_recommendation"),
            ),
        },
        {
            "recommendation": (
                *("receive_recommendation", "check_recommendation", "return_recommendation"),
                "attach_to_recommendation",
            ),
        },
    ),
    **dict.fromkeys(
        ("recommendation_table", "recommendation_table_workbook"), ("recommendation.read", "recommendation")
    ),
}
LINKS = ("party_link", "party_application")
LINKED = {
    "": ("issue_party_link",),
    "party_link": ("revoke_party_link",),
    "party_application": ("drop_party_application", "take_in_application"),
}
OF_LINKS = list_room("link", LINKS, LINKED, {})

OF_ROOMS = (
    OF_ADMISSION
    | OF_SUBSIDIES
    | OF_CORRESPONDENCE
    | OF_EXPERTS_AND_VISITS
    | OF_CONFIRMED
    | OF_REPORTS
    | OF_FILINGS
    | OF_TASK_BOOKS
    | OF_HISTORY
    | OF_FINANCE
    | OF_DISTRICTS_CLAIMS
    | OF_RECOMMENDATIONS
    | OF_LINKS
)
