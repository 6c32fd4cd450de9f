"""What comes of a letter that was found true: an entry of the ledger, a lead; each by a person's act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import key, text
from banfa.ledger.kinds.complaints import UPHELD, Complaint
from banfa.ledger.recording.record import record_entry
from banfa.procedures.cases.registering import RegisterLead, register_lead
from banfa.procedures.cases.steps import take
from banfa.procedures.correspondence.channels import CHANNELS
from banfa.procedures.correspondence.letter_rows import LETTERS, Letter
from banfa.procedures.correspondence.letter_words import SUBSTANTIATED
from banfa.procedures.inputs import Inputs
from banfa.trust.source_row import BUREAU

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.cases.leads import Lead
    from banfa.trust.unit import Unit

KIND: Final = Complaint.declaration


class RecordComplaint(Inputs, example={"content": "收款后三个月未派人到场。"}):
    """What the ledger is to say of it."""

    content: str = text("记入台账的内容", max_length=4000, hint="不写反映人")


class TakeUpLetter(Inputs, example={"clause": "11.6", "content": "来信反映收款后不到场，经核实属实。"}):
    """Which situation of the measure it may be."""

    clause: str = key("涉及的情形（条款）", max_length=100, hint="如 12.5，见 /law")
    content: str = text("反映的情况", max_length=4000, hint="不写反映人")
    new_facts: str | None = text("新的事实或理由", max_length=4000, hint="同一情形的处理曾被撤销的须写明")


def _begin(unit: Unit, step: str, row_id: int, version: int | None) -> tuple[Letter, str]:
    """Find a letter about a provider that was found true, and the step that its state allows.

    Raises Conflict (`not_substantiated`).
    """
    letter = LETTERS.find(unit, row_id, version=version)
    step = f"{step}_later" if letter.state == "replied" else step
    LETTERS.check(letter, step)
    if letter.provider_id is None or letter.outcome not in SUBSTANTIATED:
        message = "只有反映服务商、经复核属实或部分属实的来信，才能记入台账或登记为线索。"
        raise Conflict("not_substantiated", message)
    return letter, step


def record_complaint(
    unit: Unit, profile: Profile, row_id: int, data: RecordComplaint, version: int | None = None
) -> Letter:
    """Record a letter in the ledger as a complaint that was upheld, by the enterprise that has written it.

    Of one in confidence the letter names no enterprise, and so does the ledger.

    Raises Conflict (`not_substantiated`, `complaint_recorded`).
    """
    letter, step = _begin(unit, "record", row_id, version)
    if letter.complaint_id is not None:
        raise Conflict("complaint_recorded", "该来信已记入台账，不必再记。")
    entry = {
        "provider_id": letter.provider_id,
        "enterprise_id": letter.complainant_id,
        "received_on": letter.received_on,
        "channel": CHANNELS[letter.channel],
        "content": data.content,
        "outcome": UPHELD,
        "decided_on": letter.verified_on,
        "occurred_on": letter.occurred_on,
        "conduct": letter.conduct,
    }
    outcome = record_entry(
        unit,
        KIND.name,
        {name: value for name, value in entry.items() if value is not None},
        source=BUREAU,
        profile=profile,
        external_id=letter.number,
    )
    if outcome.id is None:
        raise Malformed("complaint_not_recorded", "该来信没有记入台账，请核对后重试。")
    return take(unit, LETTERS, letter, step, {}, complaint_id=outcome.id)


def take_up_letter(
    unit: Unit, profile: Profile, row_id: int, data: TakeUpLetter, version: int | None = None
) -> Lead:
    """Register a lead on a letter. Raises Conflict (`not_substantiated`, `lead_registered`)."""
    letter, step = _begin(unit, "take_up", row_id, version)
    if letter.lead_id is not None:
        raise Conflict("lead_registered", "该来信已登记为线索，请到线索中办理。")
    assert letter.provider_id is not None  # noqa: S101 - substantiated about a provider
    lead_inputs = RegisterLead(
        provider_id=letter.provider_id,
        source="complaint",
        clause=data.clause,
        found_on=letter.verified_on or unit.today,
        summary=data.content,
        new_facts=data.new_facts,
        complaint_id=letter.complaint_id,
        finding_id=None,
        decision_id=None,
    )
    lead = register_lead(unit, profile, lead_inputs)
    take(unit, LETTERS, letter, step, {}, lead_id=lead.id)
    return lead
