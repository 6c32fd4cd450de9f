"""Products (“小快轻准”产品) and the scenarios they cover, once the public platform has approved them."""

from __future__ import annotations

from sqlalchemy import ARRAY, Column, Date, Text

from banfa.ledger.entries.checks import ordered
from banfa.ledger.entries.fields import Field, list_of_words, past_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import entry_table, in_order

product = entry_table(
    "product",
    Column("name", Text, nullable=False),
    Column("published_on", Date),
    Column("retired_on", Date),
    Column("scenarios", ARRAY(Text), nullable=False),
    in_order("published_on", "retired_on"),
    refers={"provider_id": "provider"},
    cover={"sheet": (("provider_id", "published_on"), ("retired_on", "entry_id"))},
)

PRODUCT = Kind(
    name="product",
    zh="产品",
    table=product,
    day="published_on",
    fields=(
        Field("name", "产品名称", words, required=True),
        Field("published_on", "审核发布之日（未经审核的不填）", past_day),
        Field("retired_on", "下架之日", past_day),
        Field("scenarios", "覆盖的场景", list_of_words, default=()),
    ),
    refers=(Ref("provider_id", "provider", "服务商"),),
    refine=lambda values, _ground: {**values, "scenarios": list(values["scenarios"])},
    checks=(ordered("published_on", "审核发布之日", "retired_on", "下架之日"),),
)
