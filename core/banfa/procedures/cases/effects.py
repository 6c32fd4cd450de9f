"""What may follow from a remedy that works, is not done in time or is undone: proposed one by one.

Each is done by a person. Counts, standing, membership and leads follow from the ledger's decisions by
themselves. Nothing else does: contracts are their parties', a list on the bureau's site is taken down by its
editor, money comes back through finance, and nobody else's published grade falls. What is proposed is to
begin something, never a decision.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from banfa.ledger.entries.specifiers import text
from banfa.ledger.kinds.decisions import REMOVAL, WITHDRAWAL, Decision
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.casefiles import ANNUL, CASES, RECTIFY
from banfa.procedures.cases.effect_rows import EFFECTS, Effect, list_effects
from banfa.procedures.cases.effects_missed import find_day_missed, list_after_missed
from banfa.procedures.cases.effects_removed import list_after_removal
from banfa.procedures.cases.effects_resting import Resting, read_resting
from banfa.procedures.cases.effects_undone import Undoing, list_undone, revoke, revoke_about
from banfa.procedures.cases.ledgering import record_annulment
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs
from banfa.procedures.instruments.editions import edition_key_on, settle_edition

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.proceeding_rows import Proceeding
    from banfa.procedures.cases.proposals import Proposal
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit


class EndEffect(Inputs, example={"words": "已逐一告知三家企业，附告知记录。"}):
    """What was done, or why nothing is."""

    words: str = text("办理情况或者理由", max_length=2000)


def do_effect(
    unit: Unit, _profile: Profile, row_id: int, data: EndEffect, version: int | None = None
) -> Effect:
    """Record that it was done, and how."""
    return _end(unit, "do", row_id, data, version)


def decline_effect(
    unit: Unit, _profile: Profile, row_id: int, data: EndEffect, version: int | None = None
) -> Effect:
    """Record that it is not done, and why."""
    return _end(unit, "decline", row_id, data, version)


def _end(unit: Unit, step: str, row_id: int, data: EndEffect, version: int | None) -> Effect:
    row = EFFECTS.begin(unit, step, row_id, version=version)
    check_not_recused(unit, row.case_id)
    ended = {"words": data.words, "ended_by": unit.actor.person.id, "ended_at": unit.now}
    return take(unit, EFFECTS, row, step, vars(data), **ended)


def propose_effects(
    unit: Unit, profile: Profile, remedy: CaseRemedy, correction: Correction | None = None
) -> None:
    """Propose what may follow from a remedy that now works; a correction first undoes what it is about."""
    if correction is not None:
        undoing = Undoing(correction.decision, revoke_about(unit, remedy), correction.before)
        _propose(unit, remedy, list_undone(unit, profile, undoing))
    elif remedy.kind == REMOVAL:
        law = settle_edition(unit, profile, edition=remedy.edition, day=unit.today)
        _propose(unit, remedy, list_after_removal(unit, law, remedy))


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
    _propose(unit, undone, list_undone(unit, profile, Undoing(decision, [undone], before)))


def propose_after_missed(
    unit: Unit, profile: Profile, order: CaseRemedy, *, not_before: date | None = None
) -> None:
    """Propose what the text opens where an order was not done in its term, once for each.

    Nothing where no edition is in force any more: what is proposed could not begin.
    """
    if edition_key_on(unit, unit.today) is None:
        return
    law = settle_edition(unit, profile, edition=order.edition, day=unit.today)
    missed_on = find_day_missed(order, not_before)
    _propose(unit, order, list_after_missed(unit, law, order, missed_on))


def _propose(unit: Unit, remedy: CaseRemedy, proposals: Iterable[Proposal]) -> None:
    """Propose what was not proposed before: an order that has lapsed may fail its check later."""
    known = {_key_of(effect) for effect in list_effects(unit, remedy.id)}
    case = {"case_id": remedy.case_id, "remedy_id": remedy.id}
    for proposal in proposals:
        if _key_of(proposal) not in known:
            values = {**case, **proposal._asdict()}
            start(unit, EFFECTS, "propose", values, **values)


def _key_of(row: Effect | Proposal) -> tuple[str, str | None, int | None]:
    return row.kind, row.cite, row.thing_id
