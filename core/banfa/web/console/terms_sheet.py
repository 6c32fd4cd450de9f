"""评分标准表: all open scales of an edition as a sheet; what a filled one would set, then the document."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any, Final

from flask import request
from flask_wtf.file import FileField, FileRequired

from banfa.errors import Malformed
from banfa.ledger.sheets.workbooks import MEDIA_TYPE
from banfa.procedures.instruments.open_terms import list_terms
from banfa.procedures.instruments.scale_returning import return_sheet
from banfa.procedures.instruments.scale_sheets import make_sheet, read_scales
from banfa.procedures.instruments.scale_template import list_scales
from banfa.web.console.frame.calls import File
from banfa.web.console.frame.drafts import ONLY_SHOWN
from banfa.web.console.frame.forms import PageForm
from banfa.web.console.frame.pages import page
from banfa.web.console.terms_words import describe_value

if TYPE_CHECKING:
    from banfa.procedures.instruments.scale_sheets import ReadScale, ScaleSheet
    from banfa.web.console.frame.calls import PageCall, Result

SHEET: Final = "sheet"


class SheetForm(PageForm):
    """A sheet."""

    file = FileField(
        "文件", [FileRequired("请选择填好的评分标准表。")], description="xlsx，用本页下载的表填写"
    )


@page("/terms/<edition>/scales", "terms.write", "评分标准表", previews=True, weight=5)
def scale_sheet(call: PageCall, edition: str) -> Result:
    """Offer the sheet of all scales; of one that is sent, show what it would set and what is wrong where."""
    law = call.profile.edition(edition)
    form, read, content = call.form(SheetForm), None, b""
    if request.method == "POST" and call.problem is None:
        form.check()
        content = form.file.data.stream.read()
        read = read_scales(call.unit, call.profile, edition=edition, content=content)
    return call.render(
        "terms_sheet.html",
        edition=law,
        form=form,
        sheet=None if read is None else _describe(read),
        others=_list_others(call, edition) if read is not None else [],
        content=b64encode(content).decode(),
        file_name=form.file.data.filename if read is not None else "",
        only_shown=ONLY_SHOWN,
    )


def _describe(sheet: ScaleSheet) -> dict[str, Any]:
    changed = [scale for scale in sheet.scales if scale.changes]
    return {
        "scales": [(scale, _name_outcome(scale), *_say(scale)) for scale in sheet.scales],
        "keys": [scale.state.term.key for scale in changed],
        "fields": {
            f"settings.{scale.state.term.key}-{name}": text
            for scale in changed
            for name, text in scale.typed.items()
        },
        "problems": sheet.list_problems(),
        "blank": sum(1 for scale in sheet.scales if not scale.typed and not scale.problems),
    }


def _list_others(call: PageCall, edition: str) -> list[str]:
    """The keys of what is not set yet and is no scale: the same document may set it as well."""
    states = list_terms(call.unit, call.profile, edition=edition).terms
    scales = {state.term.key for state in list_scales(states)}
    return [s.term.key for s in states if s.document_no is None and s.term.key not in scales]


def _name_outcome(scale: ReadScale) -> tuple[str, str]:
    """What a sheet comes to for a term: the kind of state that the page shows, and its word."""
    if scale.problems:
        return "bad", "有误，未带入"
    if scale.value is None:
        return "todo", "没有填写"
    return ("run", "将设定") if scale.changes else ("done", "与现行相同")


def _say(scale: ReadScale) -> tuple[str, str]:
    """What stands, and what the sheet says, in words."""
    term = scale.state.term
    return describe_value(term, scale.state.value), describe_value(term, scale.value)


@page("/terms/<edition>/scales.xlsx", "terms.write", "评分标准表（下载）", weight=5)
def scale_sheet_file(call: PageCall, edition: str) -> Result:
    """The sheet, filled with what is set so far."""
    law = call.profile.edition(edition)
    return File(
        make_sheet(call.unit, call.profile, edition=edition), f"{law.title}评分标准表.xlsx", MEDIA_TYPE
    )


@page("/terms/<edition>/scales/returned", "terms.write", "评分标准表（退回）", previews=True, weight=5)
def scale_sheet_returned(call: PageCall, edition: str) -> Result:
    """The sheet that was sent, with what is wrong in its cells. Raises Malformed without one."""
    if request.method != "POST":  # somebody has come back to the address: he is shown where sheets are sent
        return scale_sheet(call, edition)
    law = call.profile.edition(edition)
    if call.problem is not None:
        raise call.problem
    try:
        content = b64decode(request.form.get(SHEET, ""), validate=True)
    except (binascii.Error, ValueError):
        content = b""
    if not content:
        raise Malformed("file_missing", "没有要退回的表，请重新上传。", field="file")
    returned = return_sheet(call.unit, call.profile, edition=edition, content=content)
    return File(returned, f"{law.title}评分标准表（问题）.xlsx", MEDIA_TYPE)
