"""Recording a decision under a document: one person proposes it, another confirms it, then it is written.

A decision names the deciding authority, the document's number, provision and edition; the edition is the one
in force on the day it is made, and knows such a decision. What happens to it later (served, due …) is added
in the same way, a day that is not yet on record at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Date
from sqlalchemy.exc import IntegrityError

from banfa.errors import Conflict, Malformed
from banfa.ledger.kinds.decisions import FILLED_IN, GRADE, KINDS_OF_DECISION, WITHDRAWAL, Decision
from banfa.ledger.recording.correct import correct_entry
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.record import check_entry, record_entry
from banfa.procedures.decisions.provisions import check_provision
from banfa.procedures.decisions.steps import Proposal, begin_step, end_step
from banfa.procedures.decisions.terms import fill_due_day
from banfa.procedures.instruments.editions import (
    check_not_ended,
    edition_key_on,
    find_edition,
    known_edition_key_on,
)
from banfa.trust.canonical import plain
from banfa.trust.rights import allow_act
from banfa.trust.source_row import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

KIND: Final = Decision.declaration
DOCUMENTED: Final = ("authority", "document_no", "edition", "cite")
"""What a decision under a document has to say."""
PROPOSED: Final = tuple(name for name in KIND.inputs if name not in {"external_id", *FILLED_IN})
"""What a proposal may say."""
LATER_DAYS: Final = tuple(
    field.name
    for field in KIND.fields
    if isinstance(field.column, Date) and field.name not in {KIND.day, *FILLED_IN}
)
"""Days of a decision that can come to be known after it was made."""


def propose_decision(unit: Unit, profile: Profile, data: Mapping[str, Any]) -> Proposal:
    """Propose a decision, held against the law and the ledger as they now stand; nothing is in the ledger.

    `data` is what the ledger takes (`PROPOSED`). Raises Malformed, Conflict (`edition_not_in_force`,
    `decision_unknown_to_edition`, `decision_proposed`, and the ledger's own), Forbidden.
    """
    for name in DOCUMENTED:
        if data.get(name) is None:
            error = KIND.field(name).describe_missing()
            raise Malformed(error.code, error.message, field=error.path)
    data = fill_due_day(unit, profile, data, edition=data["edition"])
    values = check_entry(unit, KIND.name, data, source=SYSTEM, profile=profile, act="decide")
    _check_law(unit, profile, values)
    return _add_proposal(unit, "decision", values, document_no=values["document_no"])


def propose_days(
    unit: Unit, profile: Profile, *, decision_id: int, document_no: str, days: Mapping[str, date]
) -> Proposal:
    """Propose days (`LATER_DAYS`) to be added to a decision; `document_no` is of the paper that shows them.

    Raises Missing, Malformed, Conflict (`day_recorded` for one that is on record).
    """
    allow_act(unit.actor, KIND, "decide", source=SYSTEM)
    entry = get_entry(unit, Decision, decision_id)
    if not days:
        named = "、".join(f"{KIND.field(name).zh} {name}" for name in LATER_DAYS)
        raise Malformed("field_missing", f"请至少填写一个日期：{named}。", field="days")
    if entry.kind == WITHDRAWAL and "effective_on" in days:
        message = "撤销的决定自始无效，事后不能另定生效之日（effective_on）。"
        raise Malformed("field_unknown", message, field="days.effective_on")
    for name in days:
        if getattr(entry, name) is not None:
            message = f"{KIND.field(name).zh}（{name}）已有记录，不能改写；决定有误的，另作撤回决定。"
            raise Conflict("day_recorded", message, field=f"days.{name}")
    head = {"kind": entry.kind, "provider_id": entry.provider_id, "about_id": entry.about_id}
    edition = entry.edition or known_edition_key_on(unit, profile, day=entry.decided_on)
    restated = fill_due_day(
        unit, profile, _restate(entry) | dict(days), edition=edition or profile.latest.key
    )
    days = {
        **days,
        **{name: restated[name] for name in ("due_on",) if entry.due_on is None and name in restated},
    }
    check_entry(
        unit,
        KIND.name,
        restated,
        source=SYSTEM,
        profile=profile,
        act="decide",
        entry_id=decision_id,
    )
    return _add_proposal(
        unit, "days", {**head, **days}, document_no=document_no.strip(), decision_id=decision_id
    )


def _restate(entry: Decision) -> dict[str, Any]:
    """Say again what a decision says, for it to be checked with a day more; nothing else changes."""
    return {name: getattr(entry, name) for name in KIND.columns if getattr(entry, name) is not None}


def confirm_proposal(
    unit: Unit, profile: Profile, *, proposal_id: int, version: int | None = None
) -> Proposal:
    """Confirm what another person has proposed: it is now written into the ledger.

    Held against law and ledger once more. Raises as `begin_step` and `propose_decision`.
    """
    allow_act(unit.actor, KIND, "decide", source=SYSTEM)
    proposal = begin_step(unit, "confirm", proposal_id, version=version)
    data = proposal.data
    if proposal.purpose == "days":
        days = {name: data[name] for name in LATER_DAYS if name in data}
        assert proposal.decision_id is not None  # noqa: S101 - proposed so
        entry = get_entry(unit, Decision, proposal.decision_id)
        for name in days:
            if getattr(entry, name) is not None:
                message = f"{KIND.field(name).zh}（{name}）已另有记录，请退回。"
                raise Conflict("day_recorded", message, field=name)
        reason = f"补记日期：{proposal.document_no}"
        correct_entry(unit, KIND.name, entry.entry_id, days, reason, profile=profile, act="decide")
        return end_step(unit, "confirm", proposal, decision_id=entry.entry_id)
    _check_law(unit, profile, data)
    outcome = record_entry(
        unit,
        KIND.name,
        data,
        source=SYSTEM,
        profile=profile,
        external_id=f"proposal/{unit.ids.encode_one('decision_proposal', proposal.id)}",
        act="decide",
    )
    return end_step(unit, "confirm", proposal, decision_id=outcome.id)


def reject_proposal(unit: Unit, *, proposal_id: int, reason: str, version: int | None = None) -> Proposal:
    """Send a proposal of another person back. Raises as `begin_step`."""
    proposal = begin_step(unit, "reject", proposal_id, version=version)
    return end_step(unit, "reject", proposal, decision_id=proposal.decision_id, reason=reason)


def take_proposal_back(unit: Unit, *, proposal_id: int, reason: str, version: int | None = None) -> Proposal:
    """Take one's own proposal back. Raises as `begin_step`."""
    proposal = begin_step(unit, "take_back", proposal_id, version=version)
    return end_step(unit, "take_back", proposal, decision_id=proposal.decision_id, reason=reason)


def _check_law(unit: Unit, profile: Profile, values: Mapping[str, Any]) -> None:
    """Hold a decision against the edition in force on its day. Raises Malformed, Conflict."""
    kind, key = values["kind"], values["edition"]
    if kind == GRADE:
        message = "等级由评价周期办结时给出，不能另行作出；以往的等级请由管理员导入。"
        raise Malformed("grade_by_round", message, field="kind")
    law = find_edition(profile, key)
    day = KIND.field("decided_on").read(plain(values["decided_on"]))
    in_force = edition_key_on(unit, day)
    if in_force != key:
        check_not_ended(unit, key, day)
        stands = f"施行的是版本“{in_force}”" if in_force else "没有版本施行（未登记公布施行的文件）"
        message = f"{day}{stands}，不能依版本“{key}”作出{KINDS_OF_DECISION[kind]}决定。"
        raise Conflict("edition_not_in_force", message, field="edition", in_force=in_force)
    check_provision(law, kind, values["cite"])


def _add_proposal(
    unit: Unit,
    purpose: str,
    values: Mapping[str, Any],
    *,
    document_no: str,
    decision_id: int | None = None,
) -> Proposal:
    data = plain(
        {name: value for name, value in values.items() if value is not None and name not in FILLED_IN}
    )
    head = {name: values.get(name) for name in ("kind", "provider_id", "about_id")}
    try:
        proposal = unit.add(
            Proposal,
            purpose=purpose,
            **head,
            document_no=document_no,
            data=data,
            decision_id=decision_id,
            proposed_by=unit.actor.person.id,
            proposed_at=unit.now,
        )
    except IntegrityError as error:
        message = f"文号“{document_no}”下对该服务商的同一事项已有待确认的提请。"
        raise Conflict("decision_proposed", message, field="document_no") from error
    noted = {"purpose": purpose, "decision_id": decision_id, **data, "document_no": document_no}
    unit.note("decision_proposal.proposed", f"decision_proposal/{proposal.id}", noted, revision=1)
    return proposal
