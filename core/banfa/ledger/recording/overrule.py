"""Overruling many entries of a source at once: `correct_entry`, in as many statements as for one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.doubles import note_doubles
from banfa.ledger.recording.record import RowReport, note_batch, prepare_drafts, report_row
from banfa.ledger.recording.ruling import is_new, make_rulings
from banfa.ledger.recording.standing import find_standings_of, list_said
from banfa.ledger.recording.writing import guard_drafts, is_same, write_drafts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Draft, Kind
    from banfa.ledger.recording.standing import Standing
    from banfa.trust.unit import Unit


def overrule_entries(
    unit: Unit,
    kind: str,
    rows: Sequence[Mapping[str, Any]],
    entries: Sequence[int],
    *,
    source: str,
    reason: str,
    profile: Profile,
) -> list[RowReport]:
    """Let a person of the bureau say of entries of another source what holds; a report per row, in order.

    `entries` are the entries that the rows are about, all of them the source's and standing. What a row says
    otherwise than its entry is ruled, and stands until he lets go. Raises Conflict (`changed_meanwhile`).
    """
    declared = find_kind(kind)
    known = find_standings_of(unit, declared, dict(enumerate(entries)))
    free = {index: replace(standing, rulings={}) for index, standing in known.items()}
    drafts = prepare_drafts(
        unit, declared, rows, source=source, profile=profile, act="correct_others", known=free
    )
    same = {d.index for d in drafts if d.error is None and is_same(declared, d, known[d.index].row)}
    old = {standing.row.entry_id: standing.row for standing in known.values()}
    pending = guard_drafts(unit, declared, [d for d in drafts if d.index not in same], old)
    versions = write_drafts(unit, declared, pending, old, source=source, reason=reason)
    note_doubles(unit, declared, pending, source=source)
    ruled = [(known[d.index], _list_ruled(declared, d, known[d.index])) for d in pending]
    make_rulings(unit, declared, ruled, reason=reason)
    if pending:
        note_batch(unit, declared, source, pending, created=0, corrected=len(pending), ruled=len(ruled))
    else:
        unit.unaudited("no row came in: the locks of guards alone count as writing")
    return [report_row(declared, draft, known[draft.index], versions) for draft in drafts]


def _list_ruled(kind: Kind, draft: Draft, standing: Standing) -> dict[str, Any]:
    """What a row rules: the columns of which it says otherwise than stands, each with its value."""
    return {
        name: draft.values[name]
        for name, reported in list_said(kind, draft)
        if reported
        and draft.values[name] != getattr(standing.row, name)
        and is_new(standing.rulings.get(name), draft.values[name])
    }
