"""The watch (预警): clauses that providers have run into, or may have, as of a day."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from banfa.ledger.listing import get_entry
from banfa.procedures.watch import watch
from banfa.web.answers import Answer
from banfa.web.api.pages import page_of
from banfa.web.calls import Call
from banfa.web.fields import Day, Id, IdText, Items, OneOf, Said, Whole, YesNo
from banfa.web.forms import Paged
from banfa.web.operations import Topic

topic = Topic("watch", "预警")

STATES = ("met", "open")


class WatchQuery(Paged):
    """As of when, and for whom."""

    as_of = Day("截至哪一日；省略时为今天")
    provider_id = IdText("只看这家服务商")
    state = OneOf("met 已触发，open 尚不能确定；省略时都看", options=STATES)


class Hit(Schema):
    """A clause met or open for one provider: a proposal, for people to decide upon."""

    provider_id = Id("服务商编号", required=True)
    provider = Said("服务商", required=True)
    cite = Items(Whole(), "条、项、目", required=True)
    cite_zh = Said("条款", required=True)
    clause = Said("条款标识", required=True)
    ground = Said("情形", required=True)
    state = OneOf("状态", options=STATES, required=True)
    state_zh = Said("状态名称", required=True)
    force = Said("应当、可以或一般", required=True)
    remedies = Items(Said(), "措施", required=True)
    explanation = Said("依据事实的说明", required=True)
    missing = Items(Said(), "尚缺的事实或口径", required=True)
    trial = YesNo("是否试算：当日没有施行中的版本", required=True)
    edition = Said("所用版本", required=True)


@topic.get(
    "/watch",
    action="watch.read",
    summary="预警",
    description="只看不记：触发是建议，处置由人决定。按服务商、条款排列。",
    query=WatchQuery,
    answer=page_of(Hit),
)
def get_watch(call: Call) -> Answer:
    """What every clause says of every provider, as of a day."""
    if "provider_id" in call.query:
        get_entry(call.unit, "provider", call.query["provider_id"])  # one that does not exist is told so
    found = watch(
        call.unit,
        call.profile,
        as_of=call.query.get("as_of", call.unit.today),
        open_too=call.query.get("state") != "met",
        **call.filters("provider_id"),
    )
    wanted = call.query.get("state")
    hits = sorted((h for h in found if wanted in {None, h["state"]}), key=place)
    after = call.after()
    left = [hit for hit in hits if after is None or place(hit) > after]
    return call.page(lambda _after, limit: left[:limit], key=place)


def place(hit: dict[str, Any]) -> list[Any]:
    """Where a hit comes in the list."""
    return [hit["provider_id"], hit["cite"], hit["clause"]]
