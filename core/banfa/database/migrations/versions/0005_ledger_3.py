"""Tables of the room ledger.

contract, decision.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0005_ledger_3"
down_revision = "0004_ledger_2"


def upgrade() -> None:
    op.create_table(
        "contract",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
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
        sa.Column("recorded_by", sa.Text(), nullable=False),
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
        sa.Column("recorded_by", sa.Text(), nullable=False),
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


def downgrade() -> None:
    op.drop_table("decision")
    op.drop_table("contract")
