"""Results of a round: the list by rank, and the receipt that proves them."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from banfa.errors import Conflict
from banfa.procedures import receipts, results, rounds
from banfa.web.answers import JSON, Answer
from banfa.web.api.pages import page_of
from banfa.web.calls import Call
from banfa.web.fields import Anything, Id, OneOf, Said, Text, YesNo
from banfa.web.forms import Paged
from banfa.web.operations import Topic

topic = Topic("results", "评价结果")

SUBJECT = ("provider",)
PUBLIC = ("published", "closed")
"""States of a round in which its results are no secret of the bureau's."""


class ResultsQuery(Paged):
    """Which results."""

    grade = Text("只看等级已确定为此的", most=40)


class Result(Schema):
    """One provider's result; what is still open is given as its lowest and highest."""

    provider_id = Id("服务商编号", required=True)
    provider = Said("服务商", required=True)
    taking_part = OneOf("是否参评", options=("no", "open", "yes"), required=True)
    total = Anything("总分，写成十进制文字；未定时为 [最低, 最高]")
    rank = Anything("名次；未定时为 [最好, 最差]")
    grade = Anything("等级；未定时为 [最好, 最差]")
    open = YesNo("是否尚有未定", required=True)


@topic.get(
    "/rounds/<number:round_id>/results",
    action="round.read",
    summary="评价结果，按名次",
    description="服务商在公示之后可以看到自己的结果。",
    query=ResultsQuery,
    answer=page_of(Result),
    own=SUBJECT,
)
def list_results(call: Call, round_id: int) -> Answer:
    """Everyone's result, best first; a provider sees its own once the grades are public."""
    after, limit = call.after(), call.query["limit"]
    rows = results.list_results(
        call.unit,
        round_id=round_id,
        after=after and tuple(after),
        limit=limit + 1,
        provider_id=mine(call, round_id),
        **call.filters("grade"),
    )
    more = rows[limit - 1]["key"] if len(rows) > limit else None
    return call.paged([{k: v for k, v in row.items() if k != "key"} for row in rows[:limit]], more)


@topic.get(
    "/rounds/<number:round_id>/receipt",
    action="round.read",
    summary="评价凭证",
    description="规范化的 JSON 文件，含规则、事实、结果和摘要；用 banfa replay 可离线重算核对。",
    answer=None,
    media_type=JSON,
)
def get_receipt(call: Call, round_id: int) -> Answer:
    """The file that proves the round's last computation, byte by byte."""
    name = f'attachment; filename="receipt-{call.unit.actor.tenant}-{round_id}.json"'
    data = receipts.receipt_bytes(call.unit, round_id=round_id)
    return Answer(data, headers={"Content-Disposition": name})


def mine(call: Call, round_id: int) -> int | None:
    """Whose result alone may be seen; None: everyone's. Raises Conflict before the grades are public."""
    if call.scope == "all":
        return None
    state: Any = rounds.get_round(call.unit, round_id=round_id)["state"]
    if state not in PUBLIC:
        raise Conflict("not_public", "评价结果尚未公示，公示之后可以查看。", state=state)
    return call.unit.actor.provider_id
