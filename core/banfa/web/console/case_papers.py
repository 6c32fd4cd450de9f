"""Papers and forms of cases, to be taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.papers.docx import render_docx
from banfa.papers.pdf import render_pdf
from banfa.procedures.cases.composing import compose_document, compose_form
from banfa.procedures.cases.documents import DOCUMENTS
from banfa.procedures.cases.steps import READ
from banfa.web.api.case_papers import DOCX, PDF
from banfa.web.console.frame.calls import File
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


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
