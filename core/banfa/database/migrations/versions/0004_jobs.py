"""Tables of the room jobs.

nightly.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0004_jobs"
down_revision = "0003_procedures"


def upgrade() -> None:
    op.create_table(
        "nightly",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("asked_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("work_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_nightly_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "kind", "day", name=op.f("pk_nightly")),
    )
    operations.guard("nightly", "SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.drop_table("nightly")
