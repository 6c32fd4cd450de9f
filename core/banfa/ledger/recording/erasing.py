"""Erasing an entry's personal data for good (个人信息保护法第四十七条): from the ledger and the audit data.

Events hold no value and stay. The app's role may do none of this: it takes the owner's, and a person who
answers for it. What is left is a link of its own, which says why, by which document and which links' data
went; the seals of the rows that changed are replaced, so that the ledger still holds against the chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, cast, text
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.tenancy import select, tenant_delete
from banfa.errors import Conflict, Malformed, Missing
from banfa.ledger.entries.rulings import Ruling
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.dependents import lock_entries
from banfa.trust.audit import ERASED
from banfa.trust.audit_rows import AuditData, AuditLink
from banfa.trust.sealed_rows import make_blocks_statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row

    from banfa.ledger.entries.entry import Kind
    from banfa.trust.unit import Unit

ERASED_TEXT: Final = "（已依法删除）"
"""What stands where a text may not be missing."""

_SEQS: Final = (
    select(AuditLink.c.seq)
    .join_from(AuditLink.rows, AuditData.rows, AuditData.c.seq == AuditLink.c.seq)
    .where(AuditLink.c.subject == bindparam("subject"), AuditLink.c.action != ERASED)
    .order_by(AuditLink.c.seq)
)


@dataclass(frozen=True, slots=True)
class Erasure:
    """How much was erased: records of the ledger, their columns, and links' data."""

    records: int
    columns: tuple[str, ...]
    links: int


def erase_entry(unit: Unit, kind: str, entry_id: int, *, reason: str, document_no: str) -> Erasure:
    """Erase the personal data of an entry, in all its records, and the data of the links about it.

    The unit has to be the owner's. Raises Malformed without reason or document, Missing for an entry that
    there is not, Conflict (`audit_ledger_broken`) where the rows are not those that the chain knows: erasing
    them would hide that somebody had changed them.
    """
    if not reason.strip() or not document_no.strip():
        raise Malformed("erasure_reason", "依法删除须写明理由和文号。")
    declared = find_kind(kind)
    c = declared.row.c
    lock_entries(unit, declared, [entry_id])
    record_ids = unit.execute(select(c.id).where(c.entry_id == entry_id)).scalars().all()
    if not record_ids:
        raise Missing("entry_missing", f"没有这条{declared.zh}；请核对编号。", kind=kind)
    blocks = _find_blocks(unit, declared, record_ids)
    columns = _erase_records(unit, declared, entry_id)
    _erase_rulings(unit, declared, entry_id, columns)
    subject = unit.ids.outward_subject(f"{kind}/{entry_id}")
    seqs = unit.execute(_SEQS, subject=subject).scalars().all()
    table = AuditData.table
    unit.connection.execute(tenant_delete(unit.tenant_id, table).where(table.c.seq.in_(seqs)))
    if columns:
        for block in blocks:
            unit.seal(declared.table, block.ids, replaces=(block.seq, block.block))
    data = {"reason": reason, "document_no": document_no, "seqs": list(seqs), "columns": list(columns)}
    unit.note(ERASED, f"{kind}/{entry_id}", data, event=False)
    return Erasure(len(record_ids), columns, len(seqs))


def _find_blocks(unit: Unit, kind: Kind, record_ids: Sequence[int]) -> list[Row[Any]]:
    """Find the seals of the records. Raises Conflict where what they cover is not what it was."""
    blocks = unit.execute(make_blocks_statement(kind.table, holding=True), ids=list(record_ids)).all()
    covered = {number for block in blocks for number in block.ids}
    if not covered.issuperset(record_ids) or not all(block.same for block in blocks):
        message = f"这条{kind.zh}所在的台账记录与审计链不符，不能删除；请先执行 banfa audit verify 查明。"
        raise Conflict("audit_ledger_broken", message)
    return list(blocks)


def _erase_records(unit: Unit, kind: Kind, entry_id: int) -> tuple[str, ...]:
    """Empty the personal columns of all records of an entry; returns their names."""
    personal = [field for field in kind.fields if field.personal]
    if personal:
        table = kind.table
        values = {field.name: ERASED_TEXT if field.required else None for field in personal}
        unit.connection.execute(unit.update(table).where(table.c.entry_id == entry_id).values(values))
    return tuple(field.name for field in personal)


def _erase_rulings(unit: Unit, kind: Kind, entry_id: int, columns: Sequence[str]) -> None:
    c = Ruling.table.c
    of_entry = (c.kind == kind.name, c.entry_id == entry_id, c.field.in_(columns))
    nothing = cast(text("'null'"), JSONB)
    unit.connection.execute(unit.update(Ruling.table).where(*of_entry).values(value=nothing, said=nothing))
