"""Tables of the room ledger.

acceptance, finding.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0011_ledger_9"
down_revision = "0010_ledger_8"


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
            "accepted_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_acceptance_accepted_on_valid")
        ),
        sa.CheckConstraint(
            "authority IN ('city', 'province', 'nation')", name=op.f("ck_acceptance_authority_valid")
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_acceptance_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(level_edition) BETWEEN 1 AND 200 AND level_edition !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_acceptance_level_edition_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_acceptance_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(source) BETWEEN 1 AND 100 AND source !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND source IS NFKC NORMALIZED AND source !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_acceptance_source_valid"),
        ),
        sa.CheckConstraint("outcome IN ('passed', 'failed')", name=op.f("ck_acceptance_outcome_valid")),
        sa.CheckConstraint(
            "outcome IS DISTINCT FROM 'passed' OR level_after IS NOT NULL",
            name=op.f("ck_acceptance_passed_at_level"),
        ),
        sa.CheckConstraint(
            "planned_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_acceptance_planned_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_acceptance_correction_says_why")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (accepted_on IS NULL)", name=op.f("ck_acceptance_outcome_with_accepted_on")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_acceptance_voiding_stands_never"),
        ),
        sa.CheckConstraint("level_after BETWEEN 0 AND 4", name=op.f("ck_acceptance_level_after_valid")),
        sa.CheckConstraint("level_before BETWEEN 0 AND 4", name=op.f("ck_acceptance_level_before_valid")),
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
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
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
            "char_length(evidence) BETWEEN 1 AND 4000 AND evidence !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_finding_evidence_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_finding_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(kind) BETWEEN 1 AND 100 AND kind !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND kind IS NFKC NORMALIZED AND kind !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_finding_kind_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_finding_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(source) BETWEEN 1 AND 100 AND source !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND source IS NFKC NORMALIZED AND source !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_finding_source_valid"),
        ),
        sa.CheckConstraint(
            "found_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_finding_found_on_valid")
        ),
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


def downgrade() -> None:
    op.drop_table("finding")
    op.drop_table("acceptance")
