"""Papers and forms of cases, to be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.papers.docx import render_docx
from banfa.papers.pdf import render_pdf
from banfa.procedures.cases.composing import compose_document, compose_form
from banfa.procedures.cases.documents import DOCUMENTS
from banfa.procedures.cases.handover_list import make_handover_list
from banfa.procedures.cases.steps import MANAGE, READ
from banfa.procedures.cases.volumes import INTERNAL, OUTWARD, make_volume
from banfa.web.console.frame.calls import Download, File
from banfa.web.console.frame.pages import page
from banfa.web.context import get_context
from banfa.web.responses import FileContent

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF: Final = "application/pdf"
ZIP: Final = "application/zip"


@page("/case-documents/<id(case_document):document_id>/paper", READ, "文书正文")
def case_document_paper(call: PageCall, document_id: int) -> Result:
    """The body of a paper, for WPS."""
    document = DOCUMENTS.find(call.unit, document_id, lock=False)
    call.shows("case_document", [document.id])
    paper = compose_document(call.unit, call.profile, document)
    return File(render_docx(paper), f"{document.title}.docx", DOCX)


@page("/cases/<id(case):case_id>/forms/<form>", READ, "案件的表格")
def case_form(call: PageCall, case_id: int, form: str) -> Result:
    """A form of a case, to be printed and filled in."""
    call.shows("case", [case_id])
    return File(render_pdf(compose_form(call.unit, call.profile, case_id, form)), f"{form}.pdf", PDF)


@page("/case-handovers/<id(case_handover):row_id>/list", READ, "工作移交清单")
def case_handover_list(call: PageCall, row_id: int) -> Result:
    """The list of what was handed over, on A4 lying on its side, to be signed."""
    call.shows("case_handover", [row_id])
    listed = make_handover_list(call.unit, call.profile, row_id)
    return File(render_pdf(listed), "工作移交清单.pdf", PDF)


@page("/cases/<id(case):case_id>/volume", MANAGE, "内部卷", weight=10)
def case_volume(call: PageCall, case_id: int) -> Result:
    """The internal volume of a case, to be saved; who takes it leaves a trace."""
    return _give(call, case_id, INTERNAL)


@page("/cases/<id(case):case_id>/outward-volume", MANAGE, "对外卷", weight=10)
def case_outward_volume(call: PageCall, case_id: int) -> Result:
    """What its party may read of a case, to be saved; who takes it leaves a trace."""
    return _give(call, case_id, OUTWARD)


def _give(call: PageCall, case_id: int, kind: str) -> Result:
    call.shows("case", [case_id])
    store = get_context().file_room.store
    volume = make_volume(call.unit, call.profile, case_id, kind, store=store)
    content = FileContent(file=volume.file, size=volume.size, sha256=volume.sha256)
    return Download(content, volume.name, ZIP)
