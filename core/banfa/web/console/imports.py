"""导入: what was brought in; templates; a sheet sent, and the sheet given back."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from flask import url_for
from flask_wtf.file import FileRequired, MultipleFileField

from banfa.errors import Malformed
from banfa.ledger.sheets.forms import find_form, list_forms
from banfa.ledger.sheets.templates import make_template, make_templates
from banfa.ledger.sheets.workbooks import MEDIA_TYPE
from banfa.procedures.imports.finding import count_imports, describe_states, find_import, list_imports
from banfa.procedures.imports.past_decisions import choose_forms
from banfa.procedures.imports.receiving import check_source, receive_recognised, receive_sheet
from banfa.procedures.imports.returning import give_sheet_back
from banfa.procedures.imports.tables import REJECTED, STATES
from banfa.procedures.imports.together import receive_batch, recognise_files
from banfa.trust.persons import name_persons
from banfa.trust.source_row import BUREAU, SYSTEM
from banfa.trust.sources import list_sources
from banfa.trust.tokens import list_connected
from banfa.web.api.imports import UPLOAD_BYTES, ImportsQuery
from banfa.web.console.frame.calls import File
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import LongChoiceField, PageForm
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.ledger.sheets.forms import SheetForm
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
    """Sheets to be sent; of those that are recognised nobody has to say which they are."""

    file = MultipleFileField(
        "文件",
        [FileRequired("请选择填好的表格。")],
        description="xlsx 或 csv，可一次选几个，或一个有几张表的工作簿；合计不超过10 MB",
    )
    form = LongChoiceField("表", (), hint="认不出的才要选，一次一张", validate_choice=False)
    source = LongChoiceField("来源单位", (), hint="纸面材料是谁报来的", validate_choice=False)


def make_upload_form(call: PageCall, **defaults: Any) -> UploadForm:
    """Make the form, with the sheets of the city and the sources in whose name one may be brought in."""
    form = call.form(UploadForm, **({"source": BUREAU} | defaults))
    form.form.choices = [("", "按模板或表头识别"), *((f.name, f.zh) for f in _list_own(call))]
    taken = (list_connected(call.unit) | {SYSTEM}) - {BUREAU}
    form.source.choices = [(s.key, s.name) for s in list_sources(call.unit) if s.key not in taken]
    return form


def _list_own(call: PageCall) -> list[SheetForm]:
    """The forms that who is logged in may bring in."""
    return choose_forms(call.unit.actor, list_forms(call.profile))


@list_page(
    "/imports",
    "ledger.write",
    "导入",
    columns=COLUMNS,
    query=ImportsQuery,
    filters=(Filter("state", "状态", tuple(STATES.items())),),
    counted_in="张",
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
    """Take sheets; they are checked, and nothing is recorded yet."""
    form = make_upload_form(call)
    if call.takes(form):
        return _receive(call, form)
    return call.render("import_form.html", form=form)


def _receive(call: PageCall, form: UploadForm) -> Result:
    """Receive one sheet as before, several as such as are recorded together."""
    source, wanted = form.source.data or BUREAU, form.form.data or None
    files = read_files(form)
    if wanted is not None:
        (name, content), *others = files
        if others:
            raise Malformed("form_of_many", "一次上传几个文件的，各按表头识别，不必选表。", field="form")
        sheet = receive_sheet(
            call.unit, call.profile, form=wanted, source=source, file_name=name, content=content
        )
    else:
        sheets, ignored = recognise_files(call.profile, files)
        if len(sheets) > 1:
            batch = receive_batch(call.unit, call.profile, sheets, ignored=ignored, source=source)
            number = call.outward("import_batch", batch.id)
            return call.done("import_batch", f"已收到{len(sheets)}张表，尚未写入", batch_id=number)
        check_source(call.unit, source)
        sheet = receive_recognised(call.unit, call.profile, sheets[0], source=source)
    number = call.outward("sheet_import", sheet.id)
    return call.done("import_page", f"已收到{sheet.row_count}行，尚未写入", import_id=number)


def read_files(form: UploadForm) -> list[tuple[str, bytes]]:
    """The files of a form, each by its name."""
    return [(file.filename or "", file.stream.read()) for file in form.file.data]


@page("/imports/templates", "ledger.write", "导入模板")
def import_templates(call: PageCall) -> Result:
    """Every sheet that can be brought in, in the order in which it is."""
    return call.render("import_templates.html", forms=_list_own(call))


@page("/imports/templates/<form>", "ledger.write", "导入模板（下载）", weight=5)
def import_template(call: PageCall, form: str) -> Result:
    """The template of a sheet."""
    sheet_form = find_form(call.profile, form.removesuffix(".xlsx"))
    content = make_template(sheet_form, city=call.profile.city.zh)
    return File(content, f"{sheet_form.zh}导入模板.xlsx", MEDIA_TYPE)


@page("/imports/all-templates.xlsx", "ledger.write", "全套导入模板（下载）", weight=5)
def all_import_templates(call: PageCall) -> Result:
    """One workbook with a sheet for each form."""
    content = make_templates(_list_own(call), city=call.profile.city.zh)
    return File(content, "全套导入模板.xlsx", MEDIA_TYPE)


@page("/imports/<id(sheet_import):import_id>/sheet.xlsx", "ledger.write", "退回的表格", weight=20)
def import_sheet(call: PageCall, import_id: int) -> Result:
    """The sheet as it came, with what is wrong in its cells."""
    sheet = find_import(call.unit, import_id)
    call.shows("sheet_import", [import_id])
    content = give_sheet_back(call.unit, call.profile, import_id=import_id)
    return File(content, f"{sheet.file_name.rpartition('.')[0] or '导入'}（问题）.xlsx", MEDIA_TYPE)
