"""Bringing sheets in: templates, upload, preview, confirmation, and the sheet given back."""

from __future__ import annotations

from dataclasses import replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.sheets.archives import MAX_BYTES
from banfa.ledger.sheets.forms import find_form, list_forms
from banfa.ledger.sheets.templates import make_template, make_templates
from banfa.ledger.sheets.workbooks import MEDIA_TYPE
from banfa.procedures.imports.affects import list_affected
from banfa.procedures.imports.confirming import confirm_import as confirm
from banfa.procedures.imports.finding import describe_states, find_import, list_rows
from banfa.procedures.imports.finding import list_imports as list_all
from banfa.procedures.imports.past_decisions import choose_forms
from banfa.procedures.imports.preview import preview_again
from banfa.procedures.imports.receiving import receive_sheet
from banfa.procedures.imports.returning import give_sheet_back
from banfa.procedures.imports.tables import STATES
from banfa.trust.source_row import BUREAU as OWN_SOURCE
from banfa.web.api.exports import BINARY, answer_workbook
from banfa.web.api.import_schemas import (
    ConfirmIn,
    FileIn,
    Import,
    ImportQuery,
    PreviewRow,
    RowQuery,
    TemplateRow,
)
from banfa.web.api.pages import list_of, page_of
from banfa.web.fields import Enum
from banfa.web.operation import MEBIBYTE, Blueprint, operation
from banfa.web.rendering.imports import render_import, render_preview_row
from banfa.web.requests import Arguments, Call, PageQuery
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.procedures.imports.tables import SheetImport

blp = Blueprint("imports", __name__, description="导入")

OFFICERS: Final = ("admin", "officer")
SHEET: Final = "/imports/<id(sheet_import):import_id>"
UPLOAD_BYTES: Final = MAX_BYTES + MEBIBYTE
"""What a form with a file of the largest size comes to at most."""


@blp.route("/imports/templates")
@blp.response(200, list_of(TemplateRow))
@operation("ledger.write", summary="可导入的表", roles=OFFICERS)
def list_templates(call: Call) -> Answer:
    """Every form that the city's bureau can bring in."""
    forms = choose_forms(call.unit.actor, list_forms(call.profile))
    return Answer({"items": [{"form": f.name, "zh": f.zh, "version": f.version} for f in forms]})


@blp.route("/imports/templates/<form>")
@blp.response(200, BINARY, content_type=MEDIA_TYPE)
@operation("ledger.write", summary="下载导入模板", roles=OFFICERS, weight=5)
def get_template(call: Call, form: str) -> Answer:
    """The template of a form."""
    sheet_form = find_form(call.profile, form)
    content = make_template(sheet_form, city=call.profile.city.zh)
    return answer_workbook(content, f"{sheet_form.zh}导入模板.xlsx")


@blp.route("/imports/all-templates")
@blp.response(200, BINARY, content_type=MEDIA_TYPE)
@operation("ledger.write", summary="下载全套导入模板", roles=OFFICERS, weight=5)
def get_all_templates(call: Call) -> Answer:
    """One workbook with a sheet for each form, in the order in which they are brought in."""
    forms = choose_forms(call.unit.actor, list_forms(call.profile))
    content = make_templates(forms, city=call.profile.city.zh)
    return answer_workbook(content, "全套导入模板.xlsx")


@blp.route("/imports", methods=["POST"])
@blp.arguments(ImportQuery, location="query")
@blp.arguments(FileIn, location="files")
@blp.response(201, Import)
@operation(
    "ledger.write",
    summary="上传表格",
    description=(
        "xlsx 或 csv，不超过 10 MB、20000 行。只核对不登记，各行分为新增、变更、相同、冲突、疑似重复、拒收；"
        "行数少的当即核对完，多的作为后台任务（work_id）。"
    ),
    roles=OFFICERS,
    max_bytes=UPLOAD_BYTES,
    weight=20,
)
def upload_sheet(call: Call, query: Arguments, files: Arguments) -> Answer:
    """Receive a sheet and preview it."""
    file = files["file"]
    sheet = receive_sheet(
        call.unit,
        call.profile,
        form=query["form"],
        source=query.get("source", OWN_SOURCE),
        file_name=file.name,
        content=file.content,
    )
    return _answer(call, sheet, location=True)


class ImportsQuery(PageQuery):
    """Of which state."""

    state = Enum("只看处于这一状态的", choices=STATES)


@blp.route("/imports")
@blp.arguments(ImportsQuery, location="query")
@blp.response(200, page_of(Import))
@operation("ledger.write", summary="导入列表", roles=OFFICERS)
def list_imports(call: Call, query: Arguments) -> Answer:
    """What was brought in, the latest first."""

    def fetch(after: int | None, limit: int) -> list[tuple[SheetImport, str]]:
        sheets = list_all(call.unit, state=query.get("state"), after=after, limit=limit)
        states = describe_states(call.unit, sheets)
        return [(sheet, states[sheet.id]) for sheet in sheets]

    return call.page(
        query,
        fetch,
        key=lambda listed: listed[0].id,
        render=lambda listed: render_import(call.profile, *listed),
    )


@blp.route(SHEET)
@blp.response(200, Import)
@operation("ledger.write", summary="一次导入", roles=OFFICERS)
def get_import(call: Call, import_id: int) -> Answer:
    """One import."""
    return _answer(call, find_import(call.unit, import_id))


@blp.route(f"{SHEET}/rows")
@blp.arguments(RowQuery, location="query")
@blp.response(200, page_of(PreviewRow))
@operation("ledger.write", summary="导入差异表", roles=OFFICERS, shows="sheet_import")
def list_import_rows(call: Call, query: Arguments, import_id: int) -> Answer:
    """What each row comes to, as the preview has found."""
    sheet = find_import(call.unit, import_id)
    form = find_form(call.profile, sheet.form)
    affected = list_affected(call.profile, form)
    answer = call.page(
        query,
        lambda after, limit: list_rows(
            call.unit, import_id, row_class=query.get("row_class"), after=after or 0, limit=limit
        ),
        key=attrgetter("line"),
        render=lambda row: render_preview_row(form, row, affected, call.unit.ids),
    )
    return replace(answer, shows=[import_id])


@blp.route(f"{SHEET}/preview", methods=["POST"])
@blp.response(202, Import)
@operation("ledger.write", summary="重新核对", roles=OFFICERS, versioned=True, weight=20)
def preview_import(call: Call, import_id: int) -> Answer:
    """Preview once more, by what the ledger holds now."""
    sheet = preview_again(call.unit, call.profile, import_id=import_id, version=call.version)
    return _answer_job(call, sheet)


@blp.route(f"{SHEET}/confirmation", methods=["POST"])
@blp.arguments(ConfirmIn, example={"choices": {"changed": "adopt"}, "without_rejected": True})
@blp.response(202, Import)
@operation(
    "ledger.write",
    summary="确认导入",
    description=(
        "按核对的结果登记，作为后台任务办理：要么全部登记，要么一行也不登记。核对之后台账有变动的，回答 409，"
        "列出涉及的行，须重新核对。冲突和疑似重复的默认保原。"
    ),
    roles=OFFICERS,
    versioned=True,
    weight=20,
)
def confirm_import(call: Call, body: Arguments, import_id: int) -> Answer:
    """Confirm what the preview has shown."""
    sheet = confirm(
        call.unit,
        call.profile,
        import_id=import_id,
        version=call.version,
        choices={name: choice for name, choice in body.get("choices", {}).items() if choice is not None},
        leave_out=body.get("leave_out") or (),
        without_rejected=bool(body.get("without_rejected")),
    )
    return _answer_job(call, sheet)


@blp.route(f"{SHEET}/sheet")
@blp.response(200, BINARY, content_type=MEDIA_TYPE)
@blp.alt_response(409, "Problem409")
@operation(
    "ledger.write",
    summary="退回的表格",
    description="原表加“问题”“处理结果”两列，有问题的单元格标红；已登记的行带系统编号，改好后可再上传。",
    roles=OFFICERS,
    weight=20,
    shows="sheet_import",
)
def get_import_sheet(call: Call, import_id: int) -> Answer:
    """The sheet with what is wrong in its cells."""
    sheet = find_import(call.unit, import_id)
    content = give_sheet_back(call.unit, call.profile, import_id=import_id)
    name = f"{sheet.file_name.rpartition('.')[0] or '导入'}（问题）.xlsx"
    return answer_workbook(content, name, shows=[import_id])


def _answer(call: Call, sheet: SheetImport, *, location: bool = False) -> Answer:
    at = call.locate("/imports", "sheet_import", sheet.id) if location else None
    return Answer(_render(call, sheet), version=sheet.version, location=at)


def _answer_job(call: Call, sheet: SheetImport) -> Answer:
    location = call.locate("/jobs", "work", sheet.work_id or 0)
    return Answer(_render(call, sheet), version=sheet.version, location=location)


def _render(call: Call, sheet: SheetImport) -> dict[str, Any]:
    return render_import(call.profile, sheet, describe_states(call.unit, [sheet])[sheet.id])
