"""一次导入: what each row comes to (导入差异表), the choice of what comes in, and how far that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import request

from banfa.errors import Malformed
from banfa.jobs.status import work_status
from banfa.ledger.sheets.forms import find_form
from banfa.procedures.imports.affects import list_affected
from banfa.procedures.imports.confirming import confirm_import
from banfa.procedures.imports.finding import describe_states, find_import, list_rows
from banfa.procedures.imports.preview import preview_again
from banfa.procedures.imports.tables import (
    ADOPT,
    CHANGED,
    CHOICES,
    CHOOSABLE,
    CLASSES,
    DEFAULTS,
    DISPUTED,
    DOUBLE,
    NEW,
    REJECTED,
    UNCHANGED,
)
from banfa.trust.persons import name_persons
from banfa.trust.sources import find_source
from banfa.web.console.frame.forms import ChoiceField, PageForm, TextField, require
from banfa.web.console.frame.pages import act, page
from banfa.web.console.imports import make_upload_form
from banfa.web.console.imports_rows import describe_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.procedures.imports.tables import SheetImport
    from banfa.web.console.frame.calls import PageCall, Result

ORDER: Final = (REJECTED, DISPUTED, DOUBLE, CHANGED, NEW, UNCHANGED)
"""Classes in the order in which somebody looks at them."""
ROWS: Final = 50


def _make_confirm_form(counts: Mapping[str, int]) -> type[PageForm]:
    """Make the form: a choice for every class that has rows."""
    fields: dict[str, Any] = {
        name: ChoiceField(
            f"{CLASSES[name]}{counts[name]}行",
            CHOICES.items(),
            default=DEFAULTS[name],
            validators=[require("请选择")],
        )
        for name in CHOOSABLE
        if counts.get(name)
    }
    fields["leave_out"] = TextField("另不写入的行", hint="行号，如 12、15")
    return type("ConfirmForm", (PageForm,), fields)


@page("/imports/<id(sheet_import):import_id>", "ledger.write", "一次导入", writes=True)
def import_page(call: PageCall, import_id: int) -> Result:
    """Show what rows come to, and have those recorded that are to come in."""
    sheet = find_import(call.unit, import_id)
    form = call.form(_make_confirm_form(sheet.counts))
    if call.takes(form):
        confirmed = confirm_import(
            call.unit,
            call.profile,
            import_id=import_id,
            version=call.version,
            choices={name: str(form[name].data) for name in CHOOSABLE if name in form},
            leave_out=_read_lines(str(form["leave_out"].data or "")),
            without_rejected=True,  # the button says how many rows come in
        )
        number = call.outward("sheet_import", import_id)
        return call.done("import_page", f"已确认，正在写入“{confirmed.file_name}”", import_id=number)
    return call.render("import.html", form=form, **_find_state(call, sheet), **_find_rows(call, sheet))


def _read_lines(text: str) -> list[int]:
    """Read numbers of lines. Raises Malformed."""
    words = text.replace("，", " ").replace("、", " ").replace(",", " ").split()
    if not all(word.isascii() and word.isdecimal() and len(word) < 6 for word in words):  # noqa: PLR2004
        raise Malformed("field_malformed", "请只写行号，用顿号分开，如 12、15。", field="leave_out")
    return [int(word) for word in words]


def _find_state(call: PageCall, sheet: SheetImport) -> dict[str, Any]:
    """How the sheet stands: its job where one is under way or has failed, and who did what."""
    names = name_persons(call.unit, (sheet.uploaded_by, sheet.confirmed_by))
    is_whole = sheet.recorded_at is not None and not sheet.counts.get(REJECTED)
    return {
        "sheet": sheet,
        "state": describe_states(call.unit, [sheet])[sheet.id],
        "work": None if sheet.work_id is None else work_status(call.unit, sheet.work_id),
        "uploaded_by": names[sheet.uploaded_by],
        "confirmed_by": names[sheet.confirmed_by],
        "source": find_source(call.unit, sheet.source).name,
        "is_whole": is_whole,
        "upload": make_upload_form(call, source=sheet.source, form="" if is_whole else sheet.form),
        "adopted": sum(sheet.counts.get(name, 0) for name in CHOOSABLE if DEFAULTS[name] == ADOPT),
        "classes": [(name, CLASSES[name], sheet.counts.get(name, 0)) for name in ORDER],
    }


def _find_rows(call: PageCall, sheet: SheetImport) -> dict[str, Any]:
    """The rows of a class from a line on; without one, of the first class that has any."""
    form = find_form(call.profile, sheet.form)
    first = next((name for name in ORDER if sheet.counts.get(name)), NEW)
    wanted = request.args.get("class", first)
    row_class = wanted if wanted in CLASSES else first
    after = request.args.get("after", "")
    rows = list_rows(
        call.unit,
        sheet.id,
        row_class=row_class,
        after=int(after) if after.isascii() and after.isdecimal() and len(after) < 6 else 0,  # noqa: PLR2004
        limit=ROWS + 1,
    )
    call.shows("sheet_import", [sheet.id])
    lines = describe_rows(call, form, rows[:ROWS], list_affected(call.profile, form), sheet)
    next_after = rows[ROWS - 1].line if len(rows) > ROWS else None
    return {"form_zh": form.zh, "shown": row_class, "lines": lines, "next_after": next_after}


@act(
    "/imports/<id(sheet_import):import_id>/preview",
    "ledger.write",
    "重新核对",
    back="import_page",
    weight=20,
)
def preview_import_again(call: PageCall, import_id: int) -> Result:
    """Preview once more, by what the ledger holds now."""
    preview_again(call.unit, call.profile, import_id=import_id, version=call.version)
    return call.done("import_page", "正在重新核对", import_id=call.outward("sheet_import", import_id))
