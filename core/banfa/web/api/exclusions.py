"""Exclusions (暂不评价): providers ruled not evaluable in a round."""

from __future__ import annotations

from marshmallow import Schema

from banfa.procedures.rounds import exclusions
from banfa.trust.permissions import BUREAU
from banfa.web.api.examples import PROVIDER_ID
from banfa.web.api.names import add_names
from banfa.web.api.pages import answer_page, page_of
from banfa.web.fields import Boolean, DateTime, Id, PersonName, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.objections import render_exclusion
from banfa.web.requests import Arguments, Call, Form, PageQuery
from banfa.web.responses import Answer

blp = Blueprint("exclusions", __name__, description="暂不评价")


class ExclusionIn(Form):
    """Whom, and why."""

    provider_id = Id("服务商编号", required=True)
    reason = Str("理由", required=True, max_length=2000)
    document_no = Str("文号", required=True, max_length=100)
    still_counted = Boolean("是否仍计入各等级名额的基数；省略时不计入", load_default=False)


class Exclusion(Schema):
    """A ruling; a lifted one stays on record."""

    id = Id("编号", of="exclusion", required=True)
    round_id = Id("评价周期编号")
    provider_id = Id("服务商编号", required=True)
    provider_name = Str("服务商名称；其记录已作废的为空", required=True, allow_none=True)
    reason = Str("理由", required=True)
    document_no = Str("文号", required=True)
    still_counted = Boolean("是否仍计入各等级名额的基数", required=True)
    ruled_by = PersonName("决定人", required=True)
    ruled_at = DateTime("决定时间", required=True)
    lifted_at = DateTime("恢复评价的时间")
    lifted_reason = Str("恢复评价的理由")


class ReadmissionIn(Form):
    """Why the ruling is lifted."""

    provider_id = Id("服务商编号", required=True)
    reason = Str("理由", required=True, max_length=2000)


class Readmission(Schema):
    """The ruling that was lifted."""

    id = Id("编号", of="exclusion", required=True)
    provider_id = Id("服务商编号", required=True)
    provider_name = Str("服务商名称；其记录已作废的为空", required=True, allow_none=True)
    lifted_reason = Str("恢复评价的理由", required=True)
    lifted_at = DateTime("恢复评价的时间", required=True)


@blp.route("/rounds/<id(round):round_id>/exclusions")
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_of(Exclusion))
@operation("round.read", summary="暂不评价的服务商", roles=BUREAU)
def list_exclusions(call: Call, query: Arguments, round_id: int) -> Answer:
    """All rulings of a round, lifted ones included."""
    listed = exclusions.list_exclusions(call.unit, round_id=round_id)
    return answer_page(call, query, listed, lambda page: add_names(call.unit, [*map(render_exclusion, page)]))


@blp.route("/rounds/<id(round):round_id>/exclusions", methods=["POST"])
@blp.arguments(
    ExclusionIn,
    example={
        "provider_id": PROVIDER_ID,
        "reason": "合同争议正在诉讼，事实尚不能核实",
        "document_no": "厦工信缓评〔2026〕1号",
    },
)
@blp.response(201, Exclusion)
@operation(
    "round.manage", summary="暂不评价一家服务商", description="不参加排名；下一次计算时生效。", versioned=True
)
def exclude_provider(call: Call, body: Arguments, round_id: int) -> Answer:
    """Rule a provider not evaluable."""
    exclusion = exclusions.exclude_provider(call.unit, round_id=round_id, version=call.version, **body)
    (data,) = add_names(call.unit, [render_exclusion(exclusion)])
    return Answer(data, version=call.version + 1)


@blp.route("/rounds/<id(round):round_id>/readmissions", methods=["POST"])
@blp.arguments(ReadmissionIn, example={"provider_id": PROVIDER_ID, "reason": "争议已经调解结案"})
@blp.response(201, Readmission)
@operation("round.manage", summary="恢复评价一家服务商", versioned=True)
def readmit_provider(call: Call, body: Arguments, round_id: int) -> Answer:
    """Lift a ruling."""
    exclusion = exclusions.readmit_provider(call.unit, round_id=round_id, version=call.version, **body)
    (named,) = add_names(call.unit, [render_exclusion(exclusion)])
    data = {name: named[name] for name in Readmission().fields}
    return Answer(data, version=call.version + 1)
