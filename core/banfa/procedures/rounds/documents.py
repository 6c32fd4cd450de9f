"""The documents under which a round is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.law import Listed
from banfa.procedures.instruments.editions import settle_edition
from banfa.procedures.instruments.instrument import list_holding

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law import Edition
    from banfa.procedures.instruments.instrument import Instrument
    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit


def list_of_round(unit: Unit, round_: Round) -> list[Instrument]:
    """List what holds for the round's period, of terms what was recorded before its cut-off."""
    return list_holding(unit, round_.edition, day=round_.period_start, last_id=round_.cut_off_instrument)


def settle_round_law(unit: Unit, profile: Profile, round_: Round) -> Edition:
    """Settle the round's edition by its documents. Raises as `settle_edition`."""
    return settle_edition(
        unit, profile, edition=round_.edition, day=round_.period_start, last_id=round_.cut_off_instrument
    )


def find_unlisted_grade(unit: Unit, profile: Profile, round_: Round) -> str | None:
    """Give the grade whose holders the round's public list does not name; None where it names all."""
    law = settle_round_law(unit, profile, round_)
    if law.grading is None or law.publicity is None or law.publicity.listed is not Listed.NOT_THE_LAST:
        return None
    return law.grading.labels[-1]
