"""Correcting and voiding: a later record names the entry, says why, and takes the earlier one's place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import literal

from banfa.database.tenancy import select
from banfa.errors import Malformed, Missing, PreconditionFailed
from banfa.ledger.entries.origin import REASON
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.dependents import check_no_dependents, lock_entries
from banfa.ledger.recording.lookup import list_lookup_columns
from banfa.ledger.recording.outcome import CORRECTED, UNCHANGED, VOIDED, Outcome
from banfa.ledger.recording.record import prepare_drafts
from banfa.ledger.recording.writing import guard_drafts, is_same, supersede, write_drafts
from banfa.trust.canonical import plain
from banfa.trust.rights import Act, allow_act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Entry, Kind
    from banfa.trust.unit import Unit


def correct_entry(
    unit: Unit,
    kind: str,
    entry_id: int,
    data: Mapping[str, Any],
    reason: str,
    *,
    profile: Profile,
    version: int | None = None,
    act: Act | None = None,
) -> Outcome:
    """Correct an entry: fields in `data` replace what was said, the others stay (a null takes one away).

    `version` is the revision that the caller has read; `act` is what a procedure does by the table of
    rights. Raises Missing, Malformed, Conflict (among them
    `has_dependents` and `contradicts_dependent`), PreconditionFailed.
    """
    declared = find_kind(kind)
    reason = _read_reason(reason)
    old = _get_current(unit, declared, entry_id, version)
    act = act or ("correct_own" if old.source == unit.actor.source else "correct_others")
    row = _merge(declared, old, data)
    drafts = prepare_drafts(unit, declared, [row], source=old.source, profile=profile, act=act)
    draft = drafts[0]
    draft.entry_id = entry_id
    if draft.error is None and is_same(declared, draft, old) and draft.external_id == old.external_id:
        return Outcome(entry_id, old.revision, UNCHANGED)
    guard_drafts(unit, declared, drafts, {entry_id: old})
    if draft.error is not None:
        raise draft.error
    version = write_drafts(unit, declared, drafts, {entry_id: old}, source=old.source, reason=reason)[0]
    change = {"replaces": old.revision, "version": version, "reason": reason, "data": plain(dict(data))}
    unit.note(f"{kind}.corrected", f"{kind}/{entry_id}", change, revision=version, changed=data)
    return Outcome(entry_id, version, CORRECTED)


def void_entry(unit: Unit, kind: str, entry_id: int, reason: str, *, version: int | None = None) -> Outcome:
    """Void an entry: what it says never happened. The record stays, and says by whom and why it was voided.

    Raises Missing, Malformed, PreconditionFailed, and Conflict (`has_dependents`) while other entries refer
    to it.
    """
    declared = find_kind(kind)
    reason = _read_reason(reason)
    old = _get_current(unit, declared, entry_id, version)
    allow_act(unit.actor, declared, "void", source=old.source)
    lock_entries(unit, declared, [entry_id])
    check_no_dependents(unit, declared, entry_id)
    version = _write_voiding(unit, declared, old, reason)
    change = {"replaces": old.revision, "version": version, "reason": reason}
    unit.note(f"{kind}.voided", f"{kind}/{entry_id}", change, revision=version, changed=())
    return Outcome(entry_id, version, VOIDED)


def _write_voiding(unit: Unit, kind: Kind, old: Entry, reason: str) -> int:
    """Copy the record that stands as one that voids it; returns the new record's revision."""
    ended = supersede(unit, kind, [old.id])[old.entry_id]
    ended_at, revision = ended.superseded_at, ended.revision + 1
    c = kind.row.c
    copied = ["tenant_id", "external_id", "source", *kind.columns, *list_lookup_columns(kind)]
    changed = {
        "recorded_at": ended_at,
        "superseded_at": ended_at,
        "recorded_by": unit.actor.person.id,
        "revision": revision,
        "corrects": old.entry_id,
        "reason": reason,
        "voids": True,
    }
    values = [literal(value, c[name].type) for name, value in changed.items()]
    copy = select(*(c[name] for name in copied), *values).where(c.id == old.id)
    unit.execute(kind.table.insert().from_select([*copied, *changed], copy))
    return int(revision)


def _read_reason(reason: str) -> str:
    """Read why. Raises Malformed."""
    try:
        text: str = REASON.read(reason)
    except InvalidValue as invalid:
        error = REASON.describe(invalid)
        raise Malformed(error.code, error.message, field=error.path) from None
    return text


def _get_current(unit: Unit, kind: Kind, entry_id: int, version: int | None) -> Entry:
    """Get the standing record, if it is the one the caller has read. Raises Missing, PreconditionFailed."""
    row = unit.one_or_none(kind.row, kind.row.standing.where(kind.row.c.entry_id == entry_id))
    if row is None:
        raise Missing("entry_missing", f"没有这条{kind.zh}，或已作废；请核对编号。", kind=kind.name)
    if version is not None and version != row.revision:
        message = f"该{kind.zh}已被更正，请重新读取后再办。"
        raise PreconditionFailed("entry_changed", message, version=row.revision)
    return row


def _merge(kind: Kind, old: Entry, data: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, and over it what is said now. What a reference carries comes from the reference."""
    carried = {reference.name for reference in kind.carried}
    row = {name: getattr(old, name) for name in ("external_id", *kind.columns) if name not in carried}
    for reference in kind.references:
        again = reference.name in data or reference.key in data
        if again or getattr(old, reference.name) is not None:
            for column in reference.carries:
                row.pop(column, None)
        if again:
            row.pop(reference.name, None)
    return {**row, **data}
