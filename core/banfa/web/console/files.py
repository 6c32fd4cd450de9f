"""案卷材料: files of a bureau's papers, one of them, and the form by which one is sent."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final

from flask import request, url_for
from flask_wtf.file import FileField, FileRequired

from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.kinds.registry import KINDS as KINDS_OF_ENTRY
from banfa.ledger.recording.labels import label_entries
from banfa.ledger.sheets.columns import Cell
from banfa.ledger.sheets.columns import Column as SheetColumn
from banfa.procedures.files.rows import KINDS, FileSubject, find_file, list_files
from banfa.procedures.files.storing import MEBIBYTE, store_file
from banfa.trust.persons import name_persons
from banfa.web.api.files import (
    CONTENT_TYPE,
    UPLOAD_WEIGHT,
    FilesQuery,
    bound_upload,
    choose_subject,
    give_content,
)
from banfa.web.console.entries_references import find_reference
from banfa.web.console.frame.calls import Download
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import FormProblem, LongChoiceField, PageForm, TextField, at_most, require
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import page
from banfa.web.context import get_context

if TYPE_CHECKING:
    from banfa.procedures.files.rows import StoredFile
    from banfa.web.console.frame.calls import PageCall, Result

COLUMNS: Final = (
    Column(zh="文件", value=itemgetter("name"), link=itemgetter("address")),
    Column(zh="材料类别", value=itemgetter("kind")),
    Column(zh="所涉单位", value=itemgetter("subject")),
    Column(zh="大小（KB）", value=itemgetter("size"), num=True, wide=True),
    Column(zh="上传人", value=itemgetter("by"), wide=True),
    Column(zh="上传时间", value=itemgetter("at"), wide=True),
)
"""What the list shows."""
OWN: Final = "本局"
KIBIBYTE: Final = 1024


def _make_party(kind: str, zh: str) -> SheetColumn:
    return SheetColumn(name=kind, column=f"{kind}_id", zh=zh, cell=Cell.TEXT, refers=kind)


PARTIES: Final = {
    "provider": _make_party("provider", "服务商"),
    "enterprise": _make_party("enterprise", "企业"),
}
"""Whom a file may be about, as an entry's form refers to them."""


class FileForm(PageForm):
    """A file to be sent, what paper it is, whom it is about."""

    file = FileField("文件", [FileRequired("请选择文件。")])
    kind = LongChoiceField(
        "材料类别", [("", "请选择"), *KINDS.items()], validators=[require("请选择材料类别")]
    )
    provider = TextField(
        "所涉服务商", hint="名称、简拼或统一社会信用代码；本局自己的材料不填", validators=[at_most(200)]
    )
    enterprise = TextField("所涉企业", hint="同上；与服务商至多填一项", validators=[at_most(200)])


@list_page(
    "/files",
    "file.read",
    "案卷材料",
    columns=COLUMNS,
    query=FilesQuery,
    filters=(Filter("kind", "材料类别", tuple(KINDS.items())),),
    counted_in="份",
    when_empty="还没有案卷材料。签批单、用印件、送达回证等扫描后上传，列在这里。",
    template="files.html",
    nav=Nav(section="数据", icon="folder2-open", order=40),
)
def files(call: PageCall, selection: Selection) -> Rows:
    """Files, the latest first; those about one party, where the address says whose."""
    listed = list_files(
        call.unit,
        subject=choose_subject(dict(selection.values)),
        after=selection.before,
        limit=selection.most,
        **selection.pick("kind"),
    )
    rows, after = selection.cut(listed, lambda file: file.id)
    return Rows(rows=_describe(call, rows), after=after)


def _describe(call: PageCall, rows: list[StoredFile]) -> list[dict[str, Any]]:
    names = name_persons(call.unit, (file.uploaded_by for file in rows))
    subjects = _name_subjects(call, rows)
    return [
        {
            "name": file.name,
            "address": url_for("console.file", file_id=call.outward("stored_file", file.id)),
            "kind": KINDS[file.kind],
            "subject": subjects[file.subject],
            "size": -(-file.size // KIBIBYTE),
            "by": names[file.uploaded_by],
            "at": file.uploaded_at,
        }
        for file in rows
    ]


def _name_subjects(call: PageCall, rows: list[StoredFile]) -> dict[FileSubject, str]:
    """What whom files are about are called, in one statement for providers and one for enterprises."""
    providers = label_entries(call.unit, KINDS_OF_ENTRY["provider"], [file.provider_id for file in rows])
    enterprises = label_entries(
        call.unit, KINDS_OF_ENTRY["enterprise"], [file.enterprise_id for file in rows]
    )
    return {
        file.subject: providers.get(file.provider_id or 0) or enterprises.get(file.enterprise_id or 0) or OWN
        for file in rows
    }


@page("/files/new", "file.manage", "上传材料", writes=True, max_bytes=bound_upload, weight=UPLOAD_WEIGHT)
def new_file(call: PageCall) -> Result:
    """Take a file; where it is not taken, the reason stands beside it."""
    room = get_context().file_room
    form = call.form(FileForm, **_prefill(call))
    form.file.description = (
        f"PDF、PNG、JPEG、OFD、docx、xlsx、txt 或 csv，不超过 {room.max_bytes // MEBIBYTE} MB"
    )
    if call.takes(form):
        sent = form.file.data
        stored = store_file(
            call.unit,
            sent.stream,
            room=room,
            name=sent.filename or "",
            kind=form.kind.data,
            subject=_read_subject(call, form),
        )
        number = call.outward("stored_file", stored.id)
        return call.done("file", f"已保存{KINDS[stored.kind]}“{stored.name}”", file_id=number)
    return call.render("file_form.html", form=form)


def _prefill(call: PageCall) -> dict[str, str]:
    """Whom the file will be about, as the address says."""
    filled = {}
    for name, column in PARTIES.items():
        number = call.unit.ids.decode(name, request.args.get(column.column, ""))
        labels = label_entries(call.unit, KINDS_OF_ENTRY[name], [number])
        filled[name] = labels.get(number or 0, "")
    return filled


def _read_subject(call: PageCall, form: FileForm) -> FileSubject:
    """Whom the file is about, as it was typed. Raises FormProblem beside the field."""
    about: dict[str, int] = {}
    for name, column in PARTIES.items():
        typed = form[name].data
        if not typed:
            continue
        try:
            _, value = find_reference(call.unit, call.profile, column, typed)
        except InvalidValue as invalid:
            raise _reject(form, name, f"{invalid.why}。") from invalid
        if not isinstance(value, int):
            raise _reject(form, name, f"没有找到这家{column.zh}，请核对名称或代码。")
        about[column.column] = value
    return FileSubject(**about)


def _reject(form: FileForm, name: str, why: str) -> FormProblem:
    form[name].errors = [why]
    return FormProblem({name: why})


@page("/files/<id(stored_file):file_id>", "file.read", "案卷材料")
def file(call: PageCall, file_id: int) -> Result:
    """One file: what it is, whom it is about, who has sent it and when."""
    stored = find_file(call.unit, file_id)
    return call.render(
        "file.html",
        file=stored,
        kind=KINDS[stored.kind],
        subject=_name_subjects(call, [stored])[stored.subject],
        by=name_persons(call.unit, [stored.uploaded_by])[stored.uploaded_by],
        kibibytes=-(-stored.size // KIBIBYTE),
    )


@page("/files/<id(stored_file):file_id>/content", "file.read", "案卷材料（下载）")
def file_content(call: PageCall, file_id: int) -> Result:
    """The content of a file, to be saved; who takes it leaves a trace."""
    stored = find_file(call.unit, file_id)
    call.shows("stored_file", [stored.id])
    return Download(give_content(call.unit, stored), stored.name, CONTENT_TYPE)
