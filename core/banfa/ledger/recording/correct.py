"""Correcting and voiding: a later record names the entry, says why, and takes the earlier one's place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal

from banfa.database.tenancy import select
from banfa.errors import Malformed, Missing, PreconditionFailed
from banfa.ledger.entries.origin import EXTERNAL_ID, REASON
from banfa.ledger.entries.rulings import NEVER_HAPPENED
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.dependents import check_no_dependents, lock_entries
from banfa.ledger.recording.doubles import note_doubles
from banfa.ledger.recording.lookup import list_lookup_columns
from banfa.ledger.recording.outcome import CORRECTED, UNCHANGED, VOIDED, Outcome
from banfa.ledger.recording.own import make_reach
from banfa.ledger.recording.record import prepare_drafts
from banfa.ledger.recording.ruling import (
    check_rulings,
    end_ruling,
    find_ruling,
    is_new,
    list_overruled_fields,
    lock_standing,
    make_rulings,
    note_statements,
    outranks,
)
from banfa.ledger.recording.standing import Standing, find_last_said, find_rulings, list_said
from banfa.ledger.recording.writing import guard_drafts, is_same, supersede, write_drafts
from banfa.trust.canonical import plain
from banfa.trust.permissions import allow
from banfa.trust.rights import Act, allow_act, speaks_for

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
    """Correct an entry: fields in `data` replace what was said, the others stay (null takes one away).

    What a person of the bureau says of a source's entry is thereby ruled, and stands until he lets go. What
    the source itself says of such a field is held back. `version` is the revision that was read; `act` is
    what a procedure does by the table of rights. Raises Missing, Malformed, Conflict (among them
    `has_dependents` and `contradicts_dependent`), PreconditionFailed.
    """
    declared = find_kind(kind)
    reason = _read_reason(reason)
    old = _get_current(unit, declared, entry_id, version)
    standing = _find_standing(unit, declared, old)
    rules = outranks(unit.actor, old.source)
    drafts = prepare_drafts(
        unit,
        declared,
        [dict(data)],
        source=old.source,
        profile=profile,
        act=act or ("correct_own" if speaks_for(unit.actor, old.source) else "correct_others"),
        known={0: replace(standing, rulings={}) if rules else standing},
    )
    _check_numbering(unit, old, data)
    draft = drafts[0]
    same = draft.error is None and is_same(declared, draft, old) and draft.external_id == old.external_id
    if not same:
        guard_drafts(unit, declared, drafts, {entry_id: old})
    if draft.error is not None:
        raise draft.error
    ruled = (
        {name: draft.values[name] for name, reported in list_said(declared, draft) if reported}
        if rules
        else {}
    )
    ruled = {name: value for name, value in ruled.items() if is_new(standing.rulings.get(name), value)}
    if same and not ruled and not draft.said:
        return Outcome(entry_id, old.revision, UNCHANGED)
    version = old.revision
    if not same:
        version = write_drafts(unit, declared, drafts, {entry_id: old}, source=old.source, reason=reason)[0]
        note_doubles(unit, declared, drafts, source=old.source)
    elif rules:
        lock_standing(unit, declared, old)
    if rules:
        make_rulings(unit, declared, [(standing, ruled)], reason=reason)
    else:
        check_rulings(unit, declared, [standing])
        note_statements(unit, declared, drafts, {0: standing}, source=old.source)
    change = {"replaces": old.revision, "version": version, "reason": reason, "data": plain(dict(data))}
    unit.note(f"{kind}.corrected", f"{kind}/{entry_id}", change, revision=version, changed=data)
    overruled = () if rules else list_overruled_fields(draft, standing)
    return Outcome(entry_id, version, UNCHANGED if same else CORRECTED, overruled)


def _check_numbering(unit: Unit, old: Entry, data: Mapping[str, Any]) -> None:
    """Keep a district from numbering what another source reports: the number would be taken from that one."""
    given = data.get(EXTERNAL_ID.name, old.external_id)
    if unit.actor.districts is not None and old.source != unit.actor.source and given != old.external_id:
        message = "外部编号（external_id）由报送的来源自己编定，不是本县（市、区）报送的不能改。"
        raise Malformed("external_id_not_own", message, field=EXTERNAL_ID.name)


def _find_standing(unit: Unit, kind: Kind, row: Entry) -> Standing:
    """What stands of an entry, with the rulings about it."""
    ids = [row.entry_id]
    rulings, said_at = find_rulings(unit, kind, ids), find_last_said(unit, kind, ids)
    return Standing(row, rulings.get(row.entry_id, {}), said_at.get(row.entry_id))


def release_ruling(unit: Unit, ruling_id: int, reason: str, *, profile: Profile) -> tuple[str, Outcome]:
    """Let go of a ruling: the entry's field follows its source again, from what that says now.

    A voiding let go of leaves the entry voided, but its external id may be reported anew. Gives the entry's
    kind too. Raises Forbidden, Missing, Malformed, and Conflict where what the source says cannot stand.
    """
    allow(unit.actor, "ledger.rule")
    reason = _read_reason(reason)
    in_force = find_ruling(unit, ruling_id)
    ruling = in_force.ruling
    kind = find_kind(ruling.kind)
    if ruling.field == NEVER_HAPPENED:
        end_ruling(unit, in_force, reason=reason)
        return kind.name, Outcome(ruling.entry_id, 1, UNCHANGED)
    old = _get_current(unit, kind, ruling.entry_id, None)
    lock_standing(unit, kind, old)  # before its ruling: so does who reports the entry again
    reported = end_ruling(unit, in_force, reason=reason)
    standing = replace(_find_standing(unit, kind, old), rulings={})
    data = {ruling.field: reported}
    drafts = prepare_drafts(
        unit,
        kind,
        [data],
        source=old.source,
        profile=profile,
        act="correct_others",
        known={0: standing},
    )
    if drafts[0].error is None and is_same(kind, drafts[0], old):
        return kind.name, Outcome(old.entry_id, old.revision, UNCHANGED)
    guard_drafts(unit, kind, drafts, {old.entry_id: old})
    if drafts[0].error is not None:
        raise drafts[0].error
    version = write_drafts(unit, kind, drafts, {old.entry_id: old}, source=old.source, reason=reason)[0]
    note_doubles(unit, kind, drafts, source=old.source)
    return kind.name, Outcome(old.entry_id, version, CORRECTED)


def void_entry(
    unit: Unit,
    kind: str,
    entry_id: int,
    reason: str,
    *,
    version: int | None = None,
    act: Act = "void",
) -> Outcome:
    """Void an entry: what it says never happened. The record stays, and says by whom and why it was voided.

    `act` is what a procedure does by the table of rights.
    Raises Missing, Malformed, PreconditionFailed, and Conflict (`has_dependents`) while other entries refer
    to it.
    """
    declared = find_kind(kind)
    reason = _read_reason(reason)
    old = _get_current(unit, declared, entry_id, version)
    allow_act(unit.actor, declared, act, source=old.source)
    lock_entries(unit, declared, [entry_id])
    check_no_dependents(unit, declared, entry_id)
    version = _write_voiding(unit, declared, old, reason)
    if outranks(unit.actor, old.source):
        standing = _find_standing(unit, declared, old)
        make_rulings(unit, declared, [(standing, {NEVER_HAPPENED: True})], reason=reason)
    change = {"replaces": old.revision, "version": version, "reason": reason}
    unit.note(f"{kind}.voided", f"{kind}/{entry_id}", change, revision=version, changed=())
    return Outcome(entry_id, version, VOIDED)


def _write_voiding(unit: Unit, kind: Kind, old: Entry, reason: str) -> int:
    """Copy the record that stands as one that voids it; returns the new record's revision."""
    ended = supersede(unit, kind, [old.id])[old.entry_id]
    ended_at, revision = ended.superseded_at, ended.revision + 1
    c = kind.row.c
    copied = ["tenant_id", "external_id", "observed_at", "source", *kind.columns, *list_lookup_columns(kind)]
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
    insert = kind.table.insert().from_select([*copied, *changed], copy).returning(kind.table.c.id)
    unit.seal(kind.table, unit.execute(insert).scalars().all())
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
    row = unit.one_or_none(
        kind.row, kind.row.standing.where(kind.row.c.entry_id == entry_id, make_reach(unit, kind))
    )
    if row is None:
        raise Missing("entry_missing", f"没有这条{kind.zh}，或已作废；请核对编号。", kind=kind.name)
    if version is not None and version != row.revision:
        message = f"该{kind.zh}已被更正，请重新读取后再办。"
        raise PreconditionFailed("entry_changed", message, version=row.revision)
    return row
