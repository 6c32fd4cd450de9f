"""The watch (预警): clauses that providers have run into or may have, as of any day; and hits as stored."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema

from banfa.ledger.recording.listing import get_entry
from banfa.procedures.watch import hits, runs
from banfa.procedures.watch.explanation import get_hit as hit_in_full
from banfa.procedures.watch.look import place, watch
from banfa.web.api.pages import page_of
from banfa.web.api.results import Evidence
from banfa.web.fields import (
    Anything,
    Day,
    Free,
    Id,
    IdText,
    Items,
    Moment,
    OneOf,
    Part,
    Said,
    Text,
    Whole,
    YesNo,
)
from banfa.web.forms import Form, Paged
from banfa.web.operations import Topic
from banfa.web.requests import Call, by_id
from banfa.web.responses import Answer

topic = Topic("watch", "预警")

SEEN: Final = ("met", "open")
GROUPS: Final = {
    "triggered": (hits.MET, hits.LATCHED),
    "standing": (hits.MET, hits.LATCHED, hits.OPEN),
}
STATES: Final = {**{state: (state,) for state in hits.STATES}, **GROUPS}
"""What hits can be asked for by, and the states it means."""


class WatchQuery(Paged):
    """As of when, for whom, and which provision."""

    as_of = Day("截至哪一日；省略时为今天")
    provider_id = IdText("只看这家服务商")
    clause = Text("只看这一条款（条款标识，如 12.3）", most=40)
    state = OneOf("met 已触发，open 尚不能确定；省略时都看", options=SEEN)


class Provision(Schema):
    """The provision of a hit, for one provider."""

    provider_id = Id("服务商编号", required=True)
    provider = Said("服务商", required=True)
    cite = Items(Whole(), "条、项、目", required=True)
    cite_zh = Said("条款", required=True)
    clause = Said("条款标识", required=True)
    ground = Said("情形", required=True)
    explanation = Said("依据事实的说明", required=True)
    missing = Items(Said(), "尚缺的事实或口径", required=True)
    trial = YesNo("是否试算：当日没有施行中的版本", required=True)
    edition = Said("所用版本", required=True)
    state_zh = Said("状态名称", required=True)


class Seen(Provision):
    """A clause met or open for one provider: a proposal, for people to decide upon."""

    state = OneOf("状态", options=SEEN, required=True)
    force = Said("应当、可以或一般", required=True)
    remedies = Items(Said(), "措施", required=True)


class HitsQuery(Paged):
    """Which stored hits."""

    provider_id = IdText("只看这家服务商")
    clause = Text("只看这一条款（条款标识，如 12.3）", most=40)
    edition = Text("只看依据这一版本的", most=100)
    run_id = IdText("只看这次运行最后变更的")
    state = OneOf("只看这一状态；triggered 为已触发，standing 为除已解除以外的", options=tuple(STATES))


class Hit(Provision):
    """A hit as stored. It keeps the edition under which it was found."""

    id = Id("编号", required=True)
    state = OneOf("状态", options=tuple(hits.STATES), required=True)
    why = Said("解除原因代码")
    why_zh = Said("解除原因", required=True)
    evidence = Free("区分此项触发与下一项的依据：台账条目、期限起算之日或最初发现之日", required=True)
    seen_on = Day("最初如此之日", required=True)
    changed_on = Day("最近一次变化之日", required=True)
    run_id = Id("最近一次变更它的运行", required=True)


class ReportOut(Schema):
    """A report that has to be declared complete before a fact is known."""

    reports = Said("数据种类", required=True)
    zh = Said("名称", required=True)
    until_on = Day("现已申明截至；从未申明的为空", nullable=True, required=True)


class FactSeen(Schema):
    """A fact that a clause looks at, as of the run that changed the hit last."""

    key = Said("标识", required=True)
    zh = Said("名称", required=True)
    unit = Said("单位", required=True)
    window = Said("所看的期间", required=True)
    value = Anything("值；未定时为 [最低, 最高]；没有上限，或日期尚未发生、从未发生的为空")
    evidence = Items(Part(Evidence), "所据台账", required=True)
    reports = Items(Part(ReportOut), "尚未申明截止的数据", required=True)


class HitChange(Schema):
    """What became of a hit in one run."""

    run_id = Id("运行编号", required=True)
    as_of = Day("截至之日", required=True)
    known_at = Moment("所据台账的时点", required=True)
    state = OneOf("状态", options=tuple(hits.STATES), required=True)
    state_zh = Said("状态名称", required=True)
    why = Said("解除原因代码")
    why_zh = Said("解除原因", required=True)
    trial = YesNo("是否试算", required=True)
    explanation = Said("当时的说明", required=True)
    missing = Items(Said(), "当时尚缺的事实或口径", required=True)


class HitInFull(Hit):
    """A hit with all its reasons."""

    as_of = Day("下列事实截至之日", required=True)
    known_at = Moment("下列事实所据台账的时点", required=True)
    force = Said("应当、可以或一般", required=True)
    remedies = Items(Said(), "措施", required=True)
    facts = Items(Part(FactSeen), "所看的事实", required=True)
    history = Items(Part(HitChange), "历次变化", required=True)


class RunIn(Form):
    """A run to be made."""

    as_of = Day("截至哪一日，不晚于今天；省略时为今天")


class RunAsked(Schema):
    """A run that was asked for."""

    work_id = Id("后台任务编号", required=True)
    as_of = Day("截至之日", required=True)


class Run(Schema):
    """A run of the watch."""

    id = Id("编号", required=True)
    as_of = Day("截至之日", required=True)
    known_at = Moment("所据台账的时点", required=True)
    edition = Said("所用版本", required=True)
    trial = YesNo("是否试算", required=True)
    kept = YesNo("是否存储：已有更晚一日的结果时，只看不存", required=True)
    providers = Whole("所看的服务商数", required=True)
    seen = Free("已触发、尚不能确定的项数", required=True)
    changes = Free("进入各状态的项数", required=True)
    ran_by = Said("发起人", required=True)
    ran_at = Moment("运行时间", required=True)


@topic.get(
    "/watch",
    action="watch.read",
    summary="预警",
    description="当场计算，不存储：触发是建议，处置由人决定。按服务商、条款排列。",
    query=WatchQuery,
    answer=page_of(Seen),
)
def get_watch(call: Call) -> Answer:
    """What every clause says of every provider, as of a day."""
    check_provider(call)
    chosen = call.filters("provider_id")
    if "state" in call.query:
        chosen["states"] = {call.query["state"]}
    if "clause" in call.query:
        chosen["clauses"] = {call.query["clause"]}
    as_of = call.query.get("as_of", call.unit.today)
    return call.page(
        lambda after, limit: watch(call.unit, call.profile, as_of=as_of, after=after, limit=limit, **chosen),
        key=place,
    )


@topic.get(
    "/hits",
    action="watch.read",
    summary="已存储的预警",
    description="每晚或应要求存储；同一情形以新的证据再次触发的，另列一项。",
    query=HitsQuery,
    answer=page_of(Hit),
)
def list_hits(call: Call) -> Answer:
    """What the nights have left, oldest first."""
    check_provider(call)
    chosen = call.filters("provider_id", "clause", "edition", "run_id")
    if "state" in call.query:
        chosen["states"] = STATES[call.query["state"]]
    return call.page(
        lambda after, limit: hits.list_hits(call.unit, after=after or 0, limit=limit, **chosen), key=by_id
    )


@topic.get(
    "/hits/<number:hit_id>",
    action="watch.read",
    summary="一项预警和全部理由",
    description="事实和所据台账以最近一次变更它的运行为准，当时知道什么就列出什么。",
    answer=HitInFull,
)
def get_hit(call: Call, hit_id: int) -> Answer:
    """One hit with facts, evidence and history."""
    return Answer(hit_in_full(call.unit, call.profile, hit_id=hit_id))


@topic.get(
    "/watch/runs",
    action="watch.read",
    summary="预警的历次运行",
    query=Paged,
    answer=page_of(Run),
)
def list_watch_runs(call: Call) -> Answer:
    """Every run, oldest first."""
    return call.page(lambda after, limit: hits.list_runs(call.unit, after=after or 0, limit=limit), key=by_id)


@topic.post(
    "/watch/runs",
    action="round.manage",
    summary="运行预警并存储变化",
    description="作为后台任务办理；进度见响应头 Location 所指的任务。已有更晚一日的结果时，只看不存。",
    body=RunIn,
    answer=RunAsked,
    status=202,
)
def run_watch(call: Call) -> Answer:
    """Ask for a run."""
    asked = runs.request_run(call.unit, call.profile, **call.body)
    return Answer(asked, status=202, location=f"/jobs/{asked['work_id']}")


def check_provider(call: Call) -> None:
    """Tell whoever asks about a provider that does not exist that it does not. Raises Missing."""
    if "provider_id" in call.query:
        get_entry(call.unit, "provider", call.query["provider_id"])
