"""Erasing an entry's personal data for good: in all its records, and in what was ruled of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import cast, text
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.tenancy import select
from banfa.errors import Missing
from banfa.ledger.entries.rulings import Ruling
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.dependents import lock_entries
from banfa.trust.erasing import ERASED_TEXT, Erasure, check_as_sealed, empty_columns, erase_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.ledger.entries.entry import Kind
    from banfa.trust.unit import Unit


def erase_entry(unit: Unit, kind: str, entry_id: int, *, reason: str, document_no: str) -> Erasure:
    """Erase the personal data of an entry and the reasons given for it; see `banfa.trust.erasing`.

    Raises what `erase_rows` raises, and Missing for an entry that there is not.
    """
    declared = find_kind(kind)
    c = declared.row.c
    lock_entries(unit, declared, [entry_id])
    record_ids = unit.execute(select(c.id).where(c.entry_id == entry_id)).scalars().all()
    if not record_ids:
        raise Missing("entry_missing", f"没有这条{declared.zh}；请核对编号。", kind=kind)
    personal = {
        field.name: ERASED_TEXT if field.required else None for field in declared.fields if field.personal
    }
    _erase_rulings(unit, declared, entry_id, personal)
    return erase_rows(
        unit,
        declared.table,
        record_ids,
        subject=f"{kind}/{entry_id}",
        values={**personal, **empty_columns(declared.table, ["reason"])},
        reason=reason,
        document_no=document_no,
        by_seal=False,  # a link of many rows holds nothing of one
    )


def _erase_rulings(unit: Unit, kind: Kind, entry_id: int, columns: Iterable[str]) -> None:
    """Empty what was ruled of an entry's personal columns, and every reason for a ruling of it."""
    table, c = Ruling.table, Ruling.c
    of_entry = select(c.id).where(c.kind == kind.name, c.entry_id == entry_id)
    ids = unit.execute(of_entry.order_by(c.id).with_for_update()).scalars().all()
    check_as_sealed(unit, table, ids)
    rulings = unit.update(table).where(table.c.id.in_(ids))
    nothing: Any = cast(text("'null'"), JSONB)
    of_columns = rulings.where(table.c.field.in_(list(columns)))
    unit.connection.execute(of_columns.values(value=nothing, said=nothing))
    unit.connection.execute(rulings.values(empty_columns(table, ["reason", "release_reason"])))
    unit.seal(table, ids)
