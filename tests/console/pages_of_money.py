"""Pages of the rooms about money: the action that opens each, and the thing that it is about."""

from __future__ import annotations

from tests.console.pages_of_room import list_room

SUBSIDIES = {
    "subsidy_allocation": "subsidy_allocations",
    "subsidy_batch": "subsidy_batches",
    "subsidy_claim": "subsidy_claims",
    "subsidy_fund": "subsidy_funds",
    "subsidy_payment": "subsidy_payments",
    "subsidy_receipt": "subsidy_receipts",
    "subsidy_recovery": "subsidy_recoveries",
}
"""Every kind of thing of subsidies, and what its list is called."""
PAID = {
    "": ("apply_subsidy_claim", "enter_subsidy_batch", "enter_subsidy_fund"),
    "subsidy_claim": (
        *("allocate_subsidy_funds", "clear_subsidy", "compute_subsidy", "enter_subsidy_audit"),
        *("enter_subsidy_payment", "enter_subsidy_recovery", "record_subsidy_test", "review_subsidy_claim"),
        *("show_subsidy", "ask_subsidy_supplement", "supplement_subsidy_claim"),
    ),
    "subsidy_recovery": ("enter_subsidy_receipt", "remind_subsidy_payer"),
}
"""What who enters money does, by what it is done to."""
PAID_CHECKED = {
    "subsidy_batch": ("check_subsidy_batch", "return_subsidy_batch"),
    "subsidy_claim": (
        *("check_subsidy_audit", "decide_subsidy", "deny_subsidy_claim", "return_subsidy_audit"),
        *("settle_subsidy_repeats", "uphold_subsidy_objection", "weigh_subsidy", "withdraw_subsidy_claim"),
        *("serve_subsidy_denial", "take_back_subsidy_denial"),
    ),
    "subsidy_allocation": ("check_subsidy_allocation", "return_subsidy_allocation"),
    "subsidy_fund": ("check_subsidy_fund", "return_subsidy_fund"),
    "subsidy_payment": ("check_subsidy_payment", "return_subsidy_payment"),
    "subsidy_receipt": ("check_subsidy_receipt", "return_subsidy_receipt"),
    "subsidy_recovery": ("check_subsidy_recovery", "return_subsidy_recovery"),
}
"""What another person does, who checks or decides."""
CORRECTED = [kind for kind in SUBSIDIES if kind != "subsidy_claim"]
"""What is entered, checked, and put right by two."""
OF_SUBSIDIES = {
    "subsidy_allocation": "subsidy_allocations",
    "subsidy_register": ("subsidy.read", ""),
    "subsidy_register_workbook": ("subsidy.read", ""),
    "project_ledger": ("subsidy.read", ""),
    "project_ledger_workbook": ("subsidy.read", ""),
    **dict.fromkeys(SUBSIDIES.values(), ("subsidy.read", "")),
    **{f"{many}_workbook": ("subsidy.read", "") for many in SUBSIDIES.values()},
    **{kind: ("subsidy.read", kind) for kind in SUBSIDIES},
    **{f"attach_to_{kind}": ("subsidy.manage", kind) for kind in SUBSIDIES},
    **{name: ("subsidy.manage", kind) for kind, names in PAID.items() for name in names},
    **{name: ("subsidy.check", kind) for kind, names in PAID_CHECKED.items() for name in names},
    **{f"correct_{kind}": ("subsidy.manage", kind) for kind in CORRECTED},
    **{f"confirm_{kind}_correction": ("subsidy.check", kind) for kind in CORRECTED},
    **{f"reject_{kind}_correction": ("subsidy.check", kind) for kind in CORRECTED},
}

OF_FINANCE = {
    **list_room(
        "subsidy",
        ("finance_sheet", "finance_line"),
        {
            "": ("enter_finance_sheet",),
            "finance_sheet": ("compare_finance_sheet",),
            "finance_line": ("explain_finance_line", "match_finance_line", "take_finance_line_over"),
        },
        {
            "finance_sheet": ("drop_finance_sheet", "finish_finance_sheet", "reopen_finance_sheet"),
            "finance_line": ("undo_finance_line",),
        },
    ),
    **{
        f"finance_{page}{end}": ("subsidy.read", "finance_sheet")
        for page in ("differences", "totals")
        for end in ("", "_workbook")
    },
}

OF_DISTRICTS_CLAIMS = {
    "district_claims": ("subsidy.review", ""),
    "district_claims_workbook": ("subsidy.review", ""),
    "review_district_claim": ("subsidy.review", "subsidy_claim"),
}
