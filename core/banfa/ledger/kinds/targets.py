"""Targets (绩效目标) of a provider's task book: how much is due by a day, and how much was done."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Text

from banfa.ledger.entries.fields import Field, planned_day, whole, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import at_least, entry_table

MOST = 10**12
"""Of a target's unit: 10,000 times as much still fits an int64."""

target = entry_table(
    "target",
    Column("item", Text, nullable=False),
    Column("period", Text),
    Column("due_on", Date, nullable=False),
    Column("planned", BigInteger, nullable=False),
    Column("achieved", BigInteger),
    at_least("planned", 1, MOST),
    at_least("achieved", 0, MOST),
    refers={"provider_id": "provider"},
    cover={"sheet": (("provider_id", "item", "due_on", "entry_id"), ("planned", "achieved"))},
)

TARGET = Kind(
    name="target",
    zh="绩效目标",
    table=target,
    day="due_on",
    fields=(
        Field("item", "目标事项", words, required=True),
        Field("period", "所属期间", words),
        Field("due_on", "应完成之日", planned_day, required=True),
        Field("planned", "到该日应完成的数量", whole(1, MOST), required=True),
        Field("achieved", "到该日已完成的数量（未报告的不填）", whole(0, MOST)),
    ),
    refers=(Ref("provider_id", "provider", "服务商"),),
)
