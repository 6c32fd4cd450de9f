"""Contracts (改造合同). An unlawful one is stored like any other: its standing is worked out on reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries.checks import InOrder
from banfa.ledger.entries.entry import Entry
from banfa.ledger.entries.specifiers import (
    MAX_CONTENT,
    boolean,
    choice,
    integer,
    key,
    money,
    object_list,
    past_day,
    reference,
    text,
)

if TYPE_CHECKING:
    from datetime import date

KINDS_OF_CONTRACT: Final = {
    "transformation": "改造合同",
    "diagnosis": "诊断合同",
    "maintenance": "运维合同",
    "other": "其他合同",
}
TRANSFORMATION: Final = "transformation"
MAX_MAINTENANCE: Final = 600
"""Months; a promise beyond fifty years is a slip of the pen."""


class Contract(
    Entry,
    name="contract",
    zh="合同",
    day="signed_on",
    keys=("number",),
    alike=("provider_id", "enterprise_id", "kind", "signed_on", "amount"),
    checks=(InOrder("signed_on", "registered_on"),),
    cover={
        "sheet": (
            ("provider_id", "enterprise_id", "signed_on"),
            ("kind", "registered_on", "maintenance_months", "entry_id"),
        )
    },
):
    """A contract; its items are what is delivered, each with its price if that is stated."""

    provider_id: int = reference("provider", "服务商")
    enterprise_id: int = reference("enterprise", "试点企业")
    number: str | None = key("合同编号", unique_with=("provider_id",), searchable=True)
    kind: str = choice("合同种类", KINDS_OF_CONTRACT, load_default=TRANSFORMATION)
    signed_on: date = past_day("签订之日")
    registered_on: date | None = past_day("立项之日")
    amount: int = money("合同金额")
    market_price: int | None = money("市面同类产品平均价格")
    concession_promised: int | None = money("承诺让利金额")
    concession_kept: int | None = money("实际让利金额")
    maintenance_months: int | None = integer("承诺运维时长", minimum=1, maximum=MAX_MAINTENANCE, unit="个月")
    earlier_pilot: bool | None = boolean("曾参与省级、市级试点并继续服务该企业")
    subcontracted: bool | None = boolean("存在转包")
    plan: str | None = text("改造方案", max_length=MAX_CONTENT)
    items: list[dict[str, Any]] = object_list(
        "项目清单",
        {"name": text("名称", max_length=200), "amount": money("价格")},
        required=("name",),
        max_items=500,
    )


contract = Contract.table
