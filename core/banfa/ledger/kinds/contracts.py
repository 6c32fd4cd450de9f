"""Contracts (改造合同). An unlawful one is stored like any other: its standing is worked out on reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import one_of as among
from banfa.ledger.entries.checks import ordered
from banfa.ledger.entries.fields import Field, Unfit, money, one_of, past_day, whole, words, yes_no
from banfa.ledger.entries.kind import Kind, Ref
from banfa.ledger.entries.tables import at_least, entry_table, in_order

if TYPE_CHECKING:
    from typing import Any

    from banfa.ledger.entries.fields import ReadingContext

KINDS_OF_CONTRACT = {
    "transformation": "改造合同",
    "diagnosis": "诊断合同",
    "maintenance": "运维合同",
    "other": "其他合同",
}
TRANSFORMATION = "transformation"
LONGEST_MAINTENANCE = 600
"""Months; a promise beyond fifty years is a slip of the pen."""

contract = entry_table(
    "contract",
    Column("number", Text),
    Column("kind", Text, nullable=False),
    Column("signed_on", Date, nullable=False),
    Column("registered_on", Date),
    Column("amount", BigInteger, nullable=False),
    Column("market_price", BigInteger),
    Column("concession_promised", BigInteger),
    Column("concession_kept", BigInteger),
    Column("maintenance_months", SmallInteger),
    Column("earlier_pilot", Boolean),
    Column("subcontracted", Boolean),
    Column("plan", Text),
    Column("items", JSONB, nullable=False),
    among("kind", KINDS_OF_CONTRACT),
    at_least("amount", 0),
    at_least("market_price", 0),
    at_least("concession_promised", 0),
    at_least("concession_kept", 0),
    at_least("maintenance_months", 1, LONGEST_MAINTENANCE),
    in_order("signed_on", "registered_on"),
    Index("ix_contract_number", "tenant_id", "number", postgresql_where=text("number IS NOT NULL")),
    refers={"provider_id": "provider", "enterprise_id": "enterprise"},
    cover={
        "sheet": (
            ("provider_id", "enterprise_id", "signed_on"),
            ("kind", "registered_on", "maintenance_months", "entry_id"),
        )
    },
)


def items(value: Any, ground: ReadingContext) -> list[dict[str, Any]]:
    """The list of what is delivered: each with a name and, if stated, its price in 分."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Unfit("field_malformed", '应为列表，每项形如 {"name": "…", "amount": 0}')
    read = []
    for item in value:
        if set(item) - {"name", "amount"}:
            raise Unfit("field_unknown", "每项只有名称 name 和价格 amount（分）")
        price = item.get("amount")
        named = {"name": words(item.get("name"), ground)}
        read.append(named if price is None else {**named, "amount": money(price, ground)})
    return read


CONTRACT = Kind(
    name="contract",
    zh="合同",
    table=contract,
    day="signed_on",
    fields=(
        Field("number", "合同编号", words),
        Field("kind", "合同种类", one_of(*KINDS_OF_CONTRACT), default=TRANSFORMATION),
        Field("signed_on", "签订之日", past_day, required=True),
        Field("registered_on", "立项之日", past_day),
        Field("amount", "合同金额", money, required=True),
        Field("market_price", "市面同类产品平均价格", money),
        Field("concession_promised", "承诺让利金额", money),
        Field("concession_kept", "实际让利金额", money),
        Field("maintenance_months", "承诺运维月数", whole(1, LONGEST_MAINTENANCE)),
        Field("earlier_pilot", "曾参与省级、市级试点并继续服务该企业", yes_no),
        Field("subcontracted", "存在转包", yes_no),
        Field("plan", "改造方案", words),
        Field("items", "项目清单", items, default=()),
    ),
    refers=(Ref("provider_id", "provider", "服务商"), Ref("enterprise_id", "enterprise", "试点企业")),
    keys=("number",),
    refine=lambda values, _ground: {**values, "items": list(values["items"])},
    checks=(ordered("signed_on", "签订之日", "registered_on", "立项之日"),),
)
