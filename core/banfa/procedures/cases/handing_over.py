"""Handing over (工作移交) when somebody leaves: the cases and all else that waits for him, with its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.specifiers import text
from banfa.procedures.cases.casefiles import HANDED, STATES, CaseFile
from banfa.procedures.cases.deputies import HandedOver, check_persons
from banfa.procedures.cases.handling import HandOver, hand_case_over
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.inputs import Inputs, link
from banfa.procedures.work_items import KINDS, list_items

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.work_item import WorkItem
    from banfa.trust.unit import Unit

EVERY: Final = 10_000
"""How many items are looked through: all there are."""


class HandAllOver(Inputs, example={"person_id": "PERSON", "taker_id": "TAKER", "reason": "调离本科室"}):
    """Whose work goes to whom."""

    person_id: int = link("person", "移交人")
    taker_id: int = link("person", "接收人")
    reason: str = text("理由", max_length=2000)


def hand_all_over(unit: Unit, profile: Profile, data: HandAllOver) -> HandedOver:
    """Hand all that waits for a person over, with its list; each case says so in its own history.

    What is no case is the taker's from this row on (`banfa.procedures.work_items`).
    Raises Missing, Malformed (`not_a_handler`, `two_persons`), Forbidden (`recused`).
    """
    check_persons(unit, data.person_id, data.taker_id, field="taker_id")
    items = [
        _describe(item)
        for item in list_items(unit, most=EVERY)
        if item.person_id == data.person_id and item.kind != "case"
    ]
    listed: list[dict[str, str]] = []
    over = HandOver(handler_id=data.taker_id, reason=data.reason)
    for state in HANDED:
        while cases := list_rows(unit, CaseFile, handler_id=data.person_id, state=state):
            for case in cases:
                hand_case_over(unit, profile, case.id, over)
                listed.append({"number": case.number, "title": case.title, "state": STATES[state]})
    values = {**vars(data), "cases": listed, "items": items}
    row = unit.add(HandedOver, **values, recorded_by=unit.actor.person.id, recorded_at=unit.now)
    noted = {
        "person_id": row.person_id,
        "taker_id": row.taker_id,
        "cases": len(listed),
        "items": len(items),
    }
    unit.note("case_handover.recorded", f"case_handover/{row.id}", noted)
    return row


def _describe(item: WorkItem) -> dict[str, str]:
    """An item as the list of what was handed over names it."""
    named = {
        "kind": KINDS[item.kind],
        "number": item.number or "",
        "party": item.party,
        "what": item.what,
        "step": item.step,
        "due_on": str(item.due_on) if item.due_on else "",
    }
    return {name: words for name, words in named.items() if words}
