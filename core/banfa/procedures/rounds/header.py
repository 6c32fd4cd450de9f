"""What a receipt says of itself: whose, which round, under which documents, resting on which records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from banfa.procedures.instruments import issue
from banfa.procedures.receipts.arrays import packed_ids
from banfa.procedures.rounds import exclusions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.ledger.facts.sheet import SheetData
    from banfa.trust.unit import Unit


def about(
    unit: Unit, profile: Profile, row: Mapping[str, Any], standing: list[dict[str, Any]], facts: SheetData
) -> dict[str, Any]:
    """The section `about` of a round's receipt."""
    moment = facts.moment
    force = issue.in_force(unit, edition=row["edition"])
    trial = issue.ruling(unit, row["period_end"]) != row["edition"]
    rulings = exclusions.standing(unit, row["id"])
    return {
        "tenant": str(unit.actor.bureau.uuid),
        "city": profile.city.key,
        "bureau": profile.city.bureau,
        "round": {
            "id": row["id"],
            "name": row["name"],
            "period_start": row["period_start"].isoformat(),
            "period_end": row["period_end"].isoformat(),
        },
        "edition": row["edition"],
        "trial": trial,
        "promulgated_by": force.document_no if force and not trial else None,
        "instruments": [
            {"kind": i["kind"], "document_no": i["document_no"], "issued_on": i["issued_on"].isoformat()}
            for i in standing
        ],
        "known_at": moment.known_at.isoformat(),
        "complete": {name: day.isoformat() for name, day in sorted(moment.complete.items())},
        "excluded": [
            {"provider_id": p, "reason": r.reason, "document_no": r.document_no} for p, r in rulings.items()
        ],
        "evidence": {kind: packed_ids(ids) for kind, ids in sorted(facts.evidence.items())},
    }
