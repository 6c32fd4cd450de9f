"""Erasing a file by law: its name from the row, the row's links, and, once that stands, its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.procedures.files.rows import StoredFile, find_any_file
from banfa.trust.erasing import ERASED_TEXT, Erasure, erase_rows
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.trust.unit import Unit


def erase_file(unit: Unit, file_id: int, *, reason: str, document_no: str) -> Erasure:
    """Erase a file; its content is removed after the commit, by `checking.remove_unnamed`.

    Raises Malformed without reason or document, Missing (`file_missing`), Conflict (`audit_ledger_broken`).
    """
    take_lock(unit, Lock.FILES)
    file = find_any_file(unit, file_id)
    return erase_rows(
        unit,
        StoredFile.table,
        [file.id],
        subject=f"{StoredFile.table.name}/{file.id}",
        values={"name": ERASED_TEXT, "erased_at": unit.now},
        reason=reason,
        document_no=document_no,
    )
