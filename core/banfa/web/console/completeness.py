"""数据报送确认: who reports what, and up to which day it is declared complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.kinds.completeness import list_declared, reports_of
from banfa.trust.sources import list_sources
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


@page(
    "/data-completeness",
    "ledger.read",
    "数据报送确认",
    nav=Nav(section="数据", icon="clipboard-check", order=25),
)
def completeness(call: PageCall) -> Result:
    """Every kind of report by every source that sends it; what nobody has declared complete comes first."""
    zh = reports_of(ReadingContext(call.profile, call.unit.today))
    sources = {source.key: source.name for source in list_sources(call.unit)}
    declared = sorted(
        list_declared(call.unit),
        key=lambda row: (row.until_on is not None, row.until_on or call.unit.today, row.reports, row.source),
    )
    rows = [
        {
            "zh": zh.get(row.reports, row.reports),
            "source": sources.get(row.source, row.source),
            "until_on": row.until_on,
            "lists": url_for("console.list_completeness", source=row.source, reports=row.reports),
        }
        for row in declared
    ]
    lacking = sum(row.until_on is None for row in declared)
    return call.render("completeness.html", rows=rows, lacking=lacking)
