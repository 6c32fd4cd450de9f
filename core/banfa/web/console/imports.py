"""导入: what was brought in; templates; a sheet sent, and the sheet given back."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from flask import url_for
from flask_wtf.file import FileField, FileRequired

from banfa.ledger.sheets.forms import find_form, list_forms
from banfa.ledger.sheets.templates import make_template
from banfa.ledger.sheets.workbooks import MEDIA_TYPE
from banfa.procedures.imports.finding import count_imports, describe_states, find_import, list_imports
from banfa.procedures.imports.receiving import receive_sheet
from banfa.procedures.imports.returning import give_sheet_back
from banfa.procedures.imports.tables import REJECTED, STATES
from banfa.trust.persons import name_persons
from banfa.trust.sources import BUREAU, SYSTEM, list_sources
from banfa.trust.tokens import list_connected
from banfa.web.api.imports import UPLOAD_BYTES, ImportsQuery
from banfa.web.console.frame.calls import File
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import LongChoiceField, PageForm
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.procedures.imports.tables import SheetImport
    from banfa.web.console.frame.calls import PageCall, Result

COLUMNS: Final = (
    Column(zh="文件", value=itemgetter("file_name"), link=itemgetter("address")),
    Column(zh="表", value=itemgetter("form")),
    Column(zh="行数", value=itemgetter("row_count"), num=True),
    Column(zh="拒收", value=itemgetter("rejected"), num=True),
    Column(zh="状态", value=itemgetter("state")),
    Column(zh="来源单位", value=itemgetter("source"), wide=True),
    Column(zh="上传人", value=itemgetter("by"), wide=True),
    Column(zh="上传时间", value=itemgetter("at"), wide=True),
)
"""What the list shows."""


class UploadForm(PageForm):
    """A sheet to be sent; of a template of ours nobody has to say which it is."""

    file = FileField(
        "文件", [FileRequired("请选择填好的表格。")], description="xlsx 或 csv，不超过10 MB、20000行"
    )
    form = LongChoiceField("表", (), hint="用本系统模板填的不必选", validate_choice=False)
    source = LongChoiceField("来源单位", (), hint="纸面材料是谁报来的", validate_choice=False)


def make_upload_form(call: PageCall, **defaults: Any) -> UploadForm:
    """Make the form, with the sheets of the city and the sources in whose name one may be brought in."""
    form = call.form(UploadForm, **({"source": BUREAU} | defaults))
    form.form.choices = [("", "按模板识别"), *((f.name, f.zh) for f in list_forms(call.profile))]
    taken = (list_connected(call.unit) | {SYSTEM}) - {BUREAU}
    form.source.choices = [(s.key, s.name) for s in list_sources(call.unit) if s.key not in taken]
    return form


@list_page(
    "/imports",
    "ledger.write",
    "导入",
    columns=COLUMNS,
    query=ImportsQuery,
    filters=(Filter("state", "状态", tuple(STATES.items())),),
    counted_in="次",
    when_empty="还没有导入过。下载模板填好，在上面选择文件上传；先核对，确认以后才写入。",
    template="imports.html",
    nav=Nav(section="数据", icon="upload", order=10),
)
def imports(call: PageCall, selection: Selection) -> Rows:
    """What was brought in, the latest first, below the form for the next one."""
    wanted = selection.pick("state")
    listed = list_imports(call.unit, after=selection.before, limit=selection.most, **wanted)
    sheets, after = selection.cut(listed, lambda sheet: sheet.id)
    waiting = count_imports(call.unit)
    more = {"form": make_upload_form(call), "waiting": waiting}
    return Rows(rows=_describe(call, sheets), after=after, more=more)


def _describe(call: PageCall, sheets: list[SheetImport]) -> list[dict[str, Any]]:
    forms = {form.name: form.zh for form in list_forms(call.profile)}
    names = name_persons(call.unit, (sheet.uploaded_by for sheet in sheets))
    states = describe_states(call.unit, sheets)
    return [
        {
            "file_name": sheet.file_name,
            "address": url_for("console.import_page", import_id=call.outward("sheet_import", sheet.id)),
            "form": forms.get(sheet.form, sheet.form),
            "row_count": sheet.row_count,
            "rejected": sheet.counts.get(REJECTED) or None,
            "state": states[sheet.id],
            "source": sheet.source,
            "by": names[sheet.uploaded_by],
            "at": sheet.uploaded_at,
        }
        for sheet in sheets
    ]


@page("/imports/new", "ledger.write", "上传表格", writes=True, max_bytes=UPLOAD_BYTES, weight=20)
def new_import(call: PageCall) -> Result:
    """Take a sheet; it is checked, and nothing is recorded yet."""
    form = make_upload_form(call)
    if call.takes(form):
        file = form.file.data
        sheet = receive_sheet(
            call.unit,
            call.profile,
            form=form.form.data or None,
            source=form.source.data or BUREAU,
            file_name=file.filename,
            content=file.stream.read(),
        )
        number = call.outward("sheet_import", sheet.id)
        return call.done("import_page", f"已收到{sheet.row_count}行，尚未写入", import_id=number)
    return call.render("import_form.html", form=form)


@page("/imports/templates", "ledger.write", "导入模板")
def import_templates(call: PageCall) -> Result:
    """Every sheet that can be brought in, in the order in which it is."""
    return call.render("import_templates.html", forms=list(list_forms(call.profile)))


@page("/imports/templates/<form>", "ledger.write", "导入模板（下载）", weight=5)
def import_template(call: PageCall, form: str) -> Result:
    """The template of a sheet."""
    sheet_form = find_form(call.profile, form.removesuffix(".xlsx"))
    content = make_template(sheet_form, city=call.profile.city.zh)
    return File(content, f"{sheet_form.zh}导入模板.xlsx", MEDIA_TYPE)


@page("/imports/<id(sheet_import):import_id>/sheet.xlsx", "ledger.write", "退回的表格", weight=20)
def import_sheet(call: PageCall, import_id: int) -> Result:
    """The sheet as it came, with what is wrong in its cells."""
    sheet = find_import(call.unit, import_id)
    call.shows("sheet_import", [import_id])
    content = give_sheet_back(call.unit, call.profile, import_id=import_id)
    return File(content, f"{sheet.file_name.rpartition('.')[0] or '导入'}（问题）.xlsx", MEDIA_TYPE)
