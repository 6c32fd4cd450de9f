"""Receiving applications with what is asked of them, having them supplemented, carrying them over.

A batch is locked before its applications, always in this order.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import boolean, city_choice, day, past_day, text, text_list
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.admission.applications import APPLICATIONS, AdmissionApplication
from banfa.procedures.admission.batches import BATCHES, PUBLISHED, AdmissionBatch, find_law_of
from banfa.procedures.admission.checks import CHECKS, SET_ASIDE, AdmissionCheck
from banfa.procedures.admission.requirements import (
    check_kind,
    find_route,
    list_for_list,
    list_requirements,
)
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start, take, take_all
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.cities.profile import Profile
    from banfa.law import AdmissionRoute
    from banfa.procedures.admission.requirements import Requirement
    from banfa.trust.unit import Unit

TAKING: Final = ("calling", "reviewing")
"""States of a batch in which applications come into it."""
APPLIED_BEFORE: Final = "同一批次、同一类别已有申请，请与市级主管部门核对。"
"""All that a district is told of an application that is there already, whoever has entered it."""


class Applied(Inputs):
    """What an applicant asks for, and when that came in."""

    category: str = city_choice(
        "申报类别", lambda profile: {c.key: c.zh for c in profile.categories}, code="unknown_category"
    )
    industry: str | None = city_choice(
        "申报的服务行业",
        lambda profile: {i.key: i.zh for i in profile.industries},
        code="unknown_industry",
        free_where_none=True,
    )
    received_on: date = past_day("收到之日")
    wants_list: bool | None = boolean("申请进入细分行业库", hint="办法有细分行业库的填写")
    contact: str | None = text("联系人及电话", max_length=200)
    late_entry: str | None = text(
        "迟延登记说明", max_length=500, hint="征集截止后才登记的填写：谁在何时收到，为何没有及时登记"
    )


class Applicant(Inputs):
    """Who applies, in which batch."""

    admission_batch_id: int = link("admission_batch", "征集批次")
    provider_id: int = link("provider", "申报单位", hint="先在服务商名册登记名称和信用代码，登记不等于入库")


class ReceiveApplication(
    Applicant,
    Applied,
    example={
        "admission_batch_id": "BATCH",
        "provider_id": "PROVIDER",
        "category": "product",
        "received_on": "2026-03-10",
        "contact": "吴霞 0592-5550000",
    },
):
    """Who applies, for what."""


class AskSupplement(Inputs, example={"missing": ["营业执照复印件未盖章"], "supplement_until": "2026-03-27"}):
    """What is missing, and until when."""

    missing: list[str] = text_list("需补正的材料", max_length=300, max_items=40)
    supplement_until: date = day("补正期限", hint="由内部工作规程确定，写入补正通知")


class TakeSupplement(Inputs, example={"supplemented_on": "2026-03-25"}):
    """When it came in."""

    supplemented_on: date = past_day("收到补正材料之日")


class MissSupplement(Inputs, example={"words": "期满未收到补正材料，电话联系后仍未提交。"}):
    """How it was found that nothing came in."""

    words: str = text("核对情况", max_length=500)


class CarryOver(Inputs, example={"admission_batch_id": "BATCH", "reason": "陈述申辩成立，本批名单已公布。"}):
    """Into which batch, and why."""

    admission_batch_id: int = link("admission_batch", "转入的征集批次")
    reason: str = text("原因", max_length=500)


class Reason(Inputs, example={"reason": "公示期间收到异议，经核实须重新审查。"}):
    """Why."""

    reason: str = text("原因", max_length=1000)


def begin_in_batch(
    unit: Unit, name: str, row_id: int, version: int | None
) -> tuple[AdmissionBatch, AdmissionApplication]:
    """Find an application for a step, its batch locked before it. Raises as `Machine.begin`."""
    batch_id = APPLICATIONS.find(unit, row_id, lock=False).admission_batch_id
    batch = BATCHES.find(unit, batch_id)
    return batch, APPLICATIONS.begin(unit, name, row_id, version=version)


def check_state(batch: AdmissionBatch, *states: str) -> None:
    """Check that a batch is in one of these states. Raises Conflict (`wrong_state`)."""
    if batch.state not in states:
        needed = "或".join(BATCHES.states[state] for state in states)
        message = f"“{batch.number}”现为“{BATCHES.states[batch.state]}”，只有“{needed}”时才能办理。"
        raise Conflict("wrong_state", message, state=batch.state)


def receive_application(
    unit: Unit, profile: Profile, data: ReceiveApplication, *, handed_in: int | None = None
) -> AdmissionApplication:
    """Enter an application as an officer. `handed_in`: what the applicant has entered itself.

    Raises Missing, Conflict (`wrong_state`), and as `enter_application`.
    """
    batch = BATCHES.find(unit, data.admission_batch_id)
    check_state(batch, *TAKING)
    provider = get_entry(unit, Provider, data.provider_id)
    return enter_application(unit, profile, batch, provider, data, party_application_id=handed_in)


def enter_application(
    unit: Unit,
    profile: Profile,
    batch: AdmissionBatch,
    provider: Provider,
    data: Applied,
    *,
    party_application_id: int | None = None,
    district: str | None = None,
) -> AdmissionApplication:
    """Enter an application in a locked batch that takes them, with an open line for each thing asked of it.

    One that came in within the call's days may be entered after it was closed, by who names its receiver; a
    `district` names him once the last day is over, as it does not close the call.
    Raises Malformed (`not_called`, `outside_call`, `late_entry_missing`), Conflict (`applied_before`,
    `applicant_not_of_kind`, `own_list_not_provided`, `route_missing`).
    """
    if not batch.open_from <= data.received_on <= batch.open_until:
        message = f"收到之日（received_on）不在征集期{batch.open_from}至{batch.open_until}之内。"
        raise Malformed("outside_call", message, field="received_on")
    late = batch.state != "calling" or (district is not None and unit.today > batch.open_until)
    if late and data.late_entry is None:
        message = "征集已截止：期内收到而迟延登记的，须写明谁在何时收到、为何没有及时登记（late_entry）。"
        raise Malformed("late_entry_missing", message, field="late_entry")
    law = find_law_of(unit, profile, batch)
    _check_called(unit, batch, data.category, provider, by_district=district is not None)
    route = find_route(profile, law.key, data.category)
    check_kind(route, provider)
    wants_list = bool(data.wants_list)
    if wants_list:
        check_own_list(route)
    applied = {name: getattr(data, name) for name in Applied.fields}
    inputs = {
        **applied,
        "admission_batch_id": batch.id,
        "provider_id": provider.entry_id,
        "wants_list": wants_list,
        "district": district,
    }
    row = start(
        unit,
        APPLICATIONS,
        "receive",
        inputs,
        **inputs,
        missing=[],
        awaits=[],
        industry_list=False,
        settled=0,
        notice=0,
        party_application_id=party_application_id,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )
    listed = list_requirements(law, route, data.category, batch.conditions)
    _list_lines(unit, row, [*listed, *(list_for_list(route) if wants_list else ())])
    return row


def check_own_list(route: AdmissionRoute) -> None:
    """Check that the text has lists of industries' own. Raises Conflict (`own_list_not_provided`)."""
    if not route.own_list:
        message = f"{route.cite}没有规定细分行业库，不能列入；只作行业分配的不填。"
        raise Conflict("own_list_not_provided", message, field="wants_list")


def _check_called(
    unit: Unit, batch: AdmissionBatch, category: str, provider: Provider, *, by_district: bool = False
) -> None:
    """Check that a batch asks for a category, and has no application of the provider's for it yet.

    Of an application that there is a district learns nothing: it can be another district's.
    Raises Malformed (`not_called`), Conflict (`applied_before`).
    """
    if category not in batch.categories:
        message = f"“{batch.number}”没有征集这一类别（category），请核对征集通知。"
        raise Malformed("not_called", message, field="category")
    before = list_rows(unit, AdmissionApplication, admission_batch_id=batch.id, provider_id=provider.entry_id)
    if any(row.state != "withdrawn" and row.category == category for row in before):
        if by_district:
            raise Conflict("applied_before", APPLIED_BEFORE, field="uscc")
        message = f"{provider.name}已在“{batch.number}”申报这一类别，不能重复登记。"
        raise Conflict("applied_before", message, field="provider_id")


def _list_lines(unit: Unit, row: AdmissionApplication, requirements: Iterable[Requirement]) -> None:
    """List open lines of an application's form."""
    for requirement in requirements:
        line = {"cite": requirement.cite, "what": requirement.what, "must": requirement.must}
        line["for_list"] = requirement.for_list
        values = {"application_id": row.id, "provider_id": row.provider_id, **line}
        start(unit, CHECKS, "list", line, **values, entered_at=unit.now)


def ask_supplement(
    unit: Unit, _profile: Profile, row_id: int, data: AskSupplement, version: int | None = None
) -> AdmissionApplication:
    """Ask for what is missing. Raises Malformed (`field_missing`, `days_reversed`)."""
    batch, row = begin_in_batch(unit, "ask_supplement", row_id, version)
    check_state(batch, "calling", "reviewing")
    if not data.missing:
        raise Malformed("field_missing", "须写明需补正的材料（missing）。", field="missing")
    if data.supplement_until < unit.today:
        message = "补正期限（supplement_until）不能早于今天。"
        raise Malformed("days_reversed", message, field="supplement_until")
    return take(unit, APPLICATIONS, row, "ask_supplement", vars(data), **vars(data))


def take_supplement(
    unit: Unit, _profile: Profile, row_id: int, data: TakeSupplement, version: int | None = None
) -> AdmissionApplication:
    """Record that the supplement came in; that it came late says nothing by itself."""
    _batch, row = begin_in_batch(unit, "take_supplement", row_id, version)
    if data.supplemented_on < row.received_on:
        message = f"收到补正材料之日（supplemented_on）不能早于收到申报之日{row.received_on}。"
        raise Malformed("days_reversed", message, field="supplemented_on")
    return take(unit, APPLICATIONS, row, "take_supplement", vars(data), **vars(data))


def miss_supplement(
    unit: Unit, _profile: Profile, row_id: int, data: MissSupplement, version: int | None = None
) -> AdmissionApplication:
    """Record that nothing came in within its term: it is reviewed by what there is.

    Raises Conflict (`supplement_term_runs`).
    """
    _batch, row = begin_in_batch(unit, "miss_supplement", row_id, version)
    if row.supplement_until is not None and unit.today <= row.supplement_until:
        message = f"补正期到{row.supplement_until}为止，期满后没有收到的才能登记逾期未补正。"
        raise Conflict("supplement_term_runs", message, until=row.supplement_until)
    return take(unit, APPLICATIONS, row, "miss_supplement", vars(data))


def carry_over(
    unit: Unit, profile: Profile, row_id: int, data: CarryOver, version: int | None = None
) -> AdmissionApplication:
    """Carry an application that is reviewed again to another batch, as its own has had its list, or none.

    Who entered it does not. What the other call asks besides is open, what only its own call asked set aside.
    Raises Missing, Malformed (`not_called`), Conflict (`wrong_state`, `applied_before`, `same_batch`,
    `edition_differs`).
    """
    own = APPLICATIONS.find(unit, row_id, lock=False).admission_batch_id
    if own == data.admission_batch_id:
        message = "该申报已在这一批，请另选转入的批次。"
        raise Conflict("same_batch", message, field="admission_batch_id")
    batches = {each: BATCHES.find(unit, each) for each in sorted((own, data.admission_batch_id))}
    row = APPLICATIONS.begin(unit, "carry_over", row_id, version=version)
    batch = batches[data.admission_batch_id]
    check_state(batches[own], *PUBLISHED, "ended")
    check_state(batch, *TAKING)
    if batch.edition != batches[own].edition:
        message = f"“{batch.number}”依另一版本征集，请由申报单位另行申报。"
        raise Conflict("edition_differs", message, field="admission_batch_id")
    _check_called(unit, batch, row.category, get_entry(unit, Provider, row.provider_id))
    law = find_law_of(unit, profile, batch)
    route = find_route(profile, law.key, row.category)
    lines = [
        each for each in list_rows(unit, AdmissionCheck, application_id=row.id) if each.state != SET_ASIDE
    ]
    there = {line.what for line in lines}
    requirements = list_requirements(law, route, row.category, batch.conditions)
    after = take(unit, APPLICATIONS, row, "carry_over", vars(data), admission_batch_id=batch.id)
    wanted = {line.what for line in requirements}
    own_lines = [line for line in lines if line.cite is None and line.what not in wanted]
    gone: list[tuple[AdmissionCheck, dict[str, object]]] = [(line, {}) for line in own_lines]
    take_all(unit, CHECKS, gone, "set_aside", {"admission_batch_id": batch.id})
    _list_lines(unit, after, [line for line in requirements if line.what not in there])
    return after
