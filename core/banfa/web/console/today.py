"""今日待办: what waits, one click from its work; an officer sees his own, a chief what he approves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import request

from banfa.procedures.calendars import read_calendar
from banfa.procedures.cases.deputies import list_deputised
from banfa.procedures.counts import count_work
from banfa.procedures.rounds.progress import list_progress
from banfa.procedures.rounds.transitions import STATES
from banfa.procedures.work_items import KINDS, list_items
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import leave_trace
from banfa.web.console.first_use import list_steps
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.pages import page
from banfa.web.console.today_items import ALL, LANDING, VIEWS, belongs, describe, locate

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


@page("/", None, "今日待办", nav=Nav(section="", icon="calendar3", order=0))
def today(call: PageCall) -> Result:
    """Say what waits in a sentence, then list it."""
    items, calendar = list_items(call.unit), read_calendar(call.unit.connection, call.unit.tenant_id)
    wanted = request.args.get("view", "")
    view = wanted if wanted in VIEWS else LANDING.get(call.unit.actor.role, ALL)
    deputised = list_deputised(call.unit)
    chosen = {name: [item for item in items if belongs(item, name, call, deputised)] for name in VIEWS}
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
        items=[describe(item, call, calendar) for item in listed],
        approved=[describe(item, call, calendar) for item in items if item.approved],
        only=KINDS.get(kind, ""),
        late=sum(item.urgency(day) == "逾期" for item in items),
        due=sum(item.urgency(day) == "今日" for item in items),
        soon=sum(item.urgency(day) in {"3日内", "7日内"} for item in items),
        rounds=list_progress(call.unit),
        states=STATES,
        locate=partial(locate, call),
    )
