"""Tables of the room ledger.

record, review.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0009_ledger_7"
down_revision = "0008_ledger_6"


def upgrade() -> None:
    op.create_table(
        "record",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
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
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_record_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(item) BETWEEN 1 AND 500 AND item !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND item IS NFKC NORMALIZED AND item !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_record_item_valid"),
        ),
        sa.CheckConstraint(
            "char_length(kind) BETWEEN 1 AND 100 AND kind !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND kind IS NFKC NORMALIZED AND kind !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_record_kind_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_record_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(source) BETWEEN 1 AND 100 AND source !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND source IS NFKC NORMALIZED AND source !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_record_source_valid"),
        ),
        sa.CheckConstraint("jsonb_typeof(body) = 'object'", name=op.f("ck_record_body_valid")),
        sa.CheckConstraint(
            "occurred_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_record_occurred_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_record_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_record_voiding_stands_never"),
        ),
        sa.CheckConstraint("amount BETWEEN 0 AND 1000000000000000", name=op.f("ck_record_amount_valid")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_record_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["record.tenant_id", "record.id"], name="fk_record_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_record_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_record_provider_id"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_record_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_record")),
    )
    op.create_index(
        "ix_record_corrects",
        "record",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_record_recorded", "record", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_record_sheet",
        "record",
        ["tenant_id", "provider_id", "kind", "item", "occurred_on"],
        unique=False,
        postgresql_include=["amount", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_record_external",
        "record",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_record_standing",
        "record",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("record", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "review",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
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
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_review_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_review_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(remark) BETWEEN 1 AND 4000 AND remark !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_review_remark_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reviewer) BETWEEN 1 AND 200 AND reviewer !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_review_reviewer_valid"),
        ),
        sa.CheckConstraint(
            "char_length(source) BETWEEN 1 AND 100 AND source !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND source IS NFKC NORMALIZED AND source !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_review_source_valid"),
        ),
        sa.CheckConstraint(
            "char_length(topic) BETWEEN 1 AND 100 AND topic !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND topic IS NFKC NORMALIZED AND topic !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_review_topic_valid"),
        ),
        sa.CheckConstraint(
            "reviewed_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_review_reviewed_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_review_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_review_voiding_stands_never"),
        ),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_review_score_valid")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_review_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["review.tenant_id", "review.id"], name="fk_review_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_review_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_review_provider_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_review")),
    )
    op.create_index(
        "ix_review_corrects",
        "review",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_review_recorded", "review", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_review_sheet",
        "review",
        ["tenant_id", "provider_id", "reviewed_on"],
        unique=False,
        postgresql_include=["topic", "score", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_review_external",
        "review",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_review_standing",
        "review",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("review", "SELECT, INSERT, UPDATE (superseded_at)")


def downgrade() -> None:
    op.drop_table("review")
    op.drop_table("record")
