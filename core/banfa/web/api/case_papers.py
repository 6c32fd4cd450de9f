"""Papers, forms and volumes of cases as files: a letter's bare body as DOCX, a form as PDF, a file as ZIP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.papers.docx import render_docx
from banfa.papers.pdf import render_pdf
from banfa.procedures.cases.composing import compose_document, compose_form
from banfa.procedures.cases.documents import DOCUMENTS
from banfa.procedures.cases.steps import MANAGE, READ
from banfa.procedures.cases.volumes import VOLUMES, make_volume
from banfa.web.api.exports import BINARY
from banfa.web.api.files import CONTENT_TYPE
from banfa.web.context import get_context
from banfa.web.fields import Enum
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Query
from banfa.web.responses import Answer, FileContent, format_disposition

if TYPE_CHECKING:
    from banfa.web.requests import Arguments, Call

blp = Blueprint("case_papers", __name__, description="文书和表格")


@blp.route("/case-documents/<id(case_document):document_id>/paper")
@blp.response(200, BINARY, content_type=CONTENT_TYPE)
@blp.alt_response(409, "Problem409")
@operation(
    READ,
    summary="文书正文",
    description="本市样式的正文，可用 WPS 打开；没有填写的空格照样留出。文号、红头和印章由办公室办理。",
    shows="case_document",
)
def get_case_document_paper(call: Call, document_id: int) -> Answer:
    """The body of a paper."""
    document = DOCUMENTS.find(call.unit, document_id, lock=False)
    paper = compose_document(call.unit, call.profile, document)
    headers = {"Content-Disposition": format_disposition(f"{document.title}.docx")}
    return Answer(render_docx(paper), media_type=CONTENT_TYPE, headers=headers, shows=[document.id])


@blp.route("/cases/<id(case):case_id>/forms/<form>")
@blp.response(200, BINARY, content_type=CONTENT_TYPE)
@operation(
    READ,
    summary="案件的表格",
    description="送达回证 service_receipt、审批表 approval_sheet 等，已知的内容填好，其余留空，打印后填写。",
    shows="case",
)
def get_case_form(call: Call, case_id: int, form: str) -> Answer:
    """A form of a case."""
    paper = compose_form(call.unit, call.profile, case_id, form)
    headers = {"Content-Disposition": format_disposition(f"{form}.pdf")}
    return Answer(render_pdf(paper), media_type=CONTENT_TYPE, headers=headers, shows=[case_id])


class VolumeQuery(Query):
    """Which volume."""

    kind = Enum("internal 内部卷，outward 对外卷", choices=VOLUMES, required=True)


@blp.route("/cases/<id(case):case_id>/volume")
@blp.arguments(VolumeQuery, location="query")
@blp.response(200, BINARY, content_type=CONTENT_TYPE)
@operation(
    MANAGE,
    summary="案卷",
    description=(
        "目录和全部材料的压缩包。对外卷只含文书、回证、证据和整改报告，不含签批、会议、回避等过程性材料；"
        "签发后补入的在目录中注明。谁在何时取走，留有查阅痕迹。"
    ),
    weight=10,
    shows="case",
)
def get_case_volume(call: Call, query: Arguments, case_id: int) -> Answer:
    """A volume of a case, to be saved."""
    store = get_context().file_room.store
    volume = make_volume(call.unit, call.profile, case_id, query["kind"], store=store)
    content = FileContent(file=volume.file, size=volume.size, sha256=volume.sha256)
    headers = {"Content-Disposition": format_disposition(volume.name)}
    return Answer(content, media_type=CONTENT_TYPE, headers=headers, shows=[case_id])
