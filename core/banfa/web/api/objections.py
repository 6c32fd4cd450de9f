"""Objections (异议) to published grades."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from banfa.procedures.rounds import objections
from banfa.web.api.pages import list_of
from banfa.web.fields import Free, Id, Items, Moment, OneOf, Said, Text, YesNo
from banfa.web.forms import Form
from banfa.web.operations import Topic
from banfa.web.requests import Call
from banfa.web.responses import Answer

topic = Topic("objections", "异议")

SUBJECT = ("provider",)


class ObjectionIn(Form):
    """What is objected to."""

    provider_id = Id("服务商编号", required=True)
    statement = Text("事实和理由", required=True, most=4000)


class Objection(Schema):
    """An objection and what became of it."""

    id = Id("编号", required=True)
    round_id = Id("评价周期编号", required=True)
    provider_id = Id("服务商编号", required=True)
    statement = Said("事实和理由", required=True)
    state = OneOf("状态", options=objections.STATES, required=True)
    state_zh = Said("状态名称", required=True)
    filed_by = Said("提出人", required=True)
    filed_at = Moment("提出时间", required=True)
    document_no = Said("设立异议程序的文件：属本局内部程序，非办法规定")
    reason = Said("处理理由")
    decided_by = Said("处理人")
    decided_at = Moment("处理时间")
    moved = Items(Free(), "重新计算后结果有变化的服务商，各有前后的得分、名次和等级")


class ObjectionDecisionIn(Form):
    """Whether it is upheld."""

    upheld = YesNo("是否成立", required=True)
    reason = Text("处理理由", required=True, most=4000)


class ObjectionDecided(Objection):
    """An objection just decided."""

    work_id = Id("成立时，重新计算的后台任务编号")


@topic.get(
    "/rounds/<number:round_id>/objections",
    action="round.read",
    summary="一个评价周期的异议",
    answer=list_of(Objection),
    own=SUBJECT,
)
def list_objections(call: Call, round_id: int) -> Answer:
    """A round's objections; a provider sees its own."""
    mine = call.unit.actor.provider_id if call.scope == "own" else None
    found = objections.list_objections(call.unit, round_id=round_id, provider_id=mine)
    return Answer({"items": [_for(call, one) for one in found]})


@topic.post(
    "/rounds/<number:round_id>/objections",
    action="objection.file",
    summary="提出异议",
    description="须有文件设立异议程序，并在公示期内；服务商只能就自己的结果提出。",
    body=ObjectionIn,
    answer=Objection,
    status=201,
    own=SUBJECT,
)
def file_objection(call: Call, round_id: int) -> Answer:
    """File an objection."""
    provider_id = call.provider(call.body["provider_id"])
    filed = objections.file(
        call.unit, round_id=round_id, provider_id=provider_id, statement=call.body["statement"]
    )
    return Answer(_for(call, filed), status=201)


@topic.post(
    "/objections/<number:objection_id>/decision",
    action="objection.decide",
    summary="处理异议",
    description="成立时整个评价周期重新计算，有变化的服务商可再提异议。",
    body=ObjectionDecisionIn,
    answer=ObjectionDecided,
)
def decide_objection(call: Call, objection_id: int) -> Answer:
    """Reject or uphold an objection."""
    decided = objections.decide(call.unit, call.profile, objection_id=objection_id, **call.body)
    job = decided["work_id"]
    return Answer(decided, location=f"/jobs/{job}" if job else None)


def _for(call: Call, objection: dict[str, Any]) -> dict[str, Any]:
    """The objection as the asker may see it: whom else it moved is not a provider's business."""
    if call.scope == "all" or not objection["moved"]:
        return objection
    mine = [one for one in objection["moved"] if one["provider_id"] == call.unit.actor.provider_id]
    return {**objection, "moved": mine}
