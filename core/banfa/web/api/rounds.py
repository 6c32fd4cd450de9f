"""Rounds (评价周期): opened, cut off, computed, reviewed, published, closed."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.errors import Malformed
from banfa.ledger.entries.pinyin import make_sort_key
from banfa.procedures.rounds import lifecycle, publication, review
from banfa.procedures.rounds.transitions import STATES, STEPS, UNDOING, find_round
from banfa.trust.permissions import OUTSIDERS, PERMISSIONS, ROLES
from banfa.web.api.pages import CountedQuery, ShortList, make_search, make_sort, page_of
from banfa.web.fields import Boolean, Cite, Date, DateTime, Enum, Id, Integer, List, Nested, PersonName, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.rounds import (
    find_public_state,
    render_public_round,
    render_round,
    render_round_row,
)
from banfa.web.requests import Arguments, Call, Form
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.procedures.rounds.lifecycle import RoundDetails
    from banfa.procedures.rounds.transitions import Round as RoundOfBureau
    from banfa.trust.persons import WithPerson

blp = Blueprint("rounds", __name__, description="评价周期")

EVERYBODY: Final = ("provider", "enterprise")
PUBLIC_ONLY: Final = (
    "对主管部门以外的，只提供周期、版本、公示日期，以及进行中、公示中、已办结或已作废的状态，"
    "不提供办理步骤、办理人和意见。"
)


class RoundIn(Form):
    """A round to open."""

    name = Str("名称，如“2026年第一季度”", required=True, max_length=100)
    period_start = Date("评价周期始日", required=True)
    period_end = Date("评价周期终日", required=True)
    edition = Str("所用版本；省略时为终日施行的版本，尚无施行版本时为最新版本（试算）", max_length=100)


class UnsetTerm(Schema):
    """An open term that a published result depends on, and no instrument has set."""

    key = Str("标识", required=True)
    zh = Str("名称", required=True)
    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)


class StepDetail(Schema):
    """What a step needed saying; which parts there are follows from the step."""

    edition = Str("所用版本")
    digest = Str("计分底稿的摘要")
    opinion = Str("审核意见")
    step = Integer("第几步审核")
    of = Integer("共几步审核")
    working_days = Integer("公示工作日数")
    public_until = Date("公示届满日")
    announced_until = Date("此前公布的届满日")
    published_in = Str("公示载体或网址")
    provisional = Boolean("公示届满日是否以尚未公布的放假安排为准")
    grades = Integer("记入台账的等级数")
    changed_since = List(Str(), "计算之后有变化的内容")
    reason = Str("理由")
    document_no = Str("文号")


class Computation(Schema):
    """What a round computed last."""

    id = Id("计算编号", of="computation", required=True)
    computed_at = DateTime("计算时间", required=True)
    computed_by = PersonName("发起人", required=True)
    known_at = DateTime("所依据台账的时点", required=True)
    providers = Integer("参评服务商数", required=True)
    open_results = Integer("结果尚不能确定的服务商数", required=True)
    unset = List(Nested(UnsetTerm), "尚未以文件确定的待定事项", required=True)
    digest = Str("计分底稿的摘要", required=True)
    stale = List(Str(), "计算之后有变化的内容；为空表示结果是最新的", required=True)
    late = List(Str(), "数据截止之后才报送、没有计入的台账种类", required=True)


class RoundStep(Schema):
    """A step that was taken."""

    step = Str("步骤", required=True)
    zh = Str("步骤名称", required=True)
    entered = Str("进入的状态", required=True)
    taken_by = PersonName("办理人", required=True)
    taken_at = DateTime("办理时间", required=True)
    detail = Nested(StepDetail, "说明", required=True)


class RoundRow(Schema):
    """A round in a list. Required is what outsiders see too."""

    id = Id("编号", of="round", required=True)
    name = Str("名称", required=True)
    edition = Str("所用版本", required=True)
    state = Str("状态", required=True)
    state_zh = Str("状态名称", required=True)
    version = Integer("版本号，即 ETag 的首段")
    opened_by = PersonName("开启人")
    opened_at = DateTime("开启时间")
    period_start = Date("始日", required=True)
    period_end = Date("终日", required=True)
    cut_off_at = DateTime("数据截止时间；数据尚未截止的为空", allow_none=True)
    public_from = Date("公示始日", required=True, allow_none=True)
    public_until = Date("公示届满日", required=True, allow_none=True)


class Round(RoundRow):
    """A round."""

    trial = Boolean("是否试算（终日没有施行中的版本）")
    notice = Str("试算提示；不是试算的为空文字")
    computation = Nested(Computation, "最近一次计算；尚未计算的为空", allow_none=True)
    history = List(Nested(RoundStep), "已办步骤")


class RoundAsked(Round):
    """A round whose computation was asked for."""

    work_id = Id("后台任务编号", required=True)


class RoundApproved(Round):
    """A round that was approved."""

    approvals = Integer("已审核步数", required=True)
    approvals_needed = Integer("共需审核步数", required=True)


class ReversalIn(Form):
    """Why the last step is taken back."""

    reason = Str("理由", required=True, max_length=2000)
    document_no = Str("文号", required=True, max_length=100)
    reopen = Boolean("一直撤回到数据截止之前，以便补报；公示以后的不能")


class ApprovalIn(Form):
    """The reviewer's opinion."""

    opinion = Str("审核意见", required=True, max_length=2000)


class PublicationIn(Form):
    """For how long."""

    days = Integer("公示工作日数；省略时为办法或文件规定的最短期限", unit="个工作日", minimum=1, maximum=250)
    published_in = Str("公示载体或网址", max_length=500)


class RoundsQuery(CountedQuery):
    """Which rounds, and in which order."""

    q = make_search("名称")
    sort = make_sort(("id", "name", "period_start", "opened_at"))
    state = Enum("只看这一状态的", choices=STATES)
    edition = Str("只看所用版本为此的", max_length=100)
    from_ = Date("只看终日不早于此日的", data_key="from")
    to = Date("只看始日不晚于此日的")


_LIST: Final[ShortList[WithPerson[RoundOfBureau]]] = ShortList(
    id_=attrgetter("row.id"),
    orders={
        "id": attrgetter("row.id"),
        "name": lambda listed: make_sort_key(listed.row.name),
        "period_start": attrgetter("row.period_start"),
        "opened_at": attrgetter("row.opened_at"),
    },
    names=lambda listed: (listed.row.name,),
)


@blp.route("/rounds")
@blp.arguments(RoundsQuery, location="query")
@blp.response(200, page_of(RoundRow))
@operation("round.read", summary="评价周期列表", description=PUBLIC_ONLY, own=EVERYBODY)
def list_rounds(call: Call, query: Arguments) -> Answer:
    """Every round of the bureau; that there is one is no secret."""
    public = call.unit.actor.role in OUTSIDERS
    if public and query["sort"].removeprefix("-") == "opened_at":
        raise Malformed("field_out_of_range", "不能按开启时间排序。", field="sort")
    since, until = query.get("from_", date.min), query.get("to", date.max)
    state, edition = query.get("state"), query.get("edition")
    rounds = (
        listed
        for listed in lifecycle.list_rounds(call.unit)
        if state in {None, find_public_state(listed.row) if public else listed.row.state}
        and edition in {None, listed.row.edition}
        and since <= listed.row.period_end
        and listed.row.period_start <= until
    )

    def render(listed: WithPerson[RoundOfBureau]) -> dict[str, Any]:
        if public:
            return render_public_round(listed.row)
        return {**render_round_row(listed.row), "opened_by": listed.person}

    return _LIST.answer(call, query, rounds, render)


@blp.route("/rounds", methods=["POST"])
@blp.arguments(
    RoundIn, example={"name": "2026年第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
)
@blp.response(201, Round)
@operation(STEPS["open"].action, summary="开启评价周期")
def open_round(call: Call, body: Arguments) -> Answer:
    """Open a round."""
    opened = lifecycle.open_round(call.unit, call.profile, **body)
    return _answer_round(opened, location=call.locate("/rounds", "round", opened.round.id))


@blp.route("/rounds/<id(round):round_id>")
@blp.response(200, Round)
@operation("round.read", summary="评价周期", description=PUBLIC_ONLY, own=EVERYBODY)
def get_round(call: Call, round_id: int) -> Answer:
    """One round; to the bureau with its history."""
    if call.unit.actor.role in OUTSIDERS:
        return Answer(render_public_round(find_round(call.unit, round_id, lock=False)))
    return _answer_round(lifecycle.get_round(call.unit, round_id=round_id))


@blp.route("/rounds/<id(round):round_id>/cut-off", methods=["POST"])
@blp.response(200, Round)
@operation(
    STEPS["cut_off"].action,
    summary="数据截止",
    description="评价周期结束后，截止报送；此后登记的内容不计入结果，须撤回数据截止或经异议成立才能更正。",
    versioned=True,
)
def cut_off_round(call: Call, round_id: int) -> Answer:
    """Close the period for reporting."""
    return _answer_round(lifecycle.cut_off_round(call.unit, round_id=round_id, version=call.version))


@blp.route("/rounds/<id(round):round_id>/compute", methods=["POST"])
@blp.response(202, RoundAsked)
@operation(
    STEPS["compute"].action,
    summary="计算",
    description="作为后台任务办理；进度见响应头 Location 所指的任务。",
    versioned=True,
)
def compute_round(call: Call, round_id: int) -> Answer:
    """Ask for the round to be computed."""
    requested = lifecycle.request_computation(
        call.unit, call.profile, round_id=round_id, version=call.version
    )
    data = {**render_round(requested.details), "work_id": requested.work_id}
    location = call.locate("/jobs", "work", requested.work_id)
    return Answer(data, version=requested.details.round.version, location=location)


@blp.route("/rounds/<id(round):round_id>/approvals", methods=["POST"])
@blp.arguments(ApprovalIn, example={"opinion": "事实清楚，计算无误，同意公示。"})
@blp.response(200, RoundApproved)
@operation(
    STEPS["review"].action,
    summary="审核通过",
    description="发起计分的人不能审核；须审核几步由内部工作规程文件确定，无文件时为一步。",
    versioned=True,
)
def approve_round(call: Call, body: Arguments, round_id: int) -> Answer:
    """Approve the computation."""
    approved = review.approve_round(call.unit, round_id=round_id, version=call.version, **body)
    counts = {"approvals": approved.approvals, "approvals_needed": approved.approvals_needed}
    data = {**render_round(approved.details), **counts}
    return Answer(data, version=approved.details.round.version)


@blp.route("/rounds/<id(round):round_id>/publication", methods=["POST"])
@blp.arguments(PublicationIn, example={"days": 5})
@blp.response(200, Round)
@operation(
    STEPS["publish"].action,
    summary="公示",
    description="结果未定、待定事项未设、版本未施行或计算已过时的，不能公示，回答中逐项列出。",
    versioned=True,
)
def publish_round(call: Call, body: Arguments, round_id: int) -> Answer:
    """Make the proposed grades public."""
    return _answer_round(
        publication.publish_round(call.unit, call.profile, round_id=round_id, version=call.version, **body)
    )


@blp.route("/rounds/<id(round):round_id>/close", methods=["POST"])
@blp.response(200, Round)
@operation(
    STEPS["close"].action,
    summary="办结",
    description="公示届满且异议处理完毕后办结，等级记入台账；办结后不再变更。",
    versioned=True,
)
def close_round(call: Call, round_id: int) -> Answer:
    """Close the round for good."""
    return _answer_round(publication.close_round(call.unit, round_id=round_id, version=call.version))


@blp.route("/rounds/<id(round):round_id>/reversal", methods=["POST"])
@blp.arguments(ReversalIn, example={"reason": "平台补报了三份合同", "document_no": "厦工信撤〔2026〕1号"})
@blp.response(200, Round)
@operation(
    "round.read",
    summary="撤回最近一步",
    description="能办理某一步的角色才能撤回那一步：数据截止、计分由办理人，审核、公示由审核人。",
    roles=[role for role in ROLES if any(PERMISSIONS[role, step.action] for step in UNDOING.values())],
    versioned=True,
)
def reverse_round(call: Call, body: Arguments, round_id: int) -> Answer:
    """Take the last step back, or all since the cut-off with it."""
    take_back = lifecycle.reopen_round if body.pop("reopen", None) else lifecycle.reverse_round
    return _answer_round(take_back(call.unit, round_id=round_id, version=call.version, **body))


def _answer_round(details: RoundDetails, *, location: str | None = None) -> Answer:
    return Answer(render_round(details), version=details.round.version, location=location)
