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
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    smallint_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.law import AdmissionStep
from banfa.ledger.entries.specifiers import boolean, city_choice, day, integer, key, past_day, text, text_list
from banfa.procedures.admission.local_conditions import check_conditions
from banfa.procedures.admission.requirements import find_route, list_manners, list_requirements
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.clauses import find_law
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.instruments.editions import edition_key_on, settle_edition
from banfa.procedures.machine import Machine, Step, tabulate
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.law import AdmissionRoute, Edition
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
PUBLISHED: Final = ("listed", "recorded")
"""States in which the list is public."""
# fmt: off
STEPS: Final = tabulate(
    Step("call", "登记征集通知", (), "calling", MANAGE, "end", origin=BY_OFFICE),
    Step("close", "截止征集", ("calling",), "reviewing", MANAGE, origin=BY_OFFICE),
    Step("shortlist", "确定拟入库名单", ("reviewing",), "shortlisted", MANAGE, "reopen", origin=BY_OFFICE),
    Step("reopen", "退回审查", ("shortlisted", "shown"), "reviewing", CHECK, origin=BY_OFFICE,
         clears=("meeting_id", "matter", "shortlisted_by", "public_days", "public_from", "public_until",
                 "public_in")),
    Step("show", "登记公示", ("shortlisted",), "shown", CHECK, "reopen", origin=BY_OFFICE,
         not_by=("shortlisted_by",)),
    Step("publish", "登记公布名单", ("shown",), "listed", MANAGE, origin=BY_OFFICE),
    Step("record", "记入台账", ("listed",), "recorded", MANAGE, origin=BY_OFFICE, not_by=("listed_by",),
         records=True),
    Step("end", "终止", ("calling", "reviewing"), "ended", CHECK, origin=BY_OFFICE, not_by=("entered_by",)),
)
# fmt: on


class AdmissionBatch(
    TenantRow,
    table="admission_batch",
    refers={
        "meeting_id": "meeting",
        "supplements_id": "admission_batch",
        "shortlisted_by": "person",
        "listed_by": "person",
        "entered_by": "person",
    },
    constraints=(one_of("state", STATES), UniqueConstraint("tenant_id", "number")),
    bound=Bound(state=True),
):
    """A batch. `number` is what it is called (第一批); `conditions` are what the call asks beside the text.

    `manner` is the way the call has chosen where the text leaves a choice, `manner_words` which other one,
    where it goes on with 等; `by_districts`: applications are also handed in to districts, which enter them
    (`district_applications`); `supplements_id` is the batch whose list it supplements (增补), by provisions
    (`supplement_cites`) and for a reason; `matter` counts those of its meeting; `public_days` are working
    days.
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
    manner_words: str | None = text_column()
    seats: int | None = smallint_column()
    by_districts: bool = boolean_column(default="false")
    supplements_id: int | None = bigint_column()
    supplement_why: str | None = text_column()
    supplement_cites: list[str] = array_column(Text, default="'{}'")
    meeting_id: int | None = bigint_column()
    matter: int | None = smallint_column()
    shortlisted_by: int | None = bigint_column()
    public_days: int | None = smallint_column()
    public_from: date | None = date_column()
    public_until: date | None = date_column()
    public_in: str | None = text_column()
    document_no: str | None = text_column()
    listed_on: date | None = date_column()
    listed_in: str | None = text_column()
    listed_by: int | None = bigint_column()
    ended_on: date | None = date_column()
    ended_in: str | None = text_column()
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
    persons={
        "shortlisted_by": "确定拟入库名单",
        "listed_by": "登记公布名单",
        "entered_by": "登记征集通知",
    },
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
    categories: list[str] = text_list(
        "征集的服务商类别", max_length=50, max_items=20, hint="写办法所称的类别名称"
    )
    conditions: list[str] | None = text_list(
        "通知另列的条件", max_length=300, max_items=40, hint="办法已有的不必重写；不得要求本地注册"
    )
    manner: str | None = city_choice(
        "审核方式",
        lambda profile: {way: way for route in profile.admission_routes for way in list_manners(route)},
        code="unknown_manner",
        hint="办法写明几种方式的选一种，其他城市不填",
    )
    manner_words: str | None = text(
        "其他方式的说明", max_length=300, hint="选其他方式的，写明是什么方式、由谁定"
    )
    seats: int | None = integer("名额", minimum=1, maximum=1000, hint="通知写明的填写")
    by_districts: bool | None = boolean(
        "由县（市、区）收取申报", hint="通知写明向县（市、区）申报的选是；不填为否"
    )
    supplements_id: int | None = link(
        "admission_batch", "增补哪一批的名单", hint="办法规定增补、通知写明是增补的填写；另一批征集的不填"
    )
    supplement_why: str | None = text(
        "增补的理由", max_length=1000, hint="增补的填写：服务商考核情况、经营发展情况、项目实施需求等，照通知"
    )


class EndBatch(
    Inputs,
    example={
        "ended_on": "2026-03-23",
        "ended_in": "https://gxj.xm.gov.cn/tzgg/2026-03-23",
        "ended_why": "符合条件的申报单位不足，终止本批征集。",
    },
):
    """Why no list comes of it, and where that was made known."""

    ended_on: date = past_day("终止之日")
    ended_in: str = text("公布终止的网址或者载体", max_length=500)
    ended_why: str = text("终止的原因", max_length=1000)


_NUMBERED: Final = AdmissionBatch.select().where(AdmissionBatch.c.number == bindparam("number"))


def announce(unit: Unit, profile: Profile, data: Announce) -> AdmissionBatch:
    """Record a published call.

    Raises Malformed (`days_reversed`, `unknown_category`, `manner_missing`, `unknown_manner`,
    `conditions_missing`, `local_condition`, `field_missing`), Conflict (`batch_recorded`,
    `edition_not_in_force`, `route_missing`, `supplement_not_provided`, `list_not_published`), Missing.
    """
    if data.open_until < data.open_from:
        message = "征集截止之日（open_until）不能早于开始之日。"
        raise Malformed("days_reversed", message, field="open_until")
    categories = _find_categories(profile, data.categories)
    law = _find_governing(unit, profile, categories)
    check_conditions(profile, data.conditions or ())
    routes = [find_route(profile, law.key, category) for category in categories]
    for category, route in zip(categories, routes, strict=True):
        _check_asked(law, route, category, data)
    _check_manner(routes, data)
    take_lock(unit, Lock.ADMISSION)
    if find_batch(unit, data.number) is not None:
        raise Conflict("batch_recorded", f"“{data.number}”已登记，不能重复登记。", field="number")
    values = {**vars(data), "categories": categories, "conditions": data.conditions or []}
    values["edition"] = law.key
    values["by_districts"] = bool(data.by_districts)
    values["supplement_cites"] = _check_supplement(unit, routes, data)
    return start(
        unit, BATCHES, "call", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def find_batch(unit: Unit, number: str) -> AdmissionBatch | None:
    """Find the batch that has this number, not locked."""
    return unit.one_or_none(AdmissionBatch, _NUMBERED, number=number)


def _find_categories(profile: Profile, named: Sequence[str]) -> list[str]:
    """Find the categories that are named by key, or as the measure calls them.

    Raises Malformed (`unknown_category`).
    """
    known = {category.key: category.zh for category in profile.categories}
    by_name = {zh: name for name, zh in known.items()} | {name: name for name in known}
    if not named or (unknown := [name for name in named if name not in by_name]):
        offered = "、".join(f"{name}（{zh}）" for name, zh in known.items())
        wrong = f"没有类别“{unknown[0]}”" if named else "没有写类别"
        raise Malformed("unknown_category", f"{wrong}；可用：{offered}。", field="categories")
    return list(dict.fromkeys(by_name[name] for name in named))


def _find_governing(unit: Unit, profile: Profile, categories: Iterable[str]) -> Edition:
    """Find the edition by which a call is made: the one in force today.

    Where another document governs how providers of all these categories come in, its call waits for no
    edition: while none is in force, the latest only says so. Raises Conflict (`edition_not_in_force`).
    """
    latest = profile.latest.key
    routes = [profile.find_route(latest, category) for category in categories]
    if edition_key_on(unit, unit.today) is None and all(route and route.source for route in routes):
        return settle_edition(unit, profile, edition=latest, day=unit.today)
    return find_law(unit, profile, day=unit.today)


def find_law_of(unit: Unit, profile: Profile, batch: AdmissionBatch) -> Edition:
    """Find the edition by which a call was made, settled as on its first day: by it who answers is judged."""
    return settle_edition(unit, profile, edition=batch.edition, day=batch.open_from)


def _check_asked(law: Edition, route: AdmissionRoute, category: str, data: Announce) -> None:
    """Check that something is asked of an applicant. Raises Malformed (`conditions_missing`)."""
    if route.steps or route.one_of or list_requirements(law, route, category, data.conditions or ()):
        return
    where = route.source or f"办法{route.cite}"
    message = (
        f"{where}的条件须由征集通知逐项写明（conditions），形式审查表不能是空的。"
        if route.source
        else f"{where}没有写申报条件，征集通知的条件须逐项写明（conditions），形式审查表不能是空的。"
    )
    raise Malformed("conditions_missing", message, field="conditions")


def _check_manner(routes: Iterable[AdmissionRoute], data: Announce) -> None:
    """Check that the call chooses among the ways of the text, where it has several, and says which other.

    Raises Malformed (`manner_missing`, `unknown_manner`).
    """
    for route in routes:
        if route.one_of and data.manner is None:
            message = f"{route.cite}写有{'、'.join(route.one_of)}等方式，请写明本批采取哪一种（manner）。"
            raise Malformed("manner_missing", message, field="manner")
        if data.manner is not None and data.manner not in list_manners(route):
            message = f"{route.cite}没有“{data.manner}”这种方式可选（manner）。"
            raise Malformed("unknown_manner", message, field="manner")
    if (data.manner == AdmissionStep.OTHER) != (data.manner_words is not None):
        message = "采取其他方式的须写明是什么方式、由谁定（manner_words），采取办法列出的方式的不填。"
        raise Malformed("manner_missing", message, field="manner_words")


def _check_supplement(unit: Unit, routes: Iterable[AdmissionRoute], data: Announce) -> list[str]:
    """Check that a call supplements a list that is public, where the text has that; gives its provisions.

    Raises Malformed (`field_missing`), Missing, Conflict (`supplement_not_provided`, `list_not_published`).
    """
    if (data.supplements_id is None) != (data.supplement_why is None):
        message = (
            "增补的，须一并写明增补哪一批的名单（supplements_id）和理由（supplement_why）；不是增补的都不填。"
        )
        raise Malformed("field_missing", message, field="supplement_why")
    if data.supplements_id is None:
        return []
    cites = [{cite.key: None for cite in route.supplements} for route in routes]
    if not all(cites):
        message = "办法没有就这一类别规定增补，请作为另一批征集登记（supplements_id不填）。"
        raise Conflict("supplement_not_provided", message, field="supplements_id")
    earlier = BATCHES.find(unit, data.supplements_id, lock=False)
    if earlier.state not in PUBLISHED:
        message = f"“{earlier.number}”的名单还没有公布，没有可以增补的名单。"
        raise Conflict("list_not_published", message, field="supplements_id")
    return list(dict.fromkeys(key for named in cites for key in named))


def close_call(
    unit: Unit, profile: Profile, row_id: int, _data: Inputs, version: int | None = None
) -> AdmissionBatch:
    """Close the call once its last day is over, and the document that governs it is there to be read.

    Raises Conflict (`call_runs`, `paper_missing`).
    """
    batch = BATCHES.begin(unit, "close", row_id, version=version)
    if unit.today <= batch.open_until:
        message = f"征集到{batch.open_until}为止，期满后才能截止。"
        raise Conflict("call_runs", message, until=batch.open_until)
    if any(find_route(profile, batch.edition, category).source for category in batch.categories):
        require_papers(unit, "admission_batch", batch.id, "official_text")
    return take(unit, BATCHES, batch, "close", {})
