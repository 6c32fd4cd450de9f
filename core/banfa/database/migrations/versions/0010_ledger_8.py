"""Tables of the room ledger.

progress, survey.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from banfa.database.migrations import operations

revision = "0010_ledger_8"
down_revision = "0009_ledger_7"


def upgrade() -> None:
    op.create_table(
        "progress",
        sa.Column("tenant_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=False),
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
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
        sa.CheckConstraint("kind IN ('other', 'substantive', 'visit')", name=op.f("ck_progress_kind")),
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
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_progress")),
    )
    op.create_index(
        "ix_progress_corrects",
        "progress",
        ["tenant_id", "corrects"],
        unique=False,
        postgresql_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index("ix_progress_recorded", "progress", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_progress_sheet",
        "progress",
        ["tenant_id", "provider_id", "contract_id", "occurred_on"],
        unique=False,
        postgresql_include=["kind", "recorded_at", "superseded_at"],
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
        sa.Column("provider_id", sa.BigInteger(), nullable=False),
        sa.Column("enterprise_id", sa.BigInteger(), nullable=False),
        sa.Column("contract_id", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=False),
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
        sa.CheckConstraint("answer IN ('不满意', '基本满意', '满意')", name=op.f("ck_survey_answer")),
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
        sa.CheckConstraint("score >= 0 AND score <= 100", name=op.f("ck_survey_score_range")),
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
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_survey")),
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
    op.create_index("ix_survey_recorded", "survey", ["tenant_id", "recorded_at"], unique=False)
    op.create_index(
        "ix_survey_sheet",
        "survey",
        ["tenant_id", "provider_id", "answered_on"],
        unique=False,
        postgresql_include=["topic", "answer", "score", "recorded_at", "superseded_at"],
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
