"""Every page, by hand: what is needed to see it, and the kind of thing it is about."""

from __future__ import annotations

from banfa.trust.permissions import PERMISSIONS
from tests.console.pages_of_districts import OF_DISTRICTS_APPLICATIONS
from tests.console.pages_of_rooms import OF_ROOMS

KINDS = {
    "acceptance": "acceptances",
    "complaint": "complaints",
    "concession": "concessions",
    "contract": "contracts",
    "decision": "decisions",
    "diagnosis": "diagnoses",
    "enterprise": "enterprises",
    "enterprise_change": "enterprise_changes",
    "enterprise_listing": "enterprise_listings",
    "filing": "filings",
    "finding": "findings",
    "inspection": "inspections",
    "membership": "memberships",
    "product": "products",
    "progress": "progress",
    "provider": "providers",
    "provider_change": "provider_changes",
    "record": "records",
    "review": "reviews",
    "service_case": "service_cases",
    "source_complete": "completeness",
    "survey": "surveys",
    "target": "targets",
}
"""Every kind of entry, and what its list is called."""
OF_KINDS = {f"list_{plural}": ("ledger.read", "") for kind, plural in KINDS.items() if kind != "provider"}
OF_KINDS |= {f"{name}_workbook": needed for name, needed in OF_KINDS.items()}
OF_KINDS |= {
    f"{page}_{kind}": ("ledger.write", "" if page == "record" else kind)
    for kind in KINDS
    if kind != "decision"
    for page in ("record", "correct", "void")
}
OF_KINDS |= {
    f"get_{kind}": ("ledger.read", kind)
    for kind in KINDS
    if kind not in {"provider", "enterprise", "contract"}
}

OF_LEDGER = {
    "completeness": ("ledger.read", ""),
    "contract": ("ledger.read", "contract"),
    "declare_complete": ("ledger.write", ""),
    "double": ("ledger.rule", "double"),
    "doubles": ("ledger.rule", ""),
    "doubles_workbook": ("ledger.rule", ""),
    "enterprise": ("ledger.read", "enterprise"),
    "ledger": ("ledger.read", ""),
    "overruled": ("ledger.rule", ""),
    "overruled_workbook": ("ledger.rule", ""),
    "provider": ("ledger.read", "provider"),
    "provider_history": ("ledger.read", "provider"),
    "providers": ("ledger.read", ""),
    "providers_workbook": ("ledger.read", ""),
    "release": ("ledger.rule", "ruling"),
}
OF_ROUNDS = {
    "approve": ("round.review", "round"),
    "close_round": ("round.publish", "round"),
    "compute_round": ("round.manage", "round"),
    "cut_off_round": ("round.manage", "round"),
    "decide_objection": ("objection.decide", "objection"),
    "exclude": ("round.manage", "round"),
    "exclusions": ("round.read", "round"),
    "file_objection": ("objection.file", "round"),
    "new_round": ("round.manage", ""),
    "objections": ("round.read", "round"),
    "publish": ("round.publish", "round"),
    "readmit": ("round.manage", "round"),
    "reopen": ("round.manage", "round"),
    "replay_round": ("round.read", "round"),
    "reverse": ("round.read", "round"),
    "round_page": ("round.read", "round"),
    "round_receipt": ("round.read", "round"),
    "round_receipt_file": ("round.read", "round"),
    "round_result": ("round.read", "round"),
    "round_results": ("round.read", "round"),
    "round_results_workbook": ("round.read", "round"),
    "rounds": ("round.read", ""),
    "rounds_workbook": ("round.read", ""),
    "what_if": ("what_if.run", ""),
    "what_if_chart": ("what_if.run", ""),
    "withdraw_objection": ("objection.file", "objection"),
}
OF_LAW = {
    "calendar": ("terms.read", ""),
    "confirm_proposal": ("decision.confirm", "decision_proposal"),
    "expire": ("terms.write", ""),
    "holiday_notice": ("terms.write", ""),
    "instrument": ("terms.read", "instrument"),
    "instrument_difference": ("what_if.run", "instrument"),
    "instruments": ("terms.read", ""),
    "instruments_workbook": ("terms.read", ""),
    "internal": ("terms.read", ""),
    "law": ("law.read", ""),
    "lead": ("watch.read", "hit"),
    "leads": ("watch.read", ""),
    "leads_workbook": ("watch.read", ""),
    "look": ("watch.look", "hit"),
    "new_days": ("decision.propose", "decision"),
    "new_proposal": ("decision.propose", ""),
    "official_text": ("terms.write", ""),
    "promulgate": ("terms.write", ""),
    "proposal": ("decision.read", "decision_proposal"),
    "proposals": ("decision.read", ""),
    "proposals_workbook": ("decision.read", ""),
    "provision": ("law.read", ""),
    "reject_proposal": ("decision.confirm", "decision_proposal"),
    "scale_sheet": ("terms.write", ""),
    "scale_sheet_file": ("terms.write", ""),
    "scale_sheet_returned": ("terms.write", ""),
    "set_terms": ("terms.write", ""),
    "switch_internal": ("terms.write", ""),
    "take_proposal_back": ("decision.propose", "decision_proposal"),
    "term": ("terms.read", ""),
    "term_curve": ("terms.read", ""),
    "terms": ("terms.read", ""),
}
OF_OFFICE = {
    "audit": ("audit.read", ""),
    "audit_link": ("audit.read", ""),
    "audit_reads": ("audit.read", ""),
    "audit_reads_workbook": ("audit.read", ""),
    "audit_verification": ("audit.read", ""),
    "audit_workbook": ("audit.read", ""),
    "verify_audit": ("audit.read", ""),
    "cancel_job": ("round.manage", "work"),
    "add_to_batch": ("ledger.write", "import_batch"),
    "all_import_templates": ("ledger.write", ""),
    "end_session": ("person.manage", "session"),
    "file": ("file.read", "stored_file"),
    "file_content": ("file.read", "stored_file"),
    "files": ("file.read", ""),
    "files_workbook": ("file.read", ""),
    "first_use": ("person.manage", ""),
    "import_batch": ("ledger.write", "import_batch"),
    "import_differences": ("ledger.write", "sheet_import"),
    "import_differences_workbook": ("ledger.write", "sheet_import"),
    "import_page": ("ledger.write", "sheet_import"),
    "import_sheet": ("ledger.write", "sheet_import"),
    "import_template": ("ledger.write", ""),
    "import_templates": ("ledger.write", ""),
    "imports": ("ledger.write", ""),
    "imports_workbook": ("ledger.write", ""),
    "job": ("round.read", "work"),
    "jobs": ("round.read", ""),
    "jobs_workbook": ("round.read", ""),
    "new_file": ("file.manage", ""),
    "new_import": ("ledger.write", ""),
    "new_source": ("source.manage", ""),
    "new_token": ("token.manage", ""),
    "preview_batch_again": ("ledger.write", "import_batch"),
    "preview_import_again": ("ledger.write", "sheet_import"),
    "retry_job": ("round.manage", "work"),
    "revoke": ("token.manage", "token"),
    "settings": ("person.manage", ""),
    "sources": ("source.read", ""),
    "sources_workbook": ("source.read", ""),
    "token": ("token.manage", "token"),
    "tokens": ("token.manage", ""),
    "tokens_workbook": ("token.manage", ""),
}
OF_PERSONS = {
    "account": ("person.manage", "person"),
    "change": ("person.manage", "person"),
    "dismiss": ("person.manage", "person"),
    "end_all": ("person.manage", "person"),
    "end_own_session": (None, "session"),
    "identity": ("person.manage", "person"),
    "me": (None, ""),
    "new_person": ("person.manage", ""),
    "own_password": (None, ""),
    "person": ("person.manage", "person"),
    "persons": ("person.manage", ""),
    "persons_workbook": ("person.manage", ""),
    "search": ("ledger.read", ""),
    "today": (None, ""),
    "work_items": (None, ""),
    "work_items_workbook": (None, ""),
}

CASEWORK = {
    "absence": "absences",
    "callback": "callbacks",
    "case": "cases",
    "case_document": "case_documents",
    "case_effect": "case_effects",
    "case_handover": "case_handovers",
    "document_approval": "document_approvals",
    "document_service": "document_services",
    "lead": "case_leads",
    "remedy": "remedies",
    "meeting": "meetings",
    "proceeding": "proceedings",
    "publication": "publications",
    "publication_objection": "publication_objections",
    "recusal": "recusals",
    "replacement": "replacements",
    "service_address": "service_addresses",
}
"""Every kind of thing of casework, and what its list is called."""
HANDLED = {
    "": (
        *("apply_replacement", "confirm_address", "enter_callback", "hand_all_over", "open_correction"),
        *("record_absence", "receive_other_proceeding", "record_meeting", "register_lead"),
    ),
    "hit": ("take_hit_up",),
    "lead": ("decline_lead", "dismiss_lead", "join_case", "open_case", "verify_lead"),
    "case": (
        *("archive_case", "close_case", "draft_paper", "extend_case", "hand_case_over", "plan_remedy"),
        *("receive_proceeding", "reopen_case", "resume_case", "stand_aside", "suspend_case"),
        *("case_outward_volume", "case_volume"),
    ),
    "remedy": (
        *(
            "answer_referral",
            "draft_publication",
            "drop_remedy",
            "finish_remedy",
            "hear_party",
            "note_lapse",
            "remind_party",
        ),
        *("note_noncompliance", "pause_term", "recheck_remedy", "resume_term", "take_report"),
    ),
    "case_document": (
        *("add_remedy", "enter_approval", "enter_service", "issue_paper", "submit_paper", "void_paper"),
        *("propose_stop", "write_paper"),
    ),
    "case_effect": ("decline_effect", "do_effect", "enter_consent"),
    "document_service": ("correct_service",),
    "proceeding": ("answer_proceeding", "end_proceeding"),
    "replacement": ("recommend_replacement", "record_change"),
    "case_handover": ("take_handover", "withdraw_handover"),
    "publication": (
        *("hand_publication_over", "post_publication", "show_publication", "take_publication_down"),
        *("withdraw_publication", "receive_publication_objection"),
    ),
    "publication_objection": ("withdraw_publication_objection",),
}
"""What who handles cases does, by what it is done to."""
CHECKED = {
    "callback": ("check_callback", "return_callback"),
    "case_effect": ("check_consent", "return_consent"),
    "case_document": ("confirm_stop", "reject_stop"),
    "document_approval": ("check_approval", "return_approval"),
    "document_service": ("check_service", "return_service"),
    "lead": ("confirm_decline", "confirm_lead", "reject_decline", "return_lead"),
    "proceeding": ("carry_result_out", "return_result"),
    "remedy": ("confirm_drop", "extend_term", "reject_drop", "waive_hearing"),
    "publication": ("review_publication",),
    "publication_objection": ("answer_publication_objection",),
    "replacement": ("answer_replacement",),
}
"""What another person does, who checks what was entered."""
OF_CASEWORK = {
    "absence": "absences",
    "case_document_paper": ("case.read", "case_document"),
    "wind_down": ("case.read", ""),
    "case_form": ("case.read", "case"),
    "case_handover_list": ("case.read", "case_handover"),
    **dict.fromkeys(CASEWORK.values(), ("case.read", "")),
    **{f"{many}_workbook": ("case.read", "") for many in CASEWORK.values()},
    **{"case_lead" if kind == "lead" else kind: ("case.read", kind) for kind in CASEWORK},
    **{f"attach_to_{kind}": ("case.manage", kind) for kind in CASEWORK},
    **{name: ("case.manage", kind) for kind, names in HANDLED.items() for name in names},
    **{name: ("case.check", kind) for kind, names in CHECKED.items() for name in names},
}

PAGES_OF = (
    OF_CASEWORK
    | OF_ROOMS
    | OF_DISTRICTS_APPLICATIONS
    | OF_KINDS
    | OF_LEDGER
    | OF_ROUNDS
    | OF_LAW
    | OF_OFFICE
    | OF_PERSONS
)


def name_reader(action):
    """Who sees a page, the administrator where he does: who has written a letter he may not read."""
    readers = ("admin", "officer", "district")
    return next(role for role in readers if action is None or PERMISSIONS[role, action] is not None)


NARROWED = {
    "cancel_job": ("admin",),
    "retry_job": ("admin",),
    "reverse": ("admin", "officer", "reviewer"),
}
"""Pages that fewer see than the action's roles."""
NOT_YET = {"replay_round", "round_receipt_file", "round_result", "round_results_workbook", "what_if_chart"}
"""Pages of which there is nothing before a round is computed: who may is told so."""
