"""What refers to an entry: an entry that others stand on is neither voided nor moved away under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.errors import BanfaError, Conflict
from banfa.ledger.entries.kind import Draft
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.references import in_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import RowMapping

    from banfa.ledger.entries.kind import Kind, Ref
    from banfa.trust.ids import Ids
    from banfa.trust.unit import Unit

NAMED = 5
"""How many dependents a refusal names."""


def referring(kind: Kind) -> Iterator[tuple[Kind, Ref]]:
    """Which kinds refer to this one, and how."""
    for other in KINDS.values():
        for ref in other.refers:
            if ref.kind == kind.name:
                yield other, ref


def hold(unit: Unit, kind: Kind, entry_ids: Iterable[int]) -> None:
    """Make whoever is about to refer to these entries wait until this transaction ends."""
    c = kind.table.c
    unit.connection.execute(
        unit.select(c.id).where(in_list(c.id, entry_ids)).order_by(c.id).with_for_update()
    ).all()


def refuse_void(unit: Unit, kind: Kind, entry_id: int) -> None:
    """Raise Conflict (`has_dependents`) when standing entries refer to this one."""
    for other, ref in referring(kind):
        c = other.table.c
        statement = (
            unit.select(c.entry_id)
            .where(c[ref.column] == entry_id, stands(other.table))
            .order_by(c.entry_id)
            .limit(NAMED)
        )
        if numbers := list(unit.connection.scalars(statement)):
            ids = unit.ids.encode(other.name, numbers)
            told = f"该{kind.zh}下还有{other.zh}（编号 {'、'.join(ids)} 等），请先作废这些记录"
            raise Conflict("has_dependents", f"{told}。", kind=other.name, ids=ids)


def check_moves(unit: Unit, kind: Kind, drafts: Sequence[Draft], old: Mapping[int, RowMapping]) -> None:
    """Refuse corrections that would contradict what refers to the corrected entries. `old` is by entry id."""
    for other, ref in referring(kind):
        looked_at = {*ref.carries, *ref.reads}
        moved = {
            draft.entry_id: draft
            for draft in drafts
            if draft.refusal is None
            and draft.entry_id is not None
            and any(draft.values[name] != old[draft.entry_id][name] for name in looked_at)
        }
        if moved:
            hold(unit, kind, moved)
            for row in standing_dependents(unit, other, ref, moved):
                draft = moved[row[ref.column]]
                draft.refusal = draft.refusal or contradiction(kind, other, ref, draft, row, ids=unit.ids)


def standing_dependents(unit: Unit, other: Kind, ref: Ref, entry_ids: Iterable[int]) -> Iterable[RowMapping]:
    """Standing entries that refer to any of these."""
    c = other.table.c
    columns = [c[name] for name in ("entry_id", *other.columns)]
    return unit.connection.execute(
        unit.select(*columns).where(in_list(c[ref.column], entry_ids), stands(other.table))
    ).mappings()


def contradiction(
    kind: Kind, other: Kind, ref: Ref, draft: Draft, row: RowMapping, *, ids: Ids
) -> BanfaError | None:
    """Why a dependent could not stand beside the corrected entry; None if it can."""
    entry = ids.encode_one(other.name, row["entry_id"])
    named = {"kind": other.name, "ids": [entry]}
    if any(draft.values[name] != row[name] for name in ref.carries):
        told = f"该{kind.zh}下还有{other.zh}（编号 {entry}），不能改动其所属，请先作废该记录"
        return Conflict("has_dependents", f"{told}。", **named)
    dependent = Draft(
        0, {}, values=dict(row), parents={ref.column: {**draft.values, "entry_id": draft.entry_id}}
    )
    for check in other.checks:
        try:
            check(dependent)
        except BanfaError as refusal:
            told = f"与该{kind.zh}下的{other.zh}（编号 {entry}）不符：{refusal.detail}"
            return Conflict("contradicts_dependent", told, **named)
    return None
