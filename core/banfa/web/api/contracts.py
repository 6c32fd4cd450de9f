"""Contracts (改造合同), each with its standing: what it counts for, by which provision."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from banfa.ledger.facts.standing import standings
from banfa.ledger.kinds.contracts import KINDS_OF_CONTRACT
from banfa.procedures.instruments import issue
from banfa.web.api.entries import Entries, declare
from banfa.web.api.parties import OfEnterprise, OfProvider
from banfa.web.fields import Boolean, Cite, Date, Enum, Fen, Integer, List, Nested, Str
from banfa.web.operation import Blueprint
from banfa.web.requests import Call, Form

blp = Blueprint("contracts", __name__, description="合同")


class ContractItem(Form):
    """One thing that is delivered."""

    name = Str("名称", required=True, max_length=500)
    amount = Fen("价格")


class Contract(OfProvider, OfEnterprise):
    """A contract."""

    number = Str("合同编号", max_length=500)
    kind = Enum("合同种类；省略时为改造合同", choices=KINDS_OF_CONTRACT)
    signed_on = Date("签订之日", required=True)
    registered_on = Date("立项之日")
    amount = Fen("合同金额", required=True)
    market_price = Fen("市面同类产品平均价格")
    concession_promised = Fen("承诺让利金额")
    concession_kept = Fen("实际让利金额")
    maintenance_months = Integer("承诺运维时长", unit="个月")
    earlier_pilot = Boolean("曾参与省级、市级试点并继续服务该企业")
    subcontracted = Boolean("存在转包")
    plan = Str("改造方案", max_length=4000)
    items = List(Nested(ContractItem), "项目清单", max_items=500)


class StandingOut(Schema):
    """A rule about contracts that does not hold for one."""

    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    zh = Str("要求", required=True)
    otherwise = Str("不符合时的后果", required=True)
    open = Boolean("是否尚不能确定", required=True)


def _add_standing(call: Call, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Say of each contract what it fails, under the edition in force as the bureau has settled it."""
    if not rows:
        return rows
    unit, profile = call.unit, call.profile
    key = issue.edition_on(unit, profile, day=unit.today) or profile.latest.key
    law = issue.settled_edition(unit, profile, edition=key)
    failed = standings(unit, profile, [row["id"] for row in rows], edition=law)
    return [{**row, "standing": [one.to_json() for one in failed[row["id"]]]} for row in rows]


declare(
    blp,
    Entries(
        name="contract",
        plural="contracts",
        form=Contract,
        filters=("number", "kind"),
        enrich=_add_standing,
        extra={"standing": List(Nested(StandingOut), "效力：不符合的规则；为空表示计入并可补助")},
    ),
)
