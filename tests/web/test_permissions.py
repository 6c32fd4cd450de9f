"""Every route and every role, written by hand: what this table says is what the API does.

It is not taken from the tables of permissions and rights: a cell opened there by mistake turns it red.
"""

from __future__ import annotations

import re

import pytest

from banfa.trust.permissions import PERMISSIONS
from tests.web.clients import Bureau, credit_code
from tests.web.document import OPERATIONS

PAGES = ("console.", "login.", "sso.", "console_asset")
"""What pages are reached by; tests/console/test_pages.py walks them."""
PUBLIC = {"readyz", "openapi_json", "docs", "docs_start", "docs_asset"}
PUBLIC |= {f"public.{page}" for page in ("show_board", "show_notice", "show_nothing", "tell_robots")}
PUBLIC |= {f"letterbox.{page}" for page in ("show_form", "take_form", "show_receipt", "ask_standing")}
PUBLIC |= {"letterbox.show_standing"}
PUBLIC |= {f"party.{page}" for page in ("show_button", "open_visit", "leave", "show_home")}
PUBLIC |= {f"party.{page}" for page in ("show_application", "take_application")}
PUBLIC |= {f"by_procedure.{act}" for act in ("record", "record_in_bulk", "correct", "void")}
GROUNDS = {"role_not_allowed", "own_records_only"}

ROLES = ("admin", "officer", "reviewer", "platform", "district", "provider", "enterprise", "auditor")
# "A" all, "o" what concerns oneself, "-" nothing; a letter a role, in their order.
TABLE = """
AAAAAAAA  list_cities get_vocabulary list_editions get_outline get_clauses get_rules get_open_terms
AAAAAAAA  get_official_text
AAAAAAAA  list_instruments list_holiday_notices get_calendar
AAAA-ooA  list_rounds get_round
AAAA-o-A  list_results get_result
AAA--o-A  list_objections
AAAA---A  get_receipt list_sources
AAA----A  list_exclusions get_job list_jobs export_results export_hits export_objections
AAA----A  get_watch list_hits get_hit list_watch_runs
AAA----A  list_files get_file get_file_content
AAA----A  list_decision_proposals get_decision_proposal get_cut_over
A------A  list_audit_links get_audit_link verify_audit_chain list_read_traces
A------A  request_audit_verification
A-------  list_tokens issue_token revoke_token list_persons enter_person correct_person register_source
A-------  set_cut_over import_decisions retry_job cancel_job
AA------  issue_instrument record_official_text record_holiday_notice
AA------  list_overruled release_ruling list_doubles rule_double run_what_if
AA------  open_round cut_off_round compute_round exclude_provider readmit_provider run_watch
AA------  list_templates get_template upload_sheet list_imports get_import list_import_rows preview_import
AA------  confirm_import get_import_sheet get_all_templates
AA------  upload_sheets get_import_batch add_sheets preview_import_batch confirm_import_batch
AA------  upload_file
AA------  get_scale_sheet read_scale_sheet return_scale_sheet
AA------  propose_decision propose_decision_days take_decision_proposal_back
AAA-----  confirm_decision_proposal reject_decision_proposal reverse_round look_at_hit
A-A-----  approve_round publish_round close_round decide_objection
AA---o--  file_objection withdraw_objection
AAA----A  list_leads get_lead list_lead_files list_lead_steps list_callbacks get_callback
AAA----A  list_callback_files list_callback_steps list_cases get_case list_case_files list_case_steps
AAA----A  list_recusals get_recusal list_recusal_files list_remedies get_remedy list_remedy_files
AAA----A  list_remedy_steps list_case_documents get_case_document list_case_document_files
AAA----A  list_case_document_steps list_document_approvals get_document_approval
AAA----A  list_document_approval_files list_document_approval_steps list_document_services
AAA----A  get_document_service list_document_service_files list_document_service_steps list_case_effects
AAA----A  get_case_effect list_case_effect_files list_case_effect_steps list_publications get_publication
AAA----A  list_publication_files list_publication_steps list_proceedings get_proceeding
AAA----A  list_proceeding_files list_proceeding_steps list_meetings get_meeting list_meeting_files
AAA----A  list_service_addresses get_service_address list_service_address_files
AA------  attach_to_lead register_lead verify_lead dismiss_lead open_case join_case decline_lead
AA------  attach_to_callback enter_callback attach_to_case open_correction plan_remedy draft_paper
AA------  stand_aside receive_proceeding extend_case hand_case_over suspend_case resume_case close_case
AA------  reopen_case archive_case attach_to_recusal attach_to_remedy hear_party drop_remedy
AA------  remind_party answer_referral propose_stop correct_service
AA------  take_report recheck_remedy note_lapse note_noncompliance pause_term resume_term
AA------  finish_remedy draft_publication attach_to_case_document add_remedy submit_paper enter_approval
AA------  issue_paper enter_service void_paper attach_to_document_approval attach_to_document_service
AA------  attach_to_case_effect do_effect decline_effect attach_to_publication hand_publication_over
AA------  enter_consent
AA------  post_publication show_publication take_publication_down withdraw_publication
AA------  receive_publication_objection withdraw_publication_objection attach_to_publication_objection
AAA-----  answer_publication_objection
AAA----A  list_publication_objections get_publication_objection list_publication_objection_files
AAA----A  list_publication_objection_steps
AA------  attach_to_proceeding answer_proceeding receive_other_proceeding
AA------  end_proceeding attach_to_meeting record_meeting attach_to_service_address confirm_address
AAA----A  list_replacements get_replacement list_replacement_files list_replacement_steps list_absences
AAA----A  get_absence list_absence_files list_case_handovers get_case_handover list_case_handover_files
AAA----A  list_case_handover_steps
AAA-o--A  list_recommendations get_recommendation list_recommendation_files list_recommendation_steps
AA--o---  draft_recommendation revise_recommendation submit_recommendation withdraw_recommendation
AAA-----  receive_recommendation check_recommendation return_recommendation attach_to_recommendation
AA------  take_handover withdraw_handover
AA------  apply_replacement recommend_replacement record_change attach_to_replacement record_absence
AA------  attach_to_absence hand_all_over attach_to_case_handover
AAA-----  answer_replacement
AAA----A  get_case_document_paper get_case_form
AA------  write_paper take_up_hit get_case_volume
AAA-----  confirm_lead return_lead confirm_decline reject_decline check_callback return_callback
AAA-----  check_consent return_consent
AAA-----  confirm_drop reject_drop waive_hearing check_approval return_approval check_service return_service
AAA----A  list_admission_batches get_admission_batch list_admission_batch_files
AAA----A  list_admission_batch_steps list_admission_applications get_admission_application
AAA----A  list_admission_application_files list_admission_application_steps list_admission_checks
AAA----A  get_admission_check list_admission_check_files list_admission_check_steps
AAA----A  list_admission_events get_admission_event list_admission_event_files
AAA----A  list_admission_event_steps list_admission_objections get_admission_objection
AAA----A  list_admission_objection_files list_admission_objection_steps
AAA----A  list_admission_services get_admission_service list_admission_service_files
AAA----A  list_admission_service_steps get_pool_history list_admission_exits get_admission_exit
AAA----A  list_admission_exit_files list_admission_exit_steps list_admission_corrections
AAA----A  get_admission_correction list_admission_correction_files list_admission_correction_steps
AAA----A  get_running_of_correction
AA------  announce_batch close_call shortlist_batch publish_list record_memberships
AA------  receive_application enter_admission_event ask_supplement take_supplement miss_supplement
AA------  receive_admission_objection intend_rejection serve_applicant hear_applicant
AA------  attach_to_admission_service receive_exit confirm_exit attach_to_admission_exit
AA------  intend_correction serve_correction hear_correction publish_correction
AA------  attach_to_admission_correction
AA------  withdraw_application enter_admission_check review_again attach_to_admission_batch
AA------  attach_to_admission_application attach_to_admission_check attach_to_admission_event
AA------  attach_to_admission_objection
AAA-----  withdraw_exit return_exit decide_correction drop_correction
AAA-----  end_batch check_admission_service return_admission_service take_rejection_back
AAA-----  show_list reopen_batch propose_application take_application_off reject_application
AAA-----  carry_application_over reconsider_application check_admission_check return_admission_check
AAA-----  check_admission_event return_admission_event answer_admission_objection
AAA----A  get_contract_subsidy list_subsidy_batches get_subsidy_batch list_subsidy_batch_files
AAA----A  list_subsidy_batch_steps list_subsidy_funds get_subsidy_fund list_subsidy_fund_files
AAA----A  list_subsidy_fund_steps list_subsidy_allocations get_subsidy_allocation
AAA----A  list_subsidy_allocation_files list_subsidy_allocation_steps list_subsidy_claims
AAA----A  get_subsidy_claim list_subsidy_claim_files list_subsidy_claim_steps list_subsidy_payments
AAA----A  get_subsidy_payment list_subsidy_payment_files list_subsidy_payment_steps
AAA----A  list_subsidy_recoveries get_subsidy_recovery list_subsidy_recovery_files
AAA----A  list_subsidy_recovery_steps list_subsidy_receipts get_subsidy_receipt
AAA----A  list_subsidy_receipt_files list_subsidy_receipt_steps
AA------  attach_to_subsidy_batch attach_to_subsidy_fund attach_to_subsidy_allocation
AA------  attach_to_subsidy_claim attach_to_subsidy_payment attach_to_subsidy_recovery
AA------  attach_to_subsidy_receipt enter_subsidy_batch enter_subsidy_fund apply_subsidy_claim
AA------  review_subsidy_claim ask_subsidy_supplement supplement_subsidy_claim record_subsidy_test
AA------  enter_subsidy_audit compute_subsidy show_subsidy clear_subsidy allocate_subsidy_funds
AA------  enter_subsidy_payment enter_subsidy_recovery
AA------  remind_subsidy_payer enter_subsidy_receipt correct_subsidy_batch correct_subsidy_fund
AA------  correct_subsidy_allocation correct_subsidy_payment correct_subsidy_recovery
AA------  correct_subsidy_receipt
AAA-----  check_subsidy_audit return_subsidy_audit settle_subsidy_repeats weigh_subsidy decide_subsidy
AAA-----  uphold_subsidy_objection deny_subsidy_claim check_subsidy_batch return_subsidy_batch
AAA-----  confirm_subsidy_batch_correction reject_subsidy_batch_correction check_subsidy_fund
AAA-----  return_subsidy_fund confirm_subsidy_fund_correction reject_subsidy_fund_correction
AAA-----  check_subsidy_allocation return_subsidy_allocation confirm_subsidy_allocation_correction
AAA-----  reject_subsidy_allocation_correction check_subsidy_payment return_subsidy_payment
AAA-----  confirm_subsidy_payment_correction reject_subsidy_payment_correction check_subsidy_recovery
AAA-----  return_subsidy_recovery confirm_subsidy_recovery_correction reject_subsidy_recovery_correction
AAA-----  check_subsidy_receipt return_subsidy_receipt confirm_subsidy_receipt_correction
AAA-----  reject_subsidy_receipt_correction withdraw_subsidy_claim
AAA-----  serve_subsidy_denial take_back_subsidy_denial
AAA----A  list_letters get_letter list_letter_files list_letter_steps
AAA----A  list_letter_events get_letter_event list_letter_event_files
AA------  attach_to_letter register_letter accept_letter verify_letter reply_to_letter close_letter
AA------  record_complaint_of_letter take_up_letter extend_letter hand_letter_over send_letter_on
AA------  object_to_letter keep_letter yield_letter divert_letter
AA------  enter_letter_event attach_to_letter_event
AAA-----  confirm_letter return_letter join_letter withdraw_letter
-A------  list_letter_reporters get_letter_reporter list_letter_reporter_files attach_to_letter_reporter
-A------  enter_reporter conceal_letter
AAA----A  list_web_letters get_web_letter list_web_letter_files list_web_letter_steps
AA------  register_web_letter decline_web_letter attach_to_web_letter attach_to_sealed_web_letter
AAA-----  confirm_web_letter_decline keep_web_letter
A------A  list_sealed_web_letters get_sealed_web_letter list_sealed_web_letter_files
A------A  list_letter_diversions get_letter_diversion list_letter_diversion_files
AA------  attach_to_letter_diversion
AAA----A  list_incoming_papers get_incoming_paper list_incoming_paper_files list_incoming_paper_steps
AAA----A  list_meeting_matters get_meeting_matter list_meeting_matter_files list_meeting_matter_steps
AA------  attach_to_incoming_paper receive_paper assign_paper finish_paper
AA------  attach_to_meeting_matter assign_matter extend_matter report_matter
AAA-----  close_matter return_matter
AAA-----  review_publication extend_term carry_result_out return_result confirm_stop reject_stop
AAA----A  list_experts get_expert list_expert_files list_expert_steps list_expert_panels
AAA----A  get_expert_panel list_expert_panel_files list_expert_panel_steps list_panel_members
AAA----A  get_panel_member list_panel_member_files list_panel_member_steps list_expert_recusals
AAA----A  get_expert_recusal list_expert_recusal_files list_score_sheets get_score_sheet
AAA----A  list_score_sheet_files list_score_sheet_steps list_panel_opinions get_panel_opinion
AAA----A  list_panel_opinion_files list_panel_opinion_steps list_visit_plans get_visit_plan
AAA----A  list_visit_plan_files list_visit_plan_steps list_mandates get_mandate list_mandate_files
AAA----A  list_mandate_steps list_site_visits get_site_visit list_site_visit_files list_site_visit_steps
AAA----A  list_visit_reports get_visit_report list_visit_report_files list_visit_report_steps
AAA----A  list_visit_findings get_visit_finding list_visit_finding_files list_visit_finding_steps
AAA----A  list_visit_counts list_projects
AA------  enlist_expert retire_expert form_panel record_draw draw_member conclude_panel cancel_panel
AA------  enter_opinion sign_member_in note_absent call_substitute_in note_expert_aside enter_sheet
AA------  adopt_opinion leave_opinion_out withdraw_adoption draft_visit_plan finish_visit_plan drop_visit_plan
AA------  enter_mandate enter_site_visit note_visit_matter enter_visit_report note_report_matter
AA------  adopt_visit_finding leave_visit_finding_out attach_to_expert attach_to_expert_panel
AA------  attach_to_panel_member attach_to_expert_recusal attach_to_score_sheet attach_to_panel_opinion
AA------  attach_to_visit_plan attach_to_mandate attach_to_site_visit attach_to_visit_report
AA------  attach_to_visit_finding
AAA-----  check_draw return_draw check_sheet return_sheet check_opinion return_opinion
AAA-----  approve_visit_plan check_mandate return_mandate check_site_visit return_site_visit
AAA-----  check_visit_report return_visit_report
AAA----A  list_confirmations get_confirmation list_confirmation_files list_confirmation_steps
AAA----A  list_confirmation_sheets get_confirmation_sheet list_confirmation_sheet_files
AAA----A  list_confirmation_sheet_steps list_confirmation_differences get_confirmation_difference
AAA----A  list_confirmation_difference_files list_confirmation_difference_steps
AAA----A  list_source_confirmations get_source_confirmation list_source_confirmation_files
AAA----A  list_source_confirmation_steps
AA------  prepare_confirmation send_confirmation_sheets enter_source_confirmation
AA------  record_confirmation_silence enter_confirmation_answer send_confirmation_difference_back
AA------  attach_to_confirmation attach_to_confirmation_sheet attach_to_confirmation_difference
AA------  attach_to_source_confirmation
AAA-----  finish_confirmation drop_confirmation check_confirmation_answer return_confirmation_answer
AAA-----  adopt_confirmation_count keep_confirmation_count check_source_confirmation
AAA-----  return_source_confirmation
AAA----A  list_reports get_report list_report_files list_report_steps get_monthly_table
AAA----A  get_report_comparison
AA------  draft_report send_report attach_to_report
AAA-----  confirm_report drop_report
AAA----A  list_report_forms get_report_form list_report_form_files
AAA----A  list_report_form_steps
AAA----A  list_filing_calls get_filing_call list_filing_call_files list_filing_call_steps
AAA----A  list_material_filings get_material_filing list_material_filing_files list_material_filing_steps
AAA----A  list_late_marks get_late_mark list_late_mark_files list_late_mark_steps
AA------  draft_filing_call list_pool_for_filing list_provider_for_filing leave_provider_out
AA------  finish_filing_call drop_filing_call receive_filing remind_filing mark_filing_late
AA------  attach_to_filing_call attach_to_material_filing attach_to_late_mark
AAA-----  issue_filing_call withdraw_filing_call complete_filing return_filing give_filing_up
AAA-----  extend_filing exempt_filing check_late_mark return_late_mark revoke_late_mark
AAA----A  list_task_books get_task_book list_task_book_files list_task_book_steps
AAA----A  list_task_book_changes get_task_book_change list_task_book_change_files
AAA----A  list_task_book_change_steps list_task_book_plans get_task_book_plan list_task_book_plan_files
AAA----A  list_task_book_plan_steps get_task_book_targets
AA------  enter_task_book change_task_book enter_task_book_plan revise_task_book_plan
AA------  attach_to_task_book attach_to_task_book_change attach_to_task_book_plan
AAA-----  check_task_book return_task_book end_task_book check_task_book_change return_task_book_change
AAA-----  state_plan_done state_plan_not_done reopen_task_book_plan
AA------  enter_report_form retire_report_form attach_to_report_form
----o---  list_own_claims get_own_claim review_district_claim
----o---  list_collected_applications get_collected_application enter_collected_application
AAA----A  list_finance_sheets get_finance_sheet list_finance_sheet_files list_finance_sheet_steps
AAA----A  list_finance_lines get_finance_line list_finance_line_files list_finance_line_steps
AAA----A  get_finance_totals
AA------  enter_finance_sheet compare_finance_sheet match_finance_line take_finance_line_over
AA------  explain_finance_line attach_to_finance_sheet attach_to_finance_line
AAA-----  finish_finance_sheet reopen_finance_sheet drop_finance_sheet undo_finance_line
AAA----A  list_history_sheets get_history_sheet list_history_sheet_files list_history_sheet_steps
AAA----A  list_history_names get_history_name list_history_name_files list_history_name_steps
AAA----A  list_history_rows get_history_row list_history_row_files list_history_row_steps
AAA----A  list_history_progress list_history_name_proposals
AA------  enter_history_sheet match_history_name note_history_name_absent leave_history_row_out
AA------  attach_to_history_sheet attach_to_history_name attach_to_history_row
AAA-----  finish_history_sheet reopen_history_sheet drop_history_sheet undo_history_match
AAA-----  confirm_history_row withdraw_history_confirmation reopen_history_row
AAA----A  list_party_links get_party_link list_party_link_files list_party_link_steps
AAA----A  list_party_applications get_party_application list_party_application_files
AAA----A  list_party_application_steps
AA------  issue_party_link revoke_party_link attach_to_party_link take_in_application
AA------  drop_party_application attach_to_party_application
"""
# Of entries: who reads, and who records, corrects and voids; of each kind its name for one and for many.
ENTRIES = """
AAAA-ooA  AA-A----  provider/providers provider_change/provider_changes
AAAAoooA  AA-Ao---  enterprise/enterprises enterprise_change/enterprise_changes
AAAAoooA  AA-Ao---  contract/contracts progress/progress acceptance/acceptances diagnosis/diagnoses
AAAA-ooA  AA-A----  survey/surveys product/products concession/concessions service_case/service_cases
AAAA-ooA  AA-A----  target/targets filing/filings record/records
AAAA-ooA  AA------  complaint/complaints finding/findings inspection/inspections review/reviews
AAAA-ooA  AA------  membership/memberships
AAAAoooA  AA------  enterprise_listing/enterprise_listings
AAAA-ooA  --------  decision/decisions
AAAA---A  AA-A----  source_complete/completeness
"""


def by_hand():
    """The letters of every operation."""
    letters: dict[str, str] = {}
    for row, *names in (line.split() for line in TABLE.split("\n") if line):
        letters |= dict.fromkeys(names, row)
    for read, write, *kinds in (line.split() for line in ENTRIES.split("\n") if line):
        for one, many in (kind.split("/") for kind in kinds):
            letters[f"export_{many}"] = "AAA----A"
            letters |= dict.fromkeys((f"list_{many}", f"get_{one}", f"get_{one}_history"), read)
            if "A" in write:
                writing = (f"record_{one}", f"record_{many}_in_bulk", f"correct_{one}", f"void_{one}")
                letters |= dict.fromkeys(writing, write)
    return {name: dict(zip(ROLES, row, strict=True)) for name, row in letters.items()}


LETTERS = by_hand()
BY_NAME = {operation.name: operation for operation in OPERATIONS.values()}
SCOPES = {"A": "all", "o": "own", "-": None}


@pytest.fixture(scope="module")
def clients(app, engine, owner_engine, clock):
    bureau = Bureau(app, engine, owner_engine, clock)
    officer = bureau.client("officer")
    provider = officer.post("/providers", {"uscc": credit_code(), "name": "甲公司"}).json["id"]
    body = {"name": "乙企业", "industry": "electronics", "size": "small"}
    body["industry"] = app.extensions["banfa"].cities.profile("xiamen").industries[0].key
    enterprise = officer.post("/enterprises", body).json["id"]
    subjects = {"provider": {"provider_id": provider}, "enterprise": {"enterprise_id": enterprise}}
    return {role: bureau.client(role, **subjects.get(role, {})) for role in ROLES}


def ask(client, operation):
    """Ask for an operation about things that do not exist, in words that it does not take."""
    path = (
        re.sub(r"<(?:number|id\(\w+\)):\w+>", "999999999", operation.path)
        .replace("<edition>", "none")
        .replace("<form>", "none")
    )
    if operation.method == "GET":
        return client.get(path)
    return client.post(path, {"no such field": 1}, version=1)


class TestEveryRoute:
    def test_is_an_operation_or_known_to_be_public(self, app):
        """Pages have a table of their own, in tests/console; everything for programs is here."""
        endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
        others = {name for name in endpoints if name.startswith(PAGES)}
        assert endpoints - others == PUBLIC | set(OPERATIONS)
        assert not {
            rule.rule for rule in app.url_map.iter_rules() if rule.endpoint in others and "/api/" in rule.rule
        }

    def test_stands_in_the_table(self):
        assert set(LETTERS) == set(BY_NAME)


class TestTheTable:
    @pytest.mark.parametrize("name", sorted(LETTERS))
    def test_is_what_the_api_does(self, clients, name):
        operation = BY_NAME[name]
        for role, letter in LETTERS[name].items():
            answer = ask(clients[role], operation)
            forbidden = answer.status_code == 403 and answer.json["code"] in GROUNDS
            assert forbidden == (letter == "-"), (role, answer.status_code)
            assert answer.status_code not in (401, 500), (role, answer.json)

    @pytest.mark.parametrize("name", sorted(LETTERS))
    def test_says_how_far_a_role_reaches(self, name):
        """Whether a subject sees all or its own: what it then sees is tried elsewhere, kind by kind."""
        operation = BY_NAME[name]
        for role, letter in LETTERS[name].items():
            if letter != "-":
                assert PERMISSIONS[role, operation.action] == SCOPES[letter], role
            assert (role in operation.own) <= (letter == "o"), role
