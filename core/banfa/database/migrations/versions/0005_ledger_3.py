"""Tables of the room ledger.

concession, contract.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0005_ledger_3"
down_revision = "0004_ledger_2"


def upgrade() -> None:
    op.create_table(
        "concession",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=True),
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
            name=op.f("ck_concession_evidence_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_concession_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(item) BETWEEN 1 AND 4000 AND item !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_concession_item_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_concession_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(source) BETWEEN 1 AND 100 AND source !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND source IS NFKC NORMALIZED AND source !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_concession_source_valid"),
        ),
        sa.CheckConstraint(
            "kept_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_concession_kept_on_valid")
        ),
        sa.CheckConstraint(
            "promised_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_concession_promised_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_concession_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_concession_voiding_stands_never"),
        ),
        sa.CheckConstraint("kept_on >= promised_on", name=op.f("ck_concession_kept_on_after_promised_on")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_concession_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["concession.tenant_id", "concession.id"],
            name="fk_concession_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_concession_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_concession")),
    )
    op.create_index(
        "ix_concession_corrects",
        "concession",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_concession_recorded", "concession", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_concession_sheet",
        "concession",
        ["tenant_id", "provider_id", "promised_on"],
        unique=False,
        postgresql_include=["kept_on", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "uq_concession_external",
        "concession",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_concession_standing",
        "concession",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("concession", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "contract",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("market_price", sa.BigInteger(), nullable=True),
        sa.Column("concession_promised", sa.BigInteger(), nullable=True),
        sa.Column("concession_kept", sa.BigInteger(), nullable=True),
        sa.Column("maintenance_months", sa.SmallInteger(), nullable=True),
        sa.Column("earlier_pilot", sa.Boolean(), nullable=True),
        sa.Column("subcontracted", sa.Boolean(), nullable=True),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("items", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
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
            name=op.f("ck_contract_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(number) BETWEEN 1 AND 500 AND number !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND number IS NFKC NORMALIZED AND number !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_contract_number_valid"),
        ),
        sa.CheckConstraint(
            "char_length(plan) BETWEEN 1 AND 4000 AND plan !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_contract_plan_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_contract_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(source) BETWEEN 1 AND 100 AND source !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND source IS NFKC NORMALIZED AND source !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_contract_source_valid"),
        ),
        sa.CheckConstraint(
            "kind IN ('transformation', 'diagnosis', 'maintenance', 'other')",
            name=op.f("ck_contract_kind_valid"),
        ),
        sa.CheckConstraint(
            "registered_on BETWEEN '1949-10-01' AND '2199-12-31'",
            name=op.f("ck_contract_registered_on_valid"),
        ),
        sa.CheckConstraint(
            "signed_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_contract_signed_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_contract_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_contract_voiding_stands_never"),
        ),
        sa.CheckConstraint("amount BETWEEN 0 AND 1000000000000000", name=op.f("ck_contract_amount_valid")),
        sa.CheckConstraint(
            "concession_kept BETWEEN 0 AND 1000000000000000", name=op.f("ck_contract_concession_kept_valid")
        ),
        sa.CheckConstraint(
            "concession_promised BETWEEN 0 AND 1000000000000000",
            name=op.f("ck_contract_concession_promised_valid"),
        ),
        sa.CheckConstraint(
            'jsonb_typeof(items) = \'array\' AND jsonb_array_length(items) <= 500 AND NOT jsonb_path_exists(items, \'$[*] ? ((@.type() != "object") || (!exists(@.name)) || (exists(@.name) && (@.name.type() != "string" || !(@.name like_regex "^.{1,200}$" flag "s"))) || (exists(@.amount) && @.amount == null) || (exists(@.amount) && (@.amount.type() != "number" || @.amount < 0 || @.amount > 1000000000000000 || @.amount.floor() != @.amount)))\', silent => true) AND NOT jsonb_path_exists(items, \'$[*].keyvalue() ? (@.key != "name" && @.key != "amount")\', silent => true)',
            name=op.f("ck_contract_items_valid"),
        ),
        sa.CheckConstraint(
            "maintenance_months BETWEEN 1 AND 600", name=op.f("ck_contract_maintenance_months_valid")
        ),
        sa.CheckConstraint(
            "market_price BETWEEN 0 AND 1000000000000000", name=op.f("ck_contract_market_price_valid")
        ),
        sa.CheckConstraint(
            "registered_on >= signed_on", name=op.f("ck_contract_registered_on_after_signed_on")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_contract_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["contract.tenant_id", "contract.id"], name="fk_contract_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_contract_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_contract_provider_id",
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract")),
    )
    op.create_index(
        "ix_contract_corrects",
        "contract",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_contract_number",
        "contract",
        ["tenant_id", "number"],
        unique=False,
        postgresql_where=sa.text("number IS NOT NULL"),
    )
    op.create_index("ix_contract_recorded", "contract", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_contract_sheet",
        "contract",
        ["tenant_id", "provider_id", "enterprise_id", "signed_on"],
        unique=False,
        postgresql_include=[
            "kind",
            "registered_on",
            "maintenance_months",
            "entry_id",
            "recorded_at",
            "superseded_at",
        ],
    )
    op.create_index(
        "uq_contract_external",
        "contract",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_contract_standing",
        "contract",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("contract", "SELECT, INSERT, UPDATE (superseded_at)")


def downgrade() -> None:
    op.drop_table("contract")
    op.drop_table("concession")
