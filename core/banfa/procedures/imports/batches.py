"""Sheets that came together, as they are found again; and one step of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Missing, PreconditionFailed
from banfa.ledger.sheets.forms import find_form, list_forms
from banfa.procedures.imports.tables import REPLACED, ImportBatch, SheetImport
from banfa.trust.work import Work

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

_ONE: Final = ImportBatch.select().where(ImportBatch.c.id == bindparam("batch_id"))
_SHEETS: Final = SheetImport.select().where(
    SheetImport.c.batch_id == bindparam("batch_id"), SheetImport.c.state != REPLACED
)


def find_batch(unit: Unit, batch_id: int) -> ImportBatch:
    """Find sheets that came together. Raises Missing (`import_missing`)."""
    batch = unit.one_or_none(ImportBatch, _ONE, batch_id=batch_id)
    if batch is None:
        raise Missing("import_missing", "没有这次上传，请核对编号。")
    return batch


def list_sheets(unit: Unit, profile: Profile, batch: ImportBatch) -> list[SheetImport]:
    """List the sheets of a batch in the order of recording, without those that were replaced."""
    places = {form.name: place for place, form in enumerate(list_forms(profile))}
    sheets = unit.all(SheetImport, _SHEETS, batch_id=batch.id)
    return sorted(sheets, key=lambda sheet: places.get(sheet.form, len(places)))


def take_batch_step(unit: Unit, batch: ImportBatch, **changes: object) -> ImportBatch:
    """Change a batch that stands as it was read. Raises Conflict (`changed_meanwhile`)."""
    c = ImportBatch.table.c
    statement = (
        unit.update(ImportBatch.table)
        .where(c.id == batch.id, c.version == batch.version)
        .values(**changes, version=batch.version + 1)
        .returning(*(c[name] for name in ImportBatch.names))
    )
    row = unit.connection.execute(statement).one_or_none()
    if row is None:
        raise Conflict("changed_meanwhile", "这次上传刚刚已被他人办理，请重新读取。")
    return ImportBatch.make(row)


def check_batch(unit: Unit, batch: ImportBatch, version: int) -> None:
    """Raise PreconditionFailed where another version was read, Conflict while a job is under way."""
    if version != batch.version:
        message = "这次上传刚刚有变化，请重新读取后再办。"
        raise PreconditionFailed("import_changed", message, version=batch.version)
    work = unit.one_or_none(Work, Work.select().where(Work.c.id == batch.work_id))
    if work is not None and not work.ended:
        raise Conflict("import_in_progress", "这次上传正在核对或写入，请待其办完。")


def name_sheet(profile: Profile, sheet: SheetImport) -> str:
    """How a sheet is called beside others."""
    return f"{find_form(profile, sheet.form).zh}表"
