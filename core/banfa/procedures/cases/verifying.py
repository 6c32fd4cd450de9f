"""What is done about leads: registered, verified by two persons, checked by another, opened or declined.

The watch registers nothing by itself: a person takes a hit up as a lead. Until a lead is confirmed
nothing says 应当; then the text's force stands. Declining what the text says the bureau shall do asks a
second person.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.law import MAY
from banfa.ledger.entries.specifiers import choice, key, past_day, text, text_list
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.callbacks import check_called_back
from banfa.procedures.cases.clauses import find_clause, find_law
from banfa.procedures.cases.leads import LEADS, SOURCES, Lead, list_annulled
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing, link
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
    found_on: date = past_day("发现之日")
    summary: str = text("反映的情况", max_length=4000)
    new_facts: str | None = text("新的事实或理由", max_length=4000, hint="同一情形的处理曾被撤销的须写明")


class TakeUpHit(Inputs, example={"summary": "监测提示该情形，转请核实。"}):
    """What is said to take a hit of the watch up."""

    summary: str | None = text("补充说明", max_length=4000)
    new_facts: str | None = text("新的事实或理由", max_length=4000, hint="同一情形的处理曾被撤销的须写明")


class VerifyLead(
    Inputs,
    example={
        "verified_on": "2026-04-03",
        "verifiers": ["林晓", "郑文"],
        "finding": "经调取合同和走访企业，项目负责人已于3月2日更换，至今未报告。",
        "evidence": ["走访记录（2026年4月2日）", "企业书面说明1份"],
    },
):
    """What two persons found."""

    verified_on: date = past_day("核实之日")
    verifiers: list[str] = text_list("核实人", max_length=50, max_items=6, hint="两名以上")
    finding: str = text("查明的事实", max_length=4000)
    evidence: list[str] = text_list("证据材料", max_length=200, max_items=50, hint="名称、来源和日期")


class SayWhy(Inputs, example={"reason": "经核对原始合同，系录入日期有误，情形不存在。"}):
    """Why."""

    reason: str = text("理由", max_length=2000)


def register_lead(unit: Unit, profile: Profile, data: RegisterLead) -> Lead:
    """Register a lead about a provider. Raises Missing, Malformed, Conflict (`annulled_before`)."""
    get_entry(unit, Provider, data.provider_id)
    law = find_law(unit, profile, day=unit.today)
    clause = find_clause(law, data.clause)
    _check_not_annulled(unit, data.provider_id, clause.cite.key, "", data.new_facts)
    return _start(
        unit,
        said=vars(data),
        provider_id=data.provider_id,
        source=data.source,
        edition=law.key,
        clause=clause.cite.key,
        situation=clause.zh,
        force=clause.force.value,
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
    law = next((edition for edition in profile.editions if edition.key == hit.edition), None)
    force = find_clause(law, hit.clause).force.value if law is not None else ""
    _check_not_annulled(unit, hit.provider_id, hit.clause, hit.evidence_key, data.new_facts)
    return _start(
        unit,
        said={"hit_id": hit_id, **vars(data)},
        provider_id=hit.provider_id,
        source="watch",
        edition=hit.edition,
        clause=hit.clause,
        situation=hit.situation,
        force=force,
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


def _start(unit: Unit, *, said: dict[str, object], **values: object) -> Lead:
    return start(
        unit,
        LEADS,
        "register",
        said,
        **values,
        verify_by=find_office(unit).count_working_days(unit, "verify", unit.today),
        registered_by=unit.actor.person.id,
        registered_at=unit.now,
    )


def dismiss_lead(
    unit: Unit, _profile: Profile, lead_id: int, data: SayWhy, version: int | None = None
) -> Lead:
    """Close a lead that is not true, with one line."""
    lead = LEADS.begin(unit, "dismiss", lead_id, version=version)
    return take(unit, LEADS, lead, "dismiss", vars(data), **_end(unit, data.reason))


def verify_lead(
    unit: Unit, profile: Profile, lead_id: int, data: VerifyLead, version: int | None = None
) -> Lead:
    """Enter what two named persons have found. Raises Malformed (`two_persons`, `days_reversed`), Conflict.

    Where the situation rests on dissatisfied enterprises, each has been called back first
    (`not_called_back`).
    """
    lead = LEADS.begin(unit, "verify", lead_id, version=version)
    verifiers = check_two(data.verifiers, field="verifiers", zh="核实人")
    if not data.evidence:
        raise Malformed("field_missing", "请至少列明一项证据材料（evidence）。", field="evidence")
    if data.verified_on < lead.found_on:
        message = f"核实之日（verified_on）不能早于发现之日{lead.found_on}。"
        raise Malformed("days_reversed", message, field="verified_on")
    check_called_back(unit, profile, lead)
    return take(
        unit,
        LEADS,
        lead,
        "verify",
        vars(data),
        verifiers=verifiers,
        verified_on=data.verified_on,
        finding=data.finding,
        evidence=data.evidence,
        verified_by=unit.actor.person.id,
        verified_at=unit.now,
    )


def confirm_lead(
    unit: Unit, _profile: Profile, lead_id: int, _data: Nothing, version: int | None = None
) -> Lead:
    """Confirm, as another person, that the situation is true: the text's force stands from now on."""
    lead = LEADS.begin(unit, "confirm", lead_id, version=version)
    return take(unit, LEADS, lead, "confirm", {"force": lead.force})


def return_lead(
    unit: Unit, _profile: Profile, lead_id: int, data: SayWhy, version: int | None = None
) -> Lead:
    """Send a verification back."""
    lead = LEADS.begin(unit, "return", lead_id, version=version)
    return take(unit, LEADS, lead, "return", vars(data))


def decline_lead(
    unit: Unit, _profile: Profile, lead_id: int, data: SayWhy, version: int | None = None
) -> Lead:
    """Decline to act on a true lead: at once where the text says 可以, else once another person agrees."""
    lead = LEADS.find(unit, lead_id, version=version)
    step = "decline" if lead.force == MAY.value else "propose_decline"
    LEADS.check(lead, step)
    return take(unit, LEADS, lead, step, vars(data), **_end(unit, data.reason))


def confirm_decline(
    unit: Unit, _profile: Profile, lead_id: int, _data: Nothing, version: int | None = None
) -> Lead:
    """Agree, as another person, that nothing is done although the text says 应当."""
    lead = LEADS.begin(unit, "confirm_decline", lead_id, version=version)
    return take(unit, LEADS, lead, "confirm_decline", {})


def refuse_decline(
    unit: Unit, _profile: Profile, lead_id: int, data: SayWhy, version: int | None = None
) -> Lead:
    """Disagree: the lead is to be acted on."""
    lead = LEADS.begin(unit, "refuse_decline", lead_id, version=version)
    return take(unit, LEADS, lead, "refuse_decline", vars(data))


def _end(unit: Unit, reason: str) -> dict[str, object]:
    return {"reason": reason, "ended_by": unit.actor.person.id, "ended_at": unit.now}
