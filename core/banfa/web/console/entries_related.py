"""What else was recorded about an entry: those of every kind that refer to it, by kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from flask import url_for

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.listing import list_entries
from banfa.web.console.entries_lists import find_list_endpoint, make_columns
from banfa.web.console.entries_traces import trace_entries
from banfa.web.console.entries_words import make_lines

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from banfa.ledger.entries.entry import Kind
    from banfa.web.console.entries_words import Line
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.columns import Column

MAX_RELATED: Final = 20
MAX_COLUMNS: Final = 5


@dataclass(frozen=True, slots=True)
class Related:
    """Entries of one kind that refer to another entry: the last of them, how many there are, the list."""

    kind: Kind
    columns: Sequence[Column]
    lines: Sequence[Line]
    total: int
    list_address: str


def list_related(
    call: PageCall, kind: Kind, entry_id: int, *, without: Collection[str] = ()
) -> list[Related]:
    """List what refers to an entry of a kind, the latest first; as many statements as there are kinds."""
    outward = call.outward(kind.name, entry_id)
    related = []
    for other in KINDS.values():
        refers = [r for r in (*other.references, *other.carried) if r.kind == kind.name]
        if not refers or other.name in without:
            continue
        name = refers[0].name
        known = {other.label(column) for column in (name, *refers[0].carries)}
        page = _list(call, other, {name: entry_id})
        if not page.rows:
            continue
        trace_entries(call, other, [row.entry_id for row in page.rows])
        given: dict[str, Any] = {name: outward}
        columns = [column for column in make_columns(other) if column.zh not in known]
        related.append(
            Related(
                other,
                columns[:MAX_COLUMNS],
                make_lines(call.unit, call.profile, other, page.rows),
                int(page.total or 0),
                url_for(f"console.{find_list_endpoint(other)}", **given),
            )
        )
    return related


def _list(call: PageCall, kind: Kind, filters: dict[str, Any]) -> Any:
    sort = f"-{kind.day or 'id'}"
    return list_entries(
        call.unit, kind.row, filters, profile=call.profile, sort=sort, limit=MAX_RELATED, count=True
    )
