"""数据报送确认: who reports what, and up to which day it is declared complete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from banfa.ledger.entries.fields import ReadingContext
from banfa.ledger.entries.specifiers import MAX_CONTENT
from banfa.ledger.facts.catalogue import reports_needed
from banfa.ledger.kinds.completeness import SourceComplete, list_declared, reports_in, reports_of
from banfa.ledger.recording.record import record_entry
from banfa.procedures.periods import name_last_period
from banfa.procedures.receipts.evaluation_input import wanted_facts
from banfa.trust.sources import find_own_source, list_sources
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import ChoicesField, DayField, PageForm, TextField, at_most, require
from banfa.web.console.frame.pages import page
from banfa.web.console.law import choose_edition

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


class DeclarationForm(PageForm):
    """What is declared complete up to a day."""

    reports = ChoicesField("数据种类", (), validators=[require("请至少选一种")])
    until_on = DayField(
        "报送齐全，截至", hint="这一日以前的都已登记", validators=[require("请填写截至哪一日")]
    )
    basis = TextField("依据", validators=[at_most(MAX_CONTENT)])


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


@page("/data-completeness/new", "ledger.write", "确认报送齐全", writes=True)
def declare_complete(call: PageCall) -> Result:
    """Declare several kinds of report complete, by default up to the end of the last period."""
    edition = choose_edition(call)
    zh = reports_in(call.profile)
    needed = reports_needed(wanted_facts(edition))
    _, _, last = name_last_period(edition, call.unit.today)
    form = call.form(DeclarationForm, until_on=last)
    form.reports.choices = [(name, zh[name]) for name in sorted(zh, key=lambda name: name not in needed)]
    if call.takes(form):
        source = find_own_source(call.unit.actor)
        common = {"until_on": str(form.until_on.data)}
        if form.basis.data:
            common["basis"] = str(form.basis.data)
        for reports in form.reports.data:
            data = {"reports": reports, **common}
            record_entry(
                call.unit, SourceComplete.declaration.name, data, source=source, profile=call.profile
            )
        return call.done("completeness", f"已确认{len(form.reports.data)}种数据报送齐全")
    return call.render("completeness_form.html", form=form, needed=len(needed))
