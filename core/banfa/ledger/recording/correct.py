"""Correcting and voiding: a later record names the entry, says why, and takes the earlier one's place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import literal

from banfa.errors import Malformed, Missing, PreconditionFailed
from banfa.ledger.entries.fields import Unfit, text_of
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.dependents import hold, refuse_void
from banfa.ledger.recording.record import prepare
from banfa.ledger.recording.writing import guard, same, supersede, write
from banfa.trust.canonical import plain
from banfa.trust.permissions import allow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import RowMapping

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.kind import Kind
    from banfa.trust.unit import Unit


def correct(
    unit: Unit,
    kind: str,
    id: int,  # noqa: A002 - the entry's id, as callers know it
    data: Mapping[str, Any],
    reason: str,
    *,
    profile: Profile,
    version: int | None = None,
) -> dict[str, Any]:
    """Correct an entry: fields in `data` replace what was said, the others stay (a null takes one away).

    Returns {"id", "version", "outcome": corrected or unchanged}. `version` is the record the caller has
    read. Raises Missing, Malformed, Conflict (among them `has_dependents` and `contradicts_dependent`),
    PreconditionFailed.
    """
    found = find_kind(kind)
    why = checked(reason)
    old = current(unit, found, id, version)
    drafts = prepare(unit, found, [merged(found, old, data)], source=old["source"], profile=profile)
    draft = drafts[0]
    draft.entry_id = id
    if draft.refusal is None and same(found, draft, old) and draft.external_id == old["external_id"]:
        return {"id": id, "version": old["revision"], "outcome": "unchanged"}
    guard(unit, found, drafts, {id: old})
    if draft.refusal is not None:
        raise draft.refusal
    made = write(unit, found, drafts, source=old["source"], reason=why)[0]
    told = {"replaces": old["revision"], "version": made, "reason": why, "data": plain(dict(data))}
    unit.note(f"{kind}.corrected", f"{kind}/{id}", told, revision=made, changed=data)
    return {"id": id, "version": made, "outcome": "corrected"}


def void(
    unit: Unit,
    kind: str,
    id: int,  # noqa: A002 - the entry's id, as callers know it
    reason: str,
    *,
    version: int | None = None,
) -> dict[str, Any]:
    """Void an entry: what it says never happened. The record stays, and says by whom and why it was voided.

    Returns {"id", "version": the voiding record's, "outcome": "voided"}. Raises Missing, Malformed,
    PreconditionFailed, and Conflict (`has_dependents`) while other entries refer to it.
    """
    allow(unit.actor, "ledger.write", kind=kind)
    found = find_kind(kind)
    why = checked(reason)
    old = current(unit, found, id, version)
    hold(unit, found, [id])
    refuse_void(unit, found, id)
    ended = supersede(unit, found, [id])[id]
    at, version = ended.superseded_at, ended.revision + 1
    c = found.table.c
    copied = ["external_id", "source", *found.columns]
    said = {
        "recorded_at": at,
        "superseded_at": at,
        "recorded_by": unit.actor.person.id,
        "revision": version,
        "corrects": id,
        "reason": why,
        "voids": True,
    }
    copy = unit.select(
        literal(unit.tenant_id),
        *(c[name] for name in copied),
        *(literal(v, c[name].type) for name, v in said.items()),
    ).where(c.id == old["id"])
    unit.connection.execute(found.table.insert().from_select(["tenant_id", *copied, *said], copy))
    told = {"replaces": old["revision"], "version": version, "reason": why}
    unit.note(f"{kind}.voided", f"{kind}/{id}", told, revision=version, changed=())
    return {"id": id, "version": version, "outcome": "voided"}


def checked(reason: str) -> str:
    """The reason, if it is one. Raises Malformed."""
    try:
        return text_of(reason)
    except Unfit as unfit:
        why = f"更正或作废须写明理由：理由（reason）{unfit.why}。"
        raise Malformed("reason_missing", why, field="reason") from None


def current(unit: Unit, kind: Kind, entry_id: int, version: int | None) -> RowMapping:
    """Find the standing record, if it is the one the caller has read. Raises Missing, PreconditionFailed."""
    c = kind.table.c
    columns = [c[name] for name in ("id", "entry_id", "revision", "source", "external_id", *kind.columns)]
    statement = unit.select(*columns).where(c.entry_id == entry_id, stands(kind.table))
    row = unit.connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise Missing("entry_missing", f"没有这条{kind.zh}，或已作废；请核对编号。", kind=kind.name)
    if version is not None and version != row["revision"]:
        raise PreconditionFailed(
            "entry_changed", f"该{kind.zh}已被更正，请重新读取后再办。", version=row["revision"]
        )
    return row


def merged(kind: Kind, old: RowMapping, data: Mapping[str, Any]) -> dict[str, Any]:
    """What was said, and over it what is said now. What a reference carries comes from the reference."""
    row = {name: old[name] for name in ("external_id", *kind.columns)}
    for ref in kind.refers:
        again = ref.column in data or ref.key in data
        if again or old[ref.column] is not None:
            for column in ref.carries:
                row.pop(column, None)
        if again:
            row.pop(ref.column, None)
    return {**row, **data}
