"""A provider's time in the pool: earlier stays and how they ended, what runs of it, what counts anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.admission.batches import READ
from banfa.procedures.admission.correction_rows import CORRECTIONS
from banfa.procedures.admission.past_stays import list_past
from banfa.procedures.admission.readmission import BY_DAY, Counting, list_countings
from banfa.procedures.admission.running import find_running
from banfa.procedures.subsidies.claim_rows import STATES as STATES_OF_CLAIM
from banfa.trust.permissions import may
from banfa.web.fields import Cite, Date, Enum, Id, Integer, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.values import render_cite
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.procedures.admission.running import Running
    from banfa.web.requests import Call

blp: Final = Blueprint("pool_history", __name__, description="在库情况")
COUNTINGS: Final = {way.name.lower(): way.value for way in Counting}


class PastStay(Schema):
    """A membership begun by today."""

    membership_id = Id("入库记录", required=True)
    category = Str("服务商类别", required=True)
    industry = Str("服务行业", required=True, allow_none=True)
    from_on = Date("入库之日", required=True)
    until_on = Date("在库最后一日；在库的为空", required=True, allow_none=True)
    ended = Str("怎样结束，有几种的都列出；在库的为空文字", required=True)
    decision_id = Id("取消资格、清退的决定，有几件的为最先生效的", required=True, allow_none=True)


class CountedClause(Schema):
    """How a clause counts for who comes into the pool again."""

    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    situation = Str("情形", required=True)
    counting = Enum("再次入库后如何计算", choices=COUNTINGS, required=True)
    question = Str("待定的，尚待选择的口径；其他为空文字", required=True)
    note = Str("办法和口径都没有写明如何计算的，说明这一点；其他为空文字", required=True)


class RunningContract(Schema):
    """A contract that runs."""

    contract_id = Id("合同", required=True)
    number = Str("合同编号", required=True, allow_none=True)
    enterprise_name = Str("试点企业", required=True)
    signed_on = Date("签订之日", required=True)
    amount = Integer("合同金额", unit="分", required=True, allow_none=True)


class RunningClaim(Schema):
    """A claim of 奖补 that has not come to nothing."""

    subsidy_claim_id = Id("奖补申报", required=True)
    contract_id = Id("所申报的合同", required=True)
    enterprise_name = Str("试点企业", required=True)
    state = Enum("办理情况", choices=STATES_OF_CLAIM, required=True)
    granted = Integer("测算或者核定的金额", unit="分", required=True, allow_none=True)


class RunningOfProvider(Schema):
    """What runs of a provider; none of it ends with its membership."""

    contracts = List(
        Nested(RunningContract),
        "未终止、未通过验收的合同；接口密钥没有查看台账的权限的为空",
        required=True,
        allow_none=True,
    )
    claims = List(
        Nested(RunningClaim),
        "奖补申报，已撤回、不予补助的除外；接口密钥没有查看奖补的权限的为空",
        required=True,
        allow_none=True,
    )
    measures = Integer("未了结的处理措施", unit="项", required=True)
    applications = Integer("在办的入库申报", unit="件", required=True)
    case_ids = List(Id("案件", of="case"), "未办结的案件", required=True)
    round_ids = List(Id("评价周期", of="round"), "尚未办结的评价周期", required=True)


class PoolHistory(Schema):
    """All of it."""

    stays = List(Nested(PastStay), "入库记录，由后到先", required=True)
    running = Nested(RunningOfProvider, "正在进行的事项，不因退出而终止", required=True)
    countings = List(Nested(CountedClause), f"各条款再次入库后如何计算。{BY_DAY}", required=True)


@blp.route("/providers/<id(provider):provider_id>/pool-history", methods=["GET"])
@blp.response(200, PoolHistory)
@operation(READ, summary="服务商的在库情况")
def get_pool_history(call: Call, provider_id: int) -> Answer:
    """Tell a provider's time in the pool."""
    get_entry(call.unit, Provider, provider_id)
    past = list_past(call.unit, call.profile, provider_id)
    categories = [category.key for category in call.profile.categories]
    return Answer(
        {
            "stays": [
                {
                    "membership_id": stay.membership.entry_id,
                    "category": stay.membership.category,
                    "industry": stay.membership.industry,
                    "from_on": stay.membership.from_on,
                    "until_on": stay.until_on,
                    "ended": stay.ended,
                    "decision_id": stay.decision_id,
                }
                for stay in past
            ],
            "running": _render_running(call, find_running(call.unit, provider_id)),
            "countings": [
                {
                    **render_cite(each.cite),
                    "situation": each.situation,
                    "counting": each.counting.name.lower(),
                    "question": each.question,
                    "note": each.note,
                }
                for each in list_countings(call.unit, call.profile, categories)
            ],
        }
    )


@blp.route("/admission-corrections/<id(admission_correction):row_id>/running", methods=["GET"])
@blp.response(200, RunningOfProvider)
@operation(READ, summary="名单更正涉及的在办事项")
def get_running_of_correction(call: Call, row_id: int) -> Answer:
    """Tell what runs of the provider whose name is to go from a published list."""
    correction = CORRECTIONS.find(call.unit, row_id, lock=False)
    return Answer(_render_running(call, find_running(call.unit, correction.provider_id)))


def _render_running(call: Call, running: Running) -> dict[str, Any]:
    """Say what runs; contracts and claims to who may read them at their own doors."""
    contracts = [
        {
            "contract_id": each.id,
            "number": each.number,
            "enterprise_name": each.enterprise,
            "signed_on": each.signed_on,
            "amount": each.amount,
        }
        for each in running.contracts
    ]
    claims = [
        {
            "subsidy_claim_id": each.id,
            "contract_id": each.contract_id,
            "enterprise_name": each.enterprise,
            "state": each.state,
            "granted": each.granted,
        }
        for each in running.claims
    ]
    return {
        "contracts": contracts if may(call.unit.actor, "ledger.read") else None,
        "claims": claims if may(call.unit.actor, "subsidy.read") else None,
        "measures": running.measures,
        "applications": running.applications,
        "case_ids": [case.id for case in running.cases],
        "round_ids": [each.id for each in running.rounds],
    }
