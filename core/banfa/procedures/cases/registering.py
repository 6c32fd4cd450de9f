"""Registering leads: entered by a person, or taken up from what the watch has found."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import choice, key, past_day, text
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.categories import check_category
from banfa.procedures.cases.clauses import find_clause, find_law_since
from banfa.procedures.cases.dissatisfaction import list_to_call_back, read_dissatisfaction
from banfa.procedures.cases.leads import LEADS, SOURCES, Lead, list_annulled, number_lead
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.origins import KINDS as ORIGINS
from banfa.procedures.cases.origins import check_origin
from banfa.procedures.cases.steps import start
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.instruments.editions import find_edition
from banfa.procedures.watch.hits import LATCHED, MET, find_hit

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.watch.hits import Hit
    from banfa.trust.unit import Unit

BY_HAND: Final = {name: zh for name, zh in SOURCES.items() if name != "watch"}


class RegisterLead(
    Inputs,
    example={
        "provider_id": "PROVIDER",
        "source": "complaint",
        "clause": "11.6",
        "found_on": "2026-04-01",
        "summary": "企业来函反映该服务商擅自更换项目负责人，未报告。",
    },
):
    """What is said of a lead that no watch found."""

    provider_id: int = link("provider", "服务商")
    source: str = choice("线索来源", BY_HAND)
    clause: str = key("涉及的情形（条款）", max_length=100, hint="如 12.5，见 /law")
    complaint_id: int | None = link("complaint", "所据的投诉举报", hint="来源为投诉举报的选填")
    finding_id: int | None = link("finding", "所据的核查认定", hint="来源为核查认定的选填")
    decision_id: int | None = link("decision", "所据的等级评定", hint="来源为评价等级的选填")
    found_on: date = past_day("发现之日")
    summary: str = text("反映的情况", max_length=4000)
    new_facts: str | None = text("新的事实或理由", max_length=4000, hint="同一情形的处理曾被撤销的须写明")


class TakeUpHit(Inputs, example={"summary": "监测提示该情形，转请核实。"}):
    """What is said to take a hit of the watch up."""

    summary: str | None = text("补充说明", max_length=4000)
    new_facts: str | None = text("新的事实或理由", max_length=4000, hint="同一情形的处理曾被撤销的须写明")


def register_lead(unit: Unit, profile: Profile, data: RegisterLead) -> Lead:
    """Register a lead about a provider, also one that was found while an edition was in force.

    Raises Missing, Malformed (`origin_mismatch`), Conflict (`annulled_before`, `category_not_covered`).
    """
    get_entry(unit, Provider, data.provider_id)
    law = find_law_since(unit, profile, since=data.found_on)
    clause = find_clause(law, data.clause)
    check_category(unit, profile, clause, data.provider_id)
    origins = check_origin(
        unit,
        source=data.source,
        provider_id=data.provider_id,
        origins={name: getattr(data, name) for name in ORIGINS},
    )
    _check_not_annulled(unit, data.provider_id, clause.cite.key, "", data.new_facts)
    return _start(
        unit,
        profile,
        inputs=vars(data),
        provider_id=data.provider_id,
        source=data.source,
        edition=law.key,
        clause=clause.cite.key,
        situation=clause.zh,
        **origins,
        summary=data.summary,
        new_facts=data.new_facts,
        found_on=data.found_on,
    )


def take_up_hit(
    unit: Unit, profile: Profile, hit_id: int, data: TakeUpHit, _version: int | None = None
) -> Lead:
    """Take a hit up as a lead. Raises Conflict (`hit_not_met`, `hit_on_trial`, `lead_registered`)."""
    hit = find_hit(unit, hit_id).hit
    _check_hit(hit)
    if unit.one_or_none(Lead, Lead.select().where(Lead.c.hit_id == hit_id)) is not None:
        raise Conflict("lead_registered", "这条监测提示已登记为线索，请到线索中办理。")
    find_clause(find_edition(profile, hit.edition), hit.clause)
    _check_not_annulled(unit, hit.provider_id, hit.clause, hit.evidence_key, data.new_facts)
    return _start(
        unit,
        profile,
        inputs={"hit_id": hit_id, **vars(data)},
        provider_id=hit.provider_id,
        source="watch",
        edition=hit.edition,
        clause=hit.clause,
        situation=hit.situation,
        hit_id=hit.id,
        evidence_key=hit.evidence_key,
        summary="\n".join(filter(None, (hit.explanation, data.summary))),
        new_facts=data.new_facts,
        found_on=hit.seen_on,
    )


def _check_hit(hit: Hit) -> None:
    if hit.state not in (MET, LATCHED):
        message = "这条监测提示尚不能确定或已消除，不能登记为线索；有其他材料的，请另行登记。"
        raise Conflict("hit_not_met", message, state=hit.state)
    if hit.trial:
        message = "这条监测提示系按未施行的版本试算，不能据以立案。"
        raise Conflict("hit_on_trial", message)


def _check_not_annulled(
    unit: Unit, provider_id: int, clause: str, evidence_key: str, new_facts: str | None
) -> None:
    """Keep what was annulled from coming again on the same facts (行政复议法第六十四条第二款).

    Raises Conflict (`annulled_before`).
    """
    annulled = list_annulled(unit, provider_id=provider_id, clause=clause)
    same = any(lead.evidence_key and lead.evidence_key == evidence_key for lead in annulled)
    if same or (annulled and not new_facts):
        message = (
            "对该服务商同一情形的处理已被撤销，不得以同一事实和理由再作处理"
            "（行政复议法第六十四条第二款）；确有新的事实或理由的，请写明（new_facts）。"
        )
        raise Conflict("annulled_before", message, field="new_facts")


def _start(
    unit: Unit,
    profile: Profile,
    *,
    inputs: dict[str, object],
    edition: str,
    clause: str,
    provider_id: int,
    found_on: date,
    **values: object,
) -> Lead:
    """Register a lead, with the 不满意 that it rests on: they are called back first."""
    voices = read_dissatisfaction(
        unit, profile, edition=edition, clause=clause, provider_id=provider_id, day=found_on
    )
    return start(
        unit,
        LEADS,
        "register",
        inputs,
        **values,
        number=number_lead(unit, unit.today.year),
        edition=edition,
        clause=clause,
        provider_id=provider_id,
        found_on=found_on,
        survey_ids=list_to_call_back(unit, voices),
        verify_by=find_office(unit).count_working_days(unit, "verify", unit.today),
        registered_by=unit.actor.person.id,
        registered_at=unit.now,
    )
