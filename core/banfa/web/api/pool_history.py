"""A provider's time in the pool: earlier stays and how they ended, what runs of it, what counts anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marshmallow import Schema

from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.admission.batches import READ
from banfa.procedures.admission.past_stays import list_past
from banfa.procedures.admission.readmission import BY_DAY, Counting, list_countings
from banfa.procedures.admission.running import find_running
from banfa.web.fields import Cite, Date, Enum, Id, Integer, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.values import render_cite
from banfa.web.responses import Answer

if TYPE_CHECKING:
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


class RunningOfProvider(Schema):
    """What runs of a provider; none of it ends with its membership."""

    contracts = Integer("未终止、未通过验收的合同", unit="份", required=True)
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
    past, running = list_past(call.unit, call.profile, provider_id), find_running(call.unit, provider_id)
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
            "running": {
                "contracts": running.contracts,
                "measures": running.measures,
                "applications": running.applications,
                "case_ids": [case.id for case in running.cases],
                "round_ids": [each.id for each in running.rounds],
            },
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
