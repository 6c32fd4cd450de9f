"""Batches (第一批 …): one call, one list, one number for all that it admits."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Text, UniqueConstraint, bindparam

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    smallint_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, integer, key, past_day, text, text_list
from banfa.procedures.admission.requirements import check_conditions, find_route
from banfa.procedures.cases.clauses import find_law
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

READ: Final = "admission.read"
MANAGE: Final = "admission.manage"
CHECK: Final = "admission.check"
"""Actions: reading batches, handling them, and deciding as another person on what one has entered."""
STATES: Final = {
    "calling": "征集中",
    "reviewing": "审查中",
    "shortlisted": "拟入库名单已确定",
    "shown": "公示中",
    "listed": "名单已公布",
    "recorded": "已记入台账",
    "ended": "已终止",
}
# fmt: off
STEPS: Final = tabulate(
    Step("call", "登记征集通知", (), "calling", MANAGE, "end", origin=BY_OFFICE),
    Step("close", "截止征集", ("calling",), "reviewing", MANAGE, origin=BY_OFFICE),
    Step("shortlist", "确定拟入库名单", ("reviewing",), "shortlisted", MANAGE, "reopen", origin=BY_OFFICE),
    Step("reopen", "退回审查", ("shortlisted", "shown"), "reviewing", CHECK, origin=BY_OFFICE,
         clears=("meeting_id", "shortlisted_by", "public_days", "public_from", "public_until", "public_in")),
    Step("show", "登记公示", ("shortlisted",), "shown", CHECK, "reopen", origin=BY_OFFICE,
         not_by=("shortlisted_by",)),
    Step("publish", "登记公布名单", ("shown",), "listed", MANAGE, origin=BY_OFFICE),
    Step("record", "记入台账", ("listed",), "recorded", MANAGE, origin=BY_OFFICE, not_by=("listed_by",),
         records=True),
    Step("end", "终止", ("calling", "reviewing"), "ended", MANAGE, origin=BY_OFFICE),
)
# fmt: on


class AdmissionBatch(
    TenantRow,
    table="admission_batch",
    refers={
        "meeting_id": "meeting",
        "shortlisted_by": "person",
        "listed_by": "person",
        "entered_by": "person",
    },
    constraints=(one_of("state", STATES), UniqueConstraint("tenant_id", "number")),
    bound=Bound(state=True),
):
    """A batch. `number` is what it is called (第一批); `conditions` are what the call asks beside the text.

    `manner` is the way the call has chosen where the text leaves a choice; `public_days` are working days.
    """

    id: int
    number: str = text_column()
    notice_no: str = text_column()
    notice_title: str = text_column()
    notice_in: str = text_column()
    edition: str = text_column()
    open_from: date = date_column()
    open_until: date = date_column()
    categories: list[str] = array_column(Text)
    conditions: list[str] = array_column(Text)
    manner: str | None = text_column()
    seats: int | None = smallint_column()
    meeting_id: int | None = bigint_column()
    shortlisted_by: int | None = bigint_column()
    public_days: int | None = smallint_column()
    public_from: date | None = date_column()
    public_until: date | None = date_column()
    public_in: str | None = text_column()
    document_no: str | None = text_column()
    listed_on: date | None = date_column()
    listed_in: str | None = text_column()
    listed_by: int | None = bigint_column()
    ended_why: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


BATCHES: Final = Machine(
    AdmissionBatch,
    zh="征集批次",
    missing="admission_batch_missing",
    changed="admission_batch_changed",
    states=STATES,
    steps=STEPS,
    persons={"shortlisted_by": "确定拟入库名单", "listed_by": "登记公布名单"},
)


class Announce(
    Inputs,
    example={
        "number": "第一批",
        "notice_no": "厦工信企业函〔2023〕134号",
        "notice_title": "关于开展数字化服务商遴选的通知",
        "notice_in": "https://gxj.xm.gov.cn/tzgg/2026-03-02",
        "open_from": "2026-03-02",
        "open_until": "2026-03-20",
        "categories": ["product"],
        "conditions": ["有实际经营场地和稳定的技术团队"],
    },
):
    """What the call says."""

    number: str = key("批次", max_length=50, hint="如 第一批")
    notice_no: str = key("征集通知文号", max_length=100)
    notice_title: str = text("征集通知标题", max_length=200)
    notice_in: str = text("公布网址或者载体", max_length=500)
    open_from: date = past_day("征集开始之日")
    open_until: date = day("征集截止之日")
    categories: list[str] = text_list("征集的服务商类别", max_length=50, max_items=20)
    conditions: list[str] | None = text_list(
        "通知另列的条件", max_length=300, max_items=40, hint="办法已有的不必重写；不得要求本地注册"
    )
    manner: str | None = text("审核方式", max_length=50, hint="办法写明几种方式的填写，如 专家评审")
    seats: int | None = integer("名额", minimum=1, maximum=1000, hint="通知写明的填写")


class EndBatch(Inputs, example={"ended_why": "符合条件的申报单位不足，终止本批征集。"}):
    """Why no list comes of it."""

    ended_why: str = text("终止的原因", max_length=1000)


_NUMBERED: Final = AdmissionBatch.select().where(AdmissionBatch.c.number == bindparam("number"))


def announce(unit: Unit, profile: Profile, data: Announce) -> AdmissionBatch:
    """Record a published call.

    Raises Malformed (`days_reversed`, `unknown_category`, `manner_missing`, `local_condition`), Conflict
    (`batch_recorded`, `edition_not_in_force`, `route_missing`).
    """
    law = find_law(unit, profile, day=unit.today)
    if data.open_until < data.open_from:
        message = "征集截止之日（open_until）不能早于开始之日。"
        raise Malformed("days_reversed", message, field="open_until")
    known = {category.key: category.zh for category in profile.categories}
    if not data.categories or (unknown := [name for name in data.categories if name not in known]):
        offered = "、".join(f"{name}（{zh}）" for name, zh in known.items())
        wrong = f"没有类别“{unknown[0]}”" if data.categories else "没有写类别"
        raise Malformed("unknown_category", f"{wrong}；可用：{offered}。", field="categories")
    check_conditions(data.conditions or ())
    for category in data.categories:
        route = find_route(profile, law.key, category)
        if route.one_of and data.manner is None:
            message = f"{route.cite}写有{'、'.join(route.one_of)}等方式，请写明本批采取哪一种（manner）。"
            raise Malformed("manner_missing", message, field="manner")
    take_lock(unit, Lock.ADMISSION)
    if unit.one_or_none(AdmissionBatch, _NUMBERED, number=data.number) is not None:
        raise Conflict("batch_recorded", f"“{data.number}”已登记，不能重复登记。", field="number")
    values = {**vars(data), "conditions": data.conditions or [], "edition": law.key}
    return start(
        unit, BATCHES, "call", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def close_call(
    unit: Unit, _profile: Profile, row_id: int, _data: Inputs, version: int | None = None
) -> AdmissionBatch:
    """Close the call once its last day is over. Raises Conflict (`call_runs`)."""
    batch = BATCHES.begin(unit, "close", row_id, version=version)
    if unit.today <= batch.open_until:
        message = f"征集到{batch.open_until}为止，期满后才能截止。"
        raise Conflict("call_runs", message, until=batch.open_until)
    return take(unit, BATCHES, batch, "close", {})
