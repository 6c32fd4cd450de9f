"""Complaints and reports (举报投诉) about a provider. Who complained stays with the bureau."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Text

from banfa.database.base import one_of as among
from banfa.ledger.entries.checks import ordered, together
from banfa.ledger.entries.fields import Field, one_of, past_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import entry_table, in_order

UPHELD = "upheld"
OUTCOMES = {UPHELD: "核实成立", "dismissed": "不成立"}

complaint = entry_table(
    "complaint",
    Column("enterprise_id", BigInteger),
    Column("received_on", Date, nullable=False),
    Column("channel", Text),
    Column("content", Text, nullable=False),
    Column("outcome", Text),
    Column("decided_on", Date),
    among("outcome", OUTCOMES),
    in_order("received_on", "decided_on"),
    CheckConstraint("(decided_on IS NULL) = (outcome IS NULL)", name="outcome_dated"),
    refers={"provider_id": "provider", "enterprise_id": "enterprise"},
    cover={"sheet": (("provider_id", "decided_on"), ("outcome",))},
)

COMPLAINT = Kind(
    name="complaint",
    zh="举报投诉",
    table=complaint,
    day="received_on",
    fields=(
        Field("received_on", "收到之日", past_day, required=True),
        Field("channel", "渠道", words),
        Field("content", "内容", words, required=True),
        Field("outcome", "核实结论", one_of(*OUTCOMES)),
        Field("decided_on", "核实之日", past_day),
    ),
    refers=(
        Ref("provider_id", "provider", "被举报的服务商"),
        Ref("enterprise_id", "enterprise", "投诉的试点企业", required=False),
    ),
    checks=(
        ordered("received_on", "收到之日", "decided_on", "核实之日"),
        together("outcome", "decided_on", "核实结论须与核实之日一并填写"),
    ),
    secret_from={"provider": ("enterprise_id", "content", "channel", "external_id", "reason", "recorded_by")},
)
