"""Tables of the room trust.

tenant, audit_head, audit_link, credential, token, work, audit_data.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0001_trust"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "tenant",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_tenant_name_given")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")),
        sa.UniqueConstraint("slug", name=op.f("uq_tenant_slug")),
    )
    op.create_table(
        "audit_head",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("algorithm", sa.Text(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("algorithm IN ('sha256', 'sm3')", name=op.f("ck_audit_head_algorithm")),
        sa.CheckConstraint("seq >= 0", name=op.f("ck_audit_head_seq")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_audit_head_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_audit_head")),
    )
    operations.guard("audit_head", "SELECT, UPDATE")
    op.create_table(
        "audit_link",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("data_hash", sa.LargeBinary(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_audit_link_seq")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_audit_link_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "seq", name=op.f("pk_audit_link")),
    )
    operations.guard("audit_link", "SELECT, INSERT")
    op.create_table(
        "credential",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_credential_tenant_id"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_credential")),
    )
    operations.guard("credential", "INSERT", tenant=False)
    op.create_table(
        "token",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(role = 'enterprise') = (enterprise_id IS NOT NULL)", name=op.f("ck_token_enterprise_given")
        ),
        sa.CheckConstraint(
            "(role = 'provider') = (provider_id IS NOT NULL)", name=op.f("ck_token_provider_given")
        ),
        sa.CheckConstraint(
            "role IN ('admin', 'auditor', 'enterprise', 'officer', 'platform', 'provider', 'reviewer')",
            name=op.f("ck_token_role"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_token_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_token")),
        sa.UniqueConstraint("tenant_id", "sha256", name=op.f("uq_token_tenant_id_sha256")),
    )
    operations.guard("token", "SELECT, INSERT, UPDATE")
    op.create_table(
        "work",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("actor", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("fence", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("steps_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("steps_total", sa.Integer(), server_default="0", nullable=False),
        sa.Column("step", sa.Text(), server_default="", nullable=False),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("error_detail", sa.Text(), nullable=True),
        sa.Column("asked_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'failed') = (error_code IS NOT NULL)", name=op.f("ck_work_failure_told")
        ),
        sa.CheckConstraint(
            "(state IN ('done', 'failed')) = (ended_at IS NOT NULL)", name=op.f("ck_work_ended")
        ),
        sa.CheckConstraint(
            "state IN ('done', 'failed', 'queued', 'running', 'waiting')", name=op.f("ck_work_state")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_work_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_work")),
    )
    op.create_index(
        "ix_work_due",
        "work",
        ["tenant_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'queued', 'running')"),
    )
    operations.guard("work", "SELECT, INSERT, UPDATE")
    op.create_table(
        "audit_data",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_audit_data_seq"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_audit_data_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "seq", name=op.f("pk_audit_data")),
    )
    operations.guard("audit_data", "SELECT, INSERT")


def downgrade() -> None:
    op.drop_table("audit_data")
    op.drop_table("work")
    op.drop_table("token")
    op.drop_table("credential")
    op.drop_table("audit_link")
    op.drop_table("audit_head")
    op.drop_table("tenant")
