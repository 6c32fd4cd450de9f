"""Erasing what is personal for good, wherever it is kept: an entry goes with the sheets that held it.

See `banfa.trust.erasing` for what is left behind, and who may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.erasing import erase_entry
from banfa.procedures.files.erasing import erase_file
from banfa.procedures.files.rows import StoredFile
from banfa.procedures.imports.erasing import erase_import
from banfa.procedures.imports.tables import RECEIVED, ImportRow, SheetImport
from banfa.trust.erasing import Erasure, erase_row

if TYPE_CHECKING:
    from banfa.trust.unit import Unit


def erase(unit: Unit, kind: str, row_id: int, *, reason: str, document_no: str) -> Erasure:
    """Erase what is personal of an entry, a sheet that came in, a file, or one of the others that hold some.

    Raises what `erase_entry`, `erase_import`, `erase_file` and `erase_row` raise, and Conflict
    (`import_unread`) while a sheet waits for its preview: it might hold the entry.
    """
    if kind == SheetImport.table.name:
        return erase_import(unit, row_id, reason=reason, document_no=document_no)
    if kind == StoredFile.table.name:
        return erase_file(unit, row_id, reason=reason, document_no=document_no)
    if kind not in KINDS:
        return erase_row(unit, kind, row_id, reason=reason, document_no=document_no)
    if _is_any_unread(unit):
        message = (
            "有上传的表格尚未核对，不知其中是否有这一条目；请待核对完，或先删除该表（sheet_import/si_…）。"
        )
        raise Conflict("import_unread", message)
    erasure = erase_entry(unit, kind, row_id, reason=reason, document_no=document_no)
    for import_id in _list_sheets_of(unit, kind, row_id):
        erase_import(unit, import_id, reason=reason, document_no=document_no)
    return erasure


def _is_any_unread(unit: Unit) -> bool:
    """Whether a sheet is kept of which nobody knows yet what it holds."""
    s = SheetImport.c
    unread = select(s.id).where(s.erased_at.is_(None), s.state == RECEIVED).limit(1)
    return unit.execute(unread).first() is not None


def _list_sheets_of(unit: Unit, kind: str, entry_id: int) -> list[int]:
    """List the sheets still kept of which a row is about an entry."""
    s, r = SheetImport.c, ImportRow.c
    of_kind = func.split_part(s.form, ".", 1) == kind  # a record's form names its city's kind as well
    about = select(r.import_id).where(r.import_id == s.id, r.entry_id == entry_id)
    sheets = select(s.id).where(s.erased_at.is_(None), of_kind, about.correlate(SheetImport.rows).exists())
    return list(unit.execute(sheets.order_by(s.id)).scalars())
