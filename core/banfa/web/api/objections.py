"""Objections (异议) to published grades."""

from __future__ import annotations

from functools import partial
from typing import Final

from marshmallow import Schema

from banfa.errors import Malformed
from banfa.procedures.points import TAKING_PART
from banfa.procedures.rounds import objection_rows, objections
from banfa.procedures.rounds.corrections import Correction
from banfa.trust.permissions import BUREAU
from banfa.web.api.examples import PROVIDER_ID
from banfa.web.api.names import add_names
from banfa.web.api.pages import answer_page, page_of
from banfa.web.api.results import Grade, Points, Rank
from banfa.web.fields import Boolean, Date, DateTime, Enum, Id, List, Nested, PersonName, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.objections import render_objection
from banfa.web.requests import Arguments, Call, Form, PageQuery, pick
from banfa.web.responses import Answer

blp = Blueprint("objections", __name__, description="异议")

SUBJECT: Final = ("provider",)


class ObjectionIn(Form):
    """What is objected to."""

    provider_id = Id("服务商编号", required=True)
    statement = Str("事实和理由", required=True, max_length=4000)
    received_on = Date("收到日期，由本局登记书面异议时填写；省略时为今天")


class Position(Schema):
    """Where a provider stood in one computation."""

    taking_part = Enum("是否参评", choices=TAKING_PART, required=True)
    total = Points("总分", allow_none=True)
    rank = Rank("名次", allow_none=True)
    grade = Grade("等级", allow_none=True)


class Moved(Schema):
    """A provider whose result is another after the recomputation."""

    provider_id = Id("服务商编号", required=True)
    before = Nested(Position, "重新计分之前；原先没有结果的为空", required=True, allow_none=True)
    after = Nested(Position, "重新计分之后；现在没有结果的为空", required=True, allow_none=True)


class Corrected(Form):
    """What is corrected of one provider."""

    provider_id = Id("服务商编号", required=True)
    items = List(
        Str("membership（入库记录）、指标或事实的标识、参评条款的编号", max_length=100),
        "更正的事项",
        required=True,
        max_items=100,
    )


class Objection(Schema):
    """An objection and what became of it."""

    id = Id("编号", of="objection", required=True)
    round_id = Id("评价周期编号", required=True)
    provider_id = Id("服务商编号", required=True)
    provider_name = Str("服务商名称；其记录已作废的为空", required=True, allow_none=True)
    statement = Str("事实和理由", required=True)
    state = Enum("状态", choices=objection_rows.STATES, required=True)
    state_zh = Str("状态名称", required=True)
    filed_by = PersonName("提出人；服务商看不到")
    filed_at = DateTime("登记时间", required=True)
    received_on = Date("收到日期", required=True)
    document_no = Str("设立异议程序的文件：属本局内部工作规程，非办法规定")
    reason = Str("处理理由、撤回理由")
    decided_by = PersonName("处理人；服务商看不到")
    decided_at = DateTime("处理时间")
    withdrawn_by = PersonName("撤回人；服务商看不到")
    withdrawn_at = DateTime("撤回时间")
    corrects = List(Nested(Corrected), "异议成立所更正的事项；其余事实以数据截止时为准")
    moved = List(Nested(Moved), "重新计分后结果有变化的服务商，各有前后的得分、名次和等级")


class WithdrawalIn(Form):
    """Why it is withdrawn."""

    reason = Str("撤回理由", required=True, max_length=2000)


class ObjectionDecisionIn(Form):
    """Whether it is upheld."""

    upheld = Boolean("是否成立", required=True)
    reason = Str("处理理由", required=True, max_length=4000)
    corrects = List(Nested(Corrected), "异议成立的，逐家写明更正的事项；不成立的不填", max_items=100)


class ObjectionDecided(Objection):
    """An objection just decided."""

    work_id = Id("成立时，重新计分的后台任务编号")


@blp.route("/rounds/<id(round):round_id>/objections")
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_of(Objection))
@operation("round.read", summary="一个评价周期的异议", own=SUBJECT, roles=(*BUREAU, *SUBJECT))
def list_objections(call: Call, query: Arguments, round_id: int) -> Answer:
    """A round's objections; a provider sees its own."""
    own = _own_provider(call)
    listed = objection_rows.list_objections(call.unit, round_id=round_id, provider_id=own)
    approved = objections.is_approved(call.unit, round_id)
    render = partial(render_objection, only=own, approved=approved)
    return answer_page(call, query, listed, lambda page: add_names(call.unit, [*map(render, page)]))


@blp.route("/rounds/<id(round):round_id>/objections", methods=["POST"])
@blp.arguments(
    ObjectionIn,
    example={"provider_id": PROVIDER_ID, "statement": "一月签订的一份合同没有计入，附合同和立项材料。"},
)
@blp.response(201, Objection)
@operation(
    "objection.file",
    summary="提出异议",
    description="须有文件设立异议程序，并在公示期内；服务商只能就自己的结果提出。",
    own=SUBJECT,
)
def file_objection(call: Call, body: Arguments, round_id: int) -> Answer:
    """File an objection."""
    provider_id = call.provider(body["provider_id"])
    own = _own_provider(call)
    if own is not None and body.get("received_on") is not None:
        message = "收到日期由主管部门登记书面异议时填写，自行提出的以提交之日为准。"
        raise Malformed("field_not_yours", message, field="received_on")
    filed = objections.file_objection(call.unit, round_id=round_id, **{**body, "provider_id": provider_id})
    (data,) = add_names(call.unit, [render_objection(filed, only=own)])
    return Answer(data)


@blp.route("/objections/<id(objection):objection_id>/withdrawal", methods=["POST"])
@blp.arguments(WithdrawalIn, example={"reason": "经核对，该合同确未立项，申请撤回。"})
@blp.response(200, Objection)
@operation(
    "objection.file",
    summary="撤回异议",
    description="尚未处理的异议可以撤回；服务商只能撤回自己的。",
    own=SUBJECT,
)
def withdraw_objection(call: Call, body: Arguments, objection_id: int) -> Answer:
    """Withdraw an objection."""
    own = _own_provider(call)
    withdrawn = objections.withdraw_objection(call.unit, objection_id=objection_id, provider_id=own, **body)
    (data,) = add_names(call.unit, [render_objection(withdrawn, only=own)])
    return Answer(data)


@blp.route("/objections/<id(objection):objection_id>/decision", methods=["POST"])
@blp.arguments(ObjectionDecisionIn, example={"upheld": False, "reason": "该合同尚未立项，依办法不计入。"})
@blp.response(200, ObjectionDecided)
@operation(
    "objection.decide",
    summary="处理异议",
    description="发起计分、审核过本周期结果的人不能处理。成立时写明更正哪些事项，先在台账中更正；整个评价周期据此重新计分，审核通过后公布，有变化的服务商可再提异议。",
)
def decide_objection(call: Call, body: Arguments, objection_id: int) -> Answer:
    """Reject or uphold an objection."""
    corrects = [Correction(each["provider_id"], tuple(each["items"])) for each in body.get("corrects", ())]
    decided = objections.decide_objection(
        call.unit,
        call.profile,
        objection_id=objection_id,
        **pick(body, "upheld", "reason"),
        corrects=corrects,
    )
    (named,) = add_names(call.unit, [render_objection(decided)])
    job = decided.work_id
    data = {**named, "work_id": job}
    return Answer(data, location=call.locate("/jobs", "work", job) if job else None)


def _own_provider(call: Call) -> int | None:
    """The provider whose own the call is confined to: whom else an objection moved is not its business."""
    return None if call.scope == "all" else call.unit.actor.provider_id
