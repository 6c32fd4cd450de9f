"""Which document sets how a criterion earns points (计分办法的文号)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.law import OpenScale
from banfa.procedures.instruments.bodies import Terms
from banfa.procedures.instruments.editions import find_edition
from banfa.procedures.rounds.documents import list_of_round

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit


def find_scoring_documents(unit: Unit, profile: Profile, round_: Round) -> dict[str, str]:
    """Find, by the key of a criterion or of a dimension, the document that set its scale or its criteria.

    What the measure itself says has none.
    """
    set_by = {
        key: instrument.document_no
        for instrument in list_of_round(unit, round_)
        if isinstance(instrument.body, Terms)
        for key in instrument.body.settings
    }
    rubric = find_edition(profile, round_.edition).rubric
    documents: dict[str, str] = {}
    for dimension in rubric.dimensions if rubric else ():
        if dimension.open is not None and dimension.open.key in set_by:
            documents[dimension.cite.key] = set_by[dimension.open.key]
        for criterion in dimension.criteria:
            if isinstance(criterion.scale, OpenScale) and criterion.scale.key in set_by:
                documents[criterion.key] = set_by[criterion.scale.key]
    return documents
