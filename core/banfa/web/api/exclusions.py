"""Exclusions (暂不评价): providers ruled not evaluable in a round."""

from __future__ import annotations

from marshmallow import Schema

from banfa.procedures.rounds import exclusions
from banfa.web.api.pages import list_of
from banfa.web.fields import Id, Moment, Said, Text, YesNo
from banfa.web.forms import Form
from banfa.web.operations import Topic
from banfa.web.requests import Call
from banfa.web.responses import Answer

topic = Topic("exclusions", "暂不评价")


class ExclusionIn(Form):
    """Whom, and why."""

    provider_id = Id("服务商编号", required=True)
    reason = Text("理由", required=True, most=2000)
    document_no = Text("文号", required=True, most=100)
    still_counted = YesNo("是否仍计入各等级名额的基数；省略时不计入", load_default=False)


class Exclusion(Schema):
    """A ruling; a lifted one stays on record."""

    id = Id("编号", required=True)
    round_id = Id("评价周期编号")
    provider_id = Id("服务商编号", required=True)
    reason = Said("理由", required=True)
    document_no = Said("文号", required=True)
    still_counted = YesNo("是否仍计入各等级名额的基数", required=True)
    ruled_by = Said("决定人", required=True)
    ruled_at = Moment("决定时间", required=True)
    lifted_at = Moment("恢复评价的时间")
    lifted_reason = Said("恢复评价的理由")


class ReadmissionIn(Form):
    """Why the ruling is lifted."""

    provider_id = Id("服务商编号", required=True)
    reason = Text("理由", required=True, most=2000)


class Readmission(Schema):
    """The ruling that was lifted."""

    id = Id("编号", required=True)
    provider_id = Id("服务商编号", required=True)
    lifted_reason = Said("恢复评价的理由", required=True)
    lifted_at = Moment("恢复评价的时间", required=True)


@topic.get(
    "/rounds/<number:round_id>/exclusions",
    action="round.read",
    summary="暂不评价的服务商",
    answer=list_of(Exclusion),
)
def list_exclusions(call: Call, round_id: int) -> Answer:
    """All rulings of a round, lifted ones included."""
    return Answer({"items": exclusions.list_exclusions(call.unit, round_id=round_id)})


@topic.post(
    "/rounds/<number:round_id>/exclusions",
    action="round.manage",
    summary="暂不评价一家服务商",
    description="不参加排名；下一次计算时生效。",
    body=ExclusionIn,
    answer=Exclusion,
    status=201,
    versioned=True,
)
def exclude_provider(call: Call, round_id: int) -> Answer:
    """Rule a provider not evaluable."""
    made = exclusions.exclude(call.unit, round_id=round_id, version=call.version, **call.body)
    return Answer(made, status=201, version=call.version + 1)


@topic.post(
    "/rounds/<number:round_id>/readmissions",
    action="round.manage",
    summary="恢复评价一家服务商",
    body=ReadmissionIn,
    answer=Readmission,
    status=201,
    versioned=True,
)
def readmit_provider(call: Call, round_id: int) -> Answer:
    """Lift a ruling."""
    made = exclusions.readmit(call.unit, round_id=round_id, version=call.version, **call.body)
    return Answer(made, status=201, version=call.version + 1)
