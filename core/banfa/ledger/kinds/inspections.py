"""Inspections (跟踪检查) of a provider, by the bureau, a district or a body it commissioned."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, Text

from banfa.ledger.entries.checks import not_before
from banfa.ledger.entries.fields import Field, past_day, words
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import entry_table

inspection = entry_table(
    "inspection",
    Column("contract_id", BigInteger),
    Column("inspected_on", Date, nullable=False),
    Column("inspector", Text, nullable=False),
    Column("result", Text, nullable=False),
    refers={"provider_id": "provider", "contract_id": "contract"},
)

INSPECTION = Kind(
    name="inspection",
    zh="跟踪检查",
    table=inspection,
    day="inspected_on",
    fields=(
        Field("inspected_on", "检查之日", past_day, required=True),
        Field("inspector", "检查单位", words, required=True),
        Field("result", "检查情况", words, required=True),
    ),
    refers=(
        Ref(
            "contract_id", "contract", "合同", required=False, carries=("provider_id",), reads=("signed_on",)
        ),
        Ref("provider_id", "provider", "服务商"),
    ),
    checks=(
        not_before(
            "contract_id",
            "signed_on",
            "合同签订之日",
            "inspected_on",
            "检查之日",
            code="inspection_before_signing",
        ),
    ),
)
