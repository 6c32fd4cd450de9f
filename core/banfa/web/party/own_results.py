"""A provider's own result of a round that is closed: its grade, its points item by item, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Conflict, Missing
from banfa.procedures.rounds.explanation import explain_result
from banfa.procedures.rounds.lifecycle import list_rounds
from banfa.web.rendering.results import render_explained

if TYPE_CHECKING:
    from banfa.procedures.rounds.transitions import Round
    from banfa.web.party.visits import Visit

FINAL: Final = "closed"
"""The state of a round whose grades are final: before, nothing of them is told here."""


@dataclass(frozen=True, slots=True)
class OwnResult:
    """A round, and what came of it for the provider, as the API gives it."""

    round: Round
    result: dict[str, Any]


def list_own_results(visit: Visit) -> list[OwnResult]:
    """List the provider's results of closed rounds, the latest period first."""
    provider_id = visit.unit.actor.provider_id
    if provider_id is None:
        return []
    rounds = [listed.row for listed in list_rounds(visit.unit) if listed.row.state == FINAL]
    rounds.sort(key=lambda round_: round_.period_end, reverse=True)
    results = [(round_, _find(visit, round_, provider_id)) for round_ in rounds]
    return [OwnResult(round_, result) for round_, result in results if result is not None]


def _find(visit: Visit, round_: Round, provider_id: int) -> dict[str, Any] | None:
    """Find what came of a round for the provider; None where it was not in it."""
    try:
        explained = explain_result(visit.unit, round_id=round_.id, provider_id=provider_id, public=True)
    except (Conflict, Missing):
        return None
    return render_explained(explained)
