"""Tables of the room trust.

account, login_attempts, tenant, audit_head, credential, latest_instant, person, audit_link,
read_trace, session, source, work, audit_data, audit_seal, event, token.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0001_trust"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("one_time", sa.Boolean(), nullable=False),
        sa.Column("usable_until", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("changed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("login <> ''", name=op.f("ck_account_login_given")),
        sa.CheckConstraint("one_time = (usable_until IS NOT NULL)", name=op.f("ck_account_one_time_bounded")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "login_attempts",
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("since", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_login_attempts")),
    )
    op.create_index("ix_login_attempts_since", "login_attempts", ["since"], unique=False)
    operations.guard("login_attempts", "SELECT, INSERT, UPDATE, DELETE", tenant=False)
    op.create_table(
        "tenant",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("id_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_tenant_name_given")),
        sa.CheckConstraint("octet_length(id_key) = 16", name=op.f("ck_tenant_id_key_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")),
        sa.UniqueConstraint("slug", name=op.f("uq_tenant_slug")),
        sa.UniqueConstraint("uuid", name=op.f("uq_tenant_uuid")),
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
        "credential",
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_credential_tenant_id"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_credential")),
    )
    operations.guard("credential", "INSERT", tenant=False)
    op.create_table(
        "latest_instant",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('recorded', 'watermark')", name=op.f("ck_latest_instant_kind")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_latest_instant_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "kind", name=op.f("pk_latest_instant")),
    )
    operations.guard("latest_instant", "SELECT, INSERT, UPDATE")
    op.create_table(
        "person",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("uuid", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("built_in", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("roles", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("mandate_kinds", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("mandate_until", sa.Date(), nullable=True),
        sa.Column("districts", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("login", sa.Text(), nullable=True),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(districts IS NOT NULL) = ('district' = ANY (roles))", name=op.f("ck_person_districts_given")
        ),
        sa.CheckConstraint("built_in IN ('clock', 'console')", name=op.f("ck_person_built_in")),
        sa.CheckConstraint("kind IN ('natural', 'system')", name=op.f("ck_person_kind")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_person_name_given")),
        sa.CheckConstraint(
            "roles <@ ARRAY['admin', 'officer', 'reviewer', 'platform', 'district', 'provider', 'enterprise', 'auditor']",
            name=op.f("ck_person_roles_known"),
        ),
        sa.CheckConstraint("(issuer IS NULL) = (subject IS NULL)", name=op.f("ck_person_identity_whole")),
        sa.CheckConstraint("cardinality(districts) > 0", name=op.f("ck_person_districts_some")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_person_account_id"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_person_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_person")),
        sa.UniqueConstraint("tenant_id", "account_id", name=op.f("uq_person_tenant_id_account_id")),
        sa.UniqueConstraint("tenant_id", "built_in", name=op.f("uq_person_tenant_id_built_in")),
        sa.UniqueConstraint(
            "tenant_id", "issuer", "subject", name=op.f("uq_person_tenant_id_issuer_subject")
        ),
        sa.UniqueConstraint("tenant_id", "uuid", name=op.f("uq_person_tenant_id_uuid")),
    )
    operations.guard("person", "SELECT, INSERT, UPDATE")
    op.create_table(
        "audit_link",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person", sa.Uuid(), nullable=False),
        sa.Column("token", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("data_hash", sa.LargeBinary(), nullable=False),
        sa.Column("event_hash", sa.LargeBinary(), nullable=True),
        sa.Column("rows_hash", sa.LargeBinary(), nullable=True),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_audit_link_seq")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person"], ["person.tenant_id", "person.uuid"], name="fk_audit_link_person"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_audit_link_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "seq", name=op.f("pk_audit_link")),
    )
    operations.guard("audit_link", "SELECT, INSERT")
    op.create_table(
        "read_trace",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("token_id", sa.BigInteger(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("shown", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("filters", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name="fk_read_trace_person_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_read_trace")),
    )
    op.create_index("ix_read_trace_at", "read_trace", ["tenant_id", "at", "id"], unique=False)
    operations.guard("read_trace", "SELECT, INSERT")
    op.create_table(
        "session",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=True),
        sa.Column("started_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("opened_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("seen_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ends_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "ends_at <= started_at + interval '12 hours'", name=op.f("ck_session_end_bounded")
        ),
        sa.CheckConstraint(
            "role IN ('admin', 'auditor', 'district', 'officer', 'reviewer')", name=op.f("ck_session_role")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name="fk_session_person_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_session")),
        sa.UniqueConstraint("tenant_id", "sha256", name=op.f("uq_session_tenant_id_sha256")),
    )
    op.create_index("ix_session_person", "session", ["tenant_id", "person_id"], unique=False)
    operations.guard("session", "SELECT, INSERT, UPDATE")
    op.create_table(
        "source",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("agent_id", sa.BigInteger(), nullable=False),
        sa.Column("registered_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("key ~ '^[a-z][a-z0-9-]{1,39}$'", name=op.f("ck_source_key_form")),
        sa.CheckConstraint(
            "kind IN ('bureau', 'department', 'district', 'institution', 'other', 'platform', 'system')",
            name=op.f("ck_source_kind"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_source_name_given")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "agent_id"], ["person.tenant_id", "person.id"], name="fk_source_agent_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "key", name=op.f("pk_source")),
    )
    operations.guard("source", "SELECT, INSERT, UPDATE")
    op.create_table(
        "work",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("merge_key", sa.Text(), nullable=True),
        sa.Column("credential", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column(
            "others", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("due_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("fence", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("steps_done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("steps_total", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("step", sa.Text(), server_default=sa.text("''"), nullable=False),
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
            "(state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)", name=op.f("ck_work_ended")
        ),
        sa.CheckConstraint(
            "state IN ('cancelled', 'done', 'failed', 'queued', 'running', 'waiting')",
            name=op.f("ck_work_state"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name="fk_work_person_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_work")),
    )
    op.create_index(
        "ix_work_due",
        "work",
        ["tenant_id", "due_at"],
        unique=False,
        postgresql_where=sa.text("state IN ('waiting', 'queued', 'running')"),
    )
    op.create_index(
        "uq_work_not_begun",
        "work",
        ["tenant_id", "kind", "merge_key"],
        unique=True,
        postgresql_where=sa.text("attempts = 0 AND state IN ('waiting', 'queued')"),
    )
    operations.guard("work", "SELECT, INSERT, UPDATE")
    op.create_table(
        "audit_data",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_audit_data_seq"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_audit_data_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "seq", name=op.f("pk_audit_data")),
    )
    operations.guard("audit_data", "SELECT, INSERT")
    op.create_table(
        "audit_seal",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("ids", sa.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("digests", sa.ARRAY(sa.LargeBinary()), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_audit_seal_seq"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_audit_seal_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "seq", "kind", "block", name=op.f("pk_audit_seal")),
    )
    operations.guard("audit_seal", "SELECT, INSERT")
    op.create_table(
        "event",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.Column("changed", sa.ARRAY(sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "seq"], ["audit_link.tenant_id", "audit_link.seq"], name="fk_event_seq"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_event_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "seq", name=op.f("pk_event")),
    )
    operations.guard("event", "SELECT, INSERT")
    op.create_table(
        "token",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("issuer_id", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("scopes", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("issued_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("expires_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("revoked_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(role = 'enterprise') = (enterprise_id IS NOT NULL)", name=op.f("ck_token_enterprise_given")
        ),
        sa.CheckConstraint(
            "(role = 'provider') = (provider_id IS NOT NULL)", name=op.f("ck_token_provider_given")
        ),
        sa.CheckConstraint(
            "expires_at <= issued_at + interval '3660 days'", name=op.f("ck_token_expiry_bounded")
        ),
        sa.CheckConstraint("role <> 'platform' OR source IS NOT NULL", name=op.f("ck_token_source_given")),
        sa.CheckConstraint(
            "role IN ('admin', 'auditor', 'district', 'enterprise', 'officer', 'platform', 'provider', 'reviewer')",
            name=op.f("ck_token_role"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "issuer_id"], ["token.tenant_id", "token.id"], name="fk_token_issuer_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "person_id"], ["person.tenant_id", "person.id"], name="fk_token_person_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_token_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_token")),
        sa.UniqueConstraint("tenant_id", "sha256", name=op.f("uq_token_tenant_id_sha256")),
    )
    operations.guard("token", "SELECT, INSERT, UPDATE")


def downgrade() -> None:
    op.drop_table("token")
    op.drop_table("event")
    op.drop_table("audit_seal")
    op.drop_table("audit_data")
    op.drop_table("work")
    op.drop_table("source")
    op.drop_table("session")
    op.drop_table("read_trace")
    op.drop_table("audit_link")
    op.drop_table("person")
    op.drop_table("latest_instant")
    op.drop_table("credential")
    op.drop_table("audit_head")
    op.drop_table("tenant")
    op.drop_table("login_attempts")
    op.drop_table("account")
