"""What may follow from a remedy that works, is not done in time or is undone: proposed one by one.

Each is done by a person. Counts, standing, membership and leads follow from the ledger's decisions by
themselves. Nothing else does: contracts are their parties', a list on the bureau's site is taken down by its
editor, money comes back through finance, nobody else's published grade falls. What is proposed is begun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.ledger.entries.specifiers import text
from banfa.ledger.kinds.decisions import REMOVAL
from banfa.procedures.cases.clauses import REASSIGNMENT
from banfa.procedures.cases.effect_rows import EFFECTS, Effect, list_effects
from banfa.procedures.cases.effects_missed import find_day_missed, list_after_missed
from banfa.procedures.cases.effects_removed import list_after_removal
from banfa.procedures.cases.persons import check_not_recused
from banfa.procedures.cases.seats import SEAT, list_seats, move_seat
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs
from banfa.procedures.instruments.editions import edition_key_on, settle_edition

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.proposals import Proposal
    from banfa.procedures.cases.remedies import CaseRemedy
    from banfa.trust.unit import Unit


class EndEffect(Inputs, example={"words": "已逐一告知三家企业，附告知记录。"}):
    """What was done, or why nothing is."""

    words: str = text("办理情况或者理由", max_length=2000)


def do_effect(
    unit: Unit, profile: Profile, row_id: int, data: EndEffect, version: int | None = None
) -> Effect:
    """Record that it was done, and how; a seat thereby goes to its new holder.

    Raises Conflict (`consent_missing`).
    """
    row = EFFECTS.begin(unit, "do", row_id, version=version)
    check_not_recused(unit, row.case_id)
    moved = {"membership_id": move_seat(unit, profile, row)} if row.kind == SEAT else {}
    return _end(unit, "do", row, data, **moved)


def decline_effect(
    unit: Unit, _profile: Profile, row_id: int, data: EndEffect, version: int | None = None
) -> Effect:
    """Record that it is not done, and why."""
    row = EFFECTS.begin(unit, "decline", row_id, version=version)
    check_not_recused(unit, row.case_id)
    return _end(unit, "decline", row, data)


def _end(unit: Unit, step: str, row: Effect, data: EndEffect, **more: object) -> Effect:
    ended = {"words": data.words, "ended_by": unit.actor.person.id, "ended_at": unit.now, **more}
    return take(unit, EFFECTS, row, step, vars(data), **ended)


def propose_effects(unit: Unit, profile: Profile, remedy: CaseRemedy) -> None:
    """Propose what may follow from a remedy that now works; a correction's is in `effects_corrected`."""
    if remedy.kind == REMOVAL:
        law = settle_edition(unit, profile, edition=remedy.edition, day=unit.today)
        propose(unit, remedy, list_after_removal(unit, law, remedy))
    elif remedy.kind == REASSIGNMENT:
        propose(unit, remedy, list_seats(unit, profile, remedy))


def propose_after_missed(
    unit: Unit, profile: Profile, order: CaseRemedy, *, not_before: date | None = None
) -> None:
    """Propose what the text opens where an order was not done in its term, once for each.

    Nothing where no edition is in force any more: what is proposed could not begin.
    """
    if edition_key_on(unit, unit.today) is None:
        return
    law = settle_edition(unit, profile, edition=order.edition, day=unit.today)
    propose(unit, order, list_after_missed(unit, law, order, find_day_missed(order, not_before)))


def propose(unit: Unit, remedy: CaseRemedy, proposals: Iterable[Proposal]) -> None:
    """Propose what was not proposed before: an order that has lapsed may fail its check later."""
    known = {_key_of(effect) for effect in list_effects(unit, remedy.id)}
    case = {"case_id": remedy.case_id, "remedy_id": remedy.id}
    for proposal in proposals:
        if _key_of(proposal) not in known:
            values = {**case, **proposal._asdict()}
            start(unit, EFFECTS, "propose", values, **values)


def _key_of(row: Effect | Proposal) -> tuple[str, str | None, int | None]:
    return row.kind, row.cite, row.thing_id
