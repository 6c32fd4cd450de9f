"""The watch (情形监测): clauses that providers have run into or may have, as of any day; hits as stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from marshmallow import Schema

from banfa.errors import Malformed
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.watch import hits, runs
from banfa.procedures.watch.explanation import explain_hit
from banfa.procedures.watch.listing import SortKey, read_watch, watch_afresh
from banfa.procedures.watch.look import STATES as SEEN
from banfa.procedures.watch.looks import is_unseen, list_looks, look_at
from banfa.web.api.examples import RUN_ID
from banfa.web.api.pages import page_of
from banfa.web.api.results import Evidence, FactValue
from banfa.web.fields import (
    Boolean,
    Cite,
    Date,
    DateTime,
    Dict,
    Enum,
    Id,
    Integer,
    List,
    Nested,
    PersonName,
    Str,
)
from banfa.web.operation import Blueprint, operation
from banfa.web.rendering.watch import (
    render_explained,
    render_hit,
    render_look,
    render_run,
    render_seen,
)
from banfa.web.requests import Arguments, Call, Form, PageQuery, Query, pick
from banfa.web.responses import Answer

blp = Blueprint("watch", __name__, description="情形监测")

GROUPS: Final = {
    "triggered": (hits.MET, hits.LATCHED),
    "standing": (hits.MET, hits.LATCHED, hits.OPEN),
}
STATES: Final = {**{state: (state,) for state in hits.STATES}, **GROUPS}
"""What hits can be asked for by, and the states it means."""


class WatchQuery(PageQuery):
    """As of when, for whom, and which provision."""

    fresh = Boolean("true 为当场计算；省略时读取最近一次运行所存的结果")
    as_of = Date("截至哪一日，须与 fresh=true 同用；省略时为今天")
    provider_id = Id("只看这家服务商")
    clause = Str("只看这一条款（条款标识，如 12.3）", max_length=40)
    state = Enum("met 疑似符合，open 尚不能确定；省略时都看", choices=tuple(SEEN))


class Provision(Schema):
    """The provision of a hit, for one provider."""

    provider_id = Id("服务商编号", required=True)
    provider_name = Str("服务商名称", required=True)
    cite = Cite(required=True)
    cite_zh = Str("条款", required=True)
    clause = Str("条款标识", required=True)
    situation = Str("情形", required=True)
    explanation = Str("依据事实的说明", required=True)
    missing = List(Str(), "尚缺的事实或口径", required=True)
    trial = Boolean("是否试算：当日没有施行中的版本", required=True)
    edition = Str("所用版本", required=True)
    state_zh = Str("状态名称", required=True)


class Seen(Provision):
    """A clause met or open for one provider: a proposal, for people to decide upon."""

    state = Enum("状态", choices=tuple(SEEN), required=True)
    force = Str("应当、可以或一般", required=True)
    remedies = List(Str(), "措施", required=True)


class WatchPage(Schema):
    """A page of what the watch shows, and how far that is known."""

    items = List(Nested(Seen), "本页内容", required=True)
    next = Str("下一页的游标，末页为空", allow_none=True, required=True)
    as_of = Date("截至之日；从未运行过的为空", allow_none=True, required=True)
    known_at = DateTime("所据台账的时点；从未运行过的为空", allow_none=True, required=True)
    fresh = Boolean("是否当场计算", required=True)
    changed = List(Str(), "此后有变化的内容；不为空时，可重新运行或当场计算", required=True)


class HitsFilter(Query):
    """Which stored hits."""

    provider_id = Id("只看这家服务商")
    clause = Str("只看这一条款（条款标识，如 12.3）", max_length=40)
    edition = Str("只看依据这一版本的", max_length=100)
    run_id = Id("只看这次运行最后变更的")
    state = Enum("只看这一状态；triggered 为疑似符合，standing 为除情形消除以外的", choices=tuple(STATES))
    unseen = Boolean("true 时只看还没有人看过的；看过以后又有变化的算没有看过")


class HitsQuery(HitsFilter, PageQuery):
    """Which stored hits, page by page."""


def choose_hits(call: Call, query: Arguments) -> dict[str, Any]:
    """What is asked of stored hits. Raises Missing for a provider that there is not."""
    _check_provider(call, query)
    chosen: dict[str, Any] = {**pick(query, "provider_id", "clause", "edition", "run_id")}
    if "state" in query:
        chosen["states"] = STATES[query["state"]]
    if query.get("unseen"):
        chosen["where"] = is_unseen()
    return chosen


class HitWindow(Schema):
    """The period that a hit without entries rests on."""

    year = Integer("年度")
    round = Date("评价周期始日")


class HitEvidence(Schema):
    """What tells one hit from the next of the same clause."""

    rows = Dict("台账条目，按所看的事实；只用来区分", values=List(Id(of="entry")))
    since = Dict("期限起算之日，按所看的事实", values=Date(), data_key="from")
    seen = Date("最初发现之日")
    window = Nested(HitWindow, "所看的期间", data_key="in")


class Hit(Provision):
    """A hit as stored. It keeps the edition under which it was found."""

    id = Id("编号", of="hit", required=True)
    state = Enum("状态", choices=tuple(hits.STATES), required=True)
    why = Str("解除原因代码")
    why_zh = Str("解除原因", required=True)
    evidence = Nested(
        HitEvidence, "区分此条线索与下一条的依据：台账条目、期限起算之日或最初发现之日", required=True
    )
    seen_on = Date("最初如此之日", required=True)
    changed_on = Date("最近一次变化之日", required=True)
    run_id = Id("最近一次变更它的运行", required=True)


class ReportOut(Schema):
    """A report that has to be declared complete before a fact is known."""

    reports = Str("数据种类", required=True)
    zh = Str("名称", required=True)
    until_on = Date("现已申明截至；从未申明的为空", allow_none=True, required=True)


class FactSeen(Schema):
    """A fact that a clause looks at, as of the run that changed the hit last."""

    key = Str("标识", required=True)
    zh = Str("名称", required=True)
    unit = Str("单位", required=True)
    window = Str("所看的期间", required=True)
    value = FactValue("值；未定时为 [最低, 最高]；没有上限，或日期尚未发生、从未发生的为空")
    evidence = List(Nested(Evidence), "所据台账", required=True)
    reports = List(Nested(ReportOut), "尚未申明截止的数据", required=True)


class HitChange(Schema):
    """What became of a hit in one run."""

    run_id = Id("运行编号", required=True)
    as_of = Date("截至之日", required=True)
    known_at = DateTime("所据台账的时点", required=True)
    state = Enum("状态", choices=tuple(hits.STATES), required=True)
    state_zh = Str("状态名称", required=True)
    why = Str("解除原因代码")
    why_zh = Str("解除原因", required=True)
    trial = Boolean("是否试算", required=True)
    explanation = Str("当时的说明", required=True)
    missing = List(Str(), "当时尚缺的事实或口径", required=True)


class LookIn(Form):
    """That somebody has looked at a hit."""

    run_id = Id("所看的这条线索的 run_id；此后又有变化的不受理", required=True)
    note = Str("看后的备注", max_length=2000)


class Look(Schema):
    """A look at a hit."""

    id = Id("编号", of="hit_look", required=True)
    run_id = Id("所看的是哪次运行之后的", required=True)
    looked_by = PersonName("谁看的", required=True)
    looked_at = DateTime("何时看的", required=True)
    note = Str("备注", required=True, allow_none=True)


class HitInFull(Hit):
    """A hit with all its reasons."""

    as_of = Date("下列事实截至之日", required=True)
    known_at = DateTime("下列事实所据台账的时点", required=True)
    force = Str("应当、可以或一般", required=True)
    remedies = List(Str(), "措施", required=True)
    facts = List(Nested(FactSeen), "所看的事实", required=True)
    history = List(Nested(HitChange), "历次变化", required=True)
    looks = List(Nested(Look), "谁在何时看过", required=True)


class RunIn(Form):
    """A run to be made."""

    as_of = Date("截至哪一日，不晚于今天；省略时为今天")


class RunAsked(Schema):
    """A run that was asked for."""

    work_id = Id("后台任务编号", required=True)
    as_of = Date("截至之日", required=True)


class Run(Schema):
    """A run of the watch."""

    id = Id("编号", of="watch_run", required=True)
    as_of = Date("截至之日", required=True)
    known_at = DateTime("所据台账的时点", required=True)
    edition = Str("所用版本", required=True)
    trial = Boolean("是否试算", required=True)
    kept = Boolean("是否存储：已有更晚一日的结果时，只看不存", required=True)
    providers = Integer("所看的服务商数", required=True)
    seen = Dict("疑似符合、尚不能确定的项数", values=Integer(), required=True)
    changes = Dict("进入各状态的项数", values=Integer(), required=True)
    ran_by = PersonName("发起人", required=True)
    ran_at = DateTime("运行时间", required=True)


@blp.route("/watch")
@blp.arguments(WatchQuery, location="query")
@blp.response(200, WatchPage)
@operation(
    "watch.read",
    summary="情形监测",
    description="最近一次运行所存的结果，或当场计算而不存储的结果（fresh=true）：列出的是未经核实的线索，处置由人决定。"
    "按服务商、条款排列。",
    weight=40,
    dear_if="fresh",
)
def get_watch(call: Call, query: Arguments) -> Answer:
    """What every clause says of every provider, as the last run stored it or as of a day."""
    _check_provider(call, query)
    limit = query["limit"]
    after = call.after(query)
    chosen: Arguments = {
        "limit": limit + 1,
        "after": after and _sort_key(*after),
        **pick(query, "provider_id", "state", "clause"),
    }
    if query.get("fresh"):
        as_of = query.get("as_of", call.unit.today)
        watched = watch_afresh(call.unit, call.profile, as_of=as_of, **chosen)
    elif "as_of" in query:
        raise Malformed("as_of_needs_fresh", "截至某日 as_of 须与 fresh=true 同用。", field="as_of")
    else:
        watched = read_watch(call.unit, call.profile, **chosen)
    page = watched.clauses[:limit]
    more = page[-1].sort_key if len(watched.clauses) > limit else None
    answer = call.make_page([render_seen(seen) for seen in page], more)
    known = {name: getattr(watched, name) for name in ("as_of", "known_at", "fresh", "changed")}
    return replace(answer, data={**answer.data, **known})


def _sort_key(provider_id: int, numbers: list[int], clause: str, hit_id: int) -> SortKey:
    """Where a list goes on, from what a cursor holds."""
    return provider_id, tuple(numbers), clause, hit_id


@blp.route("/hits")
@blp.arguments(HitsQuery, location="query")
@blp.response(200, page_of(Hit))
@operation(
    "watch.read",
    summary="已存储的线索",
    description="每晚或应要求存储；同一情形以新的证据再次出现的，另列一项。",
)
def list_hits(call: Call, query: Arguments) -> Answer:
    """What the nights have left, oldest first."""
    chosen = choose_hits(call, query)
    return call.page(
        query,
        lambda after, limit: hits.list_hits(call.unit, after=after or 0, limit=limit, **chosen),
        key=lambda named: named.hit.id,
        render=render_hit,
    )


@blp.route("/hits/<id(hit):hit_id>")
@blp.response(200, HitInFull)
@operation(
    "watch.read",
    summary="一条线索和全部理由",
    description="事实和所据台账以最近一次变更它的运行为准，当时知道什么就列出什么。",
)
def get_hit(call: Call, hit_id: int) -> Answer:
    """One hit with facts, evidence and history."""
    explained = explain_hit(call.unit, call.profile, hit_id=hit_id)
    return Answer(render_explained(explained, list_looks(call.unit, [hit_id])))


@blp.route("/hits/<id(hit):hit_id>/looks", methods=["POST"])
@blp.arguments(LookIn, example={"run_id": RUN_ID, "note": "已请区工信局核实合同是否解除"})
@blp.response(201, Look)
@operation(
    "watch.look",
    summary="记下已看过一条线索",
    description="不是核实，也不改变线索的状态。此后有变化的，或以新的证据另列的，仍算没有看过。",
)
def look_at_hit(call: Call, body: Arguments, hit_id: int) -> Answer:
    """Record a look."""
    look = look_at(call.unit, hit_id=hit_id, **body)
    return Answer({**render_look(look), "looked_by": call.unit.actor.person.name})


@blp.route("/watch/runs")
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_of(Run))
@operation("watch.read", summary="情形监测的历次运行")
def list_watch_runs(call: Call, query: Arguments) -> Answer:
    """Every run, oldest first."""
    return call.page(
        query,
        lambda after, limit: hits.list_runs(call.unit, after=after or 0, limit=limit),
        key=lambda run: run.row.id,
        render=lambda run: {**render_run(run.row), "ran_by": run.person},
    )


@blp.route("/watch/runs", methods=["POST"])
@blp.arguments(RunIn, example={"as_of": "2026-03-31"})
@blp.response(202, RunAsked)
@operation(
    "round.manage",
    summary="运行情形监测并存储变化",
    description="作为后台任务办理；进度见响应头 Location 所指的任务。已有更晚一日的结果时，只看不存。",
)
def run_watch(call: Call, body: Arguments) -> Answer:
    """Ask for a run."""
    requested = runs.request_run(call.unit, call.profile, **body)
    data = {"work_id": requested.work_id, "as_of": requested.as_of}
    return Answer(data, location=call.locate("/jobs", "work", requested.work_id))


def _check_provider(call: Call, query: Arguments) -> None:
    """Tell whoever asks about a provider that does not exist that it does not. Raises Missing."""
    if "provider_id" in query:
        get_entry(call.unit, Provider, query["provider_id"])
