"""What hangs on the day of a service moves with it where the service was entered wrongly.

An order's term and the ledger's days, the term of a party's statement. What a later step rests on does not
move where that would become untrue; nor does the day of a removal or a withdrawal, from which memberships
and effects follow: that is put right in a case of correction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.ledger.kinds.decisions import Decision
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.documents import ADVANCE, INFORMING, Document, list_carried
from banfa.procedures.cases.ledgering import ON_EFFECT, move_served
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.steps import take

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.procedures.cases.service_rows import Service
    from banfa.trust.unit import Unit

MOVES: Final = {
    "told": "move_told",
    "running": "move_running",
    "reported": "move_reported",
    "effective": "move_effective",
}
"""By which step a remedy's days move, by its state."""


def check_moves(unit: Unit, document: Document, old: Service, served_on: date) -> list[CaseRemedy]:
    """List what moves from the day of a service to another. Raises Conflict (`rests_on_service`)."""
    if served_on == old.served_on or document.kind in INFORMING:
        return []
    party = (old.provider_id, old.enterprise_id, old.body)
    moving = [m for m in list_carried(unit, document.id) if (m.provider_id, m.enterprise_id, m.body) == party]
    for remedy in moving:
        if why := _find_resting(unit, remedy, served_on, advance=document.kind == ADVANCE):
            raise Conflict("rests_on_service", f"{why}，送达之日不能更正为{served_on}。", field="served_on")
    return moving


def _find_resting(unit: Unit, remedy: CaseRemedy, served_on: date, *, advance: bool) -> str:
    """What rests on the day as it was entered; empty where the day can move."""
    zh = REMEDIES.states[remedy.state]
    if remedy.state not in MOVES or advance != (remedy.state == "told"):
        return f"其后的办理已以原送达之日为准（该措施现为“{zh}”）"
    if not advance and remedy.kind in ON_EFFECT:
        return "取消资格、撤回的后续事项已以原送达之日为准，请立更正、撤销或撤回案件办理"
    if remedy.reported_on is not None and remedy.reported_on < served_on:
        return f"整改报告已于{remedy.reported_on}收到"
    if not advance and remedy.decision_id is not None:
        decision = get_entry(unit, Decision, remedy.decision_id)
        if remedy.term is not None and decision.term is None:
            return "整改期限已另行延长或者中止过"
    return ""


def move_service(unit: Unit, profile: Profile, document: Document, old: Service, new: Service) -> None:
    """Move what hangs on a service from its day to the right one. Raises Conflict (`rests_on_service`)."""
    for remedy in check_moves(unit, document, old, new.served_on):
        inputs = {"document_id": document.id, "served_on": new.served_on, "served_before": old.served_on}
        step = MOVES[remedy.state]
        if document.kind == ADVANCE:
            until, unsure = find_office(unit).count_for_party(unit, "statement", new.served_on)
            days = {"served_on": new.served_on, "statement_until": until, "due_day_unsure": unsure}
            take(unit, REMEDIES, remedy, step, inputs, **days)
        else:
            moved = move_served(unit, profile, remedy, document, served_on=new.served_on)
            take(unit, REMEDIES, moved, step, inputs)
