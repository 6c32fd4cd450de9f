"""Objections, and rulings not to evaluate a provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.rounds.objection_rows import STATES
from banfa.web.rendering.results import render_move

if TYPE_CHECKING:
    from banfa.procedures.rounds.exclusions import Exclusion
    from banfa.procedures.rounds.objection_rows import Objection

PERSONS: Final = ("filed_by", "decided_by", "withdrawn_by")


def render_objection(
    objection: Objection, *, only: int | None = None, approved: bool = True
) -> dict[str, Any]:
    """Give an objection; `only`: as this provider is told of it, what came of it once that is `approved`.

    It hears whom it moved of itself alone, and no officer's name.
    """
    moved = None
    if objection.moved is not None and (only is None or approved):
        moved = [render_move(move) for move in objection.moved if only in (None, move.provider_id)]
    corrects = None
    if objection.corrects is not None:
        corrects = [
            {"provider_id": correction.provider_id, "items": correction.items}
            for correction in objection.corrects
            if only in (None, correction.provider_id)
        ]
    is_told = (
        only is None
        or objection.state in {"rejected", "withdrawn"}
        or (objection.state == "upheld" and approved)
    )
    rendered = {
        "id": objection.id,
        "round_id": objection.round_id,
        "provider_id": objection.provider_id,
        "statement": objection.statement,
        "state": objection.state,
        "state_zh": STATES[objection.state],
        "filed_at": objection.filed_at,
        "received_on": objection.received_on,
        "document_no": objection.document_no,
        "reason": objection.reason if is_told else None,
        "decided_at": objection.decided_at if is_told else None,
        "withdrawn_at": objection.withdrawn_at,
        "corrects": corrects if is_told else None,
        "moved": moved,
    }
    return rendered if only is not None else rendered | {name: getattr(objection, name) for name in PERSONS}


def render_exclusion(exclusion: Exclusion) -> dict[str, Any]:
    """Give a ruling not to evaluate a provider."""
    return {
        "id": exclusion.id,
        "round_id": exclusion.round_id,
        "provider_id": exclusion.provider_id,
        "reason": exclusion.reason,
        "document_no": exclusion.document_no,
        "still_counted": exclusion.still_counted,
        "ruled_by": exclusion.ruled_by,
        "ruled_at": exclusion.ruled_at,
        "lifted_at": exclusion.lifted_at,
        "lifted_reason": exclusion.lifted_reason,
    }
