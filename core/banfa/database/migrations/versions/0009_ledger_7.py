"""Tables of the room ledger.

acceptance, finding, inspection.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0009_ledger_7"
down_revision = "0008_ledger_6"


def upgrade() -> None:
    op.create_table(
        "acceptance",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
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
        sa.Column("recorded_by", sa.Text(), nullable=False),
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
        sa.Column("recorded_by", sa.Text(), nullable=False),
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
        sa.Column("recorded_by", sa.Text(), nullable=False),
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


def downgrade() -> None:
    op.drop_table("inspection")
    op.drop_table("finding")
    op.drop_table("acceptance")
