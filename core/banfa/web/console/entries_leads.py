"""From an entry's own page a lead is registered: the form of any lead, filled in with what the entry says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from flask import url_for

from banfa.ledger.kinds.decisions import GRADE, Decision
from banfa.ledger.recording.names import name_providers
from banfa.procedures.cases.steps import MANAGE
from banfa.web.console.entries_words import name_entry

if TYPE_CHECKING:
    from banfa.ledger.entries.entry import Entry
    from banfa.web.console.frame.calls import PageCall

SOURCES: Final = {"finding": "finding", "complaint": "complaint", "inspection": "visit", "decision": "grade"}
"""Kinds of entries of which a lead can come, and what its source is called then."""


def find_lead_address(call: PageCall, row: Entry) -> str:
    """The form of a lead about an entry; empty where none comes of it, or for who may not register one."""
    kind = row.declaration
    provider_id = getattr(row, "provider_id", None)
    if kind.name not in SOURCES or provider_id is None or not call.may(MANAGE):
        return ""
    if isinstance(row, Decision) and row.kind != GRADE:
        return ""
    names = name_providers(call.unit, [provider_id])
    day = getattr(row, kind.day) if kind.day is not None else None
    filled = {
        "provider": names.get(provider_id, ""),
        "source": SOURCES[kind.name],
        "summary": f"{kind.zh}：{name_entry(row)}",
        "found_on": day.isoformat() if day else "",
    }
    return f"{url_for('console.register_lead')}?{urlencode(filled)}"
