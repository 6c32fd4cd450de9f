"""台账: every kind of entry in one place, with how many of each stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import url_for

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.counting import count_entries
from banfa.trust.rights import DECIDED, DECLARED, FIELD, REGISTER, VERIFIED
from banfa.web.console.entries_lists import find_list_endpoint
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

GROUPS: Final = {
    REGISTER: "名册",
    FIELD: "项目和服务",
    VERIFIED: "主管部门核实的",
    DECIDED: "决定",
    DECLARED: "数据报送",
}


@page("/ledger", "ledger.read", "台账", nav=Nav(section="数据", icon="table", order=20))
def ledger(call: PageCall) -> Result:
    """Every kind by what it is, one click from its list."""
    counts = count_entries(call.unit)
    groups = [
        (
            zh,
            [
                (kind, counts[kind.name], url_for(f"console.{find_list_endpoint(kind)}"))
                for kind in KINDS.values()
                if kind.rights is rights
            ],
        )
        for rights, zh in GROUPS.items()
    ]
    return call.render("ledger.html", groups=groups)
