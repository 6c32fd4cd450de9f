"""Files (案卷材料): scans of a bureau's papers, sent in, listed, and taken away under their digest."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.procedures.files.content import open_content
from banfa.procedures.files.recognising import TYPES
from banfa.procedures.files.rows import KINDS, OWN, FileSubject, StoredFile, find_file
from banfa.procedures.files.rows import list_files as list_all
from banfa.procedures.files.storing import MEBIBYTE, store_file
from banfa.web.api.exports import BINARY
from banfa.web.api.pages import page_of
from banfa.web.context import get_context
from banfa.web.fields import Boolean, DateTime, Enum, Id, Integer, PersonName, Str, Upload
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form, PageQuery, Query, by_id
from banfa.web.responses import Answer, FileContent, format_disposition

if TYPE_CHECKING:
    from banfa.procedures.files.storing import FileRoom
    from banfa.trust.unit import Unit

blp = Blueprint("files", __name__, description="案卷材料")

FILE: Final = "/files/<id(stored_file):file_id>"
UPLOAD_WEIGHT: Final = 20
CONTENT_TYPE: Final = "application/octet-stream"
"""What every content leaves as: something to be saved, of which no browser makes a page."""


def bound_upload(room: FileRoom) -> int:
    """How long the body with a file may be: the file, and the form around it."""
    return room.max_bytes + MEBIBYTE


class FileQuery(Query):
    """What paper it is, and whom it is about."""

    kind = Enum("材料类别", choices=KINDS, required=True)
    provider_id = Id("所涉的服务商；与企业至多填一项，都不填为本局自己的材料")
    enterprise_id = Id("所涉的企业")


class StoredFileIn(Form):
    """The file."""

    file = Upload("PDF、PNG、JPEG、OFD、docx、xlsx、txt 或 csv", required=True)


class FilesQuery(PageQuery):
    """Of which kind, about whom."""

    kind = Enum("只看这一类别的", choices=KINDS)
    provider_id = Id("只看这家服务商的")
    enterprise_id = Id("只看这家企业的")
    own = Boolean("true 时只看本局自己的材料")


class StoredFileOut(Schema):
    """A file, without its content."""

    id = Id("编号", of="stored_file", required=True)
    kind = Enum("材料类别", choices=KINDS, required=True)
    kind_zh = Str("材料类别的名称", required=True)
    provider_id = Id("所涉的服务商")
    enterprise_id = Id("所涉的企业")
    name = Str("文件名", required=True)
    media_type = Enum("按内容认出的类型", choices=[t.name for t in TYPES], required=True)
    size = Integer("大小", unit="字节", required=True)
    sha256 = Str("内容的 SHA-256，即下载时的 ETag", required=True)
    uploaded_by = PersonName("上传人", required=True)
    uploaded_at = DateTime("上传时间", required=True)
    erased_at = DateTime("依法删除的时间；此后没有内容")


def _render_file(file: StoredFile) -> dict[str, Any]:
    """Render a file."""
    values = {name: getattr(file, name) for name in StoredFile.names}
    return {**values, "kind_zh": KINDS[file.kind]}


def choose_subject(values: Arguments) -> FileSubject | None:
    """Whose files a query asks for; None where it does not say."""
    about = FileSubject(values.get("provider_id"), values.get("enterprise_id"))
    return about if about != OWN or values.get("own") else None


@blp.route("/files", methods=["POST"])
@blp.arguments(FileQuery, location="query")
@blp.arguments(StoredFileIn, location="files")
@blp.response(201, StoredFileOut)
@operation(
    "file.manage",
    summary="上传材料",
    description=(
        "PDF、PNG、JPEG、OFD、docx、xlsx、txt 或 csv，按内容认定，大小以运维设定为限（默认 20 MB）。"
        "含宏、脚本、附件或密码的，附有别的内容的，一律不收，也不保存。同一内容以同一类别、为同一单位再次上传的，"
        "回答已有的一份。"
    ),
    max_bytes=bound_upload,
    weight=UPLOAD_WEIGHT,
)
def upload_file(call: Call, query: Arguments, files: Arguments) -> Answer:
    """Take a file."""
    sent = files["file"]
    file = store_file(
        call.unit,
        BytesIO(sent.content),
        room=get_context().file_room,
        name=sent.name,
        kind=query["kind"],
        subject=FileSubject(query.get("provider_id"), query.get("enterprise_id")),
    )
    return Answer(_render_file(file), location=call.locate("/files", "stored_file", file.id))


@blp.route("/files")
@blp.arguments(FilesQuery, location="query")
@blp.response(200, page_of(StoredFileOut))
@operation("file.read", summary="材料列表")
def list_files(call: Call, query: Arguments) -> Answer:
    """Files, the latest first."""
    subject = choose_subject(query)

    def fetch(after: int | None, limit: int) -> list[StoredFile]:
        return list_all(call.unit, subject=subject, kind=query.get("kind"), after=after, limit=limit)

    return call.page(query, fetch, key=by_id, render=_render_file)


@blp.route(FILE)
@blp.response(200, StoredFileOut)
@operation("file.read", summary="一份材料")
def get_file(call: Call, file_id: int) -> Answer:
    """One file."""
    return Answer(_render_file(find_file(call.unit, file_id)))


@blp.route(f"{FILE}/content")
@blp.response(200, BINARY, content_type=CONTENT_TYPE)
@blp.alt_response(409, "Problem409")
@operation(
    "file.read",
    summary="材料的内容",
    description="总作为附件下载，ETag 为其 SHA-256；谁在何时取走，留有查阅痕迹。",
    shows="stored_file",
)
def get_file_content(call: Call, file_id: int) -> Answer:
    """The content of a file, to be saved."""
    file = find_file(call.unit, file_id)
    return Answer(
        give_content(call.unit, file),
        media_type=CONTENT_TYPE,
        headers={"Content-Disposition": format_disposition(file.name)},
        shows=[file.id],
    )


def give_content(unit: Unit, file: StoredFile) -> FileContent:
    """Open the content of a file, for the API or a page. Raises what `open_content` does."""
    content = open_content(unit, file, store=get_context().file_room.store)
    return FileContent(file=content, size=file.size, sha256=file.sha256)
