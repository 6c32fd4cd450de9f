"""The header of a round's receipt: whose, which round, under which documents, resting on which records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.procedures.instruments.editions import edition_key_on
from banfa.procedures.instruments.instrument import list_promulgations
from banfa.procedures.receipts.arrays import pack_ids
from banfa.procedures.receipts.header import (
    CorrectedProvider,
    ExcludedProvider,
    Header,
    InstrumentNamed,
    RoundNamed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.facts.sheet import SheetData
    from banfa.procedures.instruments.instrument import Instrument
    from banfa.procedures.rounds.exclusions import Exclusion
    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit


def make_header(
    unit: Unit,
    profile: Profile,
    round_: Round,
    *,
    instruments: Sequence[Instrument],
    exclusions: Sequence[Exclusion],
    facts: SheetData,
    corrected: Sequence[CorrectedProvider] = (),
) -> Header:
    """Make the header of a round's receipt."""
    promulgation = list_promulgations(unit).get(round_.edition)
    trial = edition_key_on(unit, round_.period_end) != round_.edition
    return Header(
        tenant=str(unit.actor.bureau.uuid),
        city=profile.city.key,
        bureau=profile.city.bureau,
        round=RoundNamed(round_.id, round_.name, round_.period_start, round_.period_end),
        edition=round_.edition,
        trial=trial,
        promulgated_by=promulgation.document_no if promulgation and not trial else None,
        instruments=tuple(
            InstrumentNamed(instrument.kind, instrument.document_no, instrument.issued_on)
            for instrument in instruments
        ),
        known_at=facts.at.known_at,
        complete=dict(sorted(facts.at.complete.items())),
        excluded=tuple(
            ExcludedProvider(exclusion.provider_id, exclusion.reason, exclusion.document_no)
            for exclusion in exclusions
        ),
        evidence={kind: pack_ids(ids) for kind, ids in sorted(facts.evidence.items())},
        corrected=tuple(corrected),
    )
