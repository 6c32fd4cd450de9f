"""Rounds (评价周期): opened, cut off, computed, reviewed, published, closed."""

from __future__ import annotations

from marshmallow import Schema

from banfa.procedures.rounds import lifecycle, publication, review
from banfa.web.api.pages import page_of
from banfa.web.fields import Day, Free, Id, Items, Moment, Part, Said, Text, Whole, YesNo
from banfa.web.forms import Form, Paged
from banfa.web.operations import Topic
from banfa.web.requests import Call, by_id
from banfa.web.responses import Answer

topic = Topic("rounds", "评价周期")

EVERYBODY = ("provider", "enterprise")


class RoundIn(Form):
    """A round to open."""

    name = Text("名称，如“2026年第一季度”", required=True, most=100)
    period_start = Day("评价周期始日", required=True)
    period_end = Day("评价周期终日", required=True)
    edition = Text("所用版本；省略时为终日施行的版本，尚无施行版本时为最新版本（试算）", most=100)


class Computation(Schema):
    """What a round computed last."""

    id = Id("计算编号")
    computed_at = Moment("计算时间")
    computed_by = Said("发起人")
    known_at = Moment("所依据台账的时点")
    providers = Whole("参评服务商数")
    open_results = Whole("结果尚不能确定的服务商数")
    unset = Items(Free(), "尚未以文件确定的待定事项")
    digest = Said("评价凭证的摘要")
    stale = Items(Said(), "计算之后有变化的内容；为空表示结果是最新的")


class RoundStep(Schema):
    """A step that was taken."""

    step = Said("步骤")
    zh = Said("步骤名称")
    entered = Said("进入的状态")
    taken_by = Said("办理人")
    taken_at = Moment("办理时间")
    detail = Free("说明")


class RoundRow(Schema):
    """A round in a list."""

    id = Id("编号", required=True)
    name = Said("名称", required=True)
    edition = Said("所用版本", required=True)
    state = Said("状态", required=True)
    state_zh = Said("状态名称", required=True)
    version = Whole("版本号，即 ETag", required=True)
    opened_by = Said("开启人", required=True)
    opened_at = Moment("开启时间", required=True)
    period_start = Day("始日", required=True)
    period_end = Day("终日", required=True)
    public_from = Day("公示始日")
    public_until = Day("公示届满日")


class Round(RoundRow):
    """A round."""

    trial = YesNo("是否试算（终日没有施行中的版本）", required=True)
    notice = Said("试算提示")
    computation = Part(Computation, "最近一次计算")
    history = Items(Part(RoundStep), "已办步骤")


class RoundAsked(Round):
    """A round whose computation was asked for."""

    work_id = Id("后台任务编号", required=True)


class RoundApproved(Round):
    """A round that was approved."""

    approvals = Whole("已审核步数", required=True)
    approvals_needed = Whole("共需审核步数", required=True)


class ReversalIn(Form):
    """Why the last step is taken back."""

    reason = Text("理由", required=True, most=2000)
    document_no = Text("文号", required=True, most=100)


class ApprovalIn(Form):
    """The reviewer's opinion."""

    opinion = Text("审核意见", required=True, most=2000)


class PublicationIn(Form):
    """For how long."""

    days = Whole("公示工作日数；省略时为办法或文件规定的最短期限", unit="个工作日", low=1, high=250)


@topic.get(
    "/rounds",
    action="round.read",
    summary="评价周期列表",
    query=Paged,
    answer=page_of(RoundRow),
    own=EVERYBODY,
)
def list_rounds(call: Call) -> Answer:
    """Every round of the bureau; that there is one is no secret."""
    return call.page(
        lambda after, limit: lifecycle.list_rounds(call.unit, after=after or 0, limit=limit), key=by_id
    )


@topic.post("/rounds", action="round.manage", summary="开启评价周期", body=RoundIn, answer=Round, status=201)
def open_round(call: Call) -> Answer:
    """Open a round."""
    made = lifecycle.open_round(call.unit, call.profile, **call.body)
    return Answer(made, status=201, version=made["version"], location=f"/rounds/{made['id']}")


@topic.get("/rounds/<number:round_id>", action="round.read", summary="评价周期", answer=Round, own=EVERYBODY)
def get_round(call: Call, round_id: int) -> Answer:
    """One round with its history."""
    return _versioned(lifecycle.get_round(call.unit, round_id=round_id))


@topic.post(
    "/rounds/<number:round_id>/cut-off",
    action="round.manage",
    summary="截数",
    description="评价周期结束后，截止报送；此后登记的内容会使计算结果显示为过时。",
    answer=Round,
    versioned=True,
)
def cut_off_round(call: Call, round_id: int) -> Answer:
    """Close the period for reporting."""
    return _versioned(lifecycle.cut_off(call.unit, round_id=round_id, version=call.version))


@topic.post(
    "/rounds/<number:round_id>/compute",
    action="round.manage",
    summary="计算",
    description="作为后台任务办理；进度见响应头 Location 所指的任务。",
    answer=RoundAsked,
    status=202,
    versioned=True,
)
def compute_round(call: Call, round_id: int) -> Answer:
    """Ask for the round to be computed."""
    asked = lifecycle.request_computation(call.unit, call.profile, round_id=round_id, version=call.version)
    return Answer(asked, status=202, version=asked["version"], location=f"/jobs/{asked['work_id']}")


@topic.post(
    "/rounds/<number:round_id>/approvals",
    action="round.review",
    summary="审核通过",
    description="发起计算的人不能审核；须审核几步由内部程序文件确定，无文件时为一步。",
    body=ApprovalIn,
    answer=RoundApproved,
    versioned=True,
)
def approve_round(call: Call, round_id: int) -> Answer:
    """Approve the computation."""
    return _versioned(review.approve(call.unit, round_id=round_id, version=call.version, **call.body))


@topic.post(
    "/rounds/<number:round_id>/publication",
    action="round.publish",
    summary="公示",
    description="结果未定、待定事项未设、版本未施行或计算已过时的，不能公示，回答中逐项列出。",
    body=PublicationIn,
    answer=Round,
    versioned=True,
)
def publish_round(call: Call, round_id: int) -> Answer:
    """Make the proposed grades public."""
    days = call.body.get("days")
    return _versioned(
        publication.publish(call.unit, call.profile, round_id=round_id, version=call.version, days=days)
    )


@topic.post(
    "/rounds/<number:round_id>/close",
    action="round.publish",
    summary="办结",
    description="公示届满且异议处理完毕后办结，等级记入台账；办结后不再变更。",
    answer=Round,
    versioned=True,
)
def close_round(call: Call, round_id: int) -> Answer:
    """Close the round for good."""
    return _versioned(publication.close(call.unit, round_id=round_id, version=call.version))


@topic.post(
    "/rounds/<number:round_id>/reversal",
    action="round.read",
    summary="撤回最近一步",
    description="能办理某一步的角色才能撤回那一步：截数、计算由办理人，审核、公示由审核人。",
    body=ReversalIn,
    answer=Round,
    versioned=True,
)
def reverse_round(call: Call, round_id: int) -> Answer:
    """Take the last step back."""
    return _versioned(lifecycle.reverse(call.unit, round_id=round_id, version=call.version, **call.body))


def _versioned(shown: dict[str, object]) -> Answer:
    return Answer(shown, version=int(str(shown["version"])))
