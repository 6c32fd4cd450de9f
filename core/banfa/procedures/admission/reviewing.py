"""Reviewing applications: received with what is asked of them, supplemented, put on the proposed list.

A batch is locked before its applications, always in this order.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.law import AdmissionStep
from banfa.ledger.entries.specifiers import boolean, city_choice, day, past_day, text, text_list
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.admission.applications import APPLICATIONS, AdmissionApplication
from banfa.procedures.admission.batches import BATCHES, AdmissionBatch
from banfa.procedures.admission.checks import CHECKS, AdmissionCheck
from banfa.procedures.admission.events import CREDIT, PASSED, STEP_OF, AdmissionEvent
from banfa.procedures.admission.requirements import check_kind, find_route, list_requirements
from banfa.procedures.admission.seats import check_seats
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.clauses import find_law
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law import AdmissionRoute
    from banfa.trust.unit import Unit

APPLICATION_FORM: Final = "application_form"
BY_ITSELF: Final = (AdmissionStep.APPLICATION, AdmissionStep.QUALIFICATION)
"""Steps that the application and the checked form are."""


class ReceiveApplication(
    Inputs,
    example={
        "admission_batch_id": "BATCH",
        "provider_id": "PROVIDER",
        "category": "product",
        "received_on": "2026-03-10",
        "contact": "吴霞 0592-5550000",
    },
):
    """Who applies, for what."""

    admission_batch_id: int = link("admission_batch", "征集批次")
    provider_id: int = link("provider", "申报单位", hint="先在服务商名册登记名称和信用代码，登记不等于入库")
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
    contact: str | None = text("联系人及电话", max_length=200)


class AskSupplement(Inputs, example={"missing": ["营业执照复印件未盖章"], "supplement_until": "2026-03-27"}):
    """What is missing, and until when."""

    missing: list[str] = text_list("需补正的材料", max_length=300, max_items=40)
    supplement_until: date = day("补正期限", hint="由内部工作规程确定，写入补正通知")


class TakeSupplement(Inputs, example={"supplemented_on": "2026-03-25"}):
    """When it came in."""

    supplemented_on: date = past_day("收到补正材料之日")


class Propose(Inputs, example={"industry_list": False}):
    """For which industry, and whether for its own list."""

    assigned_industry: str | None = city_choice(
        "行业分配",
        lambda profile: {i.key: i.zh for i in profile.industries},
        code="unknown_industry",
        free_where_none=True,
        hint="未分行业的不填",
    )
    industry_list: bool | None = boolean("列入细分行业库", hint="只是行业分配的不填")


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


def receive_application(unit: Unit, profile: Profile, data: ReceiveApplication) -> AdmissionApplication:
    """Enter an application, with an open line for each thing that is asked of it.

    Raises Missing, Malformed (`not_called`, `outside_call`), Conflict (`wrong_state`, `applied_before`,
    `applicant_not_of_kind`, `route_missing`, `edition_not_in_force`).
    """
    batch = BATCHES.find(unit, data.admission_batch_id)
    check_state(batch, "calling")
    provider = get_entry(unit, Provider, data.provider_id)
    if data.category not in batch.categories:
        message = f"“{batch.number}”没有征集这一类别（category），请核对征集通知。"
        raise Malformed("not_called", message, field="category")
    if not batch.open_from <= data.received_on <= batch.open_until:
        message = f"收到之日（received_on）不在征集期{batch.open_from}至{batch.open_until}之内。"
        raise Malformed("outside_call", message, field="received_on")
    law = find_law(unit, profile, day=unit.today)
    route = find_route(profile, law.key, data.category)
    check_kind(route, provider)
    before = list_rows(unit, AdmissionApplication, admission_batch_id=batch.id, provider_id=provider.entry_id)
    if any(row.state != "withdrawn" and row.category == data.category for row in before):
        message = f"{provider.name}已在“{batch.number}”申报这一类别，不能重复登记。"
        raise Conflict("applied_before", message, field="provider_id")
    row = start(
        unit,
        APPLICATIONS,
        "receive",
        vars(data),
        **vars(data),
        missing=[],
        industry_list=False,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )
    for requirement in list_requirements(law, route, data.category, batch.conditions):
        line = {"cite": requirement.cite, "what": requirement.what, "must": requirement.must}
        values = {"application_id": row.id, "provider_id": row.provider_id, **line}
        start(unit, CHECKS, "list", line, **values, entered_at=unit.now)
    return row


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


def propose(
    unit: Unit, profile: Profile, row_id: int, data: Propose, version: int | None = None
) -> AdmissionApplication:
    """Put an application on the proposed list, as another person than who has entered it.

    Raises Conflict (`checks_open`, `requirement_not_met`, `step_missing`, `credit_missing`, `paper_missing`,
    `seats_full`, `seat_taken`, `industry_missing`).
    """
    batch, row = begin_in_batch(unit, "propose", row_id, version)
    check_state(batch, "reviewing")
    _check_form(unit, row)
    _check_steps(unit, batch, row, find_route(profile, batch.edition, row.category))
    require_papers(unit, "admission_application", row.id, APPLICATION_FORM)
    values = {
        "assigned_industry": data.assigned_industry,
        "industry_list": bool(data.industry_list),
    }
    if values["industry_list"] and data.assigned_industry is None:
        message = "列入细分行业库的，须写明行业分配（assigned_industry）。"
        raise Malformed("industry_missing", message, field="assigned_industry")
    check_seats(unit, profile, batch, row, industry=data.assigned_industry)
    return take(unit, APPLICATIONS, row, "propose", values, **values)


def _check_form(unit: Unit, row: AdmissionApplication) -> None:
    """Check that every line of the form is checked, and that what must be met is."""
    lines = list_rows(unit, AdmissionCheck, application_id=row.id)
    if left := [line.what for line in lines if line.state != "checked"]:
        message = f"形式审查表还有{len(left)}项未经两人审查：{'；'.join(left)[:200]}。"
        raise Conflict("checks_open", message, left=left)
    if lacking := [line.what for line in lines if line.must and line.result != "met"]:
        message = f"有不符合的项目，不能列入：{'；'.join(lacking)[:200]}。"
        raise Conflict("requirement_not_met", message, lacking=lacking)


def _check_steps(unit: Unit, batch: AdmissionBatch, row: AdmissionApplication, route: AdmissionRoute) -> None:
    """Check that what the text's route asks for was done, and that credit was queried."""
    events = list_rows(unit, AdmissionEvent, application_id=row.id, state="checked")
    if not any(event.kind == CREDIT for event in events):
        message = "还没有经复核的信用查询记录：请在公示系统、信用中国查询，附当日截图。"
        raise Conflict("credit_missing", message)
    chosen = [step for step in route.one_of if step == batch.manner]
    needed = [step for step in (*route.steps, *chosen) if step not in BY_ITSELF]
    passed = {STEP_OF[event.kind] for event in events if event.kind in STEP_OF and event.result == PASSED}
    if lacking := [step for step in needed if step not in passed]:
        message = f"{route.cite}所列步骤还缺：{'、'.join(lacking)}，请先登记并复核。"
        raise Conflict("step_missing", message, lacking=[str(step) for step in lacking])


def take_off(
    unit: Unit, _profile: Profile, row_id: int, data: Reason, version: int | None = None
) -> AdmissionApplication:
    """Take an application off the proposed list, before the list is published."""
    batch, row = begin_in_batch(unit, "take_off", row_id, version)
    check_state(batch, "reviewing", "shortlisted", "shown")
    return take(unit, APPLICATIONS, row, "take_off", vars(data), industry_list=False)


def withdraw(
    unit: Unit, _profile: Profile, row_id: int, data: Reason, version: int | None = None
) -> AdmissionApplication:
    """Record that the applicant has withdrawn. Raises Conflict (`wrong_state`) once the list is public."""
    batch, row = begin_in_batch(unit, "withdraw", row_id, version)
    check_state(batch, "calling", "reviewing", "shortlisted", "shown")
    return take(unit, APPLICATIONS, row, "withdraw", vars(data))
