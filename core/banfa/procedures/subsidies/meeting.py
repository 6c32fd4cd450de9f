"""The meeting that has agreed to a claim: the matter that names it, its outcome, its day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import integer
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.listing import find_row
from banfa.procedures.cases.meetings import AGREED, OUTCOMES, Meeting
from banfa.procedures.inputs import link
from banfa.procedures.subsidies.claim_rows import find_last_day
from banfa.procedures.subsidies.papers import Paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.procedures.subsidies.batches import Batch
    from banfa.procedures.subsidies.claim_rows import Claim
    from banfa.trust.unit import Unit


REJECTED: Final = OUTCOMES[1]
_AGAINST: Final = re.compile("不予|取消|撤销|终止|收回|不再")
"""What a matter says that takes back what was granted."""


class DecideClaim(Paper, example={"meeting_id": "MEETING", "matter": 1}):
    """Which meeting agreed, under which of its matters."""

    meeting_id: int = link("meeting", "会议纪要")
    matter: int = integer("会议的第几项议定事项", minimum=1, maximum=50)


def check_meeting(unit: Unit, claim: Claim, batch: Batch, data: DecideClaim) -> None:
    """Check that a meeting agreed to this very claim, once everything it decides upon was there.

    Raises Missing, Malformed (`meeting_missing`, `days_reversed`), Conflict (`meeting_differs`).
    """
    meeting, matter = _find_matter(unit, data.meeting_id, data.matter)
    since = find_last_day(claim)
    if meeting.held_on < since:
        message = (
            f"会议召开之日{meeting.held_on}早于初审、评测、审计、测算完毕，或者原决定撤销之日{since}，"
            "请核对会议（meeting_id）。"
        )
        raise Malformed("days_reversed", message, field="meeting_id")
    if matter.get("outcome") != AGREED:
        message = f"纪要“{meeting.number}”第{data.matter}项的结果为“{matter.get('outcome')}”，不是同意。"
        raise Conflict("meeting_differs", message, field="matter")
    _check_about(unit, claim, batch, meeting, data.matter)


def check_reversal(unit: Unit, claim: Claim, batch: Batch, meeting_id: int, place: int) -> Meeting:
    """Check that a later meeting took back what was granted; gives it.

    Under a matter about this claim that it did not agree to, or by which it agreed to grant nothing. Raises
    Missing, Malformed (`meeting_missing`, `days_reversed`), Conflict (`meeting_differs`).
    """
    meeting, matter = _find_matter(unit, meeting_id, place)
    if claim.meeting_id is not None:
        first = find_row(unit, Meeting, claim.meeting_id, missing="meeting_missing", zh="次会议")
        if meeting.held_on < first.held_on:
            message = (
                f"会议召开之日{meeting.held_on}早于同意补助的会议{first.held_on}，请核对（meeting_id）。"
            )
            raise Malformed("days_reversed", message, field="meeting_id")
    outcome = matter.get("outcome")
    against = _AGAINST.search(f"{matter.get('matter')} {matter.get('result')}") is not None
    if meeting.id == claim.meeting_id or not (outcome == REJECTED or (outcome == AGREED and against)):
        message = f"纪要“{meeting.number}”第{place}项不是另行议定不予补助，请核对（matter）。"
        raise Conflict("meeting_differs", message, field="matter")
    _check_about(unit, claim, batch, meeting, place)
    return meeting


def _find_matter(unit: Unit, meeting_id: int, place: int) -> tuple[Meeting, Mapping[str, Any]]:
    """Find a meeting and one of its matters. Raises Missing, Malformed (`meeting_missing`)."""
    meeting = find_row(unit, Meeting, meeting_id, missing="meeting_missing", zh="次会议")
    if place > len(meeting.matters):
        message = f"纪要“{meeting.number}”只有{len(meeting.matters)}项议定事项，请核对（matter）。"
        raise Malformed("meeting_missing", message, field="matter")
    return meeting, meeting.matters[place - 1]


def _check_about(unit: Unit, claim: Claim, batch: Batch, meeting: Meeting, place: int) -> None:
    """Check that a matter names the claim. Raises Conflict (`meeting_differs`)."""
    matter = meeting.matters[place - 1]
    if not _is_about(unit, claim, batch, f"{matter.get('matter')} {matter.get('result')}"):
        message = (
            f"纪要“{meeting.number}”第{place}项没有写明本批次，也没有同时写明企业和合同编号，"
            "不是就本申报作出的议定，请核对（matter）。"
        )
        raise Conflict("meeting_differs", message, field="matter")


def _is_about(unit: Unit, claim: Claim, batch: Batch, words: str) -> bool:
    """Whether a matter names a claim: by its batch, or by its enterprise together with its contract."""
    enterprise = get_entry(unit, Enterprise, claim.enterprise_id)
    contract = get_entry(unit, Contract, claim.contract_id)
    if _names(words, batch.name) or _names(words, batch.document_no):
        return True
    return _names(words, enterprise.name) and _names(words, contract.number)


def _names(words: str, name: str | None) -> bool:
    """Whether words hold a name whole: what names contract 12 does not name contract 1."""
    if not name:
        return False
    whole = rf"(?<![0-9A-Za-z]){re.escape(_squeeze(name))}(?![0-9A-Za-z])"
    return re.search(whole, _squeeze(words)) is not None


def _squeeze(words: str) -> str:
    return "".join(words.split())
