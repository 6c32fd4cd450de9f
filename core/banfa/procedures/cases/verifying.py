"""What is done about leads: registered, verified by two persons, checked by another, opened or declined.

The watch registers nothing by itself: a person takes a hit up as a lead. Until a lead is confirmed
nothing says 应当; then the text's force stands. Declining what the text says the bureau shall do asks a
second person.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Malformed
from banfa.law import MAY
from banfa.ledger.entries.specifiers import past_day, text, text_list
from banfa.procedures.cases.clauses import find_clause
from banfa.procedures.cases.dissatisfaction import check_called_back
from banfa.procedures.cases.leads import LEADS, Lead
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs, Nothing
from banfa.procedures.instruments.editions import find_edition

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class VerifyLead(
    Inputs,
    example={
        "verified_on": "2026-04-03",
        "verifiers": ["林晓", "周宁"],
        "finding": "经调取合同和走访企业，项目负责人已于3月2日更换，至今未报告。",
        "evidence": ["走访记录（2026年4月2日）", "企业书面说明1份"],
    },
):
    """What two persons found."""

    verified_on: date = past_day("核实之日")
    verifiers: list[str] = text_list("核实人", max_length=50, max_items=6, hint="两名以上；均不能复核")
    finding: str = text("查明的事实", max_length=4000)
    evidence: list[str] = text_list("证据材料", max_length=200, max_items=50, hint="名称、来源和日期")


class SayWhy(Inputs, example={"reason": "经核对原始合同，系录入日期有误，情形不存在。"}):
    """Why."""

    reason: str = text("理由", max_length=2000)


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
    (`not_called_back`), and as many have confirmed it as the clause asks for (`too_few_confirmed`).
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
    unit: Unit, profile: Profile, lead_id: int, _data: Nothing, version: int | None = None
) -> Lead:
    """Confirm, as another person, that the situation is true: the text's force stands from now on.

    Raises Conflict (`too_few_confirmed`): the ledger may have been corrected since.
    """
    lead = LEADS.begin(unit, "confirm", lead_id, version=version)
    check_called_back(unit, profile, lead)
    force = find_clause(find_edition(profile, lead.edition), lead.clause).force.value
    return take(unit, LEADS, lead, "confirm", {"force": force}, force=force)


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


def reject_decline(
    unit: Unit, _profile: Profile, lead_id: int, data: SayWhy, version: int | None = None
) -> Lead:
    """Disagree: the lead is to be acted on."""
    lead = LEADS.begin(unit, "refuse_decline", lead_id, version=version)
    return take(unit, LEADS, lead, "refuse_decline", vars(data))


def _end(unit: Unit, reason: str) -> dict[str, object]:
    return {"reason": reason, "ended_by": unit.actor.person.id, "ended_at": unit.now}
