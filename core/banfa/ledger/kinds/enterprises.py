"""Enterprises (试点企业), their digital level, and the diagnoses that found it."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Index, SmallInteger, Text, text

from banfa.database.base import one_of as among
from banfa.ledger.entries.checks import together, uscc
from banfa.ledger.entries.fields import HIGHEST_LEVEL, Field, industry, level, one_of, past_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import STANDS, at_least, entry_table
from banfa.ledger.kinds.providers import SIZES

enterprise = entry_table(
    "enterprise",
    Column("name", Text, nullable=False),
    Column("uscc", Text),
    Column("district", Text),
    Column("industry", Text, nullable=False),
    Column("size", Text, nullable=False),
    Column("level", SmallInteger),
    Column("level_edition", Text),
    among("size", SIZES),
    at_least("level", 0, HIGHEST_LEVEL),
    Index(
        "uq_enterprise_uscc",
        "tenant_id",
        "uscc",
        unique=True,
        postgresql_where=text(f"uscc IS NOT NULL AND {STANDS}"),
    ),
)

ENTERPRISE = Kind(
    name="enterprise",
    zh="试点企业",
    table=enterprise,
    day=None,
    fields=(
        Field("name", "企业名称", words, required=True),
        Field("uscc", "统一社会信用代码", uscc),
        Field("district", "所在区（县、市）", words),
        Field("industry", "所属试点行业", industry, required=True),
        Field("size", "企业规模", one_of(*SIZES), required=True),
        Field("level", "数字化水平等级", level),
        Field("level_edition", "评测指标版本", words),
    ),
    keys=("uscc",),
    unique=("uscc",),
    checks=(together("level", "level_edition", "数字化水平等级须与评测指标版本一并填写"),),
)

diagnosis = entry_table(
    "diagnosis",
    Column("provider_id", BigInteger),
    Column("diagnosed_on", Date, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("level_edition", Text, nullable=False),
    Column("report", Text),
    at_least("level", 0, HIGHEST_LEVEL),
    refers={"enterprise_id": "enterprise", "provider_id": "provider"},
)

DIAGNOSIS = Kind(
    name="diagnosis",
    zh="数字化诊断",
    table=diagnosis,
    day="diagnosed_on",
    fields=(
        Field("diagnosed_on", "诊断之日", past_day, required=True),
        Field("level", "诊断所得等级", level, required=True),
        Field("level_edition", "评测指标版本", words, required=True),
        Field("report", "诊断报告", words),
    ),
    refers=(
        Ref("enterprise_id", "enterprise", "试点企业"),
        Ref("provider_id", "provider", "诊断的服务商", required=False),
    ),
)
