"""收尾清单: what is left to do once the pilot has ended, each line one click from its work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import url_for

from banfa.procedures.cases.steps import READ
from banfa.procedures.cases.winding_down import find_wind_down
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

LINES: Final[tuple[tuple[str, str, str, dict[str, Any]], ...]] = (
    ("leads", "没有办结的线索", "case_leads", {}),
    ("undecided", "没有作出决定的措施（试点结束后不能再作新的）", "remedies", {}),
    ("orders", "整改期内或待复核的限期整改", "remedies", {"state": "running"}),
    ("effects", "待办理的后续事项", "case_effects", {}),
    ("shown", "没有撤下的公示和通报", "publications", {"state": "posted"}),
    ("proceedings", "没有终结的复议、诉讼等", "proceedings", {}),
    ("replacements", "没有办完的更换申请", "replacements", {}),
    ("cases", "没有办结的案件", "cases", {"state": "open"}),
    ("unarchived", "已办结、没有归档的案件", "cases", {"state": "closed"}),
)
"""What is left, by its name: what it is called, and the list where it is done."""


@page("/wind-down", READ, "收尾清单", nav=Nav(section="管理", icon="flag", order=95))
def wind_down(call: PageCall) -> Result:
    """What is left, and since when nothing new can be decided."""
    ending = find_wind_down(call.unit)
    counts = ending.left._asdict()
    lines = [
        (zh, counts[name], url_for(f"console.{endpoint}", **query)) for name, zh, endpoint, query in LINES
    ]
    return call.render("wind_down.html", ended_on=ending.ended_on, lines=lines, left=sum(ending.left))
