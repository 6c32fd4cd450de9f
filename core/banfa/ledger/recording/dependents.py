"""What refers to an entry: an entry that others stand on is neither voided nor moved away under them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from banfa.database.tenancy import select
from banfa.errors import BanfaError, Conflict
from banfa.ledger.entries.entry import Draft
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.references import in_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from banfa.ledger.entries.entry import Entry, Kind
    from banfa.ledger.entries.fields import Reference
    from banfa.trust.ids import Ids
    from banfa.trust.unit import Unit

MAX_NAMED: Final = 5
"""How many dependents an error names."""


def _list_referring(kind: Kind) -> Iterator[tuple[Kind, Reference]]:
    """Which kinds refer to this one, and how."""
    for other in KINDS.values():
        for reference in other.references:
            if reference.kind == kind.name:
                yield other, reference


def lock_entries(unit: Unit, kind: Kind, entry_ids: Iterable[int]) -> None:
    """Make whoever is about to refer to these entries wait until this transaction ends."""
    c = kind.row.c
    unit.execute(select(c.id).where(in_list(c.id, entry_ids)).order_by(c.id).with_for_update()).all()


def check_no_dependents(unit: Unit, kind: Kind, entry_id: int) -> None:
    """Raise Conflict (`has_dependents`) when standing entries refer to this one."""
    for other, reference in _list_referring(kind):
        c = other.row.c
        statement = (
            select(c.entry_id)
            .where(c[reference.name] == entry_id, stands(other.row.rows))
            .order_by(c.entry_id)
            .limit(MAX_NAMED)
        )
        if numbers := list(unit.execute(statement).scalars()):
            if not _is_told(unit, other):
                raise _hide_dependent(kind)
            ids = unit.ids.encode(other.name, numbers)
            message = f"该{kind.zh}下还有{other.zh}（编号 {'、'.join(ids)} 等），请先作废这些记录。"
            raise Conflict("has_dependents", message, kind=other.name, ids=ids)


def check_moves(unit: Unit, kind: Kind, drafts: Sequence[Draft], old: Mapping[int, Entry]) -> None:
    """Reject corrections that would contradict what refers to the corrected entries. `old` is by entry id."""
    for other, reference in _list_referring(kind):
        looked_at = {*reference.carries, *reference.reads}
        moved = {
            draft.entry_id: draft
            for draft in drafts
            if draft.error is None
            and draft.entry_id is not None
            and any(draft.values[name] != getattr(old[draft.entry_id], name) for name in looked_at)
        }
        if moved:
            lock_entries(unit, kind, moved)
            statement = other.row.standing.where(in_list(other.row.c[reference.name], moved))
            for dependent in unit.all(other.row, statement):
                entry_id: int = getattr(dependent, reference.name)
                draft = moved[entry_id]
                corrected = replace(old[entry_id], **draft.values)
                error = _contradict(kind, other, reference, corrected, dependent, ids=unit.ids)
                if error is not None and not _is_told(unit, other):
                    error = _hide_dependent(kind)
                draft.error = draft.error or error


def _is_told(unit: Unit, other: Kind) -> bool:
    """Whether an actor may hear that there are entries of this kind: a district of its own kinds alone."""
    return unit.actor.districts is None or other.district_column is not None


def _hide_dependent(kind: Kind) -> Conflict:
    """Say that something stands on an entry, and not what."""
    message = f"该{kind.zh}下还有主管部门登记的其他记录，不能改动所属或者作废；请联系主管部门。"
    return Conflict("has_dependents", message, kind=kind.name)


def _contradict(
    kind: Kind, other: Kind, reference: Reference, corrected: Entry, dependent: Entry, *, ids: Ids
) -> BanfaError | None:
    """Why a dependent could not stand beside the corrected entry; None if it can."""
    entry = ids.encode_one(other.name, dependent.entry_id)
    if any(getattr(corrected, name) != getattr(dependent, name) for name in reference.carries):
        message = f"该{kind.zh}下还有{other.zh}（编号 {entry}），不能改动其所属，请先作废该记录。"
        return Conflict("has_dependents", message, kind=other.name, ids=[entry])
    values = {name: getattr(dependent, name) for name in other.columns}
    draft = Draft(0, {}, values=values, parents={reference.name: corrected})
    for check in other.checks:
        try:
            check(other, draft)
        except BanfaError as error:
            message = f"与该{kind.zh}下的{other.zh}（编号 {entry}）不符：{error.detail}"
            return Conflict("contradicts_dependent", message, kind=other.name, ids=[entry])
    return None
