"""Tables of the room procedures.

round_result.
"""

import sqlalchemy as sa
from alembic import op

from banfa.database.migrations import operations

revision = "0016_procedures_3"
down_revision = "0015_procedures_2"


def upgrade() -> None:
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


def downgrade() -> None:
    op.drop_table("round_result")
