"""Undoing a decision: what rests on it is read before the ledger knows, and what then differs is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banfa.ledger.kinds.decisions import WITHDRAWAL, Decision
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.casefiles import ANNUL, CASES, RECTIFY
from banfa.procedures.cases.effects import propose
from banfa.procedures.cases.effects_resting import read_resting
from banfa.procedures.cases.effects_undone import Undoing, list_undone, revoke, revoke_about
from banfa.procedures.cases.ledgering import record_annulment

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.cases.effects_resting import Resting
    from banfa.procedures.cases.proceeding_rows import Proceeding
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit


class Correction(NamedTuple):
    """A decision that is about to be undone, and what rests on it while it stands."""

    decision: Decision
    before: Resting | None


def begin_correction(unit: Unit, profile: Profile, remedy: CaseRemedy) -> Correction | None:
    """Read what a remedy is about to undo, before the ledger knows of it.

    None for one that undoes nothing: any but a withdrawal, and the correction of a decision's words.
    """
    if remedy.kind != WITHDRAWAL or remedy.about_id is None:
        return None
    manner = CASES.find(unit, remedy.case_id, lock=False).manner
    if manner == RECTIFY:
        return None
    decision = get_entry(unit, Decision, remedy.about_id)
    return Correction(decision, read_resting(unit, profile, decision) if manner == ANNUL else None)


def propose_corrected(unit: Unit, profile: Profile, remedy: CaseRemedy, correction: Correction) -> None:
    """Take back the remedy that a correction is about, and propose what follows."""
    undoing = Undoing(correction.decision, revoke_about(unit, remedy), correction.before)
    propose(unit, remedy, list_undone(unit, profile, undoing))


def annul_by_other(unit: Unit, profile: Profile, remedy: CaseRemedy, proceeding: Proceeding) -> None:
    """Annul what a remedy decided, by the paper of a body above us or of a court, from the beginning."""
    inputs = {"number": proceeding.result_no, "result": proceeding.result}
    if remedy.decision_id is None:
        revoke(unit, remedy, inputs)
        return
    decision = get_entry(unit, Decision, remedy.decision_id)
    before = read_resting(unit, profile, decision)
    record_annulment(unit, profile, remedy, proceeding)
    undone = revoke(unit, remedy, inputs)
    propose(unit, undone, list_undone(unit, profile, Undoing(decision, [undone], before)))
