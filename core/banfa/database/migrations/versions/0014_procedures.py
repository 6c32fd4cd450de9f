"""Tables of the room procedures.

evaluation_round, instrument, watch_run, computation, exclusion.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0014_procedures"
down_revision = "0013_ledger_11"


def upgrade() -> None:
    op.create_table(
        "evaluation_round",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'open'"), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("computation_id", sa.BigInteger(), nullable=True),
        sa.Column("public_from", sa.Date(), nullable=True),
        sa.Column("public_until", sa.Date(), nullable=True),
        sa.Column("public_days", sa.Integer(), nullable=True),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state IN ('closed', 'computed', 'cut_off', 'open', 'published', 'reviewed', 'withdrawn')",
            name=op.f("ck_evaluation_round_state"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_evaluation_round_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_evaluation_round")),
        sa.UniqueConstraint("tenant_id", "name", name=op.f("uq_evaluation_round_tenant_id_name")),
    )
    operations.guard("evaluation_round", "SELECT, INSERT, UPDATE")
    op.create_table(
        "instrument",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('internal', 'promulgation', 'terms')", name=op.f("ck_instrument_kind")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_instrument_tenant_id"),
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
        "watch_run",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("trial", sa.Boolean(), nullable=False),
        sa.Column("instrument_id", sa.BigInteger(), nullable=False),
        sa.Column("kept", sa.Boolean(), nullable=False),
        sa.Column("providers", sa.Integer(), nullable=False),
        sa.Column("seen", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("ran_by", sa.Text(), nullable=False),
        sa.Column("ran_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_watch_run_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_watch_run")),
    )
    op.create_index("ix_watch_run_as_of", "watch_run", ["tenant_id", "as_of"], unique=False)
    operations.guard("watch_run", "SELECT, INSERT")
    op.create_table(
        "computation",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("computed_by", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=True),
        sa.Column("known_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("computed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("instruments", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("exclusions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
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
            ["tenant_id", "round_id"],
            ["evaluation_round.tenant_id", "evaluation_round.id"],
            name="fk_computation_round_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_computation")),
    )
    op.create_index("ix_computation_round", "computation", ["tenant_id", "round_id"], unique=False)
    operations.guard("computation", "SELECT, INSERT")
    op.create_table(
        "exclusion",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=False),
        sa.Column("still_counted", sa.Boolean(), nullable=False),
        sa.Column("ruled_by", sa.Text(), nullable=False),
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


def downgrade() -> None:
    op.drop_table("exclusion")
    op.drop_table("computation")
    op.drop_table("watch_run")
    op.drop_table("instrument")
    op.drop_table("evaluation_round")
