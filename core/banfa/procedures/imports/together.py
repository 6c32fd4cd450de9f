"""Several sheets at once: received, previewed in the order that their references need, recorded as one."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed, Missing
from banfa.ledger.sheets.forms import find_form, list_forms
from banfa.ledger.sheets.grids import read_grids
from banfa.ledger.sheets.recognising import recognise_form
from banfa.ledger.sheets.rows import is_filled_in
from banfa.ledger.sheets.templates import NOTES
from banfa.procedures.imports import tables
from banfa.procedures.imports.batches import check_batch, find_batch, list_sheets, name_sheet, take_batch_step
from banfa.procedures.imports.carrying import try_out
from banfa.procedures.imports.confirming import check_unchanged, record_sheet
from banfa.procedures.imports.erasing import sweep_imports
from banfa.procedures.imports.finding import list_rows, take_import_step
from banfa.procedures.imports.fresh import Fresh
from banfa.procedures.imports.past_decisions import check_may_bring
from banfa.procedures.imports.preview import classify_rows, make_bringing, store_preview
from banfa.procedures.imports.receiving import AT_ONCE, ReceivedSheet, check_source, make_unknown, store_sheet
from banfa.procedures.imports.requests import BATCH_PREVIEW, BATCH_RECORD, BatchDone, BatchRequest
from banfa.procedures.imports.rereading import Files
from banfa.procedures.imports.tables import Decision, ImportBatch, SheetImport
from banfa.procedures.rounds import computing
from banfa.trust.source_row import BUREAU

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.sheets.rows import SheetRow
    from banfa.procedures.imports.carrying import Bringing
    from banfa.procedures.imports.classifying import ClassifiedRow
    from banfa.trust.unit import Unit

MAX_FILES: Final = 20
"""Files of one upload."""
Part = tuple[SheetImport, "Bringing", "Sequence[SheetRow]"]
"""A sheet, what is brought in by it, and its rows."""


def recognise_files(
    profile: Profile, files: Sequence[tuple[str, bytes]]
) -> tuple[list[ReceivedSheet], list[str]]:
    """Read files, (name, content) each: the sheets that are recognised, the names of those that are not.

    Sheets of a workbook with several are named after it and themselves. Raises Malformed for a file that is
    not taken, or of which no sheet is recognised (`form_unknown`), and for too many files.
    """
    if len(files) > MAX_FILES:
        raise Malformed("too_many_files", f"一次最多上传 {MAX_FILES} 个文件，请分几次。", field="file")
    forms = list(list_forms(profile))
    sheets: list[ReceivedSheet] = []
    ignored: list[str] = []
    for n, (file_name, content) in enumerate(files):
        grids = read_grids(content)
        named = [(grid, _name_page(file_name, grid.name) if len(grids) > 1 else file_name) for grid in grids]
        known = [(recognise_form(forms, grid, file_name=name), grid, name) for grid, name in named]
        filled = [
            ReceivedSheet(form=form, file_name=name, content=content, grid=grid, file=n)
            for form, grid, name in known
            if form is not None and (len(grids) == 1 or is_filled_in(form, grid))
        ]
        if not any(form for form, *_ in known):
            raise make_unknown(file_name)
        if not filled:
            detail = f"“{file_name[:60]}”中没有填写内容（示例行不导入），请填写后再导入。"
            raise Malformed("sheet_empty", detail, field="file")
        if len(filled) == 1:
            filled = [replace(filled[0], file_name=file_name)]
        ignored += [name for form, grid, name in known if form is None and grid.name != NOTES]
        sheets += filled
    return sheets, ignored


def _name_page(file_name: str, page: str) -> str:
    stem, dot, ending = file_name.rpartition(".")
    return f"{stem or ending}-{page}{dot}{ending if stem else ''}"


def receive_batch(
    unit: Unit,
    profile: Profile,
    sheets: Sequence[ReceivedSheet],
    *,
    ignored: Sequence[str] = (),
    source: str = BUREAU,
) -> ImportBatch:
    """Receive sheets that came together, in the name of a source, and preview them.

    Raises Forbidden, Missing (`source_missing`), and Malformed: `sheet_twice` for two of one form.
    """
    check_source(unit, source)
    batch = unit.add(
        ImportBatch,
        source=source,
        version=1,
        ignored=list(ignored),
        work_id=None,
        uploaded_by=unit.actor.person.id,
        uploaded_at=unit.now,
    )
    return _take_in(unit, profile, batch, sheets)


def add_to_batch(
    unit: Unit, profile: Profile, sheets: Sequence[ReceivedSheet], *, batch_id: int, version: int
) -> ImportBatch:
    """Add sheets to a batch, in place of those of the same forms, and preview all anew.

    Raises Missing, PreconditionFailed, Forbidden, Malformed, and Conflict (`import_recorded`).
    """
    batch = find_batch(unit, batch_id)
    check_batch(unit, batch, version)
    present = list_sheets(unit, profile, batch)
    _check_open(present)
    forms = {sheet.form.name for sheet in sheets}
    for sheet in present:
        if sheet.form in forms:
            take_import_step(unit, sheet, state=tables.REPLACED)
            unit.note("import.replaced", f"sheet_import/{sheet.id}", {"batch_id": batch.id}, event=False)
    return _take_in(unit, profile, batch, sheets)


def _take_in(
    unit: Unit, profile: Profile, batch: ImportBatch, received: Sequence[ReceivedSheet]
) -> ImportBatch:
    """Store sheets, and preview the batch: at once where all of it is short, else by a job."""
    _check_once(received)
    file_owners: dict[int, int] = {}
    read_before = Files(unit)
    for sheet in received:
        stored, _ = store_sheet(
            unit, sheet, source=batch.source, batch_id=batch.id, file_of=file_owners.get(sheet.file)
        )
        file_owners.setdefault(sheet.file, stored.id)
        read_before.know(stored, sheet.grid)
    sweep_imports(unit)
    sheets = list_sheets(unit, profile, batch)
    unit.note("import_batch.received", f"import_batch/{batch.id}", {"sheets": len(sheets)}, event=False)
    if sum(sheet.row_count for sheet in sheets) <= AT_ONCE:
        return _preview(unit, profile, batch, sheets, read_before)
    return _ask(unit, profile, batch, BATCH_PREVIEW)


def _check_once(received: Sequence[ReceivedSheet]) -> None:
    first: dict[str, str] = {}
    for sheet in received:
        zh, name = sheet.form.zh, sheet.file_name
        if other := first.get(sheet.form.name):
            detail = f"“{other}”和“{name}”都是{zh}表，一次只能有一张；请合成一张，或分两次上传。"
            raise Malformed("sheet_twice", detail, field="file")
        first[sheet.form.name] = name


def _check_open(sheets: Sequence[SheetImport]) -> None:
    if any(sheet.state == tables.RECORDED for sheet in sheets):
        raise Conflict("import_recorded", "这次上传已经登记完毕；有新的内容请另行上传。")
    if any(sheet.erased_at is not None for sheet in sheets):
        raise Missing("import_erased", "上传的文件不再保存（已过保存期，或已依法删除）；请重新上传。")


def _ask(unit: Unit, profile: Profile, batch: ImportBatch, kind: str) -> ImportBatch:
    work_id = unit.work(kind, asdict(BatchRequest(batch.id, profile.city.key)), merge=True)
    return take_batch_step(unit, batch, work_id=work_id)


def preview_batch_again(unit: Unit, profile: Profile, *, batch_id: int, version: int) -> ImportBatch:
    """Preview a batch once more, by what the ledger holds now; a job does it. Raises as `add_to_batch`."""
    batch = find_batch(unit, batch_id)
    check_batch(unit, batch, version)
    sheets = list_sheets(unit, profile, batch)
    _check_open(sheets)
    for sheet in sheets:
        take_import_step(unit, sheet, state=tables.RECEIVED)
    unit.note("import_batch.asked", f"import_batch/{batch.id}", {"sheets": len(sheets)}, event=False)
    return _ask(unit, profile, batch, BATCH_PREVIEW)


def confirm_batch(
    unit: Unit, profile: Profile, *, batch_id: int, version: int, without_rejected: bool = False
) -> ImportBatch:
    """Confirm the preview of a batch; a job then records what is new or changed, of all sheets or of none.

    Disputed rows and likely doubles stay out: whoever wants them sends that sheet alone. Raises Missing,
    PreconditionFailed, Forbidden, Malformed (`rows_rejected`), and Conflict: `import_outdated`,
    `import_recorded`, `import_in_progress`, `not_previewed`.
    """
    batch = find_batch(unit, batch_id)
    check_batch(unit, batch, version)
    sheets = list_sheets(unit, profile, batch)
    _check_open(sheets)
    if not sheets or any(sheet.state == tables.RECEIVED for sheet in sheets):
        raise Conflict("not_previewed", "这次上传还没有核对完，请稍候。")
    if (rejected := sum(s.counts.get(tables.REJECTED, 0) for s in sheets)) and not without_rejected:
        detail = f"有 {rejected} 行拒收。请改好后重新上传，或确认不导入这些行（without_rejected）。"
        raise Malformed("rows_rejected", detail, field="without_rejected", rejected=rejected)
    decision = Decision(dict(tables.DEFAULTS), (), without_rejected)
    for sheet in sheets:
        form = find_form(profile, sheet.form)
        check_may_bring(unit, form, source=sheet.source)
        check_unchanged(unit, form, sheet, where=name_sheet(profile, sheet))
        take_import_step(
            unit, sheet, state=tables.CONFIRMED, decision=decision, confirmed_by=unit.actor.person.id
        )
        unit.note("import.confirmed", f"sheet_import/{sheet.id}", asdict(decision) | {"leave_out": 0})
    return _ask(unit, profile, batch, BATCH_RECORD)


def carry_out_batch_preview(
    unit: Unit, request: BatchRequest, progress: Callable[[int, int, str], None]
) -> BatchDone:
    """Carry out the work `import.preview_batch`."""
    profile = computing.cities().profile(request.city)
    batch = find_batch(unit, request.batch_id)
    sheets = list_sheets(unit, profile, batch)
    _check_open(sheets)
    tell = partial(_tell, progress, len(sheets))
    _preview(unit, profile, batch, sheets, Files(unit), tell=tell)
    progress(len(sheets), len(sheets), "完成")
    counts = Counter[str]()
    for sheet in list_sheets(unit, profile, batch):
        counts.update(sheet.counts)
    return BatchDone(batch.id, sum(sheet.row_count for sheet in sheets), dict(counts))


def _tell(progress: Callable[[int, int, str], None], sheets: int, n: int, zh: str) -> None:
    progress(n, sheets, f"核对{zh}")


def _preview(
    unit: Unit,
    profile: Profile,
    batch: ImportBatch,
    sheets: Sequence[SheetImport],
    read_before: Files,
    *,
    tell: Callable[[int, str], None] = lambda _n, _zh: None,
) -> ImportBatch:
    """Preview sheets, each as if what is usual of those before it were recorded."""
    parts: list[Part] = []
    for sheet in sheets:
        bringing = make_bringing(unit, profile, sheet)
        parts.append((sheet, bringing, read_before.read_rows(sheet, bringing.form)))
    previews = try_out(unit, lambda trial: _carry_all(trial, parts, tell))
    for sheet, rows in zip(sheets, previews, strict=True):
        store_preview(unit, sheet, [row.row for row in rows])
    return take_batch_step(unit, batch)


def _carry_all(
    trial: Unit, parts: Sequence[Part], tell: Callable[[int, str], None]
) -> list[list[ClassifiedRow]]:
    usual, fresh = Decision(dict(tables.DEFAULTS)), Fresh()
    trial.recorded_at  # noqa: B018 - taken before anything that is undone
    previews = []
    for n, (sheet, bringing, rows) in enumerate(parts):
        tell(n, bringing.form.zh)
        before = trial.connection.begin_nested()
        classified = fresh.name(bringing.form, classify_rows(trial, bringing, rows, sheet.id))
        previews.append(classified)
        taken = {row.row.line for row in classified if usual.takes(row.row)}
        if any(row.row.row_class in (tables.DISPUTED, tables.DOUBLE) for row in classified):
            # What is not taken by itself is not there for the sheets that follow.
            before.rollback()
            classified = classify_rows(trial, bringing, [row for row in rows if row.line in taken], sheet.id)
        else:
            before.commit()
        fresh.add(bringing.form, classified)
    return previews


def carry_out_batch_recording(
    unit: Unit, request: BatchRequest, progress: Callable[[int, int, str], None]
) -> BatchDone:
    """Carry out the work `import.record_batch`: all that was confirmed of every sheet, or nothing.

    Raises Conflict (`import_outdated`) where a row would come to something else than was previewed.
    """
    profile = computing.cities().profile(request.city)
    batch = find_batch(unit, request.batch_id)
    sheets = list_sheets(unit, profile, batch)
    _check_open(sheets)
    if not sheets or any(sheet.state != tables.CONFIRMED for sheet in sheets):
        raise Conflict("import_recorded", "这次上传已经办过。")
    counts, fresh, read_before = Counter[str](), Fresh(), Files(unit)
    for n, sheet in enumerate(sheets):
        zh = name_sheet(profile, sheet)
        progress(n, len(sheets), f"登记{zh}")
        previewed = {row.line: row for row in list_rows(unit, sheet.id)}
        rows = read_before.read_rows(sheet, find_form(profile, sheet.form))
        counts.update(record_sheet(unit, profile, sheet, rows, previewed, where=zh, fresh=fresh))
    take_batch_step(unit, batch)
    progress(len(sheets), len(sheets), "完成")
    return BatchDone(batch.id, sum(counts.values()), dict(counts))
