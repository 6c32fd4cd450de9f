"""今日待办: what waits, each figure one click from its work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.procedures.counts import count_work
from banfa.procedures.rounds.transitions import STATES, list_running
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


@page("/", None, "今日待办", nav=Nav(section="", icon="calendar3", order=0))
def today(call: PageCall) -> Result:
    """Say what waits in a sentence, then list it."""
    return call.render(
        "today.html", counts=count_work(call.unit), rounds=list_running(call.unit), states=STATES
    )
