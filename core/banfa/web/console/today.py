"""今日待办: what waits, one click from its work; an officer sees his own, a chief what he approves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from flask import request, url_for

from banfa.ledger.kinds.decisions import Decision
from banfa.procedures.cases.deputies import list_deputised
from banfa.procedures.counts import count_work
from banfa.procedures.rounds.progress import list_progress
from banfa.procedures.rounds.transitions import STATES
from banfa.procedures.work_items import (
    APPROVED_BY,
    BATCH,
    IMPORT,
    KINDS,
    OBJECTION,
    ORDER,
    PROPOSAL,
    ROUND,
    list_items,
)
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import leave_trace, name_page
from banfa.web.console.entries_lists import make_address
from banfa.web.console.first_use import list_steps
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.pages import PAGES, page

if TYPE_CHECKING:
    from collections.abc import Collection

    from banfa.procedures.work_item import WorkItem
    from banfa.web.console.frame.calls import PageCall, Result

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
}
"""The page where an item is done: endpoint, argument and kind of the id (of an objection its round's)."""


@page("/", None, "今日待办", nav=Nav(section="", icon="calendar3", order=0))
def today(call: PageCall) -> Result:
    """Say what waits in a sentence, then list it."""
    items = list_items(call.unit)
    wanted = request.args.get("view", "")
    view = wanted if wanted in VIEWS else LANDING.get(call.unit.actor.role, ALL)
    deputised = list_deputised(call.unit)
    chosen = {name: [item for item in items if _belongs(item, name, call, deputised)] for name in VIEWS}
    day, kind = call.unit.today, request.args.get("kind", "")
    listed = [item for item in chosen[view] if kind not in KINDS or item.kind == kind]
    for name, resource in RESOURCES.items():
        leave_trace(call, resource, [item for item in listed if item.kind == name])
    return call.render(
        "today.html",
        counts=count_work(call.unit),
        preparing=[step for step in list_steps(call) if not step.done] if call.may("person.manage") else [],
        view=view,
        tabs=[(name, zh, len(chosen[name])) for name, zh in VIEWS.items()],
        items=[_describe(item, call) for item in listed],
        approved=[_describe(item, call) for item in items if item.approved],
        only=KINDS.get(kind, ""),
        late=sum(item.urgency(day) == "逾期" for item in items),
        due=sum(item.urgency(day) == "今日" for item in items),
        rounds=list_progress(call.unit),
        states=STATES,
        locate=partial(_locate, call),
    )


def _belongs(item: WorkItem, view: str, call: PageCall, deputised: Collection[int]) -> bool:
    """Whether an item is in a view: a person's own and of whom he deputises for, his approvals, or all."""
    own = item.person_id == call.unit.actor.person.id
    if view == MINE:
        return own or item.person_id in deputised
    return view == ALL or (item.approval and not own and call.may(APPROVED_BY[item.kind]))


def _describe(item: WorkItem, call: PageCall) -> dict[str, Any]:
    """An item as its row shows it."""
    day = call.unit.today
    return {
        "kind": KINDS[item.kind],
        "item": item,
        "urgency": item.urgency(day),
        "left": item.days_left(day),
        "address": _find_address(item, call),
    }


def _find_address(item: WorkItem, call: PageCall) -> str:
    """Where the work is done: the item's own page, of an order the decision's."""
    if item.kind == ORDER:
        return make_address(call, Decision.declaration.name, item.id)
    endpoint, argument, kind = WORK[item.kind]
    return _locate(call, endpoint, **{argument: call.outward(kind, item.round_id or item.id)})


def _locate(call: PageCall, endpoint: str, **values: Any) -> str:
    """The address of a page; empty for who may not see it."""
    action = PAGES[endpoint].action
    return url_for(f"console.{endpoint}", **values) if action is None or call.may(action) else ""
