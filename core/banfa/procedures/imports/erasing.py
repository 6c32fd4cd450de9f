"""Erasing a sheet's file and rows: once they are past keeping, or by law before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func

from banfa.database.tenancy import select, tenant_delete
from banfa.procedures.imports.finding import find_import
from banfa.procedures.imports.tables import RETENTION, ImportRow, SheetFile, SheetImport
from banfa.trust.erasing import ERASED_TEXT, Erasure, check_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.trust.unit import Unit

_SWEEP_SIZE: Final = 20
_LOCKED: Final = select(SheetImport.c.id).where(SheetImport.c.id == bindparam("import_id")).with_for_update()


def sweep_imports(unit: Unit) -> int:
    """Erase files and rows that are past keeping; returns of how many sheets."""
    c = SheetImport.c
    old = (
        select(c.id)
        .where(c.erased_at.is_(None), c.uploaded_at <= unit.now - RETENTION)
        .order_by(c.id)
        .limit(_SWEEP_SIZE)
        .with_for_update(skip_locked=True)
    )
    ids = list(unit.execute(old).scalars())
    if ids:
        _empty(unit, ids)
        unit.note("import.erased", "sheet_import/old", {"sheets": len(ids)}, event=False)
    return len(ids)


def erase_import(unit: Unit, import_id: int, *, reason: str, document_no: str) -> Erasure:
    """Erase a sheet's file, rows and file name by law; what came in by it is entries, and erased as such.

    A sheet that was confirmed and not yet recorded is not recorded any more. Raises Malformed without reason
    or document, Missing (`import_missing`).
    """
    check_reason(reason, document_no)
    unit.execute(_LOCKED, import_id=import_id)
    sheet = find_import(unit, import_id)
    _empty(unit, [sheet.id], file_name=ERASED_TEXT)
    noted = {"sheets": 1, "reason": reason, "document_no": document_no}
    unit.note("import.erased", f"sheet_import/{sheet.id}", noted, event=False)
    return Erasure(sheet.row_count, ("content", "file_name", "rows"), 0)


def _empty(unit: Unit, wanted: Sequence[int], **values: str) -> None:
    """Empty sheets, and with them those of the same workbook: the file holds them all."""
    c = SheetImport.c
    kept_by = func.coalesce(c.file_of, c.id)
    files = list(unit.execute(select(kept_by).where(c.id.in_(wanted))).scalars())
    ids = list(unit.execute(select(c.id).where(kept_by.in_(files))).scalars())
    for held in (SheetFile.table, ImportRow.table):
        unit.connection.execute(tenant_delete(unit.tenant_id, held).where(held.c.import_id.in_(ids)))
    table, t = SheetImport.table, SheetImport.table.c
    emptied = (
        unit.update(table).where(t.id.in_(ids)).values(erased_at=unit.now, version=t.version + 1, **values)
    )
    unit.connection.execute(emptied)
