"""What an upheld objection can correct, in words, for whoever chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.law import Stage
from banfa.procedures.rounds.corrections import MEMBERSHIP, facts_by_item
from banfa.procedures.rounds.documents import settle_round_law
from banfa.procedures.rounds.transitions import find_round
from banfa.reasoning.explain import criteria_by_key

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


def list_correction_items(unit: Unit, profile: Profile, round_id: int) -> list[tuple[str, str]]:
    """List the items of a round, each with its words: the pool, provisions on taking part, criteria.

    Single facts are listed only where the measure gives no points, since a criterion reads its own.
    """
    law = settle_round_law(unit, profile, find_round(unit, round_id, lock=False))
    items = [(MEMBERSHIP, "入库记录（其全部事实重新汇集）")]
    items += [(rule.cite.key, f"{rule.cite}{rule.zh}") for rule in law.at(Stage.EVALUATION)]
    if law.rubric:
        items += [(key, f"{part.cite}{part.zh}") for key, part in criteria_by_key(law.rubric).items()]
    else:
        named = {key for key, _ in items}
        items += [(key, key) for key in facts_by_item(law) if key not in named]
    return list(dict(items).items())
