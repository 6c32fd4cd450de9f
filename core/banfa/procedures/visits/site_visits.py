"""Visits (走访): two persons at least, whom they visited and when, and a record that both sides sign.

An enterprise's visits of a year are counted when they are looked at (`counting`), and beyond the number that
the bureau has set itself a visit's page warns. None is turned away for it.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Index, Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, object_list, past_day, text
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.visits.actions import CHECK, MANAGE
from banfa.procedures.visits.bodies import find_mandate, find_mandates
from banfa.procedures.visits.plans import PLANS
from banfa.procedures.visits.words import check_words, squeeze

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.procedures.visits.mandate_rows import Mandate
    from banfa.procedures.visits.plans import VisitPlan
    from banfa.trust.unit import Unit

ON_SITE: Final = "on_site"
MANNERS: Final = {ON_SITE: "实地走访", "phone": "电话访谈", "questionnaire": "问卷调查"}


class SiteVisit(
    TenantRow,
    table="site_visit",
    refers={
        "plan_id": "visit_plan",
        "mandate_id": "mandate",
        "enterprise_id": "enterprise",
        "provider_id": "provider",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        one_of("manner", MANNERS),
        Index("ix_site_visit_enterprise", "tenant_id", "enterprise_id", "visited_on"),
        Index("ix_site_visit_plan", "tenant_id", "plan_id"),
    ),
    bound=Bound(state=True),
    erasable=("visitors", "record", "enterprise_signer", "provider_signer", "unsigned"),
):
    """A visit. `mandated`: the numbers of the mandates under which bodies other than the bureau went."""

    id: int
    plan_id: int
    mandate_id: int | None = bigint_column()
    enterprise_id: int
    provider_id: int
    visited_on: date = date_column()
    manner: str = text_column()
    visitors: list[dict[str, Any]] = json_column(list[dict[str, Any]])
    record: str = text_column()
    enterprise_signer: str | None = text_column()
    provider_signer: str | None = text_column()
    unsigned: str | None = text_column()
    mandated: list[str] = array_column(Text, default="'{}'")
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


SITE_VISITS: Final = make_entered(
    SiteVisit, zh="走访", name="site_visit", origin=BY_OFFICE, manage=MANAGE, check=CHECK
)


class EnterSiteVisit(
    Inputs,
    example={
        "plan_id": "PLAN",
        "enterprise_id": "ENTERPRISE",
        "provider_id": "PROVIDER",
        "visited_on": "2026-04-08",
        "manner": "on_site",
        "visitors": [
            {"name": "林晓", "body": "厦门市工业和信息化局"},
            {"name": "郑文", "body": "厦门市工业和信息化局"},
        ],
        "record": "系统已上线，企业反映服务响应及时。",
        "enterprise_signer": "吴霞",
        "provider_signer": "高远",
    },
):
    """What the signed record says."""

    plan_id: int = link("visit_plan", "所据的走访计划")
    mandate_id: int | None = link(
        "mandate", "所据的委托书", hint="由受托单位走访的填写；有几个受托单位的，其他单位的委托书按名称核对"
    )
    enterprise_id: int = link("enterprise", "所走访的企业")
    provider_id: int = link("provider", "所涉服务商")
    visited_on: date = past_day("走访之日")
    manner: str = choice("方式", MANNERS)
    visitors: list[dict[str, str]] = object_list(
        "走访人员",
        {"name": text("姓名", max_length=50), "body": text("所在单位", max_length=200)},
        required=("name", "body"),
        max_items=10,
        hint="每行一人：姓名｜所在单位；两名以上",
    )
    record: str = text("走访记录", max_length=4000)
    enterprise_signer: str | None = text("企业签字人", max_length=50)
    provider_signer: str | None = text("服务商签字人", max_length=50)
    unsigned: str | None = text("未签字的说明", max_length=500, hint="企业或服务商没有签字的填写")


def enter_site_visit(unit: Unit, profile: Profile, data: EnterSiteVisit) -> SiteVisit:
    """Enter a visit from its record.

    Raises Missing, Malformed (`two_persons`, `signature_missing`, `not_an_inspection`) and Conflict
    (`plan_not_approved`, `outside_plan`, `lead_absent`, `visits_itself`, `mandate_body_absent`, and what
    `find_mandates` and `find_mandate` raise).
    """
    check_words(data)
    plan = PLANS.find(unit, data.plan_id)
    enterprise = get_entry(unit, Enterprise, data.enterprise_id)
    provider = get_entry(unit, Provider, data.provider_id)
    _check_plan(plan, data)
    _check_visitors(plan, (provider.name, enterprise.name), data)
    mandated = _find_mandated(unit, profile, provider, data)
    _check_signatures(data)
    return start(
        unit,
        SITE_VISITS,
        "enter",
        {**vars(data), "mandated": mandated},
        **vars(data),
        mandated=mandated,
        entered_by=unit.actor.person.id,
        entered_at=unit.now,
    )


def _check_plan(plan: VisitPlan, data: EnterSiteVisit) -> None:
    """Check that the plan was approved, and is for that day."""
    if plan.state != "approved" or plan.approved_on is None:
        message = f"计划“{plan.name}”没有批准或已结束，不能据以走访，请先办理批准。"
        raise Conflict("plan_not_approved", message, field="plan_id")
    first = max(plan.from_on, plan.approved_on)
    if not first <= data.visited_on <= plan.until_on:
        message = f"走访之日（visited_on）须在计划批准之后、实施期内，即{first}至{plan.until_on}。"
        raise Conflict("outside_plan", message, field="visited_on")


def _check_visitors(plan: VisitPlan, visited: tuple[str, ...], data: EnterSiteVisit) -> None:
    """Check that two went, one of them of the body in the lead, none of those that are visited."""
    check_two([values["name"] for values in data.visitors], field="visitors", zh="走访人员")
    bodies = {squeeze(values["body"]) for values in data.visitors}
    for name in visited:
        if squeeze(name) in bodies:
            message = f"{name}不能走访、核查本单位，请由其他单位的人员走访。"
            raise Conflict("visits_itself", message, field="visitors")
    if squeeze(plan.led_by) not in bodies:
        message = f"走访人员中没有牵头单位{plan.led_by}的人员，请核对。"
        raise Conflict("lead_absent", message, field="visitors")


def _find_mandated(unit: Unit, profile: Profile, provider: Provider, data: EnterSiteVisit) -> list[str]:
    """Find the numbers of the mandates of all who went and are not the bureau."""
    bodies = [values["body"] for values in data.visitors]
    named: list[Mandate] = []
    if data.mandate_id is not None:
        mandate = find_mandate(unit, profile, data.mandate_id, data.visited_on, visited=provider)
        if squeeze(mandate.body) not in {squeeze(body) for body in bodies}:
            message = f"走访人员中没有受托单位{mandate.body}的人员，请核对委托书。"
            raise Conflict("mandate_body_absent", message, field="mandate_id")
        named = [mandate]
        bodies = [body for body in bodies if squeeze(body) != squeeze(mandate.body)]
    others = find_mandates(unit, profile, bodies, data.visited_on, visited=provider)
    return [mandate.number for mandate in (*named, *others)]


def _check_signatures(data: EnterSiteVisit) -> None:
    """Check that both have signed, or that it stands there who has not and why."""
    signed = data.enterprise_signer is not None and data.provider_signer is not None
    if not signed and data.unsigned is None:
        message = "走访记录须由企业和服务商签字；没有签字的，写明谁没有签字和原因（unsigned）。"
        raise Malformed("signature_missing", message, field="unsigned")


def check_site_visit(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> SiteVisit:
    """Check, as another person, a visit against its signed record."""
    row = SITE_VISITS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "site_visit", row_id, "visit_record")
    return take(unit, SITE_VISITS, row, "check", {})


def return_site_visit(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> SiteVisit:
    """Send a visit back to be entered anew."""
    row = SITE_VISITS.begin(unit, "return", row_id, version=version)
    return take(unit, SITE_VISITS, row, "return", {})
