"""Beginning cases: on a confirmed lead, by joining one, or to correct a decision."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, past_day, text
from banfa.ledger.kinds.decisions import WITHDRAWAL, Decision
from banfa.ledger.kinds.providers import lock_providers
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.casefiles import (
    CASES,
    CORRECTION,
    HANDLING,
    MANNERS,
    CaseFile,
    number_case,
)
from banfa.procedures.cases.handling import begin_in_case, check_no_correction, check_not_undone
from banfa.procedures.cases.leads import LEADS
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.instruments.editions import known_edition_key_on

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.cases.leads import Lead
    from banfa.trust.unit import Unit


class OpenCase(Inputs, example={"title": "某服务商未及时报告重要事项变更"}):
    """What a case is called, and the true day on which it was opened where that is entered late."""

    title: str = text("案由", max_length=200)
    opened_on: date | None = past_day("立案之日", hint="补录的填写；省略为今日")


class JoinCase(Inputs, example={"case_id": "CASE"}):
    """Which case a lead joins."""

    case_id: int = link("case", "并入的案件")


class OpenCorrection(
    Inputs,
    example={
        "decision_id": "DECISION",
        "manner": "annul",
        "title": "关于撤销某警告决定的案件",
    },
):
    """Which decision, in which manner."""

    decision_id: int = link("decision", "要更正、撤销或撤回的决定")
    manner: str = choice("方式", MANNERS)
    title: str = text("案由", max_length=200)


def open_case(
    unit: Unit, _profile: Profile, lead_id: int, data: OpenCase, version: int | None = None
) -> Lead:
    """Open a case on a confirmed lead. Raises Conflict (`wrong_state`), Malformed (`days_reversed`)."""
    lead = LEADS.begin(unit, "open_case", lead_id, version=version)
    opened_on = data.opened_on or unit.today
    if lead.verified_on is not None and opened_on < lead.verified_on:
        message = f"立案之日（opened_on）不能早于核实之日{lead.verified_on}。"
        raise Malformed("days_reversed", message, field="opened_on")
    case = _start(
        unit,
        opened_on,
        kind=HANDLING,
        provider_id=lead.provider_id,
        edition=lead.edition,
        title=data.title,
    )
    inputs = {"case_id": case.id, **vars(data)}
    return take(unit, LEADS, lead, "open_case", inputs, case_id=case.id)


def join_case(
    unit: Unit, _profile: Profile, lead_id: int, data: JoinCase, version: int | None = None
) -> Lead:
    """Join a confirmed lead to an open case of its provider. Raises Conflict (`case_of_other_provider`)."""
    lead = LEADS.begin(unit, "join", lead_id, version=version)
    case = begin_in_case(unit, data.case_id)
    if case.provider_id != lead.provider_id or case.kind != HANDLING:
        message = "线索只能并入同一服务商的处理案件。"
        raise Conflict("case_of_other_provider", message, field="case_id")
    return take(unit, LEADS, lead, "join", vars(data), case_id=case.id)


def open_correction(unit: Unit, profile: Profile, data: OpenCorrection) -> CaseFile:
    """Open a case about a decision that is to be corrected, one at a time.

    Raises Missing, Malformed (`decision_mismatch`), Conflict (`correction_open`, `already_withdrawn`).
    """
    decision = get_entry(unit, Decision, data.decision_id)
    lock_providers(unit, [decision.provider_id])
    if decision.kind == WITHDRAWAL:
        raise Malformed("decision_mismatch", "撤回决定本身不能再撤回。", field="decision_id")
    check_no_correction(unit, decision.entry_id)
    check_not_undone(unit, decision.entry_id)
    edition = decision.edition or known_edition_key_on(unit, profile, day=decision.decided_on)
    return _start(
        unit,
        unit.today,
        kind=CORRECTION,
        provider_id=decision.provider_id,
        edition=edition or profile.latest.key,
        title=data.title,
        about_id=decision.entry_id,
        manner=data.manner,
    )


def _start(unit: Unit, opened_on: date, **values: object) -> CaseFile:
    return start(
        unit,
        CASES,
        "open",
        values,
        **values,
        number=number_case(unit, unit.today.year),
        opened_on=opened_on,
        due_on=find_office(unit).end_of_case(opened_on),
        handler_id=unit.actor.person.id,
        opened_by=unit.actor.person.id,
        opened_at=unit.now,
    )
