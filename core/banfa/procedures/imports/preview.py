"""The preview: what recording the sheet would do, found out by doing it and taking it back."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from banfa.errors import Conflict
from banfa.ledger.sheets.forms import find_form
from banfa.ledger.sheets.grids import read_grid
from banfa.ledger.sheets.rows import read_sheet
from banfa.procedures.imports.carrying import Bringing, try_out
from banfa.procedures.imports.classifying import carry_and_classify
from banfa.procedures.imports.finding import check_version, find_file, find_import, take_import_step
from banfa.procedures.imports.matching import match_rows
from banfa.procedures.imports.requests import PREVIEW, ImportDone, ImportRequest
from banfa.procedures.imports.storing import replace_rows
from banfa.procedures.imports.tables import (
    CLASSES,
    CONFIRMED,
    PREVIEWED,
    RECEIVED,
    RECORDED,
    REPLACED,
    SheetImport,
)
from banfa.procedures.rounds import computing
from banfa.trust.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.sheets.rows import Sheet, SheetRow
    from banfa.procedures.imports.classifying import ClassifiedRow
    from banfa.procedures.imports.tables import ImportRow
    from banfa.trust.unit import Unit


def make_bringing(unit: Unit, profile: Profile, sheet: SheetImport) -> Bringing:
    """What a sheet brings in, and why."""
    number = unit.ids.encode_one("sheet_import", sheet.id)
    reason = f"表格导入（{sheet.file_name}，导入编号 {number}）"
    return Bringing(form=find_form(profile, sheet.form), profile=profile, source=sheet.source, reason=reason)


def read_again(unit: Unit, sheet: SheetImport, bringing: Bringing) -> Sheet:
    """Read the rows of a sheet that has been received. Raises Missing once it is no longer kept."""
    return read_sheet(bringing.form, read_grid(find_file(unit, sheet), sheet.page))


def preview_import(unit: Unit, profile: Profile, sheet: SheetImport, read: Sheet) -> SheetImport:
    """Preview a sheet and store what its rows come to. Raises Forbidden, Conflict."""
    bringing = make_bringing(unit, profile, sheet)
    classified = try_out(unit, lambda trial: classify_rows(trial, bringing, read.rows, sheet.id))
    return store_preview(unit, sheet, [row.row for row in classified])


def store_preview(unit: Unit, sheet: SheetImport, rows: Sequence[ImportRow]) -> SheetImport:
    """Store what the rows of a sheet come to."""
    replace_rows(unit, sheet.id, rows)
    counts = Counter(row.row_class for row in rows)
    previewed = take_import_step(
        unit,
        sheet,
        state=PREVIEWED,
        counts={name: counts[name] for name in CLASSES},
        previewed_at=unit.recorded_at,  # on the clock of rulings, which it is held against
        decision=None,
    )
    unit.note("import.previewed", f"sheet_import/{sheet.id}", dict(previewed.counts), event=False)
    return previewed


def classify_rows(
    unit: Unit,
    bringing: Bringing,
    rows: Sequence[SheetRow],
    import_id: int,
    tell: Callable[[int], None] = lambda _n: None,
) -> list[ClassifiedRow]:
    """Record rows of a sheet, and say what they come to."""
    matched = match_rows(unit, bringing.form, rows, source=bringing.source)
    return carry_and_classify(unit, bringing, matched, import_id=import_id, tell=tell)


def preview_again(unit: Unit, profile: Profile, *, import_id: int, version: int) -> SheetImport:
    """Preview a sheet once more, by what the ledger holds now; a job does it.

    Raises Missing, PreconditionFailed, Conflict (`import_recorded`, `import_in_progress`).
    """
    sheet = find_import(unit, import_id)
    check_alone(sheet)
    check_version(sheet, version)
    check_not_under_way(unit, sheet)
    work_id = unit.work(PREVIEW, asdict(ImportRequest(sheet.id, profile.city.key)), merge=True)
    pending = take_import_step(unit, sheet, state=RECEIVED, work_id=work_id)
    unit.note("import.asked", f"sheet_import/{sheet.id}", {"work_id": work_id}, event=False)
    return pending


def check_alone(sheet: SheetImport) -> None:
    """Raise Conflict for a sheet that goes the way of those that came with it, until they are in."""
    if sheet.batch_id is not None and sheet.state in (RECEIVED, PREVIEWED, CONFIRMED):
        raise Conflict("import_of_batch", "这张表与一同上传的表一并核对、一并写入，请在该次上传的页上办理。")


def check_not_under_way(unit: Unit, sheet: SheetImport) -> None:
    """Raise Conflict where a sheet has come in, or is coming in; a job that failed has ended."""
    if sheet.state == REPLACED:
        raise Conflict("import_replaced", "这张表已换成改好的表，不再写入。")
    if sheet.state == RECORDED:
        raise Conflict("import_recorded", "这次导入已经登记完毕；有新的内容请另行上传。")
    if sheet.state == CONFIRMED:
        work = unit.one_or_none(Work, Work.select().where(Work.c.id == sheet.work_id))
        if work is not None and not work.ended:
            raise Conflict("import_in_progress", "这次导入正在登记，请待其办完。")


def carry_out_preview(
    unit: Unit, request: ImportRequest, progress: Callable[[int, int, str], None]
) -> ImportDone:
    """Carry out the work `import.preview`."""
    profile = computing.cities().profile(request.city)
    sheet = find_import(unit, request.import_id)
    check_not_under_way(unit, sheet)
    progress(0, 2, "读取表格")
    read = read_again(unit, sheet, make_bringing(unit, profile, sheet))
    progress(1, 2, "与台账核对")
    previewed = preview_import(unit, profile, sheet, read)
    progress(2, 2, "完成")
    return ImportDone(sheet.id, len(read.rows), previewed.counts)
