"""The meeting that has agreed to a claim: the matter that names it, its outcome, its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import integer
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.listing import find_row
from banfa.procedures.cases.meetings import AGREED, Meeting
from banfa.procedures.inputs import link
from banfa.procedures.subsidies.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.procedures.subsidies.batches import Batch
    from banfa.procedures.subsidies.claim_rows import Claim
    from banfa.trust.unit import Unit


class DecideClaim(Paper, example={"meeting_id": "MEETING", "matter": 1}):
    """Which meeting agreed, under which of its matters."""

    meeting_id: int = link("meeting", "会议纪要")
    matter: int = integer("会议的第几项议定事项", minimum=1, maximum=50)


def check_meeting(unit: Unit, claim: Claim, batch: Batch, data: DecideClaim) -> None:
    """Check that a meeting agreed to this very claim, once everything it decides upon was there.

    Raises Missing, Malformed (`meeting_missing`, `days_reversed`), Conflict (`meeting_differs`).
    """
    meeting = find_row(unit, Meeting, data.meeting_id, missing="meeting_missing", zh="次会议")
    if data.matter > len(meeting.matters):
        message = f"纪要“{meeting.number}”只有{len(meeting.matters)}项议定事项，请核对（matter）。"
        raise Malformed("meeting_missing", message, field="matter")
    days = (claim.applied_on, claim.reviewed_on, claim.tested_on, claim.audited_on, claim.computed_on)
    since = max(day for day in days if day is not None)
    if meeting.held_on < since:
        message = (
            f"会议召开之日{meeting.held_on}早于初审、评测、审计和测算完毕之日{since}，"
            "请核对会议（meeting_id）。"
        )
        raise Malformed("days_reversed", message, field="meeting_id")
    matter = meeting.matters[data.matter - 1]
    if matter.get("outcome") != AGREED:
        message = f"纪要“{meeting.number}”第{data.matter}项的结果为“{matter.get('outcome')}”，不是同意。"
        raise Conflict("meeting_differs", message, field="matter")
    words = _squeeze(f"{matter.get('matter')}{matter.get('result')}")
    if not any(name in words for name in _name_claim(unit, claim, batch)):
        message = (
            f"纪要“{meeting.number}”第{data.matter}项没有写明本批次、企业或者合同编号，"
            "不是就本申报作出的议定，请核对（matter）。"
        )
        raise Conflict("meeting_differs", message, field="matter")


def _name_claim(unit: Unit, claim: Claim, batch: Batch) -> Iterator[str]:
    """What a matter may call a claim by: its batch, its enterprise, its contract."""
    enterprise = get_entry(unit, Enterprise, claim.enterprise_id)
    contract = get_entry(unit, Contract, claim.contract_id)
    names = (batch.name, batch.document_no, enterprise.name, contract.number)
    yield from (_squeeze(name) for name in names if name)


def _squeeze(words: str) -> str:
    return "".join(words.split())
