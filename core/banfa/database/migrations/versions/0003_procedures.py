"""Tables of the room procedures.

absence, callback, case_handover, case_step, cut_over, evaluation_round, expert, filing_call,
holiday_notice, incoming_paper, instrument, mandate, meeting, official_text, recommendation,
recusal, report, report_form, subsidy_batch, subsidy_fund, visit_plan, watch_run, admission_batch,
computation, confirmation, import_batch, locked_edition, meeting_matter, round_step,
admission_application, admission_exit, approval, case_file, confirmation_sheet, decision_proposal,
exclusion, expert_panel, history_name, hit, lead, letter, material_filing, objection,
objection_window, party_draft, party_link, replacement, round_result, service_address, sheet_import,
site_visit, source_confirmation, stored_file, subsidy_claim, task_book, visit_report,
admission_check, admission_correction, admission_event, admission_objection, attachment,
case_document, confirmation_difference, finance_sheet, history_sheet, hit_change, hit_look,
late_mark, letter_diversion, letter_event, panel_member, panel_opinion, party_application,
proceeding, remedy, sheet_file, sheet_import_row, subsidy_allocation, subsidy_recovery,
task_book_change, task_book_plan, visit_finding, web_letter, admission_service, case_effect,
document_approval, document_remedy, document_service, due_notice, expert_recusal, history_row,
letter_reporter, publication, score_sheet, sealed_web_letter, subsidy_payment, subsidy_receipt,
finance_line, publication_objection.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0003_procedures"
down_revision = "0002_ledger"


def upgrade() -> None:
    op.create_table(
        "absence",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("deputy_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "deputy_id"], ["person.tenant_id", "person.id"], name="fk_absence_deputy_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name="fk_absence_person_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_absence_recorded_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_deputy", "absence", ["tenant_id", "deputy_id", "until_on"], unique=False)
    operations.guard("absence", "SELECT, INSERT")
    op.create_table(
        "callback",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("survey_id", sa.BigInteger(), nullable=False),
        sa.Column("called_on", sa.Date(), nullable=False),
        sa.Column("callers", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('confirmed', 'unreached', 'withdrawn')", name=op.f("ck_callback_outcome")
        ),
        sa.CheckConstraint("state IN ('checked', 'entered', 'returned')", name=op.f("ck_callback_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_callback_entered_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_callback")),
    )
    op.create_index(
        "uq_callback_survey",
        "callback",
        ["tenant_id", "survey_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'returned' AND outcome <> 'unreached'"),
    )
    operations.guard("callback", "SELECT, INSERT, UPDATE")
    op.create_table(
        "case_handover",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("taker_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("why_not", sa.Text(), nullable=True),
        sa.Column("cases", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("things", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('drafted', 'taken', 'withdrawn')", name=op.f("ck_case_handover_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name="fk_case_handover_person_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_case_handover_recorded_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "taker_id"], ["person.tenant_id", "person.id"], name="fk_case_handover_taker_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_handover")),
    )
    operations.guard("case_handover", "SELECT, INSERT, UPDATE")
    op.create_table(
        "case_step",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("taken_by", sa.BigInteger(), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("entered", sa.Text(), nullable=False),
        sa.Column("said", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("taken_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "taken_by"], ["person.tenant_id", "person.id"], name="fk_case_step_taken_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_step")),
    )
    op.create_index("ix_case_step_thing", "case_step", ["tenant_id", "thing", "thing_id", "id"], unique=False)
    operations.guard("case_step", "SELECT, INSERT")
    op.create_table(
        "cut_over",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.BigInteger(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("set_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "set_by"], ["person.tenant_id", "person.id"], name="fk_cut_over_set_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_cut_over")),
    )
    operations.guard("cut_over", "SELECT, INSERT")
    op.create_table(
        "evaluation_round",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("opened_by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("cut_off_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("cut_off_instrument", sa.BigInteger(), nullable=True),
        sa.Column("computation_id", sa.BigInteger(), nullable=True),
        sa.Column("public_computation_id", sa.BigInteger(), nullable=True),
        sa.Column("public_from", sa.Date(), nullable=True),
        sa.Column("public_until", sa.Date(), nullable=True),
        sa.Column("public_days", sa.Integer(), nullable=True),
        sa.Column("opened_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('closed', 'computed', 'cut_off', 'open', 'published', 'reviewed', 'withdrawn')",
            name=op.f("ck_evaluation_round_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opened_by"],
            ["person.tenant_id", "person.id"],
            name="fk_evaluation_round_opened_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_evaluation_round")),
        sa.UniqueConstraint("tenant_id", "name", name=op.f("uq_evaluation_round_tenant_id_name")),
    )
    operations.guard("evaluation_round", "SELECT, INSERT, UPDATE")
    op.create_table(
        "expert",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("employer", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("late_entry", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('left', 'listed')", name=op.f("ck_expert_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_expert_entered_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_expert")),
    )
    op.create_index("ix_expert_name", "expert", ["tenant_id", "name"], unique=False)
    operations.guard("expert", "SELECT, INSERT, UPDATE")
    op.create_table(
        "filing_call",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("drafted_by", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("materials", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("term", sa.Integer(), nullable=True),
        sa.Column("term_unit", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_day_unsure", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("drafted_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('drafted', 'dropped', 'finished', 'issued', 'withdrawn')",
            name=op.f("ck_filing_call_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drafted_by"], ["person.tenant_id", "person.id"], name="fk_filing_call_drafted_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_filing_call")),
    )
    operations.guard("filing_call", "SELECT, INSERT, UPDATE")
    op.create_table(
        "holiday_notice",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("rest_days", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("working_days", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2200", name=op.f("ck_holiday_notice_year_range")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_holiday_notice_recorded_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_holiday_notice")),
        sa.UniqueConstraint("tenant_id", "document_no", name=op.f("uq_holiday_notice_tenant_id_document_no")),
    )
    operations.guard("holiday_notice", "SELECT, INSERT")
    op.create_table(
        "incoming_paper",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("foreign_no", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("letter_id", sa.BigInteger(), nullable=True),
        sa.Column("proceeding_id", sa.BigInteger(), nullable=True),
        sa.Column("handler_id", sa.BigInteger(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("reply_no", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('letter', 'minutes', 'notice', 'other', 'proposal', 'reply', 'request', 'supervision')",
            name=op.f("ck_incoming_paper_kind"),
        ),
        sa.CheckConstraint("state IN ('assigned', 'done', 'received')", name=op.f("ck_incoming_paper_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "received_by"],
            ["person.tenant_id", "person.id"],
            name="fk_incoming_paper_received_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_incoming_paper")),
    )
    op.create_index(
        "uq_incoming_paper_foreign_no",
        "incoming_paper",
        ["tenant_id", "sender", "foreign_no"],
        unique=True,
        postgresql_where=sa.text("foreign_no IS NOT NULL"),
    )
    op.create_index("uq_incoming_paper_number", "incoming_paper", ["tenant_id", "number"], unique=True)
    operations.guard("incoming_paper", "SELECT, INSERT, UPDATE")
    op.create_table(
        "instrument",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("document_class", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("published_in", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "document_class IN ('internal', 'minutes', 'normative', 'standard')",
            name=op.f("ck_instrument_document_class"),
        ),
        sa.CheckConstraint(
            "kind IN ('expiry', 'internal', 'promulgation', 'terms')", name=op.f("ck_instrument_kind")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_instrument_recorded_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_instrument")),
        sa.UniqueConstraint(
            "tenant_id",
            "edition",
            "kind",
            "document_no",
            name=op.f("uq_instrument_tenant_id_edition_kind_document_no"),
        ),
        sa.UniqueConstraint(
            "tenant_id",
            "edition",
            "kind",
            "version",
            name=op.f("uq_instrument_tenant_id_edition_kind_version"),
        ),
    )
    operations.guard("instrument", "SELECT, INSERT")
    op.create_table(
        "mandate",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("kind_words", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("matters", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("independent", sa.Boolean(), nullable=True),
        sa.Column("related", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('district', 'other', 'promoter', 'service_centre', 'third_party')",
            name=op.f("ck_mandate_kind"),
        ),
        sa.CheckConstraint("state IN ('checked', 'entered', 'returned')", name=op.f("ck_mandate_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_mandate_entered_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_mandate")),
    )
    op.create_index(
        "uq_mandate_number",
        "mandate",
        ["tenant_id", "number"],
        unique=True,
        postgresql_where=sa.text("state <> 'returned'"),
    )
    operations.guard("mandate", "SELECT, INSERT, UPDATE")
    op.create_table(
        "meeting",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("attended", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("matters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_meeting_recorded_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_meeting")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_meeting_tenant_id_number")),
    )
    operations.guard("meeting", "SELECT, INSERT")
    op.create_table(
        "official_text",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("provisions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("taken_from", sa.Text(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_official_text_recorded_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_official_text")),
    )
    op.create_index("ix_official_text_edition", "official_text", ["tenant_id", "edition", "id"], unique=False)
    operations.guard("official_text", "SELECT, INSERT")
    op.create_table(
        "recommendation",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("drafted_by", sa.BigInteger(), nullable=False),
        sa.Column("district", sa.Text(), nullable=False),
        sa.Column("call", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("maker", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("revised_by", sa.BigInteger(), nullable=True),
        sa.Column("submitted_by", sa.BigInteger(), nullable=True),
        sa.Column("submitted_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("received_by", sa.BigInteger(), nullable=True),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("returned_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("drafted_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "call IN ('admission', 'listing', 'other', 'subsidy')", name=op.f("ck_recommendation_call")
        ),
        sa.CheckConstraint(
            "state IN ('checked', 'drafted', 'received', 'returned', 'submitted', 'withdrawn')",
            name=op.f("ck_recommendation_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drafted_by"],
            ["person.tenant_id", "person.id"],
            name="fk_recommendation_drafted_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_recommendation")),
    )
    op.create_index(
        "ix_recommendation_district", "recommendation", ["tenant_id", "district", "id"], unique=False
    )
    operations.guard("recommendation", "SELECT, INSERT, UPDATE")
    op.create_table(
        "recusal",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_recusal_recorded_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_recusal")),
        sa.UniqueConstraint("tenant_id", "case_id", "name", name=op.f("uq_recusal_tenant_id_case_id_name")),
    )
    operations.guard("recusal", "SELECT, INSERT")
    op.create_table(
        "report",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("drafted_by", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.Column("report_form_id", sa.BigInteger(), nullable=True),
        sa.Column("headings", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pool", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("remarks", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("risks", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("notes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("drafted_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "breakdown IN ('district', 'industry', 'provider')", name=op.f("ck_report_breakdown")
        ),
        sa.CheckConstraint(
            "state IN ('confirmed', 'drafted', 'dropped', 'sent')", name=op.f("ck_report_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drafted_by"], ["person.tenant_id", "person.id"], name="fk_report_drafted_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_report")),
    )
    operations.guard("report", "SELECT, INSERT, UPDATE")
    op.create_table(
        "report_form",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("headings", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "breakdown IN ('district', 'industry', 'provider')", name=op.f("ck_report_form_breakdown")
        ),
        sa.CheckConstraint("state IN ('retired', 'used')", name=op.f("ck_report_form_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_report_form_entered_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_report_form")),
    )
    operations.guard("report_form", "SELECT, INSERT, UPDATE")
    op.create_table(
        "subsidy_batch",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("rule_no", sa.Text(), nullable=False),
        sa.Column("rule_issuer", sa.Text(), nullable=False),
        sa.Column("rule_cite", sa.Text(), nullable=True),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("cap", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_cap", sa.BigInteger(), nullable=True),
        sa.Column("cutting", sa.Text(), nullable=False),
        sa.Column("rounding", sa.Text(), nullable=False),
        sa.Column("public_days", sa.Integer(), nullable=False),
        sa.Column("least_level", sa.Integer(), nullable=True),
        sa.Column("correction", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("corrected_by", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("cutting IN ('cap_first', 'cap_last')", name=op.f("ck_subsidy_batch_cutting")),
        sa.CheckConstraint(
            "rounding IN ('fen_down', 'fen_half_up', 'yuan_down', 'yuan_half_up')",
            name=op.f("ck_subsidy_batch_rounding"),
        ),
        sa.CheckConstraint(
            "state IN ('checked', 'correcting', 'entered', 'returned', 'voided')",
            name=op.f("ck_subsidy_batch_state"),
        ),
        sa.CheckConstraint("rate BETWEEN 1 AND 1000000", name=op.f("ck_subsidy_batch_rate_in_bounds")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_subsidy_batch_entered_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_batch")),
    )
    op.create_index(
        "uq_subsidy_batch_document",
        "subsidy_batch",
        ["tenant_id", "document_no"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('returned', 'voided')"),
    )
    operations.guard("subsidy_batch", "SELECT, INSERT, UPDATE")
    op.create_table(
        "subsidy_fund",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("fund_no", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("fund_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("correction", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("corrected_by", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "level IN ('central', 'city', 'county', 'province')", name=op.f("ck_subsidy_fund_level")
        ),
        sa.CheckConstraint(
            "state IN ('checked', 'correcting', 'entered', 'returned', 'voided')",
            name=op.f("ck_subsidy_fund_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_subsidy_fund_amount_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_subsidy_fund_entered_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_fund")),
    )
    op.create_index(
        "uq_subsidy_fund_document",
        "subsidy_fund",
        ["tenant_id", "fund_no", "level"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('returned', 'voided')"),
    )
    operations.guard("subsidy_fund", "SELECT, INSERT, UPDATE")
    op.create_table(
        "visit_plan",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("drafted_by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("led_by", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("drafted_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('follow_up', 'site_check', 'test', 'visit')", name=op.f("ck_visit_plan_kind")
        ),
        sa.CheckConstraint(
            "state IN ('approved', 'drafted', 'dropped', 'finished')", name=op.f("ck_visit_plan_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drafted_by"], ["person.tenant_id", "person.id"], name="fk_visit_plan_drafted_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_visit_plan")),
    )
    operations.guard("visit_plan", "SELECT, INSERT, UPDATE")
    op.create_table(
        "watch_run",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("ran_by", sa.BigInteger(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.Column("instrument_id", sa.BigInteger(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("providers", sa.Integer(), nullable=False),
        sa.Column("seen", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("ran_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "ran_by"], ["person.tenant_id", "person.id"], name="fk_watch_run_ran_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_watch_run")),
    )
    op.create_index("ix_watch_run_as_of", "watch_run", ["tenant_id", "as_of"], unique=False)
    operations.guard("watch_run", "SELECT, INSERT")
    op.create_table(
        "admission_batch",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("notice_no", sa.Text(), nullable=False),
        sa.Column("notice_title", sa.Text(), nullable=False),
        sa.Column("notice_in", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("open_from", sa.Date(), nullable=False),
        sa.Column("open_until", sa.Date(), nullable=False),
        sa.Column("categories", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("conditions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("manner", sa.Text(), nullable=True),
        sa.Column("manner_words", sa.Text(), nullable=True),
        sa.Column("seats", sa.SmallInteger(), nullable=True),
        sa.Column("by_districts", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("supplements_id", sa.BigInteger(), nullable=True),
        sa.Column("supplement_why", sa.Text(), nullable=True),
        sa.Column("supplement_cites", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("meeting_id", sa.BigInteger(), nullable=True),
        sa.Column("matter", sa.SmallInteger(), nullable=True),
        sa.Column("shortlisted_by", sa.BigInteger(), nullable=True),
        sa.Column("public_days", sa.SmallInteger(), nullable=True),
        sa.Column("public_from", sa.Date(), nullable=True),
        sa.Column("public_until", sa.Date(), nullable=True),
        sa.Column("public_in", sa.Text(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("listed_in", sa.Text(), nullable=True),
        sa.Column("listed_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_in", sa.Text(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('calling', 'ended', 'listed', 'recorded', 'reviewing', 'shortlisted', 'shown')",
            name=op.f("ck_admission_batch_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_batch_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "listed_by"], ["person.tenant_id", "person.id"], name="fk_admission_batch_listed_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name="fk_admission_batch_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "shortlisted_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_batch_shortlisted_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "supplements_id"],
            ["admission_batch.tenant_id", "admission_batch.id"],
            name="fk_admission_batch_supplements_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_admission_batch")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_admission_batch_tenant_id_number")),
    )
    operations.guard("admission_batch", "SELECT, INSERT, UPDATE")
    op.create_table(
        "computation",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("computed_by", sa.BigInteger(), nullable=False),
        sa.Column("known_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("computed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("instruments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("exclusions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("providers", sa.Integer(), nullable=False),
        sa.Column("open_results", sa.Integer(), nullable=False),
        sa.Column("unset", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("labels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("cite", sa.Text(), nullable=True),
        sa.Column("points_unit", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("receipt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "computed_by"], ["person.tenant_id", "person.id"], name="fk_computation_computed_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["evaluation_round.tenant_id", "evaluation_round.id"],
            name="fk_computation_round_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_computation")),
    )
    op.create_index("ix_computation_round", "computation", ["tenant_id", "round_id"], unique=False)
    operations.guard("computation", "SELECT, INSERT")
    op.create_table(
        "confirmation",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("prepared_by", sa.BigInteger(), nullable=False),
        sa.Column("as_known_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("providers", sa.Integer(), nullable=False),
        sa.Column("letter_no", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_day_unsure", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("prepared_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('dropped', 'finished', 'prepared', 'sent')", name=op.f("ck_confirmation_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "prepared_by"],
            ["person.tenant_id", "person.id"],
            name="fk_confirmation_prepared_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["evaluation_round.tenant_id", "evaluation_round.id"],
            name="fk_confirmation_round_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_confirmation")),
    )
    op.create_index(
        "ux_confirmation_running",
        "confirmation",
        ["tenant_id", "round_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('prepared', 'sent')"),
    )
    operations.guard("confirmation", "SELECT, INSERT, UPDATE")
    op.create_table(
        "import_batch",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ignored", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=True),
        sa.Column("uploaded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_import_batch_source"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "uploaded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_import_batch_uploaded_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_import_batch")),
    )
    operations.guard("import_batch", "SELECT, INSERT, UPDATE")
    op.create_table(
        "locked_edition",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("instrument_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("rules", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "instrument_id"],
            ["instrument.tenant_id", "instrument.id"],
            name="fk_locked_edition_instrument_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "instrument_id", name=op.f("pk_locked_edition")),
    )
    operations.guard("locked_edition", "SELECT, INSERT")
    op.create_table(
        "meeting_matter",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("meeting_id", sa.BigInteger(), nullable=False),
        sa.Column("assigned_by", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("responsible", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("reported_by", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("assigned_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('assigned', 'closed', 'reported')", name=op.f("ck_meeting_matter_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "assigned_by"],
            ["person.tenant_id", "person.id"],
            name="fk_meeting_matter_assigned_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name="fk_meeting_matter_meeting_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_meeting_matter")),
    )
    op.create_index("ix_meeting_matter_meeting", "meeting_matter", ["tenant_id", "meeting_id"], unique=False)
    operations.guard("meeting_matter", "SELECT, INSERT, UPDATE")
    op.create_table(
        "round_step",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("taken_by", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("entered", sa.Text(), nullable=False),
        sa.Column("taken_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "step IN ('close', 'compute', 'cut_off', 'open', 'publish', 'recompute', 'recount', 'review', 'review_again', 'review_late', 'undo_compute', 'undo_cut_off', 'undo_publish', 'undo_review', 'withdraw')",
            name=op.f("ck_round_step_step"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["evaluation_round.tenant_id", "evaluation_round.id"],
            name="fk_round_step_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "taken_by"], ["person.tenant_id", "person.id"], name="fk_round_step_taken_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_round_step")),
    )
    operations.guard("round_step", "SELECT, INSERT")
    op.create_table(
        "admission_application",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("admission_batch_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("late_entry", sa.Text(), nullable=True),
        sa.Column("wants_list", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("missing", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("supplement_until", sa.Date(), nullable=True),
        sa.Column("supplemented_on", sa.Date(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("assigned_industry", sa.Text(), nullable=True),
        sa.Column("industry_list", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("exception_by", sa.Text(), nullable=True),
        sa.Column("exception_why", sa.Text(), nullable=True),
        sa.Column("after_objection", sa.Text(), nullable=True),
        sa.Column("settled", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("notice", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("intended_by", sa.BigInteger(), nullable=True),
        sa.Column("intended_on", sa.Date(), nullable=True),
        sa.Column("rejection_reasons", sa.Text(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("statement_until", sa.Date(), nullable=True),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("taken_back_on", sa.Date(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("recourse", sa.Text(), nullable=True),
        sa.Column("membership_id", sa.BigInteger(), nullable=True),
        sa.Column("party_application_id", sa.BigInteger(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("awaits", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('admitted', 'heard', 'lapsed', 'notified', 'proposed', 'received', 'rejected', 'rejecting', 'struck', 'supplementing', 'told', 'withdrawn')",
            name=op.f("ck_admission_application_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "admission_batch_id"],
            ["admission_batch.tenant_id", "admission_batch.id"],
            name="fk_admission_application_admission_batch_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_application_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "intended_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_application_intended_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_admission_application_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_admission_application")),
    )
    op.create_index(
        "ix_admission_application_batch",
        "admission_application",
        ["tenant_id", "admission_batch_id", "id"],
        unique=False,
    )
    op.create_index(
        "ix_admission_application_district",
        "admission_application",
        ["tenant_id", "district", "id"],
        unique=False,
    )
    op.create_index(
        "ix_admission_application_provider",
        "admission_application",
        ["tenant_id", "provider_id"],
        unique=False,
    )
    operations.guard("admission_application", "SELECT, INSERT, UPDATE")
    op.create_table(
        "admission_exit",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("membership_id", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("wished_on", sa.Date(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("back", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('confirmed', 'received', 'returned', 'withdrawn')",
            name=op.f("ck_admission_exit_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_exit_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_admission_exit_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_admission_exit")),
    )
    op.create_index(
        "ix_admission_exit_membership", "admission_exit", ["tenant_id", "membership_id"], unique=False
    )
    op.create_index(
        "ix_admission_exit_provider", "admission_exit", ["tenant_id", "provider_id"], unique=False
    )
    operations.guard("admission_exit", "SELECT, INSERT, UPDATE")
    op.create_table(
        "approval",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("computation_id", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("approved_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("voided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "approved_by"], ["person.tenant_id", "person.id"], name="fk_approval_approved_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "computation_id"],
            ["computation.tenant_id", "computation.id"],
            name="fk_approval_computation_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_approval")),
    )
    op.create_index(
        "ux_approval_standing",
        "approval",
        ["tenant_id", "computation_id", "approved_by"],
        unique=True,
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    operations.guard("approval", "SELECT, INSERT, UPDATE (voided_at)")
    op.create_table(
        "case_file",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("handler_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("suspended_on", sa.Date(), nullable=True),
        sa.Column("extended", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("opened_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("archive_no", sa.Text(), nullable=True),
        sa.CheckConstraint("kind IN ('correction', 'handling')", name=op.f("ck_case_file_kind")),
        sa.CheckConstraint("manner IN ('annul', 'rectify', 'withdraw')", name=op.f("ck_case_file_manner")),
        sa.CheckConstraint(
            "state IN ('archived', 'closed', 'open', 'suspended')", name=op.f("ck_case_file_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "handler_id"], ["person.tenant_id", "person.id"], name="fk_case_file_handler_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "opened_by"], ["person.tenant_id", "person.id"], name="fk_case_file_opened_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_case_file_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_file")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_case_file_tenant_id_number")),
    )
    op.create_index("ix_case_file_provider", "case_file", ["tenant_id", "provider_id"], unique=False)
    operations.guard("case_file", "SELECT, INSERT, UPDATE")
    op.create_table(
        "confirmation_sheet",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("confirmation_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("differences", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=True),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('answered', 'entered', 'open', 'unanswered')", name=op.f("ck_confirmation_sheet_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "confirmation_id"],
            ["confirmation.tenant_id", "confirmation.id"],
            name="fk_confirmation_sheet_confirmation_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_confirmation_sheet_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_confirmation_sheet_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_confirmation_sheet")),
        sa.UniqueConstraint(
            "tenant_id",
            "confirmation_id",
            "provider_id",
            name=op.f("uq_confirmation_sheet_tenant_id_confirmation_id_provider_id"),
        ),
    )
    op.create_index(
        "ix_confirmation_sheet_provider", "confirmation_sheet", ["tenant_id", "provider_id"], unique=False
    )
    operations.guard("confirmation_sheet", "SELECT, INSERT, UPDATE")
    op.create_table(
        "decision_proposal",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'proposed'"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("proposed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(state = 'proposed') = (ended_by IS NULL)", name=op.f("ck_decision_proposal_ended_by_somebody")
        ),
        sa.CheckConstraint(
            "(state = 'recorded') <= (ended_by <> proposed_by)",
            name=op.f("ck_decision_proposal_confirmed_by_another"),
        ),
        sa.CheckConstraint(
            "kind IN ('circular', 'grade', 'grey_list', 'interview', 'order', 'order_outcome', 'publication', 'reassignment', 'recovery', 'referral', 'removal', 'replacement', 'warning', 'withdrawal')",
            name=op.f("ck_decision_proposal_kind"),
        ),
        sa.CheckConstraint("purpose IN ('days', 'decision')", name=op.f("ck_decision_proposal_purpose")),
        sa.CheckConstraint(
            "state <> 'recorded' OR decision_id IS NOT NULL", name=op.f("ck_decision_proposal_recorded_named")
        ),
        sa.CheckConstraint(
            "state IN ('proposed', 'recorded', 'rejected', 'taken_back')",
            name=op.f("ck_decision_proposal_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "proposed_by"],
            ["person.tenant_id", "person.id"],
            name="fk_decision_proposal_proposed_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_decision_proposal_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_decision_proposal")),
    )
    op.create_index(
        "uq_decision_proposal_pending",
        "decision_proposal",
        [
            "tenant_id",
            "document_no",
            "purpose",
            "kind",
            "provider_id",
            sa.literal_column("coalesce(about_id, 0)"),
        ],
        unique=True,
        postgresql_where=sa.text("state = 'proposed'"),
    )
    operations.guard("decision_proposal", "SELECT, INSERT, UPDATE")
    op.create_table(
        "exclusion",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("ruled_by", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=False),
        sa.Column("still_counted", sa.Boolean(), nullable=False),
        sa.Column("ruled_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("lifted_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("lifted_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_exclusion_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["evaluation_round.tenant_id", "evaluation_round.id"],
            name="fk_exclusion_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "ruled_by"], ["person.tenant_id", "person.id"], name="fk_exclusion_ruled_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_exclusion")),
    )
    op.create_index(
        "ux_exclusion_standing",
        "exclusion",
        ["tenant_id", "round_id", "provider_id"],
        unique=True,
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    operations.guard("exclusion", "SELECT, INSERT, UPDATE")
    op.create_table(
        "expert_panel",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("formed_by", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("admission_batch_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("criteria", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=True),
        sa.Column("present", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("seats", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("substitutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("formed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("drawn_by", sa.BigInteger(), nullable=True),
        sa.Column("drawn_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(purpose = 'admission') = (admission_batch_id IS NOT NULL)",
            name=op.f("ck_expert_panel_of_batch"),
        ),
        sa.CheckConstraint(
            "purpose IN ('acceptance', 'admission', 'evaluation')", name=op.f("ck_expert_panel_purpose")
        ),
        sa.CheckConstraint(
            "state IN ('cancelled', 'concluded', 'drawn', 'formed', 'seated')",
            name=op.f("ck_expert_panel_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "admission_batch_id"],
            ["admission_batch.tenant_id", "admission_batch.id"],
            name="fk_expert_panel_admission_batch_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drawn_by"], ["person.tenant_id", "person.id"], name="fk_expert_panel_drawn_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "formed_by"], ["person.tenant_id", "person.id"], name="fk_expert_panel_formed_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_expert_panel")),
    )
    op.create_index(
        "ix_expert_panel_batch", "expert_panel", ["tenant_id", "admission_batch_id"], unique=False
    )
    operations.guard("expert_panel", "SELECT, INSERT, UPDATE")
    op.create_table(
        "history_name",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("spelling", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("party IN ('enterprise', 'provider')", name=op.f("ck_history_name_party")),
        sa.CheckConstraint(
            "state <> 'matched' OR num_nonnulls(provider_id, enterprise_id) = 1",
            name=op.f("ck_history_name_matched_to_one"),
        ),
        sa.CheckConstraint("state IN ('absent', 'matched', 'open')", name=op.f("ck_history_name_state")),
        sa.CheckConstraint(
            "num_nonnulls(provider_id, enterprise_id) <= 1", name=op.f("ck_history_name_one_party")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_history_name_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_history_name_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "settled_by"], ["person.tenant_id", "person.id"], name="fk_history_name_settled_by"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_history_name_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_history_name")),
        sa.UniqueConstraint(
            "tenant_id", "party", "spelling", name=op.f("uq_history_name_tenant_id_party_spelling")
        ),
    )
    operations.guard("history_name", "SELECT, INSERT, UPDATE")
    op.create_table(
        "hit",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("evidence_key", sa.Text(), nullable=False),
        sa.Column("evidence", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("missing", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("state IN ('cleared', 'latched', 'met', 'open')", name=op.f("ck_hit_state")),
        sa.CheckConstraint(
            "why IN ('edition', 'ended', 'evidence', 'left', 'refuted', 'settled')", name=op.f("ck_hit_why")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_hit_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "run_id"], ["watch_run.tenant_id", "watch_run.id"], name="fk_hit_run_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_hit")),
        sa.UniqueConstraint(
            "tenant_id",
            "provider_id",
            "edition",
            "clause",
            "evidence_key",
            name=op.f("uq_hit_tenant_id_provider_id_edition_clause_evidence_key"),
        ),
    )
    op.create_index("ix_hit_run", "hit", ["tenant_id", "run_id"], unique=False)
    op.create_index(
        "ix_hit_standing",
        "hit",
        ["tenant_id", "provider_id", "id"],
        unique=False,
        postgresql_where=sa.text("state <> 'cleared'"),
    )
    operations.guard("hit", "SELECT, INSERT, UPDATE")
    op.create_table(
        "lead",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("registered_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("situation", sa.Text(), nullable=False),
        sa.Column("force", sa.Text(), nullable=True),
        sa.Column("hit_id", sa.BigInteger(), nullable=True),
        sa.Column("complaint_id", sa.BigInteger(), nullable=True),
        sa.Column("finding_id", sa.BigInteger(), nullable=True),
        sa.Column("decision_id", sa.BigInteger(), nullable=True),
        sa.Column("evidence_key", sa.Text(), server_default=sa.text("''"), nullable=False),
        sa.Column("survey_ids", sa.ARRAY(sa.BigInteger()), nullable=True),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("new_facts", sa.Text(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("verify_by", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("registered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("verifiers", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("evidence", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("verified_by", sa.BigInteger(), nullable=True),
        sa.Column("verified_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "source IN ('complaint', 'finding', 'grade', 'own', 'transfer', 'visit', 'watch')",
            name=op.f("ck_lead_source"),
        ),
        sa.CheckConstraint(
            "state IN ('annulled', 'confirmed', 'declined', 'declining', 'false', 'joined', 'opened', 'pending', 'verified')",
            name=op.f("ck_lead_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_lead_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "registered_by"], ["person.tenant_id", "person.id"], name="fk_lead_registered_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_lead")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_lead_tenant_id_number")),
    )
    op.create_index(
        "ix_lead_case",
        "lead",
        ["tenant_id", "case_id"],
        unique=False,
        postgresql_where=sa.text("case_id IS NOT NULL"),
    )
    op.create_index("ix_lead_provider", "lead", ["tenant_id", "provider_id", "clause"], unique=False)
    op.create_index(
        "uq_lead_hit",
        "lead",
        ["tenant_id", "hit_id"],
        unique=True,
        postgresql_where=sa.text("hit_id IS NOT NULL"),
    )
    operations.guard("lead", "SELECT, INSERT, UPDATE")
    op.create_table(
        "letter",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("registered_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("foreign_no", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("complainant_id", sa.BigInteger(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("foreign_due_on", sa.Date(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("due_by", sa.Text(), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("handler_id", sa.BigInteger(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_manner", sa.Text(), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verifiers", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("method", sa.Text(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("conduct", sa.Text(), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("verified_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("reply_manner", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("complaint_id", sa.BigInteger(), nullable=True),
        sa.Column("lead_id", sa.BigInteger(), nullable=True),
        sa.Column("joined_id", sa.BigInteger(), nullable=True),
        sa.Column("sent_to", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("called_on", sa.Date(), nullable=True),
        sa.Column("satisfaction", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("registered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "answer_manner IN ('channel', 'face', 'phone', 'written')", name=op.f("ck_letter_answer_manner")
        ),
        sa.CheckConstraint(
            "channel IN ('hotline', 'inspection', 'mailbox', 'petition', 'platform', 'superior', 'visit', 'web')",
            name=op.f("ck_letter_channel"),
        ),
        sa.CheckConstraint("conduct IN ('irregular', 'other', 'unlawful')", name=op.f("ck_letter_conduct")),
        sa.CheckConstraint(
            "kind IN ('complaint', 'consultation', 'sealed', 'suggestion')", name=op.f("ck_letter_kind")
        ),
        sa.CheckConstraint(
            "outcome IN ('elsewhere', 'false', 'partly', 'repeated', 'true', 'unverifiable', 'withdrawn')",
            name=op.f("ck_letter_outcome"),
        ),
        sa.CheckConstraint(
            "reply_manner IN ('channel', 'face', 'phone', 'written')", name=op.f("ck_letter_reply_manner")
        ),
        sa.CheckConstraint(
            "satisfaction IN ('dissatisfied', 'fairly', 'none', 'satisfied', 'unreached')",
            name=op.f("ck_letter_satisfaction"),
        ),
        sa.CheckConstraint(
            "state IN ('accepted', 'closed', 'concluded', 'diverted', 'joined', 'moved', 'objected', 'registered', 'replied', 'verified', 'withdrawn')",
            name=op.f("ck_letter_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "complainant_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_letter_complainant_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_letter_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "handler_id"], ["person.tenant_id", "person.id"], name="fk_letter_handler_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_letter_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "registered_by"], ["person.tenant_id", "person.id"], name="fk_letter_registered_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_letter")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_letter_tenant_id_number")),
    )
    op.create_index("ix_letter_provider", "letter", ["tenant_id", "provider_id"], unique=False)
    op.create_index(
        "uq_letter_foreign_no",
        "letter",
        ["tenant_id", "channel", "foreign_no"],
        unique=True,
        postgresql_where=sa.text("foreign_no IS NOT NULL AND state NOT IN ('moved', 'diverted')"),
    )
    operations.guard("letter", "SELECT, INSERT, UPDATE")
    op.create_table(
        "material_filing",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("filing_call_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("handed_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("received_by", sa.BigInteger(), nullable=True),
        sa.Column("returned_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("deficiency", sa.Text(), nullable=True),
        sa.Column("complete_by", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("reminded_by", sa.BigInteger(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "state IN ('complete', 'exempt', 'incomplete', 'left_out', 'listed', 'received', 'returned', 'waiting', 'withdrawn')",
            name=op.f("ck_material_filing_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "filing_call_id"],
            ["filing_call.tenant_id", "filing_call.id"],
            name="fk_material_filing_filing_call_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_material_filing_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "received_by"],
            ["person.tenant_id", "person.id"],
            name="fk_material_filing_received_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "reminded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_material_filing_reminded_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_material_filing")),
    )
    op.create_index(
        "ix_material_filing_provider", "material_filing", ["tenant_id", "provider_id"], unique=False
    )
    op.create_index(
        "ux_material_filing_of",
        "material_filing",
        ["tenant_id", "filing_call_id", "provider_id"],
        unique=True,
        postgresql_where=sa.text("state <> 'left_out'"),
    )
    operations.guard("material_filing", "SELECT, INSERT, UPDATE")
    op.create_table(
        "objection",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("filed_by", sa.BigInteger(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'filed'"), nullable=False),
        sa.Column("filed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("corrects", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("corrected_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("work_id", sa.BigInteger(), nullable=True),
        sa.Column("moved", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "state IN ('filed', 'recomputing', 'rejected', 'upheld', 'withdrawn')",
            name=op.f("ck_objection_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "decided_by"], ["person.tenant_id", "person.id"], name="fk_objection_decided_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "filed_by"], ["person.tenant_id", "person.id"], name="fk_objection_filed_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_objection_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["evaluation_round.tenant_id", "evaluation_round.id"],
            name="fk_objection_round_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "withdrawn_by"], ["person.tenant_id", "person.id"], name="fk_objection_withdrawn_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_objection")),
    )
    op.create_index("ix_objection_round", "objection", ["tenant_id", "round_id"], unique=False)
    operations.guard("objection", "SELECT, INSERT, UPDATE")
    op.create_table(
        "objection_window",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_objection_window_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["evaluation_round.tenant_id", "evaluation_round.id"],
            name="fk_objection_window_round_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_objection_window")),
    )
    op.create_index(
        "ix_objection_window_round",
        "objection_window",
        ["tenant_id", "round_id", "provider_id"],
        unique=False,
    )
    operations.guard("objection_window", "SELECT, INSERT")
    op.create_table(
        "party_draft",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("admission_batch_id", sa.BigInteger(), nullable=False),
        sa.Column("applicant_code", sa.Text(), nullable=False),
        sa.Column("said", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("saved_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("emptied_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "admission_batch_id"],
            ["admission_batch.tenant_id", "admission_batch.id"],
            name="fk_party_draft_admission_batch_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_party_draft")),
        sa.UniqueConstraint(
            "tenant_id",
            "admission_batch_id",
            "applicant_code",
            name=op.f("uq_party_draft_tenant_id_admission_batch_id_applicant_code"),
        ),
    )
    operations.guard("party_draft", "SELECT, INSERT, UPDATE")
    op.create_table(
        "party_link",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("holder_id", sa.BigInteger(), nullable=False),
        sa.Column("issued_by", sa.BigInteger(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("admission_batch_id", sa.BigInteger(), nullable=True),
        sa.Column("applicant", sa.Text(), nullable=True),
        sa.Column("applicant_code", sa.Text(), nullable=True),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("opened_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("session_until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("issued_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("session_sha256", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "(purpose = 'apply') = (admission_batch_id IS NOT NULL)", name=op.f("ck_party_link_batch_given")
        ),
        sa.CheckConstraint(
            "(purpose = 'apply') = (applicant_code IS NOT NULL)", name=op.f("ck_party_link_applicant_given")
        ),
        sa.CheckConstraint(
            "expires_at <= issued_at + interval '168 hours'", name=op.f("ck_party_link_expiry_bounded")
        ),
        sa.CheckConstraint("purpose IN ('apply', 'view')", name=op.f("ck_party_link_purpose")),
        sa.CheckConstraint(
            "state IN ('issued', 'left', 'opened', 'replaced', 'revoked')", name=op.f("ck_party_link_state")
        ),
        sa.CheckConstraint(
            "(applicant IS NULL) = (applicant_code IS NULL)", name=op.f("ck_party_link_applicant_whole")
        ),
        sa.CheckConstraint(
            "num_nonnulls(provider_id, enterprise_id, applicant_code) = 1",
            name=op.f("ck_party_link_one_party"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "admission_batch_id"],
            ["admission_batch.tenant_id", "admission_batch.id"],
            name="fk_party_link_admission_batch_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_party_link_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "holder_id"], ["person.tenant_id", "person.id"], name="fk_party_link_holder_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "issued_by"], ["person.tenant_id", "person.id"], name="fk_party_link_issued_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_party_link_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_party_link")),
        sa.UniqueConstraint(
            "tenant_id", "session_sha256", name=op.f("uq_party_link_tenant_id_session_sha256")
        ),
        sa.UniqueConstraint("tenant_id", "sha256", name=op.f("uq_party_link_tenant_id_sha256")),
    )
    op.create_index("ix_party_link_enterprise", "party_link", ["tenant_id", "enterprise_id"], unique=False)
    op.create_index("ix_party_link_provider", "party_link", ["tenant_id", "provider_id"], unique=False)
    operations.guard("party_link", "SELECT, INSERT, UPDATE")
    op.create_table(
        "replacement",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("cite", sa.Text(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("new_contract_id", sa.BigInteger(), nullable=True),
        sa.Column("record_no", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('agreed', 'applied', 'denied', 'recommended', 'recorded')",
            name=op.f("ck_replacement_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_replacement_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_replacement_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_replacement_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_replacement")),
    )
    op.create_index("ix_replacement_contract", "replacement", ["tenant_id", "contract_id"], unique=False)
    operations.guard("replacement", "SELECT, INSERT, UPDATE")
    op.create_table(
        "round_result",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("computation_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("taking_part", sa.SmallInteger(), nullable=False),
        sa.Column("low", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("high", sa.ARRAY(sa.Integer()), nullable=False),
        sa.Column("total_low", sa.BigInteger(), nullable=True),
        sa.Column("total_high", sa.BigInteger(), nullable=True),
        sa.Column("rank_best", sa.Integer(), nullable=True),
        sa.Column("rank_worst", sa.Integer(), nullable=True),
        sa.Column("grade_best", sa.SmallInteger(), nullable=True),
        sa.Column("grade_worst", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "computation_id"],
            ["computation.tenant_id", "computation.id"],
            name="fk_round_result_computation_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_round_result_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "computation_id", "provider_id", name=op.f("pk_round_result")),
    )
    operations.guard("round_result", "SELECT, INSERT")
    op.create_table(
        "service_address",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("electronic", sa.Boolean(), nullable=False),
        sa.Column("electronic_address", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_service_address_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_service_address_recorded_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_service_address")),
    )
    op.create_index(
        "ix_service_address_provider", "service_address", ["tenant_id", "provider_id", "id"], unique=False
    )
    operations.guard("service_address", "SELECT, INSERT")
    op.create_table(
        "sheet_import",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("file_of", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("outdated", sa.Boolean(), nullable=False),
        sa.Column("ignored", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("decision", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("work_id", sa.BigInteger(), nullable=True),
        sa.Column("uploaded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("previewed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("erased_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('confirmed', 'previewed', 'received', 'recorded', 'replaced')",
            name=op.f("ck_sheet_import_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "batch_id"],
            ["import_batch.tenant_id", "import_batch.id"],
            name="fk_sheet_import_batch_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_sheet_import_source"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "uploaded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_sheet_import_uploaded_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sheet_import")),
    )
    op.create_index("ix_sheet_import_batch", "sheet_import", ["tenant_id", "batch_id"], unique=False)
    op.create_index("ix_sheet_import_uploaded_at", "sheet_import", ["tenant_id", "uploaded_at"], unique=False)
    operations.guard("sheet_import", "SELECT, INSERT, UPDATE")
    op.create_table(
        "site_visit",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("mandate_id", sa.BigInteger(), nullable=True),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("visitors", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("enterprise_signer", sa.Text(), nullable=True),
        sa.Column("provider_signer", sa.Text(), nullable=True),
        sa.Column("unsigned", sa.Text(), nullable=True),
        sa.Column("mandated", sa.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "manner IN ('on_site', 'phone', 'questionnaire')", name=op.f("ck_site_visit_manner")
        ),
        sa.CheckConstraint("state IN ('checked', 'entered', 'returned')", name=op.f("ck_site_visit_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_site_visit_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_site_visit_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "mandate_id"], ["mandate.tenant_id", "mandate.id"], name="fk_site_visit_mandate_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "plan_id"], ["visit_plan.tenant_id", "visit_plan.id"], name="fk_site_visit_plan_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_site_visit_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_site_visit")),
    )
    op.create_index(
        "ix_site_visit_enterprise", "site_visit", ["tenant_id", "enterprise_id", "visited_on"], unique=False
    )
    op.create_index("ix_site_visit_plan", "site_visit", ["tenant_id", "plan_id"], unique=False)
    operations.guard("site_visit", "SELECT, INSERT, UPDATE")
    op.create_table(
        "source_confirmation",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("confirmation_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reported", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("stated_on", sa.Date(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('district', 'other', 'platform', 'third_party')",
            name=op.f("ck_source_confirmation_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('checked', 'entered', 'returned')", name=op.f("ck_source_confirmation_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "confirmation_id"],
            ["confirmation.tenant_id", "confirmation.id"],
            name="fk_source_confirmation_confirmation_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_source_confirmation_entered_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_source_confirmation")),
    )
    op.create_index(
        "ix_source_confirmation_of", "source_confirmation", ["tenant_id", "confirmation_id"], unique=False
    )
    operations.guard("source_confirmation", "SELECT, INSERT, UPDATE")
    op.create_table(
        "stored_file",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("uploaded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("erased_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('address_confirmation', 'agreement', 'application_form', 'approval_sheet', 'attendance', 'commitment', 'confidential_material', 'corrected_list', 'evidence', 'evidence_list', 'exit_application', 'extract', 'filed_material', 'filing_notice', 'finance_sheet', 'history_proof', 'history_sheet', 'interview_record', 'investigation', 'mandate', 'minutes', 'objection', 'official_text', 'other', 'report', 'score_sheet', 'sealed_material', 'sent_report', 'service_receipt', 'stamped_answer', 'stamped_original', 'task_book', 'termination', 'third_party_report', 'visit_record', 'voucher', 'web_material', 'withdrawal', 'work_plan')",
            name=op.f("ck_stored_file_kind"),
        ),
        sa.CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name=op.f("ck_stored_file_sha256_shape")),
        sa.CheckConstraint(
            "num_nonnulls(provider_id, enterprise_id) <= 1", name=op.f("ck_stored_file_one_subject")
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_file_size_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_stored_file_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_stored_file_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "uploaded_by"], ["person.tenant_id", "person.id"], name="fk_stored_file_uploaded_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_stored_file")),
    )
    op.create_index(
        "ix_stored_file_enterprise", "stored_file", ["tenant_id", "enterprise_id", "id"], unique=False
    )
    op.create_index(
        "ix_stored_file_provider", "stored_file", ["tenant_id", "provider_id", "id"], unique=False
    )
    op.create_index(
        "uq_stored_file_content",
        "stored_file",
        ["tenant_id", "sha256", "kind", "provider_id", "enterprise_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("erased_at IS NULL"),
    )
    operations.guard("stored_file", "SELECT, INSERT")
    op.create_table(
        "subsidy_claim",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subsidy_batch_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=True),
        sa.Column("supplement", sa.Text(), nullable=True),
        sa.Column("supplement_asked_on", sa.Date(), nullable=True),
        sa.Column("supplement_until", sa.Date(), nullable=True),
        sa.Column("supplemented_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=True),
        sa.Column("lacking", sa.Text(), nullable=True),
        sa.Column("reviewed_on", sa.Date(), nullable=True),
        sa.Column("reviewed_by", sa.BigInteger(), nullable=True),
        sa.Column("test_report", sa.Text(), nullable=True),
        sa.Column("test_body", sa.Text(), nullable=True),
        sa.Column("tested_on", sa.Date(), nullable=True),
        sa.Column("level_before", sa.SmallInteger(), nullable=True),
        sa.Column("level_after", sa.SmallInteger(), nullable=True),
        sa.Column("audited", sa.BigInteger(), nullable=True),
        sa.Column("audit_report", sa.Text(), nullable=True),
        sa.Column("audit_body", sa.Text(), nullable=True),
        sa.Column("audited_on", sa.Date(), nullable=True),
        sa.Column("audit_by", sa.BigInteger(), nullable=True),
        sa.Column("base", sa.BigInteger(), nullable=True),
        sa.Column(
            "deductions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("granted", sa.BigInteger(), nullable=True),
        sa.Column("computed_on", sa.Date(), nullable=True),
        sa.Column("computed_by", sa.BigInteger(), nullable=True),
        sa.Column(
            "repeats", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("settled_reason", sa.Text(), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_reason", sa.Text(), nullable=True),
        sa.Column("answer_name", sa.Text(), nullable=True),
        sa.Column("answer_by", sa.BigInteger(), nullable=True),
        sa.Column("meeting_id", sa.BigInteger(), nullable=True),
        sa.Column("matter", sa.Integer(), nullable=True),
        sa.Column("shown_from", sa.Date(), nullable=True),
        sa.Column("shown_until", sa.Date(), nullable=True),
        sa.Column("shown_days", sa.Integer(), nullable=True),
        sa.Column("shown_at", sa.Text(), nullable=True),
        sa.Column("objections", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("denial_no", sa.Text(), nullable=True),
        sa.Column("denied_on", sa.Date(), nullable=True),
        sa.Column("denied_by", sa.BigInteger(), nullable=True),
        sa.Column("recourse", sa.Text(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("servers", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("witness", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("taken_back_on", sa.Date(), nullable=True),
        sa.Column("taken_back_basis", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('allocated', 'applied', 'audit_entered', 'audited', 'cleared', 'computed', 'decided', 'declined', 'denied', 'lacking', 'not_granted', 'reviewed', 'shown', 'supplementing', 'tested', 'withdrawn')",
            name=op.f("ck_subsidy_claim_state"),
        ),
        sa.CheckConstraint("granted BETWEEN 0 AND base", name=op.f("ck_subsidy_claim_granted_within_base")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_subsidy_claim_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_subsidy_claim_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_subsidy_claim_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subsidy_batch_id"],
            ["subsidy_batch.tenant_id", "subsidy_batch.id"],
            name="fk_subsidy_claim_subsidy_batch_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_claim")),
    )
    op.create_index("ix_subsidy_claim_contract", "subsidy_claim", ["tenant_id", "contract_id"], unique=False)
    op.create_index(
        "ix_subsidy_claim_enterprise", "subsidy_claim", ["tenant_id", "enterprise_id"], unique=False
    )
    op.create_index(
        "uq_subsidy_claim_contract",
        "subsidy_claim",
        ["tenant_id", "subsidy_batch_id", "contract_id"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('not_granted', 'withdrawn')"),
    )
    op.create_index("uq_subsidy_claim_denial", "subsidy_claim", ["tenant_id", "denial_no"], unique=True)
    operations.guard("subsidy_claim", "SELECT, INSERT, UPDATE")
    op.create_table(
        "task_book",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("targets", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("cite", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_how", sa.Text(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('agreement', 'task_book')", name=op.f("ck_task_book_kind")),
        sa.CheckConstraint(
            "state IN ('ended', 'entered', 'in_force', 'returned')", name=op.f("ck_task_book_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_task_book_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_task_book_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_task_book")),
    )
    op.create_index("ix_task_book_provider", "task_book", ["tenant_id", "provider_id"], unique=False)
    operations.guard("task_book", "SELECT, INSERT, UPDATE")
    op.create_table(
        "visit_report",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("mandate_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("level_before", sa.Integer(), nullable=True),
        sa.Column("level_after", sa.Integer(), nullable=True),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('checked', 'entered', 'returned')", name=op.f("ck_visit_report_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_visit_report_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_visit_report_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "mandate_id"],
            ["mandate.tenant_id", "mandate.id"],
            name="fk_visit_report_mandate_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_visit_report_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_visit_report")),
    )
    op.create_index(
        "ix_visit_report_enterprise", "visit_report", ["tenant_id", "enterprise_id"], unique=False
    )
    op.create_index(
        "uq_visit_report_number",
        "visit_report",
        ["tenant_id", "mandate_id", "number"],
        unique=True,
        postgresql_where=sa.text("state <> 'returned'"),
    )
    operations.guard("visit_report", "SELECT, INSERT, UPDATE")
    op.create_table(
        "admission_check",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("cite", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("for_list", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("reviewed_by", sa.BigInteger(), nullable=True),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("result IN ('met', 'not_met')", name=op.f("ck_admission_check_result")),
        sa.CheckConstraint(
            "state IN ('checked', 'entered', 'open', 'set_aside')", name=op.f("ck_admission_check_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "application_id"],
            ["admission_application.tenant_id", "admission_application.id"],
            name="fk_admission_check_application_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_admission_check_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "reviewed_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_check_reviewed_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_admission_check")),
    )
    op.create_index(
        "ix_admission_check_application",
        "admission_check",
        ["tenant_id", "application_id", "id"],
        unique=False,
    )
    operations.guard("admission_check", "SELECT, INSERT, UPDATE")
    op.create_table(
        "admission_correction",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("intended_on", sa.Date(), nullable=False),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("defect", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("statement_until", sa.Date(), nullable=True),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("recourse", sa.Text(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("corrected_on", sa.Date(), nullable=True),
        sa.Column("corrected_in", sa.Text(), nullable=True),
        sa.Column("dropped_why", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "defect IN ('condition', 'procedure', 'record')", name=op.f("ck_admission_correction_defect")
        ),
        sa.CheckConstraint("manner IN ('annul', 'end')", name=op.f("ck_admission_correction_manner")),
        sa.CheckConstraint(
            "state IN ('decided', 'dropped', 'heard', 'intended', 'recorded', 'served', 'told')",
            name=op.f("ck_admission_correction_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "application_id"],
            ["admission_application.tenant_id", "admission_application.id"],
            name="fk_admission_correction_application_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "decided_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_correction_decided_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_correction_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_admission_correction_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_admission_correction")),
    )
    op.create_index(
        "ix_admission_correction_application",
        "admission_correction",
        ["tenant_id", "application_id", "id"],
        unique=False,
    )
    operations.guard("admission_correction", "SELECT, INSERT, UPDATE")
    op.create_table(
        "admission_event",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('consent', 'credit', 'defence', 'experts', 'filing', 'matching', 'other', 'own_list', 'roadshow', 'withdrawal')",
            name=op.f("ck_admission_event_kind"),
        ),
        sa.CheckConstraint(
            "result IN ('agreed', 'clean', 'filed', 'held', 'irregular', 'matched', 'not_agreed', 'not_filed', 'not_passed', 'passed', 'requested')",
            name=op.f("ck_admission_event_result"),
        ),
        sa.CheckConstraint(
            "state IN ('checked', 'entered', 'returned')", name=op.f("ck_admission_event_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "application_id"],
            ["admission_application.tenant_id", "admission_application.id"],
            name="fk_admission_event_application_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_event_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "meeting_id"],
            ["meeting.tenant_id", "meeting.id"],
            name="fk_admission_event_meeting_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_admission_event_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_admission_event")),
    )
    op.create_index(
        "ix_admission_event_application",
        "admission_event",
        ["tenant_id", "application_id", "id"],
        unique=False,
    )
    operations.guard("admission_event", "SELECT, INSERT, UPDATE")
    op.create_table(
        "admission_objection",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("late_entry", sa.Text(), nullable=True),
        sa.Column("objector", sa.Text(), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('answered', 'received')", name=op.f("ck_admission_objection_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "application_id"],
            ["admission_application.tenant_id", "admission_application.id"],
            name="fk_admission_objection_application_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_objection_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_admission_objection_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_admission_objection")),
    )
    op.create_index(
        "ix_admission_objection_application",
        "admission_objection",
        ["tenant_id", "application_id", "id"],
        unique=False,
    )
    operations.guard("admission_objection", "SELECT, INSERT, UPDATE")
    op.create_table(
        "attachment",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("attached_by", sa.BigInteger(), nullable=False),
        sa.Column("thing", sa.Text(), nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("attached_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "attached_by"], ["person.tenant_id", "person.id"], name="fk_attachment_attached_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "file_id"],
            ["stored_file.tenant_id", "stored_file.id"],
            name="fk_attachment_file_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_attachment")),
        sa.UniqueConstraint(
            "tenant_id",
            "thing",
            "thing_id",
            "file_id",
            name=op.f("uq_attachment_tenant_id_thing_thing_id_file_id"),
        ),
    )
    op.create_index("ix_attachment_thing", "attachment", ["tenant_id", "thing", "thing_id"], unique=False)
    operations.guard("attachment", "SELECT, INSERT")
    op.create_table(
        "case_document",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("drafted_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("register_no", sa.Text(), nullable=False),
        sa.Column("drafter", sa.Text(), nullable=False),
        sa.Column("publicity", sa.Text(), nullable=False),
        sa.Column("chain", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("submission", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("sealed_on", sa.Date(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("composed", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("drafted_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('act', 'advance', 'case_resumption', 'extension', 'hearing_reply', 'pause', 'publication', 'recheck_result', 'replacement', 'resumption')",
            name=op.f("ck_case_document_kind"),
        ),
        sa.CheckConstraint(
            "publicity IN ('internal', 'on_request', 'public')", name=op.f("ck_case_document_publicity")
        ),
        sa.CheckConstraint(
            "state IN ('approved', 'drafted', 'issued', 'stopped', 'stopping', 'submitted', 'voided')",
            name=op.f("ck_case_document_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["case_file.tenant_id", "case_file.id"], name="fk_case_document_case_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drafted_by"], ["person.tenant_id", "person.id"], name="fk_case_document_drafted_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_document")),
        sa.UniqueConstraint("tenant_id", "register_no", name=op.f("uq_case_document_tenant_id_register_no")),
    )
    op.create_index("ix_case_document_case", "case_document", ["tenant_id", "case_id"], unique=False)
    op.create_index(
        "uq_case_document_number",
        "case_document",
        ["tenant_id", "document_no"],
        unique=True,
        postgresql_where=sa.text("document_no IS NOT NULL"),
    )
    operations.guard("case_document", "SELECT, INSERT, UPDATE")
    op.create_table(
        "confirmation_difference",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("confirmation_sheet_id", sa.BigInteger(), nullable=False),
        sa.Column("confirmation_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("counted", sa.Text(), nullable=False),
        sa.Column("stated", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("counted_after", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('adopted', 'kept', 'open', 'verifying')", name=op.f("ck_confirmation_difference_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "confirmation_id"],
            ["confirmation.tenant_id", "confirmation.id"],
            name="fk_confirmation_difference_confirmation_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "confirmation_sheet_id"],
            ["confirmation_sheet.tenant_id", "confirmation_sheet.id"],
            name="fk_confirmation_difference_confirmation_sheet_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_confirmation_difference_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_confirmation_difference_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_confirmation_difference")),
    )
    op.create_index(
        "ix_confirmation_difference_of",
        "confirmation_difference",
        ["tenant_id", "confirmation_id"],
        unique=False,
    )
    op.create_index(
        "ix_confirmation_difference_sheet",
        "confirmation_difference",
        ["tenant_id", "confirmation_sheet_id"],
        unique=False,
    )
    operations.guard("confirmation_difference", "SELECT, INSERT, UPDATE")
    op.create_table(
        "finance_sheet",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("head_row", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("heads", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("above", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("columns_of", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("totals", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("finished_by", sa.BigInteger(), nullable=True),
        sa.Column("finished_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('dropped', 'finished', 'open')", name=op.f("ck_finance_sheet_state")),
        sa.CheckConstraint("unit IN ('wan', 'yuan')", name=op.f("ck_finance_sheet_unit")),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_finance_sheet_days_in_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_finance_sheet_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "file_id"],
            ["stored_file.tenant_id", "stored_file.id"],
            name="fk_finance_sheet_file_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_finance_sheet")),
    )
    op.create_index(
        "ux_finance_sheet_page",
        "finance_sheet",
        ["tenant_id", "sha256", "page"],
        unique=True,
        postgresql_where=sa.text("state <> 'dropped'"),
    )
    operations.guard("finance_sheet", "SELECT, INSERT, UPDATE")
    op.create_table(
        "history_sheet",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("head_row", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("heads", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("above", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("columns_of", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('contracts', 'decisions', 'enterprises', 'grades', 'other', 'providers', 'subsidies')",
            name=op.f("ck_history_sheet_kind"),
        ),
        sa.CheckConstraint("state IN ('dropped', 'finished', 'open')", name=op.f("ck_history_sheet_state")),
        sa.CheckConstraint("from_on <= until_on", name=op.f("ck_history_sheet_days_in_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_history_sheet_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "file_id"],
            ["stored_file.tenant_id", "stored_file.id"],
            name="fk_history_sheet_file_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_history_sheet")),
    )
    op.create_index(
        "ux_history_sheet_page",
        "history_sheet",
        ["tenant_id", "sha256", "page"],
        unique=True,
        postgresql_where=sa.text("state <> 'dropped'"),
    )
    operations.guard("history_sheet", "SELECT, INSERT, UPDATE")
    op.create_table(
        "hit_change",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("hit_id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("missing", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "state IN ('cleared', 'latched', 'met', 'open')", name=op.f("ck_hit_change_state")
        ),
        sa.CheckConstraint(
            "why IN ('edition', 'ended', 'evidence', 'left', 'refuted', 'settled')",
            name=op.f("ck_hit_change_why"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "hit_id"], ["hit.tenant_id", "hit.id"], name="fk_hit_change_hit_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "run_id"], ["watch_run.tenant_id", "watch_run.id"], name="fk_hit_change_run_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_hit_change")),
    )
    op.create_index("ix_hit_change_hit", "hit_change", ["tenant_id", "hit_id"], unique=False)
    operations.guard("hit_change", "SELECT, INSERT")
    op.create_table(
        "hit_look",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("hit_id", sa.BigInteger(), nullable=False),
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("looked_by", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("looked_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "hit_id"], ["hit.tenant_id", "hit.id"], name="fk_hit_look_hit_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "looked_by"], ["person.tenant_id", "person.id"], name="fk_hit_look_looked_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "run_id"], ["watch_run.tenant_id", "watch_run.id"], name="fk_hit_look_run_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_hit_look")),
    )
    op.create_index("ix_hit_look_hit", "hit_look", ["tenant_id", "hit_id"], unique=False)
    operations.guard("hit_look", "SELECT, INSERT")
    op.create_table(
        "late_mark",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("filing_call_id", sa.BigInteger(), nullable=False),
        sa.Column("material_filing_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("revoked_why", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('checked', 'entered', 'returned', 'revoked')", name=op.f("ck_late_mark_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_late_mark_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "filing_call_id"],
            ["filing_call.tenant_id", "filing_call.id"],
            name="fk_late_mark_filing_call_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "material_filing_id"],
            ["material_filing.tenant_id", "material_filing.id"],
            name="fk_late_mark_material_filing_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_late_mark_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_late_mark")),
    )
    op.create_index("ix_late_mark_call", "late_mark", ["tenant_id", "filing_call_id"], unique=False)
    op.create_index(
        "ux_late_mark_standing",
        "late_mark",
        ["tenant_id", "material_filing_id"],
        unique=True,
        postgresql_where=sa.text("state IN ('entered', 'checked')"),
    )
    operations.guard("late_mark", "SELECT, INSERT, UPDATE")
    op.create_table(
        "letter_diversion",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("foreign_no", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("handed_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("body IN ('party', 'resident')", name=op.f("ck_letter_diversion_body")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_letter_diversion_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "letter_id"],
            ["letter.tenant_id", "letter.id"],
            name="fk_letter_diversion_letter_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_letter_diversion")),
        sa.UniqueConstraint("tenant_id", "letter_id", name=op.f("uq_letter_diversion_tenant_id_letter_id")),
    )
    operations.guard("letter_diversion", "SELECT, INSERT")
    op.create_table(
        "letter_event",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), server_default=sa.text("'entered'"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('recheck_answered', 'recheck_asked', 'review_answered', 'review_asked', 'served')",
            name=op.f("ck_letter_event_kind"),
        ),
        sa.CheckConstraint("state IN ('entered', 'removed')", name=op.f("ck_letter_event_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_letter_event_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "letter_id"], ["letter.tenant_id", "letter.id"], name="fk_letter_event_letter_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_letter_event")),
    )
    op.create_index("uq_letter_event_kind", "letter_event", ["tenant_id", "letter_id", "kind"], unique=True)
    operations.guard("letter_event", "SELECT, INSERT, UPDATE")
    op.create_table(
        "panel_member",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("panel_id", sa.BigInteger(), nullable=False),
        sa.Column("expert_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("employer", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("attended_on", sa.Date(), nullable=True),
        sa.Column("pledged", sa.Boolean(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("absent_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("place IN ('member', 'substitute')", name=op.f("ck_panel_member_place")),
        sa.CheckConstraint(
            "state IN ('absent', 'attended', 'drawn', 'void')", name=op.f("ck_panel_member_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_panel_member_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "expert_id"], ["expert.tenant_id", "expert.id"], name="fk_panel_member_expert_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "panel_id"],
            ["expert_panel.tenant_id", "expert_panel.id"],
            name="fk_panel_member_panel_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_panel_member")),
    )
    op.create_index("ix_panel_member_panel", "panel_member", ["tenant_id", "panel_id", "id"], unique=False)
    operations.guard("panel_member", "SELECT, INSERT, UPDATE")
    op.create_table(
        "panel_opinion",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("panel_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("passes", sa.Boolean(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("recorded", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("adopted_by", sa.BigInteger(), nullable=True),
        sa.Column("adopted_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('adopted', 'checked', 'entered', 'left_out', 'returned', 'void', 'withdrawn')",
            name=op.f("ck_panel_opinion_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "adopted_by"], ["person.tenant_id", "person.id"], name="fk_panel_opinion_adopted_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contract.tenant_id", "contract.id"],
            name="fk_panel_opinion_contract_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_panel_opinion_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_panel_opinion_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "panel_id"],
            ["expert_panel.tenant_id", "expert_panel.id"],
            name="fk_panel_opinion_panel_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_panel_opinion_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_panel_opinion")),
    )
    op.create_index(
        "uq_panel_opinion_party",
        "panel_opinion",
        ["tenant_id", "panel_id", "provider_id", "enterprise_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("state IN ('entered', 'checked', 'adopted')"),
    )
    operations.guard("panel_opinion", "SELECT, INSERT, UPDATE")
    op.create_table(
        "party_application",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("party_link_id", sa.BigInteger(), nullable=False),
        sa.Column("admission_batch_id", sa.BigInteger(), nullable=False),
        sa.Column("applicant", sa.Text(), nullable=False),
        sa.Column("applicant_code", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("wants_list", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("statements", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("handed_in_on", sa.Date(), nullable=False),
        sa.Column("handed_in_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("admission_application_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "state IN ('dropped', 'handed_in', 'taken')", name=op.f("ck_party_application_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "admission_application_id"],
            ["admission_application.tenant_id", "admission_application.id"],
            name="fk_party_application_admission_application_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "admission_batch_id"],
            ["admission_batch.tenant_id", "admission_batch.id"],
            name="fk_party_application_admission_batch_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "party_link_id"],
            ["party_link.tenant_id", "party_link.id"],
            name="fk_party_application_party_link_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_party_application")),
    )
    op.create_index(
        "uq_party_application_standing",
        "party_application",
        ["tenant_id", "admission_batch_id", "applicant_code", "category"],
        unique=True,
        postgresql_where=sa.text("state IN ('handed_in', 'taken')"),
    )
    operations.guard("party_application", "SELECT, INSERT, UPDATE")
    op.create_table(
        "proceeding",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("decision_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("result_no", sa.Text(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind IN ('audit', 'discipline', 'disclosure', 'review', 'review_simple', 'suit')",
            name=op.f("ck_proceeding_kind"),
        ),
        sa.CheckConstraint(
            "result IN ('annulled', 'answered', 'changed', 'procedure', 'unlawful', 'upheld', 'withdrawn')",
            name=op.f("ck_proceeding_result"),
        ),
        sa.CheckConstraint(
            "state IN ('answered', 'ended', 'overturned', 'received')", name=op.f("ck_proceeding_state")
        ),
        sa.CheckConstraint("num_nonnulls(case_id, subject) <= 1", name=op.f("ck_proceeding_about_one")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["case_file.tenant_id", "case_file.id"], name="fk_proceeding_case_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "received_by"], ["person.tenant_id", "person.id"], name="fk_proceeding_received_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_proceeding")),
        sa.UniqueConstraint(
            "tenant_id", "kind", "body", "number", name=op.f("uq_proceeding_tenant_id_kind_body_number")
        ),
    )
    op.create_index("ix_proceeding_case", "proceeding", ["tenant_id", "case_id"], unique=False)
    operations.guard("proceeding", "SELECT, INSERT, UPDATE")
    op.create_table(
        "remedy",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("planned_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("cite", sa.Text(), nullable=False),
        sa.Column("cites", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("force", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("term", sa.Integer(), nullable=True),
        sa.Column("term_unit", sa.Text(), nullable=True),
        sa.Column("term_reason", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("body_kind", sa.Text(), nullable=True),
        sa.Column("investigated_on", sa.Date(), nullable=True),
        sa.Column("officers", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("successor_id", sa.BigInteger(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("hearing", sa.Boolean(), nullable=False),
        sa.Column("waived_by", sa.Text(), nullable=True),
        sa.Column("waived_document", sa.Text(), nullable=True),
        sa.Column("statement_until", sa.Date(), nullable=True),
        sa.Column("due_day_unsure", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("statement", sa.Text(), nullable=True),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("recheck_by", sa.Date(), nullable=True),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("decision_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("planned_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("dropped_from", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('circular', 'grade', 'grey_list', 'interview', 'order', 'order_outcome', 'publication', 'reassignment', 'recovery', 'referral', 'removal', 'replacement', 'warning', 'withdrawal')",
            name=op.f("ck_remedy_kind"),
        ),
        sa.CheckConstraint(
            "state IN ('dropped', 'dropping', 'effective', 'failed', 'finished', 'heard', 'issued', 'lapsed', 'passed', 'paused', 'planned', 'refused', 'reported', 'revoked', 'running', 'told')",
            name=op.f("ck_remedy_state"),
        ),
        sa.CheckConstraint("term_unit IN ('个工作日', '个月', '日')", name=op.f("ck_remedy_term_unit")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["case_file.tenant_id", "case_file.id"], name="fk_remedy_case_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "planned_by"], ["person.tenant_id", "person.id"], name="fk_remedy_planned_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_remedy_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "successor_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_remedy_successor_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_remedy")),
    )
    op.create_index("ix_remedy_case", "remedy", ["tenant_id", "case_id"], unique=False)
    op.create_index("ix_remedy_decision", "remedy", ["tenant_id", "decision_id"], unique=False)
    operations.guard("remedy", "SELECT, INSERT, UPDATE")
    op.create_table(
        "sheet_file",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "import_id"],
            ["sheet_import.tenant_id", "sheet_import.id"],
            name="fk_sheet_file_import_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "import_id", name=op.f("pk_sheet_file")),
    )
    operations.guard("sheet_file", "SELECT, INSERT, DELETE")
    op.create_table(
        "sheet_import_row",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("import_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("row_class", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("entry_id", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("problems", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "row_class IN ('changed', 'disputed', 'double', 'new', 'rejected', 'unchanged')",
            name=op.f("ck_sheet_import_row_row_class"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "import_id"],
            ["sheet_import.tenant_id", "sheet_import.id"],
            name="fk_sheet_import_row_import_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "import_id", "line", name=op.f("pk_sheet_import_row")),
    )
    op.create_index(
        "ix_sheet_import_row_class",
        "sheet_import_row",
        ["tenant_id", "import_id", "row_class", "line"],
        unique=False,
    )
    operations.guard("sheet_import_row", "SELECT, INSERT, UPDATE (outcome, entry_id, revision), DELETE")
    op.create_table(
        "subsidy_allocation",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subsidy_claim_id", sa.BigInteger(), nullable=False),
        sa.Column("subsidy_fund_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("correction", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("corrected_by", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('checked', 'correcting', 'entered', 'returned', 'voided')",
            name=op.f("ck_subsidy_allocation_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_subsidy_allocation_amount_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_subsidy_allocation_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_subsidy_allocation_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subsidy_claim_id"],
            ["subsidy_claim.tenant_id", "subsidy_claim.id"],
            name="fk_subsidy_allocation_subsidy_claim_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subsidy_fund_id"],
            ["subsidy_fund.tenant_id", "subsidy_fund.id"],
            name="fk_subsidy_allocation_subsidy_fund_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_allocation")),
    )
    op.create_index(
        "ix_subsidy_allocation_claim", "subsidy_allocation", ["tenant_id", "subsidy_claim_id"], unique=False
    )
    op.create_index(
        "ix_subsidy_allocation_fund", "subsidy_allocation", ["tenant_id", "subsidy_fund_id"], unique=False
    )
    operations.guard("subsidy_allocation", "SELECT, INSERT, UPDATE")
    op.create_table(
        "subsidy_recovery",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subsidy_claim_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("decision_id", sa.BigInteger(), nullable=True),
        sa.Column("decider", sa.Text(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("heard", sa.Text(), nullable=True),
        sa.Column("review_no", sa.Text(), nullable=True),
        sa.Column("minutes_no", sa.Text(), nullable=True),
        sa.Column("decision_no", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("payer", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("reminder", sa.Text(), nullable=True),
        sa.Column("correction", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("corrected_by", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "decider IN ('finance', 'other', 'own')", name=op.f("ck_subsidy_recovery_decider")
        ),
        sa.CheckConstraint(
            "state IN ('checked', 'correcting', 'entered', 'paid_back', 'reminded', 'returned', 'voided')",
            name=op.f("ck_subsidy_recovery_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_subsidy_recovery_amount_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_subsidy_recovery_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_subsidy_recovery_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subsidy_claim_id"],
            ["subsidy_claim.tenant_id", "subsidy_claim.id"],
            name="fk_subsidy_recovery_subsidy_claim_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_recovery")),
    )
    op.create_index(
        "ix_subsidy_recovery_claim", "subsidy_recovery", ["tenant_id", "subsidy_claim_id"], unique=False
    )
    operations.guard("subsidy_recovery", "SELECT, INSERT, UPDATE")
    op.create_table(
        "task_book_change",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("task_book_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("targets", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('checked', 'entered', 'returned')", name=op.f("ck_task_book_change_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_task_book_change_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_task_book_change_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "task_book_id"],
            ["task_book.tenant_id", "task_book.id"],
            name="fk_task_book_change_task_book_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_task_book_change")),
    )
    op.create_index("ix_task_book_change_of", "task_book_change", ["tenant_id", "task_book_id"], unique=False)
    operations.guard("task_book_change", "SELECT, INSERT, UPDATE")
    op.create_table(
        "task_book_plan",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("task_book_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("cite", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("stated_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revised_by", sa.BigInteger(), nullable=True),
        sa.Column("revised_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('annual', 'monthly')", name=op.f("ck_task_book_plan_kind")),
        sa.CheckConstraint("state IN ('done', 'not_done', 'planned')", name=op.f("ck_task_book_plan_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_task_book_plan_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_task_book_plan_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "revised_by"],
            ["person.tenant_id", "person.id"],
            name="fk_task_book_plan_revised_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "task_book_id"],
            ["task_book.tenant_id", "task_book.id"],
            name="fk_task_book_plan_task_book_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_task_book_plan")),
        sa.UniqueConstraint(
            "tenant_id",
            "task_book_id",
            "kind",
            "period",
            name=op.f("uq_task_book_plan_tenant_id_task_book_id_kind_period"),
        ),
    )
    operations.guard("task_book_plan", "SELECT, INSERT, UPDATE")
    op.create_table(
        "visit_finding",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("site_visit_id", sa.BigInteger(), nullable=True),
        sa.Column("report_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=True),
        sa.Column("inspection_id", sa.BigInteger(), nullable=True),
        sa.Column("finding_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("fact IN ('finding', 'inspection')", name=op.f("ck_visit_finding_fact")),
        sa.CheckConstraint("state IN ('adopted', 'left_out', 'noted')", name=op.f("ck_visit_finding_state")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_visit_finding_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_visit_finding_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_visit_finding_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "report_id"],
            ["visit_report.tenant_id", "visit_report.id"],
            name="fk_visit_finding_report_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "site_visit_id"],
            ["site_visit.tenant_id", "site_visit.id"],
            name="fk_visit_finding_site_visit_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_visit_finding")),
    )
    op.create_index("ix_visit_finding_provider", "visit_finding", ["tenant_id", "provider_id"], unique=False)
    operations.guard("visit_finding", "SELECT, INSERT, UPDATE")
    op.create_table(
        "web_letter",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("sent_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("about", sa.Text(), nullable=True),
        sa.Column("provider_named", sa.Text(), nullable=True),
        sa.Column("happened", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sent_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("declined_by", sa.BigInteger(), nullable=True),
        sa.Column("letter_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("code_sha256", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "reason IN ('advertisement', 'empty', 'repeated')", name=op.f("ck_web_letter_reason")
        ),
        sa.CheckConstraint(
            "state IN ('declined', 'declining', 'registered', 'sent')", name=op.f("ck_web_letter_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "declined_by"], ["person.tenant_id", "person.id"], name="fk_web_letter_declined_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "letter_id"], ["letter.tenant_id", "letter.id"], name="fk_web_letter_letter_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "sent_by"], ["person.tenant_id", "person.id"], name="fk_web_letter_sent_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_web_letter")),
        sa.UniqueConstraint("tenant_id", "number", name=op.f("uq_web_letter_tenant_id_number")),
    )
    op.create_index("ix_web_letter_sent_on", "web_letter", ["tenant_id", "sent_on"], unique=False)
    op.create_index(
        "uq_web_letter_letter",
        "web_letter",
        ["tenant_id", "letter_id"],
        unique=True,
        postgresql_where=sa.text("letter_id IS NOT NULL"),
    )
    operations.guard("web_letter", "SELECT, INSERT, UPDATE")
    op.create_table(
        "admission_service",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("application_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("admission_correction_id", sa.BigInteger(), nullable=True),
        sa.Column("paper", sa.Text(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("servers", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("witness", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "manner IN ('direct', 'electronic', 'left', 'notice', 'post')",
            name=op.f("ck_admission_service_manner"),
        ),
        sa.CheckConstraint(
            "paper IN ('correction', 'correction_notice', 'decision', 'notice')",
            name=op.f("ck_admission_service_paper"),
        ),
        sa.CheckConstraint(
            "state IN ('checked', 'entered', 'returned')", name=op.f("ck_admission_service_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "admission_correction_id"],
            ["admission_correction.tenant_id", "admission_correction.id"],
            name="fk_admission_service_admission_correction_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "application_id"],
            ["admission_application.tenant_id", "admission_application.id"],
            name="fk_admission_service_application_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_admission_service_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_admission_service_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_admission_service")),
    )
    op.create_index(
        "ix_admission_service_application",
        "admission_service",
        ["tenant_id", "application_id", "id"],
        unique=False,
    )
    operations.guard("admission_service", "SELECT, INSERT, UPDATE")
    op.create_table(
        "case_effect",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("remedy_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("cite", sa.Text(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("thing_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("successor_id", sa.BigInteger(), nullable=True),
        sa.Column("consent_name", sa.Text(), nullable=True),
        sa.Column("consent_no", sa.Text(), nullable=True),
        sa.Column("consented_on", sa.Date(), nullable=True),
        sa.Column("moves_on", sa.Date(), nullable=True),
        sa.Column("consent_by", sa.BigInteger(), nullable=True),
        sa.Column("membership_id", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("ended_by", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('account', 'contract_check', 'membership', 'publication', 'reassignment', 'recovery', 'replacement', 'restore', 'review_case', 'review_effect', 'review_grade', 'seat', 'take_down')",
            name=op.f("ck_case_effect_kind"),
        ),
        sa.CheckConstraint(
            "origin IN ('一般法要求', '内部工作规程', '办法条款')", name=op.f("ck_case_effect_origin")
        ),
        sa.CheckConstraint(
            "state IN ('consent_entered', 'consented', 'declined', 'done', 'proposed', 'withdrawn')",
            name=op.f("ck_case_effect_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["case_file.tenant_id", "case_file.id"], name="fk_case_effect_case_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "consent_by"], ["person.tenant_id", "person.id"], name="fk_case_effect_consent_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "remedy_id"], ["remedy.tenant_id", "remedy.id"], name="fk_case_effect_remedy_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "successor_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_case_effect_successor_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_case_effect")),
    )
    op.create_index("ix_case_effect_case", "case_effect", ["tenant_id", "case_id"], unique=False)
    op.create_index("ix_case_effect_remedy", "case_effect", ["tenant_id", "remedy_id"], unique=False)
    operations.guard("case_effect", "SELECT, INSERT, UPDATE")
    op.create_table(
        "document_approval",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("meeting_id", sa.BigInteger(), nullable=True),
        sa.Column("matter", sa.Integer(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('checked', 'entered', 'returned')", name=op.f("ck_document_approval_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "document_id"],
            ["case_document.tenant_id", "case_document.id"],
            name="fk_document_approval_document_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_document_approval_entered_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_document_approval")),
    )
    op.create_index(
        "uq_document_approval_place",
        "document_approval",
        ["tenant_id", "document_id", "submission", "place"],
        unique=True,
        postgresql_where=sa.text("state <> 'returned'"),
    )
    operations.guard("document_approval", "SELECT, INSERT, UPDATE")
    op.create_table(
        "document_remedy",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("remedy_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "document_id"],
            ["case_document.tenant_id", "case_document.id"],
            name="fk_document_remedy_document_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "remedy_id"], ["remedy.tenant_id", "remedy.id"], name="fk_document_remedy_remedy_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_document_remedy")),
        sa.UniqueConstraint(
            "tenant_id",
            "document_id",
            "remedy_id",
            name=op.f("uq_document_remedy_tenant_id_document_id_remedy_id"),
        ),
    )
    op.create_index("ix_document_remedy_remedy", "document_remedy", ["tenant_id", "remedy_id"], unique=False)
    operations.guard("document_remedy", "SELECT, INSERT")
    op.create_table(
        "document_service",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=True),
        sa.Column("servers", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("witness", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("service_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "manner IN ('direct', 'electronic', 'left', 'notice', 'post')",
            name=op.f("ck_document_service_manner"),
        ),
        sa.CheckConstraint(
            "state IN ('checked', 'corrected', 'entered', 'returned')", name=op.f("ck_document_service_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "document_id"],
            ["case_document.tenant_id", "case_document.id"],
            name="fk_document_service_document_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_document_service_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_document_service_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_document_service")),
    )
    op.create_index(
        "uq_document_service_party",
        "document_service",
        ["tenant_id", "document_id", "provider_id", "enterprise_id", "body", "state"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("state IN ('entered', 'checked')"),
    )
    operations.guard("document_service", "SELECT, INSERT, UPDATE")
    op.create_table(
        "due_notice",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("remedy_id", sa.BigInteger(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("noticed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "remedy_id"], ["remedy.tenant_id", "remedy.id"], name="fk_due_notice_remedy_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_due_notice")),
        sa.UniqueConstraint(
            "tenant_id", "remedy_id", "due_on", name=op.f("uq_due_notice_tenant_id_remedy_id_due_on")
        ),
    )
    op.create_index("ix_due_notice_remedy", "due_notice", ["tenant_id", "remedy_id"], unique=False)
    operations.guard("due_notice", "SELECT, INSERT")
    op.create_table(
        "expert_recusal",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("manner", sa.Text(), nullable=False),
        sa.Column("declared_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"],
            ["panel_member.tenant_id", "panel_member.id"],
            name="fk_expert_recusal_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_expert_recusal_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_expert_recusal_recorded_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_expert_recusal")),
        sa.UniqueConstraint(
            "tenant_id",
            "member_id",
            "provider_id",
            name=op.f("uq_expert_recusal_tenant_id_member_id_provider_id"),
        ),
    )
    operations.guard("expert_recusal", "SELECT, INSERT")
    op.create_table(
        "history_row",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("history_sheet_id", sa.BigInteger(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("cells", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("provider_written", sa.Text(), nullable=True),
        sa.Column("provider_code", sa.Text(), nullable=True),
        sa.Column("enterprise_written", sa.Text(), nullable=True),
        sa.Column("enterprise_code", sa.Text(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("lacking", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("written_provider_id", sa.BigInteger(), nullable=True),
        sa.Column("written_enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("provider_matched_by", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_matched_by", sa.BigInteger(), nullable=True),
        sa.Column("membership_id", sa.BigInteger(), nullable=True),
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("decision_id", sa.BigInteger(), nullable=True),
        sa.Column("subsidy_payment_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('confirmed', 'left_out', 'matched', 'unmatched')", name=op.f("ck_history_row_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "confirmed_by"],
            ["person.tenant_id", "person.id"],
            name="fk_history_row_confirmed_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_history_row_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "history_sheet_id"],
            ["history_sheet.tenant_id", "history_sheet.id"],
            name="fk_history_row_history_sheet_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_history_row_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "written_enterprise_id"],
            ["history_name.tenant_id", "history_name.id"],
            name="fk_history_row_written_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "written_provider_id"],
            ["history_name.tenant_id", "history_name.id"],
            name="fk_history_row_written_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_history_row")),
        sa.UniqueConstraint(
            "tenant_id",
            "history_sheet_id",
            "line",
            name=op.f("uq_history_row_tenant_id_history_sheet_id_line"),
        ),
    )
    op.create_index(
        "ix_history_row_enterprise", "history_row", ["tenant_id", "enterprise_id", "id"], unique=False
    )
    op.create_index(
        "ix_history_row_provider", "history_row", ["tenant_id", "provider_id", "id"], unique=False
    )
    op.create_index(
        "ix_history_row_written_enterprise",
        "history_row",
        ["tenant_id", "written_enterprise_id"],
        unique=False,
    )
    op.create_index(
        "ix_history_row_written_provider", "history_row", ["tenant_id", "written_provider_id"], unique=False
    )
    operations.guard("history_row", "SELECT, INSERT, UPDATE")
    op.create_table(
        "letter_reporter",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("letter_id", sa.BigInteger(), nullable=True),
        sa.Column("web_letter_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), server_default=sa.text("'entered'"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('entered', 'removed')", name=op.f("ck_letter_reporter_state")),
        sa.CheckConstraint(
            "num_nonnulls(letter_id, web_letter_id) >= 1", name=op.f("ck_letter_reporter_letter_given")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_letter_reporter_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_letter_reporter_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "letter_id"], ["letter.tenant_id", "letter.id"], name="fk_letter_reporter_letter_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "web_letter_id"],
            ["web_letter.tenant_id", "web_letter.id"],
            name="fk_letter_reporter_web_letter_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_letter_reporter")),
        sa.UniqueConstraint("tenant_id", "letter_id", name=op.f("uq_letter_reporter_tenant_id_letter_id")),
        sa.UniqueConstraint(
            "tenant_id", "web_letter_id", name=op.f("uq_letter_reporter_tenant_id_web_letter_id")
        ),
    )
    operations.guard("letter_reporter", "SELECT, INSERT, UPDATE")
    op.create_table(
        "publication",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("remedy_id", sa.BigInteger(), nullable=False),
        sa.Column("drafted_by", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("cite", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("addressees", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("on_board", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("day_unit", sa.Text(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("posted_on", sa.Date(), nullable=True),
        sa.Column("down_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("drafted_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("day_unit IN ('个工作日', '日')", name=op.f("ck_publication_day_unit")),
        sa.CheckConstraint(
            "form IN ('after', 'before', 'circular', 'open_circular')", name=op.f("ck_publication_form")
        ),
        sa.CheckConstraint(
            "state IN ('down', 'drafted', 'handed', 'posted', 'reviewed', 'withdrawn')",
            name=op.f("ck_publication_state"),
        ),
        sa.CheckConstraint(
            "NOT on_board OR num_nulls(days, day_unit, until, posted_on) = 0",
            name=op.f("ck_publication_board_days"),
        ),
        sa.CheckConstraint("until >= posted_on", name=op.f("ck_publication_days_in_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"], ["case_file.tenant_id", "case_file.id"], name="fk_publication_case_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "drafted_by"], ["person.tenant_id", "person.id"], name="fk_publication_drafted_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "remedy_id"], ["remedy.tenant_id", "remedy.id"], name="fk_publication_remedy_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_publication")),
    )
    op.create_index("ix_publication_case", "publication", ["tenant_id", "case_id"], unique=False)
    op.create_index("ix_publication_remedy", "publication", ["tenant_id", "remedy_id"], unique=False)
    operations.guard("publication", "SELECT, INSERT, UPDATE")
    op.create_table(
        "score_sheet",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("panel_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("scored_on", sa.Date(), nullable=False),
        sa.Column("scores", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("total", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('checked', 'entered', 'returned', 'struck')", name=op.f("ck_score_sheet_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"], ["person.tenant_id", "person.id"], name="fk_score_sheet_entered_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_score_sheet_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "member_id"],
            ["panel_member.tenant_id", "panel_member.id"],
            name="fk_score_sheet_member_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "panel_id"],
            ["expert_panel.tenant_id", "expert_panel.id"],
            name="fk_score_sheet_panel_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_score_sheet_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_score_sheet")),
    )
    op.create_index(
        "ix_score_sheet_panel", "score_sheet", ["tenant_id", "panel_id", "provider_id"], unique=False
    )
    op.create_index(
        "uq_score_sheet_party",
        "score_sheet",
        ["tenant_id", "member_id", "provider_id", "enterprise_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("state IN ('entered', 'checked')"),
    )
    operations.guard("score_sheet", "SELECT, INSERT, UPDATE")
    op.create_table(
        "sealed_web_letter",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("web_letter_id", sa.BigInteger(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("provider_named", sa.Text(), nullable=True),
        sa.Column("happened", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("sent_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "web_letter_id"],
            ["web_letter.tenant_id", "web_letter.id"],
            name="fk_sealed_web_letter_web_letter_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sealed_web_letter")),
        sa.UniqueConstraint(
            "tenant_id", "web_letter_id", name=op.f("uq_sealed_web_letter_tenant_id_web_letter_id")
        ),
    )
    operations.guard("sealed_web_letter", "SELECT, INSERT")
    op.create_table(
        "subsidy_payment",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subsidy_claim_id", sa.BigInteger(), nullable=False),
        sa.Column("subsidy_allocation_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("payee", sa.Text(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("voucher", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("correction", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("corrected_by", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("part IN ('advance', 'final', 'whole')", name=op.f("ck_subsidy_payment_part")),
        sa.CheckConstraint(
            "state IN ('checked', 'correcting', 'entered', 'returned', 'voided')",
            name=op.f("ck_subsidy_payment_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_subsidy_payment_amount_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_subsidy_payment_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_subsidy_payment_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subsidy_allocation_id"],
            ["subsidy_allocation.tenant_id", "subsidy_allocation.id"],
            name="fk_subsidy_payment_subsidy_allocation_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subsidy_claim_id"],
            ["subsidy_claim.tenant_id", "subsidy_claim.id"],
            name="fk_subsidy_payment_subsidy_claim_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_payment")),
    )
    op.create_index(
        "ix_subsidy_payment_claim", "subsidy_payment", ["tenant_id", "subsidy_claim_id"], unique=False
    )
    op.create_index("ix_subsidy_payment_voucher", "subsidy_payment", ["tenant_id", "voucher"], unique=False)
    operations.guard("subsidy_payment", "SELECT, INSERT, UPDATE")
    op.create_table(
        "subsidy_receipt",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("subsidy_recovery_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("entered_by", sa.BigInteger(), nullable=False),
        sa.Column("paid_in_on", sa.Date(), nullable=False),
        sa.Column("voucher", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("correction", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("corrected_by", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('checked', 'correcting', 'entered', 'returned', 'voided')",
            name=op.f("ck_subsidy_receipt_state"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_subsidy_receipt_amount_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "entered_by"],
            ["person.tenant_id", "person.id"],
            name="fk_subsidy_receipt_entered_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_subsidy_receipt_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subsidy_recovery_id"],
            ["subsidy_recovery.tenant_id", "subsidy_recovery.id"],
            name="fk_subsidy_receipt_subsidy_recovery_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_receipt")),
    )
    op.create_index(
        "ix_subsidy_receipt_recovery", "subsidy_receipt", ["tenant_id", "subsidy_recovery_id"], unique=False
    )
    op.create_index("ix_subsidy_receipt_voucher", "subsidy_receipt", ["tenant_id", "voucher"], unique=False)
    operations.guard("subsidy_receipt", "SELECT, INSERT, UPDATE")
    op.create_table(
        "finance_line",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("finance_sheet_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=True),
        sa.Column("cells", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("payee", sa.Text(), nullable=True),
        sa.Column("enterprise", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("fund_no", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("voucher", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("difference", sa.Text(), nullable=False),
        sa.Column("differs", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("subsidy_payment_ids", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("subsidy_receipt_ids", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("subsidy_payment_id", sa.BigInteger(), nullable=True),
        sa.Column("subsidy_receipt_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("matched_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "difference IN ('amount', 'day', 'only_finance', 'only_ledger', 'same', 'twice', 'unclear')",
            name=op.f("ck_finance_line_difference"),
        ),
        sa.CheckConstraint("kind IN ('payment', 'receipt')", name=op.f("ck_finance_line_kind")),
        sa.CheckConstraint(
            "state IN ('agreed', 'explained', 'lapsed', 'open', 'taken_over')",
            name=op.f("ck_finance_line_state"),
        ),
        sa.CheckConstraint("(line IS NULL) = (amount IS NULL)", name=op.f("ck_finance_line_amount_of_line")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_finance_line_amount_positive")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "finance_sheet_id"],
            ["finance_sheet.tenant_id", "finance_sheet.id"],
            name="fk_finance_line_finance_sheet_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subsidy_payment_id"],
            ["subsidy_payment.tenant_id", "subsidy_payment.id"],
            name="fk_finance_line_subsidy_payment_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "subsidy_receipt_id"],
            ["subsidy_receipt.tenant_id", "subsidy_receipt.id"],
            name="fk_finance_line_subsidy_receipt_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_finance_line")),
    )
    op.create_index(
        "ix_finance_line_payment", "finance_line", ["tenant_id", "subsidy_payment_id"], unique=False
    )
    op.create_index(
        "ux_finance_line_row", "finance_line", ["tenant_id", "finance_sheet_id", "line", "kind"], unique=True
    )
    operations.guard("finance_line", "SELECT, INSERT, UPDATE")
    op.create_table(
        "publication_objection",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("publication_id", sa.BigInteger(), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=False),
        sa.Column("objector", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("received_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('adopted', 'partly', 'rejected')", name=op.f("ck_publication_objection_outcome")
        ),
        sa.CheckConstraint(
            "state IN ('answered', 'received', 'withdrawn')", name=op.f("ck_publication_objection_state")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"],
            ["case_file.tenant_id", "case_file.id"],
            name="fk_publication_objection_case_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "publication_id"],
            ["publication.tenant_id", "publication.id"],
            name="fk_publication_objection_publication_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "received_by"],
            ["person.tenant_id", "person.id"],
            name="fk_publication_objection_received_by",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_publication_objection")),
    )
    op.create_index(
        "ix_publication_objection_case", "publication_objection", ["tenant_id", "case_id"], unique=False
    )
    op.create_index(
        "ix_publication_objection_publication",
        "publication_objection",
        ["tenant_id", "publication_id"],
        unique=False,
    )
    operations.guard("publication_objection", "SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.drop_table("publication_objection")
    op.drop_table("finance_line")
    op.drop_table("subsidy_receipt")
    op.drop_table("subsidy_payment")
    op.drop_table("sealed_web_letter")
    op.drop_table("score_sheet")
    op.drop_table("publication")
    op.drop_table("letter_reporter")
    op.drop_table("history_row")
    op.drop_table("expert_recusal")
    op.drop_table("due_notice")
    op.drop_table("document_service")
    op.drop_table("document_remedy")
    op.drop_table("document_approval")
    op.drop_table("case_effect")
    op.drop_table("admission_service")
    op.drop_table("web_letter")
    op.drop_table("visit_finding")
    op.drop_table("task_book_plan")
    op.drop_table("task_book_change")
    op.drop_table("subsidy_recovery")
    op.drop_table("subsidy_allocation")
    op.drop_table("sheet_import_row")
    op.drop_table("sheet_file")
    op.drop_table("remedy")
    op.drop_table("proceeding")
    op.drop_table("party_application")
    op.drop_table("panel_opinion")
    op.drop_table("panel_member")
    op.drop_table("letter_event")
    op.drop_table("letter_diversion")
    op.drop_table("late_mark")
    op.drop_table("hit_look")
    op.drop_table("hit_change")
    op.drop_table("history_sheet")
    op.drop_table("finance_sheet")
    op.drop_table("confirmation_difference")
    op.drop_table("case_document")
    op.drop_table("attachment")
    op.drop_table("admission_objection")
    op.drop_table("admission_event")
    op.drop_table("admission_correction")
    op.drop_table("admission_check")
    op.drop_table("visit_report")
    op.drop_table("task_book")
    op.drop_table("subsidy_claim")
    op.drop_table("stored_file")
    op.drop_table("source_confirmation")
    op.drop_table("site_visit")
    op.drop_table("sheet_import")
    op.drop_table("service_address")
    op.drop_table("round_result")
    op.drop_table("replacement")
    op.drop_table("party_link")
    op.drop_table("party_draft")
    op.drop_table("objection_window")
    op.drop_table("objection")
    op.drop_table("material_filing")
    op.drop_table("letter")
    op.drop_table("lead")
    op.drop_table("hit")
    op.drop_table("history_name")
    op.drop_table("expert_panel")
    op.drop_table("exclusion")
    op.drop_table("decision_proposal")
    op.drop_table("confirmation_sheet")
    op.drop_table("case_file")
    op.drop_table("approval")
    op.drop_table("admission_exit")
    op.drop_table("admission_application")
    op.drop_table("round_step")
    op.drop_table("meeting_matter")
    op.drop_table("locked_edition")
    op.drop_table("import_batch")
    op.drop_table("confirmation")
    op.drop_table("computation")
    op.drop_table("admission_batch")
    op.drop_table("watch_run")
    op.drop_table("visit_plan")
    op.drop_table("subsidy_fund")
    op.drop_table("subsidy_batch")
    op.drop_table("report_form")
    op.drop_table("report")
    op.drop_table("recusal")
    op.drop_table("recommendation")
    op.drop_table("official_text")
    op.drop_table("meeting")
    op.drop_table("mandate")
    op.drop_table("instrument")
    op.drop_table("incoming_paper")
    op.drop_table("holiday_notice")
    op.drop_table("filing_call")
    op.drop_table("expert")
    op.drop_table("evaluation_round")
    op.drop_table("cut_over")
    op.drop_table("case_step")
    op.drop_table("case_handover")
    op.drop_table("callback")
    op.drop_table("absence")
