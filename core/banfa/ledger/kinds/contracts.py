"""Contracts (改造合同). An unlawful one is stored like any other: its standing is worked out on reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import CheckConstraint

from banfa.errors import Malformed
from banfa.ledger.entries.checks import InOrder, Together
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
from banfa.trust.rights import FIELD

if TYPE_CHECKING:
    from datetime import date

    from banfa.ledger.entries.entry import Draft, Kind

KINDS_OF_CONTRACT: Final = {
    "transformation": "改造合同",
    "diagnosis": "诊断合同",
    "maintenance": "运维合同",
    "other": "其他合同",
}
TRANSFORMATION: Final = "transformation"
MAX_MAINTENANCE: Final = 600
"""Months; a promise beyond fifty years is a slip of the pen."""
ENTERPRISE, INTEGRATOR = "enterprise", "integrator"
PARTIES: Final = {ENTERPRISE: "试点企业", INTEGRATOR: "集成服务商"}
"""With whom it was signed: an ecosystem provider may work for the integrator (Changsha 8(1))."""
COMPLETED: Final = "completed"
"""Why a contract has ended that was carried out."""
ENDINGS: Final = {
    COMPLETED: "履行完毕",
    "agreement": "协议解除",
    "notice": "通知解除",
    "judgment": "判决或仲裁",
    "other": "其他",
}


def _check_parties(_kind: Kind, draft: Draft) -> None:
    """A contract with an integrator names it; nobody is his own integrator."""
    values = draft.values
    if values["party"] == INTEGRATOR and values["integrator_id"] is None:
        message = "与集成服务商签订的合同，须指明集成服务商（integrator_id）。"
        raise Malformed("field_missing", message, field="integrator_id")
    if values["integrator_id"] is not None and values["integrator_id"] == values["provider_id"]:
        message = "集成服务商（integrator_id）不能是服务商自己；自己牵头的不填。"
        raise Malformed("integrator_same", message, field="integrator_id")


class Contract(
    Entry,
    name="contract",
    zh="合同",
    rights=FIELD,
    day="signed_on",
    keys=("number",),
    alike=("provider_id", "enterprise_id", "kind", "signed_on", "amount"),
    checks=(
        InOrder("signed_on", "registered_on"),
        InOrder("signed_on", "ended_on"),
        Together("ended_on", "ended_why"),
        _check_parties,
    ),
    constraints=(
        CheckConstraint("party <> 'integrator' OR integrator_id IS NOT NULL", name="integrator_named"),
        CheckConstraint("integrator_id <> provider_id", name="integrator_other"),
    ),
    cover={
        "sheet": (
            ("provider_id", "enterprise_id", "signed_on"),
            ("kind", "registered_on", "maintenance_months", "ended_on", "entry_id"),
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
    party: str = choice("签约对方", PARTIES, load_default=ENTERPRISE)
    integrator_id: int | None = reference("provider", "集成服务商", hint="本项目没有集成服务商的不填")
    ended_on: date | None = past_day("合同终止之日")
    ended_why: str | None = choice("终止原因", ENDINGS, hint="须与合同终止之日一并填写")
    amount: int | None = money("合同金额", hint="未约定或不知道的不填，无偿的填0")
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
