"""Entries of the ledger: the pages of every kind, all from its declaration, as `web/api/entries.py` does.

List, one with its history, record, correct, void. What was decided is only read here.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from flask import request, url_for

from banfa.ledger.kinds.records import Record
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.correct import correct_entry, void_entry
from banfa.ledger.recording.labels import label_entries
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.outcome import UNCHANGED
from banfa.ledger.recording.record import record_entry
from banfa.ledger.sheets.forms import find_form
from banfa.trust.actor import DISTRICT
from banfa.trust.rights import DECIDED, speaks_for
from banfa.trust.sources import find_own_source
from banfa.web.console.entries_forms import fill_in, fill_in_value, make_form
from banfa.web.console.entries_history import tell_entry, tell_meanwhile
from banfa.web.console.entries_leads import find_lead_address
from banfa.web.console.entries_lists import (
    OWN_LISTS,
    OWN_PAGES,
    fetch_lines,
    find_endpoint,
    find_list_endpoint,
    list_readers,
    list_writers,
    make_address,
    make_columns,
    make_filters,
    make_query,
)
from banfa.web.console.entries_traces import trace_entries
from banfa.web.console.entries_words import name_entry, name_references
from banfa.web.console.frame.calls import Done
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import LongTextField, PageForm, at_most, require
from banfa.web.console.frame.lists import Rows, Selection, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.ledger.entries.entry import Entry, Kind
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.web.console.entries_history import Told
    from banfa.web.console.frame.calls import PageCall, Result


NAVS: Final = {"enterprise": Nav(section="名册", icon="buildings", order=20)}
"""Lists that have a place of their own in the side bar; the others are found under 台账."""


class VoidForm(PageForm):
    """Why an entry is voided."""

    reason = LongTextField(
        "作废的理由",
        hint="所记之事并未发生才作废；写错的请更正",
        validators=[require("请写明理由"), at_most(4000)],
    )


def _find_path(kind: Kind) -> str:
    """The address of a kind's list."""
    return f"/{kind.plural.replace('_', '-')}"


def _declare_pages(kind: Kind) -> None:
    """Declare the pages of a kind, but for those that are made for it alone."""
    if kind.name not in OWN_LISTS:
        _declare_list(kind)
    if kind.name not in OWN_PAGES:
        _declare_one(kind)
    if kind.rights is not DECIDED:
        _declare_recording(kind)
        _declare_correcting(kind)
        _declare_voiding(kind)


def _declare_list(kind: Kind) -> None:
    def fetch(call: PageCall, selection: Selection) -> Rows:
        return fetch_lines(call, kind, selection)

    fetch.__name__ = find_list_endpoint(kind)
    list_page(
        _find_path(kind),
        "ledger.read",
        kind.zh,
        columns=make_columns(kind),
        query=make_query(kind),
        filters=make_filters(kind),
        when_empty=f"还没有{kind.zh}。登记或导入后列在这里。",
        template="entries.html",
        nav=NAVS.get(kind.name),
        roles=list_readers(kind),
    )(fetch)


def _declare_one(kind: Kind) -> None:
    def get_one(call: PageCall, entry_id: int) -> Result:
        return show_entry(call, kind, entry_id)

    get_one.__name__ = find_endpoint(kind)
    rule = f"{_find_path(kind)}/<id({kind.name}):entry_id>"
    page(rule, "ledger.read", kind.zh, roles=list_readers(kind))(get_one)


def show_entry(
    call: PageCall, kind: Kind, entry_id: int, template: str = "entry.html", **more: Any
) -> Result:
    """Show an entry: what it says, what a person has ruled, and how it came to be."""
    history = tell_entry(call.unit, call.profile, kind, entry_id)
    trace_entries(call, kind, [entry_id])
    outward = {"entry_id": call.outward(kind.name, entry_id)}
    return call.render(
        template,
        kind=kind,
        told=history,
        title=name_entry(history.row),
        address=partial(make_address, call),
        outward=outward,
        changeable=_is_changeable(call, history),
        lead_address="" if history.voided else find_lead_address(call, history.row),
        **more,
    )


def _is_changeable(call: PageCall, entry: Told) -> bool:
    """Whether who is logged in is offered to correct and void an entry: a district what it has entered."""
    actor, kind = call.unit.actor, entry.row.declaration
    may = kind.rights is not DECIDED and not entry.voided and call.may("ledger.write")
    return may and (actor.role != DISTRICT or speaks_for(actor, entry.row.source))


def _declare_recording(kind: Kind) -> None:
    def record(call: PageCall) -> Result:
        sheet = _choose_form(call, kind)
        if sheet is None:
            forms = {k.key: k.zh for k in call.profile.record_kinds}
            return call.render("entry_kinds.html", kind=kind, forms=forms)
        form = call.form(make_form(sheet), **_prefill(call, sheet))
        if call.takes(form):
            data = {**form.read(call.unit, call.profile), **sheet.fixed}
            source = find_own_source(call.unit.actor)
            outcome = record_entry(call.unit, kind.name, data, source=source, profile=call.profile)
            return Done(make_address(call, kind.name, outcome.id), f"已登记{sheet.zh}")
        back = url_for(f"console.{find_list_endpoint(kind)}")
        return call.render("entry_form.html", kind=kind, form=form, zh=sheet.zh, verb="登记", back=back)

    record.__name__ = f"record_{kind.name}"
    rule, roles = f"{_find_path(kind)}/new", list_writers(kind, "report")
    page(rule, "ledger.write", f"登记{kind.zh}", writes=True, roles=roles)(record)


def _choose_form(call: PageCall, kind: Kind) -> SheetForm | None:
    """The columns to be filled in; None where it is yet to be said what of."""
    if kind is not Record.declaration:
        return find_form(call.profile, kind.name)
    chosen = request.args.get("kind", "")
    return find_form(call.profile, f"{kind.name}.{chosen}") if chosen else None


def _prefill(call: PageCall, sheet: SheetForm) -> dict[str, Any]:
    """What stands where nothing is said, and whom the address says that the entry will be about."""
    defaults = sheet.kind.defaults
    values = {column.name: fill_in_value(column, defaults.get(column.column)) for column in sheet.columns}
    for column in sheet.columns:
        given = request.args.get(column.column, "") if column.refers else ""
        number = call.unit.ids.decode(column.refers, given) if given else None
        if number is not None:
            values[column.name] = label_entries(call.unit, KINDS[column.refers], [number])[number]
    return values


def _declare_correcting(kind: Kind) -> None:
    def correct(call: PageCall, entry_id: int) -> Result:
        row = get_entry(call.unit, kind.row, entry_id)
        sheet, names = _find_form_of(call, row), name_references(call.unit, kind, [row])
        form_class = make_form(sheet, corrects=True)
        form = call.form(form_class, **fill_in(form_class.columns, row, names))
        if call.takes(form):
            data = form.read_changes(call.unit, call.profile, row, names)
            reason, version = str(form.reason.data), call.version
            outcome = correct_entry(
                call.unit, kind.name, entry_id, data, reason, profile=call.profile, version=version
            )
            message = "没有改动" if outcome.outcome == UNCHANGED else f"已更正{sheet.zh}，原记录保留"
            return Done(make_address(call, kind.name, entry_id), message)
        about = _tell_form(call, row, form)
        return call.render("entry_form.html", verb="更正", form=form, zh=sheet.zh, **about)

    correct.__name__ = f"correct_{kind.name}"
    rule = f"{_find_path(kind)}/<id({kind.name}):entry_id>/correction"
    roles = list_writers(kind, "correct_own")
    page(rule, "ledger.write", f"更正{kind.zh}", writes=True, roles=roles)(correct)


def _find_form_of(call: PageCall, row: Entry) -> SheetForm:
    kind = row.declaration
    return find_form(call.profile, f"{kind.name}.{row.kind}" if isinstance(row, Record) else kind.name)


def _tell_form(call: PageCall, row: Entry, form: PageForm) -> dict[str, Any]:
    """What a form about an entry says besides: its version, and what others have changed meanwhile."""
    kind, version = row.declaration, request.form.get("version", str(row.revision))
    trace_entries(call, kind, [row.entry_id])
    if call.stale and version.isdecimal():
        entry = tell_entry(call.unit, call.profile, kind, row.entry_id)
        call.meanwhile = tell_meanwhile(entry, int(version), form.describe())
    back = make_address(call, kind.name, row.entry_id)
    return {"kind": kind, "title": name_entry(row), "version": version, "back": back}


def _declare_voiding(kind: Kind) -> None:
    def void(call: PageCall, entry_id: int) -> Result:
        form = call.form(VoidForm)
        if call.takes(form):
            void_entry(call.unit, kind.name, entry_id, str(form.reason.data), version=call.version)
            return call.done(find_list_endpoint(kind), f"已作废{kind.zh}，记录保留")
        row = get_entry(call.unit, kind.row, entry_id)
        return call.render("entry_void.html", form=form, **_tell_form(call, row, form))

    void.__name__ = f"void_{kind.name}"
    rule = f"{_find_path(kind)}/<id({kind.name}):entry_id>/voiding"
    page(rule, "ledger.write", f"作废{kind.zh}", writes=True, roles=list_writers(kind, "void"))(void)


for _kind in KINDS.values():
    _declare_pages(_kind)
