"""Providers (服务商), what changed about them, and the service cases they show when they apply."""

from __future__ import annotations

from sqlalchemy import Column, Date, Index, Text

from banfa.database.base import one_of as among
from banfa.ledger.entries.checks import ordered, uscc
from banfa.ledger.entries.fields import Field, industry, one_of, past_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import STANDS, entry_table, in_order

SIZES = {"micro": "微型", "small": "小型", "medium": "中型", "large": "大型"}
SMALL_AND_MEDIUM = ("micro", "small", "medium")
CHANGES = {"name": "名称", "address": "地址", "legal_representative": "法定代表人", "other": "其他"}

provider = entry_table(
    "provider",
    Column("uscc", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text),
    Column("legal_representative", Text),
    Column("contact", Text),
    Index("uq_provider_uscc", "tenant_id", "uscc", unique=True, postgresql_where=STANDS),
)

PROVIDER = Kind(
    name="provider",
    zh="服务商",
    table=provider,
    day=None,
    fields=(
        Field("uscc", "统一社会信用代码", uscc, required=True),
        Field("name", "名称", words, required=True),
        Field("address", "地址", words),
        Field("legal_representative", "法定代表人", words),
        Field("contact", "联系人及电话", words),
    ),
    keys=("uscc",),
    unique=("uscc",),
)

provider_change = entry_table(
    "provider_change",
    Column("what", Text, nullable=False),
    Column("before", Text),
    Column("after", Text, nullable=False),
    Column("occurred_on", Date, nullable=False),
    Column("reported_on", Date),
    among("what", CHANGES),
    in_order("occurred_on", "reported_on"),
    refers={"provider_id": "provider"},
)

PROVIDER_CHANGE = Kind(
    name="provider_change",
    zh="服务商变更事项",
    table=provider_change,
    day="occurred_on",
    fields=(
        Field("what", "变更事项", one_of(*CHANGES), required=True),
        Field("before", "变更前", words),
        Field("after", "变更后", words, required=True),
        Field("occurred_on", "变更之日", past_day, required=True),
        Field("reported_on", "报告之日", past_day),
    ),
    refers=(Ref("provider_id", "provider", "服务商"),),
    checks=(ordered("occurred_on", "变更之日", "reported_on", "报告之日"),),
)

service_case = entry_table(
    "service_case",
    Column("client", Text, nullable=False),
    Column("client_size", Text, nullable=False),
    Column("industry", Text),
    Column("place", Text),
    Column("served_on", Date, nullable=False),
    Column("verified_on", Date),
    among("client_size", SIZES),
    in_order("served_on", "verified_on"),
    refers={"provider_id": "provider"},
    cover={"sheet": (("provider_id", "verified_on"), ("industry", "client_size"))},
)

SERVICE_CASE = Kind(
    name="service_case",
    zh="服务案例",
    table=service_case,
    day="served_on",
    fields=(
        Field("client", "服务对象", words, required=True),
        Field("client_size", "服务对象规模", one_of(*SIZES), required=True),
        Field("industry", "试点行业（不属试点行业的不填）", industry),
        Field("place", "所在地", words),
        Field("served_on", "服务之日", past_day, required=True),
        Field("verified_on", "核实之日（未核实的不填）", past_day),
    ),
    refers=(Ref("provider_id", "provider", "服务商"),),
    checks=(ordered("served_on", "服务之日", "verified_on", "核实之日"),),
)

concession = entry_table(
    "concession",
    Column("item", Text, nullable=False),
    Column("promised_on", Date, nullable=False),
    Column("kept_on", Date),
    Column("evidence", Text),
    in_order("promised_on", "kept_on"),
    refers={"provider_id": "provider"},
    cover={"sheet": (("provider_id", "promised_on"), ("kept_on",))},
)

CONCESSION = Kind(
    name="concession",
    zh="让利承诺",
    table=concession,
    day="promised_on",
    fields=(
        Field("item", "承诺的让利事项", words, required=True),
        Field("promised_on", "承诺之日", past_day, required=True),
        Field("kept_on", "核实兑现之日（未兑现的不填）", past_day),
        Field("evidence", "核实依据", words),
    ),
    refers=(Ref("provider_id", "provider", "服务商"),),
    checks=(ordered("promised_on", "承诺之日", "kept_on", "核实兑现之日"),),
)
