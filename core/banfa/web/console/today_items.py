"""What waits as its pages show it: whose it is, where it is done, how many days are left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import url_for

from banfa.ledger.kinds.decisions import Decision
from banfa.procedures.calendars import count_working_days_left
from banfa.procedures.cases.waiting import CALLS
from banfa.procedures.work_items import (
    APPROVED_BY,
    BATCH,
    IMPORT,
    KINDS,
    OBJECTION,
    ORDER,
    PROPOSAL,
    ROUND,
)
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import name_page
from banfa.web.console.entries_lists import make_address
from banfa.web.console.frame.declared import PAGES
from banfa.web.console.frame.formats import format_cite

if TYPE_CHECKING:
    from collections.abc import Collection

    from banfa.procedures.work_item import WorkItem
    from banfa.reasoning.calendar import Calendar
    from banfa.web.console.frame.calls import PageCall

MINE, APPROVAL, ALL = "mine", "approval", "all"
VIEWS: Final = {MINE: "我的", APPROVAL: "等我审批", ALL: "全部"}
LANDING: Final = {"officer": MINE, "reviewer": APPROVAL}
"""Which of them somebody sees first; every other role sees all."""
WORK: Final = {
    ROUND: ("round_page", "round_id", "round"),
    OBJECTION: ("objections", "round_id", "round"),
    PROPOSAL: ("proposal", "proposal_id", "decision_proposal"),
    IMPORT: ("import_page", "import_id", "sheet_import"),
    BATCH: ("import_batch", "batch_id", "import_batch"),
    **{name: (name_page(resource), "row_id", name) for name, resource in RESOURCES.items()},
    CALLS: (name_page(RESOURCES["lead"]), "row_id", "lead"),
}
"""The page where an item is done: endpoint, argument and kind of the id (of an objection its round's)."""


def belongs(item: WorkItem, view: str, call: PageCall, deputised: Collection[int]) -> bool:
    """Whether an item is in a view: a person's own and of whom he deputises for, his approvals, or all."""
    own = item.person_id == call.unit.actor.person.id
    if view == MINE:
        return own or item.person_id in deputised
    return view == ALL or (item.approval and not own and call.may(APPROVED_BY[item.kind]))


def describe(item: WorkItem, call: PageCall, calendar: Calendar) -> dict[str, Any]:
    """An item as its row shows it."""
    day = call.unit.today
    return {
        "kind": KINDS[item.kind],
        "item": item,
        "urgency": item.urgency(day),
        "cite": format_cite(item.cite),
        "left": item.days_left(day),
        "working": None if item.due_on is None else count_working_days_left(calendar, day, item.due_on),
        "address": _find_address(item, call),
    }


def _find_address(item: WorkItem, call: PageCall) -> str:
    """Where the work is done: the item's own page, of an order its remedy's or the decision's."""
    if item.remedy_id is not None:
        return locate(call, "remedy", row_id=call.outward("remedy", item.remedy_id))
    if item.kind == ORDER:
        return make_address(call, Decision.declaration.name, item.id)
    endpoint, argument, kind = WORK[item.kind]
    return locate(call, endpoint, **{argument: call.outward(kind, item.round_id or item.id)})


def locate(call: PageCall, endpoint: str, **values: Any) -> str:
    """The address of a page; empty for who may not see it."""
    action = PAGES[endpoint].action
    return url_for(f"console.{endpoint}", **values) if action is None or call.may(action) else ""
