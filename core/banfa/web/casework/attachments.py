"""Hanging a file on a thing of a case: about whom the thing is decides which files may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.errors import Conflict
from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.cases.attaching import AttachFile, attach_file
from banfa.procedures.cases.casefiles import CASES
from banfa.procedures.cases.documents import DOCUMENTS
from banfa.procedures.correspondence.incoming_rows import Incoming
from banfa.procedures.correspondence.letter_events import LetterEvent
from banfa.procedures.correspondence.letter_rows import LETTERS
from banfa.procedures.correspondence.letter_words import SEALED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit
    from banfa.web.casework.declared import Resource


def find_provider(unit: Unit, row: Any) -> int | None:
    """Find about which provider a thing is; None for one about none, a meeting."""
    if hasattr(row, "provider_id"):
        provider_id: int = row.provider_id
        return provider_id
    if hasattr(row, "document_id"):
        row = DOCUMENTS.find(unit, row.document_id, lock=False)
    if getattr(row, "case_id", None) is not None:
        return CASES.find(unit, row.case_id, lock=False).provider_id
    return None


def check_opened(unit: Unit, resource: Resource, row: Any) -> None:
    """Keep what a letter says from coming here with a file, where it is not opened or in confidence.

    Of a letter in confidence neither what followed its answer nor a paper that names it has files: they hang
    on who has written. Raises Conflict (`sealed_letter`, `confidential_letter`).
    """
    if resource.row is LETTERS.row and (row.kind == SEALED or row.state == "diverted"):
        raise Conflict("sealed_letter", "不拆封或已转纪检的来信不附材料，请连同来信一并移交纪检。")
    if _find_confidential(unit, resource, row):
        message = "要求保密的来信，材料请附在反映人上：只有可以查看反映人的人能够打开。"
        raise Conflict("confidential_letter", message)


def _find_confidential(unit: Unit, resource: Resource, row: Any) -> bool:
    """Whether a thing is a letter in confidence, or belongs to one."""
    if resource.row is LETTERS.row:
        return bool(row.confidential)
    if resource.row not in (LetterEvent, Incoming) or row.letter_id is None:
        return False
    return LETTERS.find(unit, row.letter_id, lock=False).confidential


def attach(unit: Unit, profile: Profile, resource: Resource, row_id: int, data: Mapping[str, Any]) -> None:
    """Hang a file on a thing. Raises Missing, Conflict."""
    row = resource.find(unit, row_id)
    check_opened(unit, resource, row)
    inputs = AttachFile.read(data, ReadingContext(profile, unit.today))
    attach_file(unit, resource.name, row_id, inputs, provider_id=find_provider(unit, row))
