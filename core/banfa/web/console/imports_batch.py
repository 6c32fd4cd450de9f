"""一次上传的几张表: what each comes to, mended ones put in, all recorded by one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import url_for

from banfa.jobs.status import work_status
from banfa.ledger.sheets.forms import list_forms
from banfa.procedures.imports import together
from banfa.procedures.imports.batches import find_batch, list_sheets
from banfa.procedures.imports.finding import describe_states
from banfa.procedures.imports.tables import (
    ADOPT,
    CLASSES,
    DEFAULTS,
    DISPUTED,
    DOUBLE,
    PREVIEWED,
    RECORDED,
    REJECTED,
)
from banfa.trust.persons import name_persons
from banfa.trust.sources import find_source
from banfa.web.api.imports import UPLOAD_BYTES
from banfa.web.console.frame.forms import PageForm
from banfa.web.console.frame.pages import act, page
from banfa.web.console.imports import make_upload_form, read_files

if TYPE_CHECKING:
    from banfa.procedures.imports.tables import ImportBatch, SheetImport
    from banfa.web.console.frame.calls import PageCall, Result

ORDER: Final = tuple(CLASSES)
HELD: Final = (DISPUTED, DOUBLE)
"""Classes that stay out when several sheets are recorded as one."""


class ConfirmForm(PageForm):
    """Nothing is asked: what is usual comes in."""


@page("/import-batches/<id(import_batch):batch_id>", "ledger.write", "一次上传的几张表", writes=True)
def import_batch(call: PageCall, batch_id: int) -> Result:
    """Show what each sheet comes to, and have all of them recorded."""
    batch, form = find_batch(call.unit, batch_id), call.form(ConfirmForm)
    if call.takes(form):
        together.confirm_batch(
            call.unit,
            call.profile,
            batch_id=batch_id,
            version=call.version,
            without_rejected=True,  # the button says how many rows come in
        )
        return call.done("import_batch", "已确认，正在写入", batch_id=call.outward("import_batch", batch_id))
    return call.render("import_batch.html", form=form, **_describe(call, batch))


def _describe(call: PageCall, batch: ImportBatch) -> dict[str, Any]:
    sheets = list_sheets(call.unit, call.profile, batch)
    states = describe_states(call.unit, sheets)
    total = {name: sum(sheet.counts.get(name, 0) for sheet in sheets) for name in CLASSES}
    return {
        "batch": {"id": call.outward("import_batch", batch.id), "version": batch.version},
        "sheets": [_describe_sheet(call, sheet, states[sheet.id]) for sheet in sheets],
        "ignored": batch.ignored,
        "source": find_source(call.unit, batch.source).name,
        "uploaded_by": name_persons(call.unit, [batch.uploaded_by])[batch.uploaded_by],
        "uploaded_at": batch.uploaded_at,
        "classes": CLASSES,
        "total": total,
        "rows": sum(sheet.row_count for sheet in sheets),
        "adopted": sum(total[name] for name, choice in DEFAULTS.items() if choice == ADOPT),
        "held": [f"{CLASSES[name]}{total[name]}行" for name in HELD if total[name]],
        "waiting": bool(sheets) and all(sheet.state == PREVIEWED for sheet in sheets),
        "recorded": bool(sheets) and all(sheet.state == RECORDED for sheet in sheets),
        "erased": any(sheet.erased_at for sheet in sheets),
        "work": None if batch.work_id is None else work_status(call.unit, batch.work_id),
        "upload": make_upload_form(call, source=batch.source),
    }


def _describe_sheet(call: PageCall, sheet: SheetImport, state: str) -> dict[str, Any]:
    number = call.outward("sheet_import", sheet.id)
    returned = sheet.counts.get(REJECTED) and not sheet.erased_at
    return {
        "zh": next((form.zh for form in list_forms(call.profile) if form.name == sheet.form), sheet.form),
        "file_name": sheet.file_name,
        "address": url_for("console.import_page", import_id=number),
        "returned": url_for("console.import_sheet", import_id=number) if returned else "",
        "rows": sheet.row_count,
        "counts": sheet.counts,
        "state": state,
        "notes": [
            *(["旧版模板，能认出的列照读"] if sheet.outdated else []),
            *([f"未读取的列：{'、'.join(sheet.ignored)}"] if sheet.ignored else []),
        ],
    }


@page(
    "/import-batches/<id(import_batch):batch_id>/sheets",
    "ledger.write",
    "换表或加表",
    writes=True,
    max_bytes=UPLOAD_BYTES,
    weight=20,
)
def add_to_batch(call: PageCall, batch_id: int) -> Result:
    """Put mended sheets in place of those that were sent before, or further ones beside them."""
    batch = find_batch(call.unit, batch_id)
    form = make_upload_form(call, source=batch.source)
    number = call.outward("import_batch", batch_id)
    if call.takes(form):
        sheets, _ = together.recognise_files(call.profile, read_files(form))
        together.add_to_batch(call.unit, call.profile, sheets, batch_id=batch_id, version=call.version)
        return call.done("import_batch", f"已收到{len(sheets)}张表，全部重新核对", batch_id=number)
    return call.render("import_form.html", form=form, batch={"id": number, "version": batch.version})


@act(
    "/import-batches/<id(import_batch):batch_id>/preview",
    "ledger.write",
    "重新核对",
    back="import_batch",
    weight=20,
)
def preview_batch_again(call: PageCall, batch_id: int) -> Result:
    """Preview once more, by what the ledger holds now."""
    together.preview_batch_again(call.unit, call.profile, batch_id=batch_id, version=call.version)
    return call.done("import_batch", "正在重新核对", batch_id=call.outward("import_batch", batch_id))
