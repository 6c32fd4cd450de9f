"""Tables of the room procedures.

hit, objection, objection_window, round_step, approval, hit_change.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0015_procedures_2"
down_revision = "0014_procedures"


def upgrade() -> None:
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
        "objection",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'filed'"), nullable=False),
        sa.Column("filed_by", sa.Text(), nullable=False),
        sa.Column("filed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("work_id", sa.BigInteger(), nullable=True),
        sa.Column("moved", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "state IN ('filed', 'recomputing', 'rejected', 'upheld')", name=op.f("ck_objection_state")
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
        "round_step",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("entered", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("taken_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "step IN ('close', 'compute', 'cut_off', 'open', 'publish', 'recompute', 'review', 'review_again', 'review_late', 'undo_compute', 'undo_cut_off', 'undo_publish', 'undo_review', 'withdraw')",
            name=op.f("ck_round_step_step"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["evaluation_round.tenant_id", "evaluation_round.id"],
            name="fk_round_step_round_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_round_step")),
    )
    operations.guard("round_step", "SELECT, INSERT")
    op.create_table(
        "approval",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("computation_id", sa.BigInteger(), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=True),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("approved_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("voided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
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


def downgrade() -> None:
    op.drop_table("hit_change")
    op.drop_table("approval")
    op.drop_table("round_step")
    op.drop_table("objection_window")
    op.drop_table("objection")
    op.drop_table("hit")
