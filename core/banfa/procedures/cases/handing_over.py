"""Handing over (工作移交) when somebody leaves: a list of what waits for him, taken over by his successor.

The list is as of the moment at which it was drafted. What comes in later is not on it, and not handed over;
what is on it stays with the successor, whatever is done with it.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.ledger.entries.specifiers import past_day, text
from banfa.procedures.cases.casefiles import HANDED, STATES, CaseFile
from banfa.procedures.cases.deputies import check_persons
from banfa.procedures.cases.handling import HandOver, hand_case_over
from banfa.procedures.cases.handover_rows import HANDOVERS, HandedOver
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import start, take
from banfa.procedures.correspondence.waiting import KINDS_OF_CORRESPONDENCE
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.work_items import KINDS, list_items, name_listed

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.work_item import WorkItem
    from banfa.trust.unit import Unit


class HandAllOver(
    Inputs,
    example={
        "person_id": "PERSON",
        "taker_id": "TAKER",
        "handed_on": "2026-03-02",
        "reason": "调离本科室",
    },
):
    """Whose work goes to whom, from which day, and why."""

    person_id: int = link("person", "移交人")
    taker_id: int = link("person", "接收人")
    handed_on: date = past_day("移交之日")
    reason: str = text("理由", max_length=2000)


class WithdrawHandover(Inputs, example={"reason": "改由他人接收，另行编制。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


def hand_all_over(unit: Unit, _profile: Profile, data: HandAllOver) -> HandedOver:
    """Draft the list of all that waits for a person, for a successor to take over.

    Raises Missing, Malformed (`not_a_handler`, `two_persons`).
    """
    check_persons(unit, data.person_id, data.taker_id, field="taker_id")
    listed = [
        item
        for item in list_items(unit, most=None)
        if item.person_id == data.person_id and item.kind != "case"
    ]
    cases = [
        {"number": case.number, "title": case.title, "state": STATES[state]}
        for state in HANDED
        for case in _list_cases(unit, data.person_id, state)
    ]
    items = {"items": [*map(_describe, listed)], "things": [*map(name_listed, listed)]}
    values = {**vars(data), "cases": cases, **items}
    by = {"recorded_by": unit.actor.person.id, "recorded_at": unit.now}
    return start(unit, HANDOVERS, "draft", vars(data), **values, **by)


def take_handover(
    unit: Unit, profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> HandedOver:
    """Take over what is on a list, as its successor; each case says so in its own history.

    What is no case is the successor's from now on (`banfa.procedures.work_items`). Raises Forbidden
    (`not_proposer`, `recused`), Malformed (`not_a_handler`).
    """
    row = HANDOVERS.begin(unit, "take", row_id, version=version)
    listed = {case.get("number") for case in row.cases}
    over = HandOver(handler_id=row.taker_id, reason=row.reason)
    for state in HANDED:
        for case in _list_cases(unit, row.person_id, state):
            if case.number in listed:
                hand_case_over(unit, profile, case.id, over)
    return take(unit, HANDOVERS, row, "take", {})


def withdraw_handover(
    unit: Unit, _profile: Profile, row_id: int, data: WithdrawHandover, version: int | None = None
) -> HandedOver:
    """Record that a list that nobody has taken over is not to be."""
    row = HANDOVERS.begin(unit, "withdraw", row_id, version=version)
    return take(unit, HANDOVERS, row, "withdraw", vars(data), why_not=data.reason)


def _list_cases(unit: Unit, handler_id: int, state: str) -> list[CaseFile]:
    """List all cases of a handler that are in a state."""
    cases: list[CaseFile] = []
    while page := list_rows(
        unit, CaseFile, after=cases[-1].id if cases else 0, handler_id=handler_id, state=state
    ):
        cases += page
    return cases


def count_open_items(unit: Unit) -> dict[int, int]:
    """Count what waits for each person, by id: what an account that is given up leaves behind."""
    counts: dict[int, int] = {}
    for item in list_items(unit, most=None):
        if item.person_id is not None and not item.approval:
            counts[item.person_id] = counts.get(item.person_id, 0) + 1
    return counts


def _describe(item: WorkItem) -> dict[str, str]:
    """An item as the list of what was handed over names it.

    Of letters and incoming papers only their number: the list lasts, and what they say may have to go.
    """
    in_full = item.kind not in KINDS_OF_CORRESPONDENCE
    named = {
        "kind": KINDS[item.kind],
        "number": item.number or "",
        "party": item.party if in_full else "",
        "what": item.what if in_full else "",
        "step": item.step,
        "due_on": str(item.due_on) if item.due_on else "",
    }
    return {name: words for name, words in named.items() if words}
