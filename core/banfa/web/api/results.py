"""Results of a round: the list by rank, and the receipt that proves them."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from marshmallow import Schema

from banfa.errors import Conflict, Forbidden
from banfa.procedures.points import TAKING_PART
from banfa.procedures.rounds import results
from banfa.procedures.rounds.computations import receipt_bytes
from banfa.procedures.rounds.documents import find_unlisted_grade
from banfa.procedures.rounds.explanation import explain_result
from banfa.procedures.rounds.transitions import PUBLIC_STATES, find_round
from banfa.trust.permissions import OUTSIDERS
from banfa.web.api.law import LawWord
from banfa.web.api.pages import CountedQuery, make_search, make_sort, page_of
from banfa.web.fields import DECIMAL, Boolean, Cite, Date, Decimal, Dict, Enum, Id, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.results import render_explained, render_result
from banfa.web.requests import Arguments, Call, Query, pick
from banfa.web.responses import Answer
from banfa.web.variants import OneOrRange

blp = Blueprint("results", __name__, description="评价结果")

SUBJECT: Final = ("provider",)
NOT_YET: Final = "Problem409"
WHO_SEES: Final = "公示之后，服务商可以看到自己的结果，平台可以看到公示名单上的结果。"


class Points(OneOrRange):
    """Points, or the range they lie in."""

    def __init__(self, zh: str, **options: Any) -> None:
        super().__init__(zh, types=("string",), pattern=DECIMAL, required=True, **options)


class Rank(OneOrRange):
    """A rank, or a number of ranks, or the range it lies in."""

    def __init__(self, zh: str, **options: Any) -> None:
        super().__init__(zh, types=("integer",), required=True, **options)


class Grade(OneOrRange):
    """A grade, or the best and the worst that it may be."""

    def __init__(self, zh: str, **options: Any) -> None:
        super().__init__(zh, types=("string",), required=True, **options)


class FactValue(OneOrRange):
    """What a fact is: a number, or a day; null where it has not come or never was."""

    def __init__(self, zh: str) -> None:
        super().__init__(zh, types=("integer", "string"), required=True, allow_none=True)


class ResultsFilter(Query):
    """Which results, and in which order."""

    q = make_search("服务商名称、统一社会信用代码")
    sort = make_sort(results.ORDERS, default="rank")
    grade = Str("只看等级已确定为此的：所用版本的等级之一", max_length=40)
    taking_part = Enum("只看参评情况为此的", choices=TAKING_PART)


class ResultsQuery(ResultsFilter, CountedQuery):
    """Which results, page by page."""


class Result(Schema):
    """One provider's result; what is still open is given as its lowest and highest."""

    provider_id = Id("服务商编号", required=True)
    provider_name = Str("服务商名称", required=True)
    taking_part = Enum("是否参评", choices=TAKING_PART, required=True)
    total = Points("总分，写成十进制文字；未定时为 [最低, 最高]；不评分的为空", allow_none=True)
    rank = Rank("名次；未定时为 [最好, 最差]；不排名的为空", allow_none=True)
    grade = Grade("等级；未定时为 [最好, 最差]；不评定的为空", allow_none=True)
    open = Boolean("是否尚有未定", required=True)


class Evidence(Schema):
    """A row that counts for a fact."""

    kind = Str("台账种类", required=True)
    ids = List(Id(of_field="kind"), "台账条目编号；几条合为一项的，一并列出", required=True)
    on = Date("计入的日期")
    value = FactValue("计入的数")
    doubtful = Boolean("疑似与另一条重复，认定（见 /doubles）后方能确定；不疑似的不列出")


class FactShown(Schema):
    """A fact that a criterion looks at."""

    key = Str("标识", required=True)
    zh = Str("名称", required=True)
    unit = Str("单位", required=True)
    window = Str("所看的期间", required=True)
    value = FactValue("值；未定时为 [最低, 最高]，没有上限的最高为空")
    evidence = List(Nested(Evidence), "所据台账", required=True)


class CriterionShown(Schema):
    """A criterion with its points and reasons."""

    key = Str("标识", required=True)
    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    zh = Str("指标", required=True)
    full = Decimal("满分", required=True)
    points = Points("得分；未定时为 [最低, 最高]；不提供的为空，理由中说明", allow_none=True)
    facts = List(Nested(FactShown), "所看的事实", required=True)
    explanation = Str("理由", required=True)
    missing = List(Str(), "使之确定尚缺的事实或口径", required=True)


class RuleShown(Schema):
    """A rule about taking part."""

    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    zh = Str("要求", required=True)
    explanation = Str("理由", required=True)


class Distance(Schema):
    """How far the next better grade is."""

    grade = Str("上一等级", required=True)
    to_floor = Points("距最低分数线的分数")
    last_place = Rank("该等级最后一个名次；不限名额的为空", allow_none=True)
    ranks_behind = Rank("还差几名")
    points = Decimal("至少还须得的分数；未定为空", required=True, allow_none=True)


class Receipt(Schema):
    """The file that proves a computation; `banfa replay` recomputes it offline."""

    format = Str("格式", required=True)
    law = Nested(LawWord, "所用版本的规则，待定事项已按文件确定", required=True)
    facts = Dict("事实，逐列", required=True)
    results = Dict("结果，逐列", required=True)
    about = Dict("评价周期、文件和台账时点", required=True)
    hashes = Dict("各部分的摘要", values=Str(), required=True)


class ResultInFull(Result):
    """One provider's result with all its reasons."""

    round_id = Id("评价周期编号", required=True)
    stale = List(Str(), "计算之后有变化的内容，仅主管部门可见；为空表示结果是最新的", required=True)
    public_until = Date(
        "这一结果的公示届满日，至此可以提出异议；更正后另行公示的，以其届满日为准；未公示的为空",
        required=True,
        allow_none=True,
    )
    explanation = Str("等级的理由", required=True)
    next = Nested(Distance, "距上一等级；已在最高等级、没有等级的，对主管部门以外的，为空")
    rules = List(Nested(RuleShown), "参评规则", required=True)
    criteria = List(Nested(CriterionShown), "各项指标", required=True)
    facts = List(Nested(FactShown), "不计分的评价所看的事实；计分的为空", required=True)


@blp.route("/rounds/<id(round):round_id>/results")
@blp.arguments(ResultsQuery, location="query")
@blp.response(200, page_of(Result))
@blp.alt_response(409, NOT_YET)
@operation("round.read", summary="评价结果", description=WHO_SEES, own=SUBJECT)
def list_results(call: Call, query: Arguments, round_id: int) -> Answer:
    """Everyone's result, best first; a provider sees its own once the grades are public."""
    after, limit = call.after(query), query["limit"]
    seen = _find_seen(call, round_id)
    choice = results.ResultChoice(**seen._asdict(), **pick(query, "grade", "taking_part", "q"))
    rows = results.list_results(
        call.unit,
        round_id=round_id,
        choice=choice,
        sort=query["sort"],
        after=after and tuple(after),
        limit=limit + 1,
    )
    page = rows[:limit]
    more = (page[-1].sort_key, page[-1].provider_id) if len(rows) > limit else None
    total = results.count_results(call.unit, round_id=round_id, choice=choice) if query["count"] else None
    return call.make_page([render_result(result) for result in page], more, total=total)


@blp.route("/rounds/<id(round):round_id>/results/<id(provider):provider_id>")
@blp.response(200, ResultInFull)
@blp.alt_response(409, NOT_YET)
@operation(
    "round.read",
    summary="一家服务商的结果和全部理由",
    description=(
        "逐项指标的事实、得分、条款、理由和所据台账；未定的，列出尚缺什么。涉及试点企业满意度的内容，"
        "评价周期办结后、本期有5家以上企业作出评价的，对主管部门以外提供合计，不提供逐条评价。"
    ),
    own=SUBJECT,
    weight=5,
)
def get_result(call: Call, round_id: int, provider_id: int) -> Answer:
    """One provider's result in full; a provider sees its own once the grades are public."""
    seen = _find_seen(call, round_id)
    explained = explain_result(
        call.unit,
        round_id=round_id,
        provider_id=call.provider(provider_id),
        public=seen.public,
        unlisted=seen.unlisted,
    )
    return Answer(render_explained(explained))


@blp.route("/rounds/<id(round):round_id>/receipt")
@blp.response(200, Receipt)
@blp.alt_response(409, NOT_YET)
@operation(
    "round.read",
    summary="计分底稿",
    description="规范化的 JSON 文件，含规则、事实、结果和摘要；用 banfa replay 可离线重算核对。",
    weight=20,
)
def get_receipt(call: Call, round_id: int) -> Answer:
    """The file that proves the round's last computation, byte by byte."""
    if _find_seen(call, round_id).unlisted is not None:
        raise Forbidden("results_unlisted", "公示名单不列末等的服务商，计分底稿只供主管部门使用。")
    name = f'attachment; filename="receipt-{call.unit.actor.tenant}-{round_id}.json"'
    return Answer(receipt_bytes(call.unit, round_id=round_id), headers={"Content-Disposition": name})


class _Seen(NamedTuple):
    """Which results the actor may see: `provider_id` its own alone, the rest as in `ResultChoice`."""

    provider_id: int | None = None
    public: bool = False
    unlisted: str | None = None


def _find_seen(call: Call, round_id: int) -> _Seen:
    """Find what of the results may be seen. Raises Conflict for an outsider before the grades are public."""
    actor = call.unit.actor
    if actor.role not in OUTSIDERS:
        return _Seen()
    round_ = find_round(call.unit, round_id, lock=False)
    if round_.state not in PUBLIC_STATES:
        raise Conflict("not_public", "评价结果尚未公示，公示之后可以查看。")
    if call.scope == "own":
        return _Seen(actor.provider_id, public=True)
    return _Seen(public=True, unlisted=find_unlisted_grade(call.unit, call.profile, round_))
