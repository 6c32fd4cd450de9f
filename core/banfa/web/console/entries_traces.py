"""Whoever is shown entries of a kind that holds somebody's data leaves a trace of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.ledger.entries.entry import Kind
    from banfa.web.console.frame.calls import PageCall


def trace_entries(call: PageCall, kind: Kind, entry_ids: Iterable[int]) -> None:
    """Say which entries the page shows; of a kind that holds nobody's data nothing is noted."""
    if kind.is_personal:
        call.shows(kind.name, entry_ids)
