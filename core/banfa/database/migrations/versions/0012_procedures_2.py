"""Tables of the room procedures.

objection_window, round_step, approval, round_result.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0012_procedures_2"
down_revision = "0011_procedures"


def upgrade() -> None:
    op.create_table(
        "objection_window",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
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
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("entered", sa.Text(), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("taken_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("round_id", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "step IN ('close', 'compute', 'cut_off', 'publish', 'recompute', 'review', 'review_again', 'undo_compute', 'undo_cut_off', 'undo_publish', 'undo_review')",
            name=op.f("ck_round_step_step"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "round_id"],
            ["evaluation_round.tenant_id", "evaluation_round.id"],
            name="fk_round_step_round_id",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_round_step_tenant_id"),
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
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_approval_tenant_id"),
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
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_round_result_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "computation_id", "provider_id", name=op.f("pk_round_result")),
    )
    operations.guard("round_result", "SELECT, INSERT")


def downgrade() -> None:
    op.drop_table("round_result")
    op.drop_table("approval")
    op.drop_table("round_step")
    op.drop_table("objection_window")
