"""Hanging a file on a thing of a case: about whom the thing is decides which files may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.cases.attaching import AttachFile, attach_file
from banfa.procedures.cases.casefiles import CASES
from banfa.procedures.cases.documents import DOCUMENTS
from banfa.procedures.correspondence.hanging import check_hanging

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


def attach(unit: Unit, profile: Profile, resource: Resource, row_id: int, data: Mapping[str, Any]) -> None:
    """Hang a file on a thing. Raises Missing, Conflict."""
    row = resource.find(unit, row_id)
    check_hanging(unit, row)
    inputs = AttachFile.read(data, ReadingContext(profile, unit.today))
    attach_file(unit, resource.name, row_id, inputs, provider_id=find_provider(unit, row))
