"""搜索: over everything that has a name or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request

from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.listing import list_entries
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

SEARCHED: Final = ("provider", "enterprise")
MAX_FOUND: Final = 20


@page("/search", "ledger.read", "搜索")
def search(call: PageCall) -> Result:
    """Show what is found, by kind."""
    wanted = request.args.get("q", "").strip()
    kinds = [KINDS[name] for name in SEARCHED if wanted]
    hits = [
        (kind, list_entries(call.unit, kind.row, profile=call.profile, q=wanted, limit=MAX_FOUND).rows)
        for kind in kinds
    ]
    return call.render("search.html", wanted=wanted, hits=[(kind, rows) for kind, rows in hits if rows])
