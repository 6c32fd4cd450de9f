"""搜索: over everything that has a name or a number; what means one thing alone is opened at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request, url_for

from banfa.ledger.entries.pinyin import fold_text
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.listing import list_entries
from banfa.ledger.recording.lookup import list_lookup_columns
from banfa.web.api.pages import MAX_SEARCH
from banfa.web.console.casework_addresses import address_of
from banfa.web.console.entries_lists import find_list_endpoint, make_address, make_columns
from banfa.web.console.entries_traces import trace_entries
from banfa.web.console.entries_words import make_lines
from banfa.web.console.frame.calls import Done
from banfa.web.console.frame.pages import page
from banfa.web.console.search_rooms import find_things

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

SEARCHED: Final = tuple(kind for kind in KINDS.values() if list_lookup_columns(kind))
"""Kinds whose entries have a name or a number, parties before what is about them."""
MAX_FOUND: Final = 20
MAX_COLUMNS: Final = 4


@page("/search", "ledger.read", "搜索")
def search(call: PageCall) -> Result:
    """Show what is found, by kind; a single thing is shown itself."""
    wanted = request.args.get("q", "").strip()[:MAX_SEARCH]
    if not fold_text(wanted):
        return call.render("search.html", wanted="", hits=[])
    matches = [
        (kind, list_entries(call.unit, kind.row, profile=call.profile, q=wanted, limit=MAX_FOUND + 1).rows)
        for kind in SEARCHED
    ]
    matches = [(kind, rows) for kind, rows in matches if rows]
    things = list(find_things(call, wanted, MAX_FOUND))
    if sum(len(rows) for _, rows in matches) == 1 and not things:
        ((kind, (row,)),) = matches
        return Done(make_address(call, kind.name, row.entry_id), "")
    if not matches and sum(len(hit["lines"]) for hit in things) == 1:
        (hit,) = things
        (line,) = hit["lines"]
        return Done(address_of(hit["kind"], line["row"].id), "")
    for kind, rows in matches:
        trace_entries(call, kind, [row.entry_id for row in rows[:MAX_FOUND]])
    hits = [
        {
            "kind": kind,
            "columns": make_columns(kind)[:MAX_COLUMNS],
            "lines": make_lines(call.unit, call.profile, kind, rows[:MAX_FOUND]),
            "more": len(rows) > MAX_FOUND,
            "address": url_for(f"console.{find_list_endpoint(kind)}", q=wanted),
        }
        for kind, rows in matches
    ]
    return call.render("search.html", wanted=wanted, hits=[*hits, *things])
