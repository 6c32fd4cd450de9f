"""Tables of the room ledger.

product, provider_change.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0008_ledger_6"
down_revision = "0007_ledger_5"


def upgrade() -> None:
    op.create_table(
        "product",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("scenarios", sa.ARRAY(sa.Text()), nullable=False),
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
            "cardinality(scenarios) <= 200 AND '' <> ALL (scenarios) AND array_position(scenarios, NULL) IS NULL",
            name=op.f("ck_product_scenarios_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_product_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(name) BETWEEN 1 AND 500 AND name !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_product_name_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_product_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(source) BETWEEN 1 AND 100 AND source !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND source IS NFKC NORMALIZED AND source !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_product_source_valid"),
        ),
        sa.CheckConstraint(
            "published_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_product_published_on_valid")
        ),
        sa.CheckConstraint(
            "retired_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_product_retired_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_product_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_product_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "retired_on >= published_on", name=op.f("ck_product_retired_on_after_published_on")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_product_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["product.tenant_id", "product.id"], name="fk_product_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_product_provider_id"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_product")),
    )
    op.create_index(
        "ix_product_corrects",
        "product",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_product_recorded", "product", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_product_sheet",
        "product",
        ["tenant_id", "provider_id", "published_on"],
        unique=False,
        postgresql_include=["retired_on", "entry_id", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_product_external",
        "product",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_product_standing",
        "product",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("product", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "provider_change",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
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
            "char_length(after) BETWEEN 1 AND 4000 AND after !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_provider_change_after_valid"),
        ),
        sa.CheckConstraint(
            "char_length(before) BETWEEN 1 AND 4000 AND before !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_provider_change_before_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_provider_change_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_provider_change_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(source) BETWEEN 1 AND 100 AND source !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND source IS NFKC NORMALIZED AND source !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_provider_change_source_valid"),
        ),
        sa.CheckConstraint(
            "occurred_on BETWEEN '1949-10-01' AND '2199-12-31'",
            name=op.f("ck_provider_change_occurred_on_valid"),
        ),
        sa.CheckConstraint(
            "reported_on BETWEEN '1949-10-01' AND '2199-12-31'",
            name=op.f("ck_provider_change_reported_on_valid"),
        ),
        sa.CheckConstraint(
            "what IN ('name', 'address', 'legal_representative', 'other')",
            name=op.f("ck_provider_change_what_valid"),
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_provider_change_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_provider_change_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "reported_on >= occurred_on", name=op.f("ck_provider_change_reported_on_after_occurred_on")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_provider_change_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["provider_change.tenant_id", "provider_change.id"],
            name="fk_provider_change_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_provider_change_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_provider_change")),
    )
    op.create_index(
        "ix_provider_change_corrects",
        "provider_change",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_provider_change_recorded", "provider_change", ["tenant_id", "recorded_at"], unique=False
    )
    op.create_index(
        "uq_provider_change_external",
        "provider_change",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_provider_change_standing",
        "provider_change",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("provider_change", "SELECT, INSERT, UPDATE (superseded_at)")


def downgrade() -> None:
    op.drop_table("provider_change")
    op.drop_table("product")
