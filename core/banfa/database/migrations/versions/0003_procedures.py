"""Tables of the room procedures.

absence, callback, case_handover, case_step, cut_over, evaluation_round, holiday_notice, instrument,
meeting, official_text, recusal, watch_run, computation, import_batch, locked_edition, round_step,
approval, case_file, decision_proposal, exclusion, hit, lead, objection, objection_window,
replacement, round_result, service_address, sheet_import, stored_file, attachment, case_document,
hit_change, hit_look, proceeding, remedy, sheet_file, sheet_import_row, case_effect,
document_approval, document_remedy, document_service, due_notice, publication, publication_objection.
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
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cases", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
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
    operations.guard("case_handover", "SELECT, INSERT")
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
            "kind IN ('address_confirmation', 'approval_sheet', 'evidence', 'evidence_list', 'extract', 'interview_record', 'investigation', 'minutes', 'objection', 'official_text', 'other', 'report', 'service_receipt', 'stamped_original')",
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
    op.drop_table("publication")
    op.drop_table("due_notice")
    op.drop_table("document_service")
    op.drop_table("document_remedy")
    op.drop_table("document_approval")
    op.drop_table("case_effect")
    op.drop_table("sheet_import_row")
    op.drop_table("sheet_file")
    op.drop_table("remedy")
    op.drop_table("proceeding")
    op.drop_table("hit_look")
    op.drop_table("hit_change")
    op.drop_table("case_document")
    op.drop_table("attachment")
    op.drop_table("stored_file")
    op.drop_table("sheet_import")
    op.drop_table("service_address")
    op.drop_table("round_result")
    op.drop_table("replacement")
    op.drop_table("objection_window")
    op.drop_table("objection")
    op.drop_table("lead")
    op.drop_table("hit")
    op.drop_table("exclusion")
    op.drop_table("decision_proposal")
    op.drop_table("case_file")
    op.drop_table("approval")
    op.drop_table("round_step")
    op.drop_table("locked_edition")
    op.drop_table("import_batch")
    op.drop_table("computation")
    op.drop_table("watch_run")
    op.drop_table("recusal")
    op.drop_table("official_text")
    op.drop_table("meeting")
    op.drop_table("instrument")
    op.drop_table("holiday_notice")
    op.drop_table("evaluation_round")
    op.drop_table("cut_over")
    op.drop_table("case_step")
    op.drop_table("case_handover")
    op.drop_table("callback")
    op.drop_table("absence")
