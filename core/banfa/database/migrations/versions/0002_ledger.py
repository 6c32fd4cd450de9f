"""Tables of the room ledger.

last_said, likely_double, double_ruling, ruling, enterprise, provider, reporter, source_complete,
complaint, concession, contract, decision, diagnosis, enterprise_change, enterprise_listing, filing,
membership, product, provider_change, record, review, service_case, target, acceptance, finding,
inspection, progress, survey.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0002_ledger"
down_revision = "0001_trust"


def upgrade() -> None:
    op.create_table(
        "last_said",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("said_at", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_last_said_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "kind", "entry_id", name=op.f("pk_last_said")),
        sa.UniqueConstraint("tenant_id", "id", name=op.f("uq_last_said_tenant_id_id")),
    )
    operations.guard("last_said", "SELECT, INSERT, UPDATE")
    op.create_table(
        "likely_double",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("of_id", sa.BigInteger(), nullable=False),
        sa.Column("noticed_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_likely_double_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_likely_double")),
        sa.UniqueConstraint("tenant_id", "kind", "entry_id", "of_id", name="uq_likely_double_pair"),
    )
    operations.guard("likely_double", "SELECT, INSERT")
    op.create_table(
        "double_ruling",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("double_id", sa.BigInteger(), nullable=False),
        sa.Column("ruled_by", sa.BigInteger(), nullable=False),
        sa.Column("is_double", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "double_id"],
            ["likely_double.tenant_id", "likely_double.id"],
            name="fk_double_ruling_double_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "ruled_by"], ["person.tenant_id", "person.id"], name="fk_double_ruling_ruled_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_double_ruling")),
    )
    op.create_index(
        "uq_double_ruling_standing",
        "double_ruling",
        ["tenant_id", "double_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("double_ruling", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "ruling",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("ruled_by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("said", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("ruled_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("contradicted_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("released_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("released_by", sa.BigInteger(), nullable=True),
        sa.Column("release_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "(released_at IS NULL) = (release_reason IS NULL)", name=op.f("ck_ruling_release_says_why")
        ),
        sa.CheckConstraint(
            "(released_at IS NULL) = (released_by IS NULL)", name=op.f("ck_ruling_released_by_somebody")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "released_by"], ["person.tenant_id", "person.id"], name="fk_ruling_released_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "ruled_by"], ["person.tenant_id", "person.id"], name="fk_ruling_ruled_by"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_ruling")),
    )
    op.create_index(
        "uq_ruling_in_force",
        "ruling",
        ["tenant_id", "kind", "entry_id", "field"],
        unique=True,
        postgresql_where=sa.text("released_at IS NULL"),
    )
    operations.guard(
        "ruling", "SELECT, INSERT, UPDATE (said, contradicted_at, released_at, released_by, release_reason)"
    )
    op.create_table(
        "enterprise",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("licence_seen", sa.Boolean(), nullable=True),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("above_scale", sa.Boolean(), nullable=True),
        sa.Column("quality", sa.Text(), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=True),
        sa.Column("level_edition", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", sa.Text(collation="C"), server_default="", nullable=False),
        sa.CheckConstraint(
            "char_length(district) BETWEEN 1 AND 100 AND district !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND district IS NFKC NORMALIZED AND district !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_enterprise_district_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_enterprise_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(industry) BETWEEN 1 AND 100 AND industry !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND industry IS NFKC NORMALIZED AND industry !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_enterprise_industry_valid"),
        ),
        sa.CheckConstraint(
            "char_length(level_edition) BETWEEN 1 AND 200 AND level_edition !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_enterprise_level_edition_valid"),
        ),
        sa.CheckConstraint(
            "char_length(name) BETWEEN 1 AND 200 AND name !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_enterprise_name_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_enterprise_reason_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_enterprise_observed_at_valid")
        ),
        sa.CheckConstraint(
            "quality IN ('none', 'innovative', 'specialised', 'little_giant')",
            name=op.f("ck_enterprise_quality_valid"),
        ),
        sa.CheckConstraint(
            "size IN ('micro', 'small', 'medium', 'large')", name=op.f("ck_enterprise_size_valid")
        ),
        sa.CheckConstraint(
            "uscc ~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$'",
            name=op.f("ck_enterprise_uscc_valid"),
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_enterprise_correction_says_why")
        ),
        sa.CheckConstraint(
            "(level IS NULL) = (level_edition IS NULL)", name=op.f("ck_enterprise_level_with_level_edition")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_enterprise_voiding_stands_never"),
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_enterprise_level_valid")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_enterprise_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_enterprise_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_enterprise_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_enterprise_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_enterprise")),
    )
    op.create_index(
        "ix_enterprise_by_name_key",
        "enterprise",
        ["tenant_id", "name_key", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_enterprise_corrects",
        "enterprise",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_enterprise_recorded", "enterprise", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_enterprise_voided",
        "enterprise",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_enterprise_external",
        "enterprise",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_enterprise_standing",
        "enterprise",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_enterprise_uscc",
        "enterprise",
        ["tenant_id", "uscc"],
        unique=True,
        postgresql_where=sa.text("uscc IS NOT NULL AND superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("enterprise", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "provider",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=False),
        sa.Column("licence_seen", sa.Boolean(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("legal_representative", sa.Text(), nullable=True),
        sa.Column("contact", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", sa.Text(collation="C"), server_default="", nullable=False),
        sa.CheckConstraint(
            "char_length(address) BETWEEN 1 AND 500 AND address !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_provider_address_valid"),
        ),
        sa.CheckConstraint(
            "char_length(contact) BETWEEN 1 AND 500 AND contact !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_provider_contact_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_provider_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(legal_representative) BETWEEN 1 AND 200 AND legal_representative !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_provider_legal_representative_valid"),
        ),
        sa.CheckConstraint(
            "char_length(name) BETWEEN 1 AND 200 AND name !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_provider_name_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_provider_reason_valid"),
        ),
        sa.CheckConstraint(
            "form IN ('enterprise', 'institution', 'other')", name=op.f("ck_provider_form_valid")
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_provider_observed_at_valid")
        ),
        sa.CheckConstraint(
            "uscc ~ '^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$'",
            name=op.f("ck_provider_uscc_valid"),
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_provider_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_provider_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_provider_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["provider.tenant_id", "provider.id"], name="fk_provider_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_provider_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_provider_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_provider")),
    )
    op.create_index(
        "ix_provider_by_name_key",
        "provider",
        ["tenant_id", "name_key", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_provider_corrects",
        "provider",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_provider_recorded", "provider", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_provider_voided",
        "provider",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_provider_external",
        "provider",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_provider_standing",
        "provider",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_provider_uscc",
        "provider",
        ["tenant_id", "uscc"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("provider", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "reporter",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reports", sa.Text(), nullable=False),
        sa.Column("first_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_reporter_source"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name="fk_reporter_tenant_id"),
        sa.PrimaryKeyConstraint("tenant_id", "source", "reports", name=op.f("pk_reporter")),
    )
    operations.guard("reporter", "SELECT, INSERT")
    op.create_table(
        "source_complete",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("reports", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "char_length(basis) BETWEEN 1 AND 4000 AND basis !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_source_complete_basis_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_source_complete_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_source_complete_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reports) BETWEEN 1 AND 100 AND reports !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND reports IS NFKC NORMALIZED AND reports !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_source_complete_reports_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'",
            name=op.f("ck_source_complete_observed_at_valid"),
        ),
        sa.CheckConstraint(
            "until_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_source_complete_until_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_source_complete_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_source_complete_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_source_complete_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["source_complete.tenant_id", "source_complete.id"],
            name="fk_source_complete_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_source_complete_recorded_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_source_complete_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_source_complete")),
    )
    op.create_index(
        "ix_source_complete_by_until_on",
        "source_complete",
        ["tenant_id", "until_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_source_complete_corrects",
        "source_complete",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_source_complete_recorded",
        "source_complete",
        ["tenant_id", "recorded_at", "entry_id"],
        unique=False,
    )
    op.create_index(
        "ix_source_complete_voided",
        "source_complete",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_source_complete_external",
        "source_complete",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_source_complete_standing",
        "source_complete",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("source_complete", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "complaint",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("conduct", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "(outcome IS NOT DISTINCT FROM 'upheld') = (conduct IS NOT NULL)",
            name=op.f("ck_complaint_upheld_conduct"),
        ),
        sa.CheckConstraint(
            "char_length(channel) BETWEEN 1 AND 500 AND channel !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_complaint_channel_valid"),
        ),
        sa.CheckConstraint(
            "char_length(content) BETWEEN 1 AND 4000 AND content !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_complaint_content_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_complaint_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_complaint_reason_valid"),
        ),
        sa.CheckConstraint(
            "conduct IN ('unlawful', 'irregular', 'other')", name=op.f("ck_complaint_conduct_valid")
        ),
        sa.CheckConstraint(
            "decided_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_complaint_decided_on_valid")
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_complaint_observed_at_valid")
        ),
        sa.CheckConstraint(
            "occurred_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_complaint_occurred_on_valid")
        ),
        sa.CheckConstraint("outcome IN ('upheld', 'dismissed')", name=op.f("ck_complaint_outcome_valid")),
        sa.CheckConstraint(
            "received_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_complaint_received_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_complaint_correction_says_why")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (decided_on IS NULL)", name=op.f("ck_complaint_outcome_with_decided_on")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_complaint_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "decided_on >= received_on", name=op.f("ck_complaint_decided_on_after_received_on")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_complaint_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["complaint.tenant_id", "complaint.id"], name="fk_complaint_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_complaint_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_complaint_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_complaint_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_complaint_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_complaint")),
    )
    op.create_index(
        "ix_complaint_by_received_on",
        "complaint",
        ["tenant_id", "received_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_complaint_corrects",
        "complaint",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_complaint_recorded", "complaint", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_complaint_sheet",
        "complaint",
        ["tenant_id", "provider_id", "decided_on"],
        unique=False,
        postgresql_include=["outcome", "occurred_on", "conduct", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_complaint_voided",
        "complaint",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_complaint_external",
        "complaint",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_complaint_standing",
        "complaint",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("complaint", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "concession",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("kept_on", sa.Date(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
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
            "kept_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_concession_kept_on_valid")
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_concession_observed_at_valid")
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
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_concession_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_concession_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_concession")),
    )
    op.create_index(
        "ix_concession_by_promised_on",
        "concession",
        ["tenant_id", "promised_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_concession_corrects",
        "concession",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_concession_recorded", "concession", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_concession_sheet",
        "concession",
        ["tenant_id", "provider_id", "promised_on"],
        unique=False,
        postgresql_include=["kept_on", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_concession_voided",
        "concession",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
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
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("party", sa.Text(), nullable=False),
        sa.Column("integrator_id", sa.BigInteger(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
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
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
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
            "ended_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_contract_ended_on_valid")
        ),
        sa.CheckConstraint(
            "ended_why IN ('completed', 'agreement', 'notice', 'judgment', 'other')",
            name=op.f("ck_contract_ended_why_valid"),
        ),
        sa.CheckConstraint(
            "kind IN ('transformation', 'diagnosis', 'maintenance', 'other')",
            name=op.f("ck_contract_kind_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_contract_observed_at_valid")
        ),
        sa.CheckConstraint(
            "party <> 'integrator' OR integrator_id IS NOT NULL", name=op.f("ck_contract_integrator_named")
        ),
        sa.CheckConstraint("party IN ('enterprise', 'integrator')", name=op.f("ck_contract_party_valid")),
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
            "(ended_on IS NULL) = (ended_why IS NULL)", name=op.f("ck_contract_ended_on_with_ended_why")
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
        sa.CheckConstraint("ended_on >= signed_on", name=op.f("ck_contract_ended_on_after_signed_on")),
        sa.CheckConstraint("integrator_id <> provider_id", name=op.f("ck_contract_integrator_other")),
        sa.CheckConstraint(
            'jsonb_typeof(items) = \'array\' AND jsonb_array_length(items) <= 500 AND NOT jsonb_path_exists(items, \'strict $[*] ? (@.type() != "object")\', silent => true) AND NOT jsonb_path_exists(items, \'$[*] ? ((!exists(@.name)) || (exists(@.name) && (@.name.type() != "string" || !(@.name like_regex "^.{1,200}$" flag "s"))) || (exists(@.amount) && @.amount == null) || (exists(@.amount) && (@.amount.type() != "number" || @.amount < 0 || @.amount > 1000000000000000 || @.amount.floor() != @.amount)))\', silent => true) AND NOT jsonb_path_exists(items, \'$[*].keyvalue() ? (@.key != "name" && @.key != "amount")\', silent => true)',
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
            ["tenant_id", "integrator_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_contract_integrator_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_contract_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_contract_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_contract_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_contract")),
    )
    op.create_index(
        "ix_contract_by_signed_on",
        "contract",
        ["tenant_id", "signed_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_contract_corrects",
        "contract",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_contract_recorded", "contract", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_contract_sheet",
        "contract",
        ["tenant_id", "provider_id", "enterprise_id", "signed_on"],
        unique=False,
        postgresql_include=[
            "kind",
            "registered_on",
            "maintenance_months",
            "ended_on",
            "entry_id",
            "recorded_at",
            "superseded_at",
        ],
    )
    op.create_index(
        "ix_contract_voided",
        "contract",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_contract_external",
        "contract",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_contract_number",
        "contract",
        ["tenant_id", "number", "provider_id"],
        unique=True,
        postgresql_where=sa.text("number IS NOT NULL AND superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_contract_standing",
        "contract",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("contract", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "decision",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("about_id", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("period_on", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("term", sa.SmallInteger(), nullable=True),
        sa.Column("term_unit", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("after_hours", sa.Boolean(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("cite", sa.Text(), nullable=True),
        sa.Column("authority", sa.Text(), nullable=True),
        sa.Column("document_no", sa.Text(), nullable=True),
        sa.Column("imported", sa.Boolean(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "(kind IN ('grade', 'order_outcome')) = (label IS NOT NULL)", name=op.f("ck_decision_labelled")
        ),
        sa.CheckConstraint(
            "(kind IN ('withdrawal', 'order_outcome')) = (about_id IS NOT NULL)",
            name=op.f("ck_decision_about_named"),
        ),
        sa.CheckConstraint(
            "char_length(authority) BETWEEN 1 AND 200 AND authority !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_decision_authority_valid"),
        ),
        sa.CheckConstraint(
            "char_length(cite) BETWEEN 1 AND 200 AND cite !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_decision_cite_valid"),
        ),
        sa.CheckConstraint(
            "char_length(content) BETWEEN 1 AND 4000 AND content !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_decision_content_valid"),
        ),
        sa.CheckConstraint(
            "char_length(document_no) BETWEEN 1 AND 200 AND document_no !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_decision_document_no_valid"),
        ),
        sa.CheckConstraint(
            "char_length(edition) BETWEEN 1 AND 100 AND edition !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND edition IS NFKC NORMALIZED AND edition !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_decision_edition_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_decision_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(label) BETWEEN 1 AND 100 AND label !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND label IS NFKC NORMALIZED AND label !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_decision_label_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_decision_reason_valid"),
        ),
        sa.CheckConstraint(
            "decided_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_decision_decided_on_valid")
        ),
        sa.CheckConstraint(
            "due_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_decision_due_on_valid")
        ),
        sa.CheckConstraint("effect IN ('counted', 'no_basis')", name=op.f("ck_decision_effect_valid")),
        sa.CheckConstraint(
            "effective_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_decision_effective_on_valid")
        ),
        sa.CheckConstraint("imported OR effect = 'counted'", name=op.f("ck_decision_new_has_basis")),
        sa.CheckConstraint(
            "kind <> 'order' OR served_on IS NULL OR num_nonnulls(due_on, paused_on) = 1",
            name=op.f("ck_decision_served_order_due"),
        ),
        sa.CheckConstraint("kind = 'grade' OR period_on IS NULL", name=op.f("ck_decision_period_graded")),
        sa.CheckConstraint("kind = 'order' OR term IS NULL", name=op.f("ck_decision_term_of_order")),
        sa.CheckConstraint(
            "kind = 'order_outcome' OR after_hours IS NULL", name=op.f("ck_decision_hours_of_outcome")
        ),
        sa.CheckConstraint(
            "kind = 'withdrawal' OR (kind = 'removal') = (effective_on IS NOT NULL)",
            name=op.f("ck_decision_removal_effective"),
        ),
        sa.CheckConstraint(
            "kind IN ('grade', 'order', 'order_outcome', 'removal', 'withdrawal', 'interview', 'warning', 'circular', 'publication', 'grey_list', 'recovery', 'replacement', 'reassignment', 'referral')",
            name=op.f("ck_decision_kind_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_decision_observed_at_valid")
        ),
        sa.CheckConstraint(
            "paused_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_decision_paused_on_valid")
        ),
        sa.CheckConstraint(
            "paused_on IS NULL OR (kind = 'order' AND served_on IS NOT NULL)",
            name=op.f("ck_decision_pause_of_order"),
        ),
        sa.CheckConstraint(
            "period_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_decision_period_on_valid")
        ),
        sa.CheckConstraint(
            "served_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_decision_served_on_valid")
        ),
        sa.CheckConstraint(
            "term_unit IN ('日', '个工作日', '个月')", name=op.f("ck_decision_term_unit_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_decision_correction_says_why")
        ),
        sa.CheckConstraint(
            "(term IS NULL) = (term_unit IS NULL)", name=op.f("ck_decision_term_with_term_unit")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_decision_voiding_stands_never"),
        ),
        sa.CheckConstraint("amount BETWEEN 0 AND 1000000000000000", name=op.f("ck_decision_amount_valid")),
        sa.CheckConstraint("due_on >= decided_on", name=op.f("ck_decision_due_on_after_decided_on")),
        sa.CheckConstraint("due_on >= served_on", name=op.f("ck_decision_due_on_after_served_on")),
        sa.CheckConstraint(
            "effective_on >= decided_on", name=op.f("ck_decision_effective_on_after_decided_on")
        ),
        sa.CheckConstraint("paused_on >= served_on", name=op.f("ck_decision_paused_on_after_served_on")),
        sa.CheckConstraint("served_on >= decided_on", name=op.f("ck_decision_served_on_after_decided_on")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_decision_superseded_later")),
        sa.CheckConstraint("term BETWEEN 1 AND 999", name=op.f("ck_decision_term_valid")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "about_id"], ["decision.tenant_id", "decision.id"], name="fk_decision_about_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["decision.tenant_id", "decision.id"], name="fk_decision_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_decision_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_decision_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_decision_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_decision")),
    )
    op.create_index(
        "ix_decision_by_decided_on",
        "decision",
        ["tenant_id", "decided_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_decision_corrects",
        "decision",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_decision_recorded", "decision", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_decision_sheet",
        "decision",
        ["tenant_id", "provider_id", "decided_on", "entry_id"],
        unique=False,
        postgresql_include=[
            "kind",
            "label",
            "served_on",
            "due_on",
            "term",
            "effective_on",
            "period_on",
            "about_id",
            "after_hours",
            "effect",
            "recorded_at",
            "superseded_at",
        ],
    )
    op.create_index(
        "ix_decision_voided",
        "decision",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_decision_external",
        "decision",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_decision_standing",
        "decision",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_decision_withdrawn",
        "decision",
        ["tenant_id", "about_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'withdrawal' AND superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("decision", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "diagnosis",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("diagnosed_on", sa.Date(), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("level_edition", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_diagnosis_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(level_edition) BETWEEN 1 AND 200 AND level_edition !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_diagnosis_level_edition_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_diagnosis_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(report) BETWEEN 1 AND 4000 AND report !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_diagnosis_report_valid"),
        ),
        sa.CheckConstraint(
            "diagnosed_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_diagnosis_diagnosed_on_valid")
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_diagnosis_observed_at_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_diagnosis_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_diagnosis_voiding_stands_never"),
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 4", name=op.f("ck_diagnosis_level_valid")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_diagnosis_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["diagnosis.tenant_id", "diagnosis.id"], name="fk_diagnosis_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_diagnosis_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_diagnosis_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_diagnosis_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_diagnosis_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_diagnosis")),
    )
    op.create_index(
        "ix_diagnosis_by_diagnosed_on",
        "diagnosis",
        ["tenant_id", "diagnosed_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_diagnosis_corrects",
        "diagnosis",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_diagnosis_recorded", "diagnosis", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_diagnosis_voided",
        "diagnosis",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_diagnosis_external",
        "diagnosis",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_diagnosis_standing",
        "diagnosis",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("diagnosis", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "enterprise_change",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "char_length(after) BETWEEN 1 AND 4000 AND after !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_enterprise_change_after_valid"),
        ),
        sa.CheckConstraint(
            "char_length(basis) BETWEEN 1 AND 4000 AND basis !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_enterprise_change_basis_valid"),
        ),
        sa.CheckConstraint(
            "char_length(before) BETWEEN 1 AND 4000 AND before !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_enterprise_change_before_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_enterprise_change_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_enterprise_change_reason_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'",
            name=op.f("ck_enterprise_change_observed_at_valid"),
        ),
        sa.CheckConstraint(
            "occurred_on BETWEEN '1949-10-01' AND '2199-12-31'",
            name=op.f("ck_enterprise_change_occurred_on_valid"),
        ),
        sa.CheckConstraint(
            "reported_on BETWEEN '1949-10-01' AND '2199-12-31'",
            name=op.f("ck_enterprise_change_reported_on_valid"),
        ),
        sa.CheckConstraint(
            "what IN ('name', 'merged', 'moved', 'outgrown', 'withdrawn')",
            name=op.f("ck_enterprise_change_what_valid"),
        ),
        sa.CheckConstraint(
            "what NOT IN ('name', 'merged') OR after IS NOT NULL",
            name=op.f("ck_enterprise_change_names_after"),
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_enterprise_change_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_enterprise_change_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "reported_on >= occurred_on", name=op.f("ck_enterprise_change_reported_on_after_occurred_on")
        ),
        sa.CheckConstraint(
            "superseded_at >= recorded_at", name=op.f("ck_enterprise_change_superseded_later")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["enterprise_change.tenant_id", "enterprise_change.id"],
            name="fk_enterprise_change_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_enterprise_change_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_enterprise_change_recorded_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_enterprise_change_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_enterprise_change")),
    )
    op.create_index(
        "ix_enterprise_change_by_occurred_on",
        "enterprise_change",
        ["tenant_id", "occurred_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_enterprise_change_corrects",
        "enterprise_change",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_enterprise_change_recorded",
        "enterprise_change",
        ["tenant_id", "recorded_at", "entry_id"],
        unique=False,
    )
    op.create_index(
        "ix_enterprise_change_voided",
        "enterprise_change",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_enterprise_change_external",
        "enterprise_change",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_enterprise_change_standing",
        "enterprise_change",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("enterprise_change", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "enterprise_listing",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "char_length(batch) BETWEEN 1 AND 100 AND batch !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND batch IS NFKC NORMALIZED AND batch !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_enterprise_listing_batch_valid"),
        ),
        sa.CheckConstraint(
            "char_length(document) BETWEEN 1 AND 200 AND document !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND document IS NFKC NORMALIZED AND document !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_enterprise_listing_document_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_enterprise_listing_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_enterprise_listing_reason_valid"),
        ),
        sa.CheckConstraint(
            "from_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_enterprise_listing_from_on_valid")
        ),
        sa.CheckConstraint(
            "listed_on BETWEEN '1949-10-01' AND '2199-12-31'",
            name=op.f("ck_enterprise_listing_listed_on_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'",
            name=op.f("ck_enterprise_listing_observed_at_valid"),
        ),
        sa.CheckConstraint(
            "until_on BETWEEN '1949-10-01' AND '2199-12-31'",
            name=op.f("ck_enterprise_listing_until_on_valid"),
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_enterprise_listing_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_enterprise_listing_voiding_stands_never"),
        ),
        sa.CheckConstraint(
            "superseded_at >= recorded_at", name=op.f("ck_enterprise_listing_superseded_later")
        ),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_enterprise_listing_until_on_after_from_on")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["enterprise_listing.tenant_id", "enterprise_listing.id"],
            name="fk_enterprise_listing_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_enterprise_listing_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_enterprise_listing_recorded_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_enterprise_listing_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_enterprise_listing")),
    )
    op.create_index(
        "ix_enterprise_listing_by_listed_on",
        "enterprise_listing",
        ["tenant_id", "listed_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_enterprise_listing_corrects",
        "enterprise_listing",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_enterprise_listing_recorded",
        "enterprise_listing",
        ["tenant_id", "recorded_at", "entry_id"],
        unique=False,
    )
    op.create_index(
        "ix_enterprise_listing_voided",
        "enterprise_listing",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_enterprise_listing_batch",
        "enterprise_listing",
        ["tenant_id", "batch", "enterprise_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_enterprise_listing_external",
        "enterprise_listing",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_enterprise_listing_standing",
        "enterprise_listing",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("enterprise_listing", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "filing",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_filing_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(period) BETWEEN 1 AND 200 AND period !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_filing_period_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_filing_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(what) BETWEEN 1 AND 500 AND what !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND what IS NFKC NORMALIZED AND what !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_filing_what_valid"),
        ),
        sa.CheckConstraint(
            "due_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_filing_due_on_valid")
        ),
        sa.CheckConstraint(
            "made_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_filing_made_on_valid")
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_filing_observed_at_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_filing_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_filing_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_filing_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["filing.tenant_id", "filing.id"], name="fk_filing_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_filing_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_filing_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_filing_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_filing")),
    )
    op.create_index(
        "ix_filing_by_due_on",
        "filing",
        ["tenant_id", "due_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_filing_corrects",
        "filing",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_filing_recorded", "filing", ["tenant_id", "recorded_at", "entry_id"], unique=False)
    op.create_index(
        "ix_filing_voided",
        "filing",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_filing_external",
        "filing",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_filing_standing",
        "filing",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("filing", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "membership",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("industry_list", sa.Boolean(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("selected_on", sa.Date(), nullable=True),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("ended_why", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "char_length(basis) BETWEEN 1 AND 4000 AND basis !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_membership_basis_valid"),
        ),
        sa.CheckConstraint(
            "char_length(category) BETWEEN 1 AND 100 AND category !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND category IS NFKC NORMALIZED AND category !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_membership_category_valid"),
        ),
        sa.CheckConstraint(
            "char_length(ended_why) BETWEEN 1 AND 4000 AND ended_why !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_membership_ended_why_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_membership_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(industry) BETWEEN 1 AND 100 AND industry !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND industry IS NFKC NORMALIZED AND industry !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_membership_industry_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_membership_reason_valid"),
        ),
        sa.CheckConstraint(
            "from_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_membership_from_on_valid")
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_membership_observed_at_valid")
        ),
        sa.CheckConstraint(
            "selected_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_membership_selected_on_valid")
        ),
        sa.CheckConstraint(
            "until_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_membership_until_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_membership_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT industry_list OR industry IS NOT NULL", name=op.f("ck_membership_listed_in_industry")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_membership_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_membership_superseded_later")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_membership_until_on_after_from_on")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["membership.tenant_id", "membership.id"],
            name="fk_membership_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_membership_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_membership_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_membership_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_membership")),
    )
    op.create_index(
        "ix_membership_by_from_on",
        "membership",
        ["tenant_id", "from_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_membership_corrects",
        "membership",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_membership_recorded", "membership", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_membership_sheet",
        "membership",
        ["tenant_id", "provider_id", "from_on"],
        unique=False,
        postgresql_include=[
            "until_on",
            "category",
            "industry",
            "industry_list",
            "entry_id",
            "recorded_at",
            "superseded_at",
        ],
    )
    op.create_index(
        "ix_membership_voided",
        "membership",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_membership_external",
        "membership",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_membership_standing",
        "membership",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("membership", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "product",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("retired_on", sa.Date(), nullable=True),
        sa.Column("scenarios", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.Column("name_key", sa.Text(collation="C"), server_default="", nullable=False),
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
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_product_observed_at_valid")
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
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_product_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_product_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_product")),
    )
    op.create_index(
        "ix_product_by_name_key",
        "product",
        ["tenant_id", "name_key", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_product_by_published_on",
        "product",
        [
            "tenant_id",
            sa.literal_column(
                "(\nCASE\n WHEN published_on IS NULL THEN '9999-12-31'::date\n ELSE published_on\nEND)"
            ),
            "entry_id",
        ],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_product_corrects",
        "product",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_product_recorded", "product", ["tenant_id", "recorded_at", "entry_id"], unique=False)
    op.create_index(
        "ix_product_sheet",
        "product",
        ["tenant_id", "provider_id", "published_on"],
        unique=False,
        postgresql_include=["retired_on", "entry_id", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_product_voided",
        "product",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
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
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
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
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'",
            name=op.f("ck_provider_change_observed_at_valid"),
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
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_provider_change_recorded_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_provider_change_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_provider_change")),
    )
    op.create_index(
        "ix_provider_change_by_occurred_on",
        "provider_change",
        ["tenant_id", "occurred_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_provider_change_corrects",
        "provider_change",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_provider_change_recorded",
        "provider_change",
        ["tenant_id", "recorded_at", "entry_id"],
        unique=False,
    )
    op.create_index(
        "ix_provider_change_voided",
        "provider_change",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
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
    op.create_table(
        "record",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=True),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
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
        sa.CheckConstraint("jsonb_typeof(body) = 'object'", name=op.f("ck_record_body_valid")),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_record_observed_at_valid")
        ),
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
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_record_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_record_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_record")),
    )
    op.create_index(
        "ix_record_by_occurred_on",
        "record",
        ["tenant_id", "occurred_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_record_corrects",
        "record",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_record_recorded", "record", ["tenant_id", "recorded_at", "entry_id"], unique=False)
    op.create_index(
        "ix_record_sheet",
        "record",
        ["tenant_id", "provider_id", "kind", "item", "occurred_on"],
        unique=False,
        postgresql_include=["amount", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_record_voided",
        "record",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
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
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
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
            "char_length(topic) BETWEEN 1 AND 100 AND topic !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND topic IS NFKC NORMALIZED AND topic !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_review_topic_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_review_observed_at_valid")
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
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_review_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_review_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_review")),
    )
    op.create_index(
        "ix_review_by_reviewed_on",
        "review",
        ["tenant_id", "reviewed_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_review_corrects",
        "review",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_review_recorded", "review", ["tenant_id", "recorded_at", "entry_id"], unique=False)
    op.create_index(
        "ix_review_sheet",
        "review",
        ["tenant_id", "provider_id", "reviewed_on"],
        unique=False,
        postgresql_include=["topic", "score", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_review_voided",
        "review",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
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
    op.create_table(
        "service_case",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("client", sa.Text(), nullable=False),
        sa.Column("client_size", sa.Text(), nullable=False),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.Column("client_key", sa.Text(collation="C"), server_default="", nullable=False),
        sa.CheckConstraint(
            "char_length(client) BETWEEN 1 AND 500 AND client !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_service_case_client_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_service_case_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(industry) BETWEEN 1 AND 100 AND industry !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND industry IS NFKC NORMALIZED AND industry !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_service_case_industry_valid"),
        ),
        sa.CheckConstraint(
            "char_length(place) BETWEEN 1 AND 500 AND place !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_service_case_place_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_service_case_reason_valid"),
        ),
        sa.CheckConstraint(
            "client_size IN ('micro', 'small', 'medium', 'large')",
            name=op.f("ck_service_case_client_size_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'",
            name=op.f("ck_service_case_observed_at_valid"),
        ),
        sa.CheckConstraint(
            "served_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_service_case_served_on_valid")
        ),
        sa.CheckConstraint(
            "verified_on BETWEEN '1949-10-01' AND '2199-12-31'",
            name=op.f("ck_service_case_verified_on_valid"),
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_service_case_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_service_case_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_service_case_superseded_later")),
        sa.CheckConstraint(
            "verified_on >= served_on", name=op.f("ck_service_case_verified_on_after_served_on")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["service_case.tenant_id", "service_case.id"],
            name="fk_service_case_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_service_case_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"],
            ["person.tenant_id", "person.id"],
            name="fk_service_case_recorded_by",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_service_case_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_service_case")),
    )
    op.create_index(
        "ix_service_case_by_client_key",
        "service_case",
        ["tenant_id", "client_key", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_service_case_by_served_on",
        "service_case",
        ["tenant_id", "served_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_service_case_corrects",
        "service_case",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_service_case_recorded", "service_case", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_service_case_sheet",
        "service_case",
        ["tenant_id", "provider_id", "verified_on"],
        unique=False,
        postgresql_include=["industry", "client_size", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_service_case_voided",
        "service_case",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_service_case_external",
        "service_case",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_service_case_standing",
        "service_case",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("service_case", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "target",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("planned", sa.BigInteger(), nullable=False),
        sa.Column("achieved", sa.BigInteger(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("search_text", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_target_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(item) BETWEEN 1 AND 500 AND item !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND item IS NFKC NORMALIZED AND item !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_target_item_valid"),
        ),
        sa.CheckConstraint(
            "char_length(period) BETWEEN 1 AND 200 AND period !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_target_period_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_target_reason_valid"),
        ),
        sa.CheckConstraint(
            "due_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_target_due_on_valid")
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_target_observed_at_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_target_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_target_voiding_stands_never"),
        ),
        sa.CheckConstraint("achieved BETWEEN 0 AND 1000000000000", name=op.f("ck_target_achieved_valid")),
        sa.CheckConstraint("planned BETWEEN 1 AND 1000000000000", name=op.f("ck_target_planned_valid")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_target_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["target.tenant_id", "target.id"], name="fk_target_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_target_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_target_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_target_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_target")),
    )
    op.create_index(
        "ix_target_by_due_on",
        "target",
        ["tenant_id", "due_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_target_corrects",
        "target",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_target_recorded", "target", ["tenant_id", "recorded_at", "entry_id"], unique=False)
    op.create_index(
        "ix_target_sheet",
        "target",
        ["tenant_id", "provider_id", "item", "due_on", "entry_id"],
        unique=False,
        postgresql_include=["planned", "achieved", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_target_voided",
        "target",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_target_external",
        "target",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_target_standing",
        "target",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("target", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "acceptance",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("level_before", sa.SmallInteger(), nullable=True),
        sa.Column("level_after", sa.SmallInteger(), nullable=True),
        sa.Column("level_edition", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "accepted_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_acceptance_accepted_on_valid")
        ),
        sa.CheckConstraint(
            "authority IN ('city', 'province', 'nation')", name=op.f("ck_acceptance_authority_valid")
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_acceptance_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(level_edition) BETWEEN 1 AND 200 AND level_edition !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_acceptance_level_edition_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_acceptance_reason_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_acceptance_observed_at_valid")
        ),
        sa.CheckConstraint("outcome IN ('passed', 'failed')", name=op.f("ck_acceptance_outcome_valid")),
        sa.CheckConstraint(
            "outcome IS DISTINCT FROM 'passed' OR level_after IS NOT NULL",
            name=op.f("ck_acceptance_passed_at_level"),
        ),
        sa.CheckConstraint(
            "planned_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_acceptance_planned_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_acceptance_correction_says_why")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (accepted_on IS NULL)", name=op.f("ck_acceptance_outcome_with_accepted_on")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_acceptance_voiding_stands_never"),
        ),
        sa.CheckConstraint("level_after BETWEEN 0 AND 4", name=op.f("ck_acceptance_level_after_valid")),
        sa.CheckConstraint("level_before BETWEEN 0 AND 4", name=op.f("ck_acceptance_level_before_valid")),
        sa.CheckConstraint(
            "planned_on IS NOT NULL OR accepted_on IS NOT NULL", name=op.f("ck_acceptance_has_day")
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_acceptance_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contract.tenant_id", "contract.id"],
            name="fk_acceptance_contract_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["acceptance.tenant_id", "acceptance.id"],
            name="fk_acceptance_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_acceptance_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_acceptance_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_acceptance_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_acceptance_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_acceptance")),
    )
    op.create_index(
        "ix_acceptance_by_accepted_on",
        "acceptance",
        [
            "tenant_id",
            sa.literal_column(
                "(\nCASE\n WHEN accepted_on IS NULL THEN '9999-12-31'::date\n ELSE accepted_on\nEND)"
            ),
            "entry_id",
        ],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_acceptance_contract",
        "acceptance",
        ["tenant_id", "provider_id", "contract_id"],
        unique=False,
        postgresql_include=["planned_on", "accepted_on", "outcome", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_acceptance_corrects",
        "acceptance",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_acceptance_recorded", "acceptance", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_acceptance_sheet",
        "acceptance",
        ["tenant_id", "provider_id", "enterprise_id", "accepted_on", "entry_id"],
        unique=False,
        postgresql_include=[
            "contract_id",
            "authority",
            "outcome",
            "level_after",
            "planned_on",
            "recorded_at",
            "superseded_at",
        ],
    )
    op.create_index(
        "ix_acceptance_voided",
        "acceptance",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_acceptance_external",
        "acceptance",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_acceptance_standing",
        "acceptance",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("acceptance", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "finding",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("period_on", sa.Date(), nullable=True),
        sa.Column("elements", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "cardinality(elements) <= 20 AND '' <> ALL (elements) AND array_position(elements, NULL) IS NULL",
            name=op.f("ck_finding_elements_valid"),
        ),
        sa.CheckConstraint(
            "char_length(evidence) BETWEEN 1 AND 4000 AND evidence !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_finding_evidence_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_finding_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(kind) BETWEEN 1 AND 100 AND kind !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND kind IS NFKC NORMALIZED AND kind !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_finding_kind_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_finding_reason_valid"),
        ),
        sa.CheckConstraint(
            "found_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_finding_found_on_valid")
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_finding_observed_at_valid")
        ),
        sa.CheckConstraint(
            "occurred_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_finding_occurred_on_valid")
        ),
        sa.CheckConstraint(
            "period_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_finding_period_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_finding_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_finding_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_finding_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"], ["contract.tenant_id", "contract.id"], name="fk_finding_contract_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["finding.tenant_id", "finding.id"], name="fk_finding_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_finding_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_finding_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_finding_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_finding")),
    )
    op.create_index(
        "ix_finding_by_found_on",
        "finding",
        ["tenant_id", "found_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_finding_contract",
        "finding",
        ["tenant_id", "contract_id", "kind"],
        unique=False,
        postgresql_include=["holds", "found_on", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_finding_corrects",
        "finding",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_finding_recorded", "finding", ["tenant_id", "recorded_at", "entry_id"], unique=False)
    op.create_index(
        "ix_finding_sheet",
        "finding",
        ["tenant_id", "provider_id", "kind", "found_on", "entry_id"],
        unique=False,
        postgresql_include=["holds", "occurred_on", "period_on", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_finding_voided",
        "finding",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_finding_external",
        "finding",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_finding_standing",
        "finding",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("finding", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "inspection",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("inspected_on", sa.Date(), nullable=False),
        sa.Column("inspector", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_inspection_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(inspector) BETWEEN 1 AND 500 AND inspector !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_inspection_inspector_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_inspection_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(result) BETWEEN 1 AND 4000 AND result !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_inspection_result_valid"),
        ),
        sa.CheckConstraint(
            "inspected_on BETWEEN '1949-10-01' AND '2199-12-31'",
            name=op.f("ck_inspection_inspected_on_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_inspection_observed_at_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_inspection_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_inspection_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_inspection_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contract.tenant_id", "contract.id"],
            name="fk_inspection_contract_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"],
            ["inspection.tenant_id", "inspection.id"],
            name="fk_inspection_corrects",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_inspection_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_inspection_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_inspection_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_inspection")),
    )
    op.create_index(
        "ix_inspection_by_inspected_on",
        "inspection",
        ["tenant_id", "inspected_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_inspection_corrects",
        "inspection",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_inspection_recorded", "inspection", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_inspection_voided",
        "inspection",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_inspection_external",
        "inspection",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_inspection_standing",
        "inspection",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("inspection", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "progress",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "char_length(content) BETWEEN 1 AND 4000 AND content !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_progress_content_valid"),
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_progress_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_progress_reason_valid"),
        ),
        sa.CheckConstraint("kind IN ('substantive', 'visit', 'other')", name=op.f("ck_progress_kind_valid")),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_progress_observed_at_valid")
        ),
        sa.CheckConstraint(
            "occurred_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_progress_occurred_on_valid")
        ),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_progress_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_progress_voiding_stands_never"),
        ),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_progress_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"],
            ["contract.tenant_id", "contract.id"],
            name="fk_progress_contract_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["progress.tenant_id", "progress.id"], name="fk_progress_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_progress_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"],
            ["provider.tenant_id", "provider.id"],
            name="fk_progress_provider_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_progress_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_progress_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_progress")),
    )
    op.create_index(
        "ix_progress_by_occurred_on",
        "progress",
        ["tenant_id", "occurred_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_progress_corrects",
        "progress",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_progress_recorded", "progress", ["tenant_id", "recorded_at", "entry_id"], unique=False
    )
    op.create_index(
        "ix_progress_sheet",
        "progress",
        ["tenant_id", "provider_id", "contract_id", "occurred_on"],
        unique=False,
        postgresql_include=["kind", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_progress_voided",
        "progress",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_progress_external",
        "progress",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_progress_standing",
        "progress",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("progress", "SELECT, INSERT, UPDATE (superseded_at)")
    op.create_table(
        "survey",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("observed_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("recorded_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column(
            "superseded_at",
            postgresql.TIMESTAMP(timezone=True),
            server_default=sa.text("'infinity'"),
            nullable=False,
        ),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column(
            "entry_id", sa.BigInteger(), sa.Computed("coalesce(corrects, id)", persisted=True), nullable=False
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("voids", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("answer IN ('满意', '基本满意', '不满意')", name=op.f("ck_survey_answer_valid")),
        sa.CheckConstraint(
            "answered_on BETWEEN '1949-10-01' AND '2199-12-31'", name=op.f("ck_survey_answered_on_valid")
        ),
        sa.CheckConstraint(
            "char_length(external_id) BETWEEN 1 AND 500 AND external_id !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND external_id IS NFKC NORMALIZED AND external_id !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_survey_external_id_valid"),
        ),
        sa.CheckConstraint(
            "char_length(reason) BETWEEN 1 AND 4000 AND reason !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_survey_reason_valid"),
        ),
        sa.CheckConstraint(
            "char_length(remark) BETWEEN 1 AND 4000 AND remark !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$'",
            name=op.f("ck_survey_remark_valid"),
        ),
        sa.CheckConstraint(
            "char_length(topic) BETWEEN 1 AND 100 AND topic !~ '^[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]|[\\u0001-\\u0020\\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]$' AND topic IS NFKC NORMALIZED AND topic !~ '[\\u0001-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb\\U000110bd\\U000110cd\\U00013430-\\U0001345f\\U0001bca0-\\U0001bca3\\U0001d173-\\U0001d17a\\U000e0000-\\U000e0fff]'",
            name=op.f("ck_survey_topic_valid"),
        ),
        sa.CheckConstraint(
            "observed_at BETWEEN '1949-10-01' AND '2200-01-02'", name=op.f("ck_survey_observed_at_valid")
        ),
        sa.CheckConstraint(
            "topic <> 'overall' OR answer IS NOT NULL", name=op.f("ck_survey_overall_answered")
        ),
        sa.CheckConstraint("topic = 'overall' OR score IS NOT NULL", name=op.f("ck_survey_topic_scored")),
        sa.CheckConstraint(
            "(corrects IS NULL) = (reason IS NULL)", name=op.f("ck_survey_correction_says_why")
        ),
        sa.CheckConstraint(
            "NOT voids OR (corrects IS NOT NULL AND superseded_at = recorded_at)",
            name=op.f("ck_survey_voiding_stands_never"),
        ),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_survey_score_valid")),
        sa.CheckConstraint("superseded_at >= recorded_at", name=op.f("ck_survey_superseded_later")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "contract_id"], ["contract.tenant_id", "contract.id"], name="fk_survey_contract_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "corrects"], ["survey.tenant_id", "survey.id"], name="fk_survey_corrects"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "enterprise_id"],
            ["enterprise.tenant_id", "enterprise.id"],
            name="fk_survey_enterprise_id",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "provider_id"], ["provider.tenant_id", "provider.id"], name="fk_survey_provider_id"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "recorded_by"], ["person.tenant_id", "person.id"], name="fk_survey_recorded_by"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source"], ["source.tenant_id", "source.key"], name="fk_survey_source"
        ),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_survey")),
    )
    op.create_index(
        "ix_survey_by_answered_on",
        "survey",
        ["tenant_id", "answered_on", "entry_id"],
        unique=False,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "ix_survey_corrects",
        "survey",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "ix_survey_overall",
        "survey",
        ["tenant_id", "provider_id", "enterprise_id", "answered_on", "entry_id"],
        unique=False,
        postgresql_include=["topic", "answer", "recorded_at", "superseded_at"],
    )
    op.create_index("ix_survey_recorded", "survey", ["tenant_id", "recorded_at", "entry_id"], unique=False)
    op.create_index(
        "ix_survey_sheet",
        "survey",
        ["tenant_id", "provider_id", "answered_on"],
        unique=False,
        postgresql_include=["topic", "answer", "score", "recorded_at", "superseded_at"],
    )
    op.create_index(
        "ix_survey_voided",
        "survey",
        ["tenant_id", "source", "external_id"],
        unique=False,
        postgresql_where=sa.text("voids"),
    )
    op.create_index(
        "uq_survey_external",
        "survey",
        ["tenant_id", "source", "external_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    op.create_index(
        "uq_survey_standing",
        "survey",
        ["tenant_id", "entry_id"],
        unique=True,
        postgresql_where=sa.text("superseded_at = 'infinity'::timestamptz"),
    )
    operations.guard("survey", "SELECT, INSERT, UPDATE (superseded_at)")


def downgrade() -> None:
    op.drop_table("survey")
    op.drop_table("progress")
    op.drop_table("inspection")
    op.drop_table("finding")
    op.drop_table("acceptance")
    op.drop_table("target")
    op.drop_table("service_case")
    op.drop_table("review")
    op.drop_table("record")
    op.drop_table("provider_change")
    op.drop_table("product")
    op.drop_table("membership")
    op.drop_table("filing")
    op.drop_table("enterprise_listing")
    op.drop_table("enterprise_change")
    op.drop_table("diagnosis")
    op.drop_table("decision")
    op.drop_table("contract")
    op.drop_table("concession")
    op.drop_table("complaint")
    op.drop_table("source_complete")
    op.drop_table("reporter")
    op.drop_table("provider")
    op.drop_table("enterprise")
    op.drop_table("ruling")
    op.drop_table("double_ruling")
    op.drop_table("likely_double")
    op.drop_table("last_said")
