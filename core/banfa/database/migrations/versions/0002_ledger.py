"""Tables of the room ledger.

enterprise, provider, source_complete, complaint, concession, contract, decision, diagnosis, filing,
membership, product, provider_change, record, review, service_case, target, acceptance, finding,
inspection, progress, survey.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0002_ledger"
down_revision = "0001_trust"


def upgrade() -> None:
    op.create_table(
        "enterprise",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("level_edition", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("size IN ('large', 'medium', 'micro', 'small')", name=op.f("ck_enterprise_size")),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_enterprise_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_enterprise_voiding_stands_never"),
        ),
        sa.CheckConstraint("level >= 0 AND level <= 4", name=op.f("ck_enterprise_level_range")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_enterprise_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_enterprise_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_enterprise_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_enterprise_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_enterprise")),
    )
    op.create_index(
        "ix_enterprise_corrects",
        "enterprise",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_enterprise_recorded", "enterprise", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "uq_enterprise_external",
        "enterprise",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_enterprise_standing",
        "enterprise",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_enterprise_uscc",
        "enterprise",
        ["tenant_id", "uscc"],
        unique=True,
        postgresql_where=sa.text("uscc IS NOT NULL AND superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("enterprise", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "provider",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("legal_representative", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_provider_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_provider_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_provider_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["provider.tenant_id", "provider.id"], name="fk_provider_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_provider_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_provider_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_provider")),
    )
    op.create_index(
        "ix_provider_corrects",
        "provider",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_provider_recorded", "provider", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "uq_provider_external",
        "provider",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_provider_standing",
        "provider",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_provider_uscc",
        "provider",
        ["tenant_id", "uscc"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("provider", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "source_complete",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("reports", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_source_complete_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_source_complete_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_source_complete_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["source_complete.tenant_id", "source_complete.id"],
            name="fk_source_complete_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_source_complete_recorded_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_source_complete_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_source_complete")),
    )
    op.create_index(
        "ix_source_complete_corrects",
        "source_complete",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_source_complete_recorded", "source_complete", ["tenant_id", "recorded_at"], unique=False
    )
    op.create_index(
        "uq_source_complete_external",
        "source_complete",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_source_complete_standing",
        "source_complete",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("source_complete", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "complaint",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("outcome IN ('dismissed', 'upheld')", name=op.f("ck_complaint_outcome")),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_complaint_correction_says_why")
        ),
        sa.CheckConstraint(
            "(decided_on IS NULL) = (outcome IS NULL)", name=op.f("ck_complaint_outcome_dated")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_complaint_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "decided_on >= received_on", name=op.f("ck_complaint_decided_on_after_received_on")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_complaint_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["complaint.tenant_id", "complaint.id"], name="fk_complaint_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_complaint_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_complaint_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_complaint_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_complaint_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_complaint")),
    )
    op.create_index(
        "ix_complaint_corrects",
        "complaint",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_complaint_recorded", "complaint", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_complaint_sheet",
        "complaint",
        ["tenant_id", "provider_id", "decided_on"],
        unique=False,
        postgresql_include=["outcome", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_complaint_external",
        "complaint",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_complaint_standing",
        "complaint",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("complaint", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "concession",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_concession_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_concession_voiding_stands_never"),
        ),
        sa.CheckConstraint("kept_on >= promised_on", name=op.f("ck_concession_kept_on_after_promised_on")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_concession_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["concession.tenant_id", "concession.id"],
            name="fk_concession_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_concession_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_concession_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_concession_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_concession")),
    )
    op.create_index(
        "ix_concession_corrects",
        "concession",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_concession_recorded", "concession", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_concession_sheet",
        "concession",
        ["tenant_id", "provider_id", "promised_on"],
        unique=False,
        postgresql_include=["kept_on", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_concession_external",
        "concession",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_concession_standing",
        "concession",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("concession", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "contract",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("market_price", sa.BigInteger(), nullable=True),
        sa.Column("concession_promised", sa.BigInteger(), nullable=True),
        sa.Column("concession_kept", sa.BigInteger(), nullable=True),
        sa.Column("maintenance_months", sa.SmallInteger(), nullable=True),
        sa.Column("earlier_pilot", sa.Boolean(), nullable=True),
        sa.Column("subcontracted", sa.Boolean(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('diagnosis', 'maintenance', 'other', 'transformation')", name=op.f("ck_contract_kind")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_contract_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_contract_voiding_stands_never"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_contract_amount_range")),
        sa.CheckConstraint("concession_kept >= 0", name=op.f("ck_contract_concession_kept_range")),
        sa.CheckConstraint("concession_promised >= 0", name=op.f("ck_contract_concession_promised_range")),
        sa.CheckConstraint(
            "maintenance_months >= 1 AND maintenance_months <= 600",
            name=op.f("ck_contract_maintenance_months_range"),
        ),
        sa.CheckConstraint("market_price >= 0", name=op.f("ck_contract_market_price_range")),
        sa.CheckConstraint(
            "registered_on >= signed_on", name=op.f("ck_contract_registered_on_after_signed_on")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_contract_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["contract.tenant_id", "contract.id"], name="fk_contract_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_contract_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_contract_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_contract_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_contract_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract")),
    )
    op.create_index(
        "ix_contract_corrects",
        "contract",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_contract_number",
        "contract",
        ["tenant_id", "number"],
        unique=False,
        postgresql_where=sa.text("number IS NOT NULL"),
    )
    op.create_index("ix_contract_recorded", "contract", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_contract_sheet",
        "contract",
        ["tenant_id", "provider_id", "enterprise_id", "signed_on"],
        unique=False,
        postgresql_include=[
            "kind",
            "registered_on",
            "maintenance_months",
            "entry_id",
            "recorded_at",
            "superseded_at",
        ],
    )
    op.create_index(
        "uq_contract_external",
        "contract",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_contract_standing",
        "contract",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("contract", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "decision",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("cite", sa.Text(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(kind = 'removal') = (effective_on IS NOT NULL)", name=op.f("ck_decision_removal_effective")
        ),
        sa.CheckConstraint(
            "(kind IN ('grade', 'order_outcome')) = (label IS NOT NULL)", name=op.f("ck_decision_labelled")
        ),
        sa.CheckConstraint(
            "(kind IN ('withdrawal', 'order_outcome')) = (about_id IS NOT NULL)",
            name=op.f("ck_decision_about_named"),
        ),
        sa.CheckConstraint(
            "kind IN ('circular', 'grade', 'grey_list', 'interview', 'order', 'order_outcome', 'publication', 'reassignment', 'recovery', 'referral', 'removal', 'replacement', 'warning', 'withdrawal')",
            name=op.f("ck_decision_kind"),
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_decision_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_decision_voiding_stands_never"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_decision_amount_range")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_decision_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "about_id"], ["decision.tenant_id", "decision.id"], name="fk_decision_about_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["decision.tenant_id", "decision.id"], name="fk_decision_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_decision_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_decision_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_decision_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_decision")),
    )
    op.create_index(
        "ix_decision_corrects",
        "decision",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_decision_recorded", "decision", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_decision_sheet",
        "decision",
        ["tenant_id", "provider_id", "decided_on", "entry_id"],
        unique=False,
        postgresql_include=[
            "kind",
            "label",
            "served_on",
            "effective_on",
            "about_id",
            "recorded_at",
            "superseded_at",
        ],
    )
    op.create_index(
        "uq_decision_external",
        "decision",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_decision_standing",
        "decision",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("decision", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "diagnosis",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("diagnosed_on", sa.Date(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("level_edition", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_diagnosis_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_diagnosis_voiding_stands_never"),
        ),
        sa.CheckConstraint("level >= 0 AND level <= 4", name=op.f("ck_diagnosis_level_range")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_diagnosis_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["diagnosis.tenant_id", "diagnosis.id"], name="fk_diagnosis_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_diagnosis_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_diagnosis_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_diagnosis_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_diagnosis_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_diagnosis")),
    )
    op.create_index(
        "ix_diagnosis_corrects",
        "diagnosis",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_diagnosis_recorded", "diagnosis", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "uq_diagnosis_external",
        "diagnosis",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_diagnosis_standing",
        "diagnosis",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("diagnosis", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "filing",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_filing_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_filing_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_filing_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["filing.tenant_id", "filing.id"], name="fk_filing_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_filing_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_filing_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_filing_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_filing")),
    )
    op.create_index(
        "ix_filing_corrects",
        "filing",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_filing_recorded", "filing", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "uq_filing_external",
        "filing",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_filing_standing",
        "filing",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("filing", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "membership",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_membership_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_membership_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_membership_superseded_later")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_membership_until_on_after_from_on")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["membership.tenant_id", "membership.id"],
            name="fk_membership_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_membership_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_membership_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_membership_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_membership")),
    )
    op.create_index(
        "ix_membership_corrects",
        "membership",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_membership_recorded", "membership", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_membership_sheet",
        "membership",
        ["tenant_id", "provider_id", "from_on"],
        unique=False,
        postgresql_include=["until_on", "category", "industry", "entry_id", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_membership_external",
        "membership",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_membership_standing",
        "membership",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("membership", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "product",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("scenarios", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_product_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_product_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "retired_on >= published_on", name=op.f("ck_product_retired_on_after_published_on")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_product_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["product.tenant_id", "product.id"], name="fk_product_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_product_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_product_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_product_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_product")),
    )
    op.create_index(
        "ix_product_corrects",
        "product",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_product_recorded", "product", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_product_sheet",
        "product",
        ["tenant_id", "provider_id", "published_on"],
        unique=False,
        postgresql_include=["retired_on", "entry_id", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_product_external",
        "product",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_product_standing",
        "product",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("product", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "provider_change",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "what IN ('address', 'legal_representative', 'name', 'other')",
            name=op.f("ck_provider_change_what"),
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_provider_change_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_provider_change_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "reported_on >= occurred_on", name=op.f("ck_provider_change_reported_on_after_occurred_on")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_provider_change_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["provider_change.tenant_id", "provider_change.id"],
            name="fk_provider_change_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_provider_change_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_provider_change_recorded_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_provider_change_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_provider_change")),
    )
    op.create_index(
        "ix_provider_change_corrects",
        "provider_change",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_provider_change_recorded", "provider_change", ["tenant_id", "recorded_at"], unique=False
    )
    op.create_index(
        "uq_provider_change_external",
        "provider_change",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_provider_change_standing",
        "provider_change",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("provider_change", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "record",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_record_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_record_voiding_stands_never"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_record_amount_range")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_record_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["record.tenant_id", "record.id"], name="fk_record_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_record_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_record_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_record_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_record_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_record")),
    )
    op.create_index(
        "ix_record_corrects",
        "record",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_record_recorded", "record", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_record_sheet",
        "record",
        ["tenant_id", "provider_id", "kind", "item", "occurred_on"],
        unique=False,
        postgresql_include=["amount", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_record_external",
        "record",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_record_standing",
        "record",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("record", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "review",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_review_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_review_voiding_stands_never"),
        ),
        sa.CheckConstraint("score >= 0 AND score <= 100", name=op.f("ck_review_score_range")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_review_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["review.tenant_id", "review.id"], name="fk_review_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_review_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_review_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_review_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_review_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_review")),
    )
    op.create_index(
        "ix_review_corrects",
        "review",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_review_recorded", "review", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_review_sheet",
        "review",
        ["tenant_id", "provider_id", "reviewed_on"],
        unique=False,
        postgresql_include=["topic", "score", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_review_external",
        "review",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_review_standing",
        "review",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("review", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "service_case",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("client_size", sa.Text(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "client_size IN ('large', 'medium', 'micro', 'small')", name=op.f("ck_service_case_client_size")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_service_case_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_service_case_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_service_case_superseded_later")),
        sa.CheckConstraint(
            "verified_on >= served_on", name=op.f("ck_service_case_verified_on_after_served_on")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["service_case.tenant_id", "service_case.id"],
            name="fk_service_case_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_service_case_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_service_case_recorded_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_service_case_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_service_case")),
    )
    op.create_index(
        "ix_service_case_corrects",
        "service_case",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_service_case_recorded", "service_case", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_service_case_sheet",
        "service_case",
        ["tenant_id", "provider_id", "verified_on"],
        unique=False,
        postgresql_include=["industry", "client_size", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_service_case_external",
        "service_case",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_service_case_standing",
        "service_case",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("service_case", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "target",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("achieved", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_target_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_target_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "achieved >= 0 AND achieved <= 1000000000000", name=op.f("ck_target_achieved_range")
        ),
        sa.CheckConstraint("planned >= 1 AND planned <= 1000000000000", name=op.f("ck_target_planned_range")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_target_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["target.tenant_id", "target.id"], name="fk_target_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_target_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_target_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_target_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_target")),
    )
    op.create_index(
        "ix_target_corrects",
        "target",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_target_recorded", "target", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_target_sheet",
        "target",
        ["tenant_id", "provider_id", "item", "due_on", "entry_id"],
        unique=False,
        postgresql_include=["planned", "achieved", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_target_external",
        "target",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_target_standing",
        "target",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("target", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "acceptance",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("level_before", sa.SmallInteger(), nullable=True),
        sa.Column("level_after", sa.SmallInteger(), nullable=True),
        sa.Column("level_edition", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "authority IN ('city', 'nation', 'province')", name=op.f("ck_acceptance_authority")
        ),
        sa.CheckConstraint("outcome IN ('failed', 'passed')", name=op.f("ck_acceptance_outcome")),
        sa.CheckConstraint(
            "outcome IS DISTINCT FROM 'passed' OR level_after IS NOT NULL",
            name=op.f("ck_acceptance_passed_at_level"),
        ),
        sa.CheckConstraint(
            "(accepted_on IS NULL) = (outcome IS NULL)", name=op.f("ck_acceptance_outcome_dated")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_acceptance_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_acceptance_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "level_after >= 0 AND level_after <= 4", name=op.f("ck_acceptance_level_after_range")
        ),
        sa.CheckConstraint(
            "level_before >= 0 AND level_before <= 4", name=op.f("ck_acceptance_level_before_range")
        ),
        sa.CheckConstraint(
            "planned_on IS NOT NULL OR accepted_on IS NOT NULL", name=op.f("ck_acceptance_has_day")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_acceptance_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contract.tenant_id", "contract.id"],
            name="fk_acceptance_contract_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["acceptance.tenant_id", "acceptance.id"],
            name="fk_acceptance_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_acceptance_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_acceptance_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_acceptance_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_acceptance_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_acceptance")),
    )
    op.create_index(
        "ix_acceptance_contract",
        "acceptance",
        ["tenant_id", "provider_id", "contract_id"],
        unique=False,
        postgresql_include=["planned_on", "accepted_on", "outcome", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_acceptance_corrects",
        "acceptance",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_acceptance_recorded", "acceptance", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_acceptance_sheet",
        "acceptance",
        ["tenant_id", "provider_id", "enterprise_id", "accepted_on", "entry_id"],
        unique=False,
        postgresql_include=[
            "contract_id",
            "authority",
            "outcome",
            "level_after",
            "planned_on",
            "recorded_at",
            "superseded_at",
        ],
    )
    op.create_index(
        "uq_acceptance_external",
        "acceptance",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_acceptance_standing",
        "acceptance",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("acceptance", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "finding",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_finding_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_finding_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_finding_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"], ["contract.tenant_id", "contract.id"], name="fk_finding_contract_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["finding.tenant_id", "finding.id"], name="fk_finding_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_finding_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_finding_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_finding_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_finding")),
    )
    op.create_index(
        "ix_finding_contract",
        "finding",
        ["tenant_id", "contract_id", "kind"],
        unique=False,
        postgresql_include=["holds", "found_on", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_finding_corrects",
        "finding",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_finding_recorded", "finding", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_finding_sheet",
        "finding",
        ["tenant_id", "provider_id", "kind", "found_on", "entry_id"],
        unique=False,
        postgresql_include=["holds", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_finding_external",
        "finding",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_finding_standing",
        "finding",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("finding", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "inspection",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("inspector", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_inspection_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_inspection_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_inspection_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contract.tenant_id", "contract.id"],
            name="fk_inspection_contract_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["inspection.tenant_id", "inspection.id"],
            name="fk_inspection_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_inspection_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_inspection_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_inspection_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_inspection")),
    )
    op.create_index(
        "ix_inspection_corrects",
        "inspection",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_inspection_recorded", "inspection", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "uq_inspection_external",
        "inspection",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_inspection_standing",
        "inspection",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("inspection", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "progress",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("kind IN ('other', 'substantive', 'visit')", name=op.f("ck_progress_kind")),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_progress_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_progress_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_progress_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contract.tenant_id", "contract.id"],
            name="fk_progress_contract_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["progress.tenant_id", "progress.id"], name="fk_progress_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_progress_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_progress_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_progress_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_progress_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_progress")),
    )
    op.create_index(
        "ix_progress_corrects",
        "progress",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_progress_recorded", "progress", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_progress_sheet",
        "progress",
        ["tenant_id", "provider_id", "contract_id", "occurred_on"],
        unique=False,
        postgresql_include=["kind", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_progress_external",
        "progress",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_progress_standing",
        "progress",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("progress", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "survey",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("answer IN ('不满意', '基本满意', '满意')", name=op.f("ck_survey_answer")),
        sa.CheckConstraint(
            "topic <> 'overall' OR answer IS NOT NULL", name=op.f("ck_survey_overall_answered")
        ),
        sa.CheckConstraint("topic = 'overall' OR score IS NOT NULL", name=op.f("ck_survey_topic_scored")),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_survey_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_survey_voiding_stands_never"),
        ),
        sa.CheckConstraint("score >= 0 AND score <= 100", name=op.f("ck_survey_score_range")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_survey_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"], ["contract.tenant_id", "contract.id"], name="fk_survey_contract_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["survey.tenant_id", "survey.id"], name="fk_survey_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_survey_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_survey_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_survey_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_survey_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_survey")),
    )
    op.create_index(
        "ix_survey_corrects",
        "survey",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_survey_overall",
        "survey",
        ["tenant_id", "provider_id", "enterprise_id", "answered_on", "entry_id"],
        unique=False,
        postgresql_include=["topic", "answer", "recorded_at", "superseded_at"],
    )
    op.create_index("ix_survey_recorded", "survey", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_survey_sheet",
        "survey",
        ["tenant_id", "provider_id", "answered_on"],
        unique=False,
        postgresql_include=["topic", "answer", "score", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_survey_external",
        "survey",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_survey_standing",
        "survey",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("survey", "SELECT, INSERT, UPDATE (superseded_at)")


def downgrade() -> None:
    op.drop_table("survey")
    op.drop_table("progress")
    op.drop_table("inspection")
    op.drop_table("finding")
    op.drop_table("acceptance")
    op.drop_table("target")
    op.drop_table("service_case")
    op.drop_table("review")
    op.drop_table("record")
    op.drop_table("provider_change")
    op.drop_table("product")
    op.drop_table("membership")
    op.drop_table("filing")
    op.drop_table("diagnosis")
    op.drop_table("decision")
    op.drop_table("contract")
    op.drop_table("concession")
    op.drop_table("complaint")
    op.drop_table("source_complete")
    op.drop_table("provider")
    op.drop_table("enterprise")
