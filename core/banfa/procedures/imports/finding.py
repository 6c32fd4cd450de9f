"""Sheets that came in, as they are found again; and one step of one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Integer, bindparam, cast, func

from banfa.database.tenancy import select
from banfa.errors import Conflict, Missing, PreconditionFailed
from banfa.procedures.imports.tables import (
    CAME_TO_NOTHING,
    CONFIRMED,
    PREVIEWED,
    RECEIVED,
    REJECTED,
    STATES,
    ImportRow,
    SheetFile,
    SheetImport,
)
from banfa.trust.digests import digest
from banfa.trust.equal_work import find_what_came_to_nothing
from banfa.trust.permissions import allow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.trust.unit import Unit

UNDER_WAY: Final = (RECEIVED, CONFIRMED)
"""States out of which a job leads."""

_ONE: Final = SheetImport.select().where(SheetImport.c.id == bindparam("import_id"))
_FILE: Final = SheetFile.select().where(SheetFile.c.import_id == bindparam("import_id"))


def find_import(unit: Unit, import_id: int) -> SheetImport:
    """Find a sheet. Raises Missing (`import_missing`)."""
    sheet = unit.one_or_none(SheetImport, _ONE, import_id=import_id)
    if sheet is None:
        raise Missing("import_missing", "没有这次导入，请核对编号。")
    return sheet


def find_file(unit: Unit, sheet: SheetImport) -> bytes:
    """Find the file of a sheet, as it came.

    Raises Missing (`import_erased`) once it is no longer kept, Conflict (`sheet_altered`) for another file
    than was received.
    """
    file = unit.one_or_none(SheetFile, _FILE, import_id=sheet.file_of or sheet.id)
    if file is None:
        raise Missing("import_erased", "上传的文件不再保存（已过保存期，或已依法删除）；请重新上传。")
    if digest("sha256", file.content).hex() != sheet.sha256:
        raise Conflict("sheet_altered", "保存的文件与上传时的不同，曾被改动；请查明原因，并重新上传。")
    return file.content


def list_imports(unit: Unit, *, state: str | None = None, after: int | None, limit: int) -> list[SheetImport]:
    """List sheets, the latest first: those before the one named, of one state. Raises Forbidden.

    Of those that wait to be confirmed, the ones that still can be.
    """
    allow(unit.actor, "ledger.write")
    statement = SheetImport.select().order_by(SheetImport.c.id.desc()).limit(limit)
    if state is not None:
        statement = statement.where(SheetImport.c.state == state)
    if state == PREVIEWED:
        statement = statement.where(SheetImport.c.erased_at.is_(None))
    if after is not None:
        statement = statement.where(SheetImport.c.id < after)
    return unit.all(SheetImport, statement)


def describe_states(unit: Unit, sheets: Iterable[SheetImport]) -> dict[int, str]:
    """Say by id how sheets stand; of one whose job has failed or was cancelled that nothing is under way."""
    sheets = list(sheets)
    under_way = (sheet.work_id for sheet in sheets if sheet.state in UNDER_WAY)
    ended = find_what_came_to_nothing(unit, under_way)
    return {
        sheet.id: CAME_TO_NOTHING.get((sheet.state, ended.get(sheet.work_id or 0, "")), STATES[sheet.state])
        for sheet in sheets
    }


class Waiting(NamedTuple):
    """How many sheets wait to be confirmed, and how many of these have rejected rows."""

    sheets: int
    with_rejected: int


_WAITING: Final = select(
    func.count(),
    func.count().filter(func.coalesce(cast(SheetImport.c.counts[REJECTED].astext, Integer), 0) > 0),
).where(SheetImport.c.state == PREVIEWED, SheetImport.c.erased_at.is_(None))


def count_imports(unit: Unit) -> Waiting:
    """Count what waits to be confirmed."""
    return Waiting._make(unit.execute(_WAITING).one())


def list_rows(
    unit: Unit,
    import_id: int,
    *,
    row_class: str | None = None,
    but: str | None = None,
    after: int = 0,
    limit: int | None = None,
) -> list[ImportRow]:
    """List the rows of a sheet's preview, by line: those of a class, or all but those of one."""
    c = ImportRow.c
    statement = ImportRow.select().where(c.import_id == import_id, c.line > after).order_by(c.line)
    if row_class is not None:
        statement = statement.where(c.row_class == row_class)
    if but is not None:
        statement = statement.where(c.row_class != but)
    return unit.all(ImportRow, statement if limit is None else statement.limit(limit))


def take_import_step(unit: Unit, sheet: SheetImport, **changes: object) -> SheetImport:
    """Change a sheet that stands as it was read. Raises Conflict (`changed_meanwhile`)."""
    c = SheetImport.table.c
    statement = (
        unit.update(SheetImport.table)
        .where(c.id == sheet.id, c.version == sheet.version, c.state == sheet.state)
        .values(**changes, version=sheet.version + 1)
        .returning(*(c[name] for name in SheetImport.names))
    )
    row = unit.connection.execute(statement).one_or_none()
    if row is None:
        raise Conflict("changed_meanwhile", "这次导入刚刚已被他人办理，请重新读取。")
    return SheetImport.make(row)


def check_version(sheet: SheetImport, version: int) -> None:
    """Raise PreconditionFailed where another version was read."""
    if version != sheet.version:
        message = "这次导入刚刚有变化，请重新读取后再办。"
        raise PreconditionFailed("import_changed", message, version=sheet.version)
