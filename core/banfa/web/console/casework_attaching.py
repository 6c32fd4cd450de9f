"""附材料: a scan is sent from the page of the thing that it is of, and hangs on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask_wtf.file import FileField, FileRequired
from wtforms.validators import Optional

from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.cases.attaching import AttachFile, attach_file
from banfa.procedures.correspondence.hanging import check_hanging
from banfa.procedures.files.rows import KINDS, FileSubject
from banfa.procedures.files.storing import store_file
from banfa.web.api.files import UPLOAD_WEIGHT, bound_upload
from banfa.web.casework.attachments import find_provider
from banfa.web.casework.resources import RESOURCES
from banfa.web.console.casework_addresses import address_of, locate, name_page
from banfa.web.console.frame.forms import DayField, LongChoiceField, PageForm, TextField, at_most, require
from banfa.web.console.frame.pages import page
from banfa.web.context import get_context

if TYPE_CHECKING:
    from banfa.web.casework.declared import Resource
    from banfa.web.console.frame.calls import PageCall, Result

TITLE: Final = "附材料"


class ScanForm(PageForm):
    """A file, and what paper it is."""

    file = FileField("文件", [FileRequired("请选择文件。")])
    kind = LongChoiceField(
        "材料类别", [("", "请选择"), *KINDS.items()], validators=[require("请选择材料类别")]
    )
    source = TextField(
        "来源", hint="证据材料填写：由谁提供、从何处调取", validators=[Optional(), at_most(200)]
    )
    made_on = DayField("制作日期", hint="证据材料填写", validators=[Optional()])


def _add_page(resource: Resource) -> None:
    """Add the form by which a file is hung on a thing."""

    def hang(call: PageCall, row_id: int) -> Result:
        row, form = resource.find(call.unit, row_id), call.form(ScanForm)
        if call.takes(form):
            check_hanging(call.unit, row)
            provider_id, sent = find_provider(call.unit, row), form.file.data
            stored = store_file(
                call.unit,
                sent.stream,
                room=get_context().file_room,
                name=sent.filename or "",
                kind=form.kind.data,
                subject=FileSubject(provider_id),
            )
            entered = {"file_id": stored.id, "source": form.source.data or None, "made_on": form.made_on.data}
            inputs = AttachFile.read(entered, ReadingContext(call.profile, call.unit.today))
            attach_file(call.unit, resource.name, row_id, inputs, provider_id=provider_id)
            back = call.outward(resource.name, row_id)
            return call.done(name_page(resource), f"已附{KINDS[stored.kind]}“{stored.name}”", row_id=back)
        back = address_of(resource, row_id)
        return call.render("casework/scan.html", form=form, back=back, of=resource.zh)

    hang.__name__ = f"attach_to_{resource.one}"
    rule = f"{locate(resource)}/<id({resource.name}):row_id>/files"
    page(rule, resource.manage, TITLE, writes=True, max_bytes=bound_upload, weight=UPLOAD_WEIGHT)(hang)


for _resource in RESOURCES.values():
    _add_page(_resource)
