"""What a file is, found from its content alone; but a few kinds, in which papers come, none is taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from banfa.procedures.files.archives import ZIP_START, has_archive, recognise_archive
from banfa.procedures.files.images import JPEG_START, PNG_START, check_jpeg, check_png
from banfa.procedures.files.pdfs import PDF_START, check_pdf
from banfa.procedures.files.rejecting import reject
from banfa.procedures.files.texts import ACCEPTED, check_text

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class MediaType:
    """A kind of file that is taken: its name (RFC 6838), and its extensions, the usual one first."""

    name: str
    extensions: tuple[str, ...]


PDF: Final = MediaType("application/pdf", ("pdf",))
PNG: Final = MediaType("image/png", ("png",))
JPEG: Final = MediaType("image/jpeg", ("jpg", "jpeg"))
TEXT: Final = MediaType("text/plain", ("txt", "csv"))
ARCHIVES: Final = {
    "ofd": MediaType("application/ofd", ("ofd",)),
    "docx": MediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",)),
    "xlsx": MediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",)),
}
TYPES: Final = (PDF, PNG, JPEG, *ARCHIVES.values(), TEXT)

_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SEARCHED: Final = 1024
"""Bytes within which readers of PDF look for its beginning."""


def recognise_file(content: bytes, path: Path) -> MediaType:
    """Tell what a file is, which is at this path as well, and hold it to that. Raises Malformed."""
    if not content:
        raise reject("file_empty", "文件是空的，请重新选择")
    if content.startswith(ZIP_START):
        return ARCHIVES[recognise_archive(content)]
    if content.startswith(_OLE):
        raise _make_old(content)
    if has_archive(content):
        raise reject("file_is_double", "文件中藏有压缩包，不予接收；请重新打印为 PDF 或扫描后再上传")
    if PDF_START in content[1:_SEARCHED] and not content.startswith(PDF_START):
        raise reject("file_is_double", "PDF 前面附有别的内容，不予接收；请重新打印为 PDF 后再上传")
    return _recognise_single(content, path)


def _recognise_single(content: bytes, path: Path) -> MediaType:
    """Tell what a file is that can be read in one way alone."""
    if content.startswith(PDF_START):
        check_pdf(content, path)
        return PDF
    if content.startswith(PNG_START):
        check_png(content)
        return PNG
    if content.startswith(JPEG_START):
        check_jpeg(content)
        return JPEG
    if b"\x00" in content:
        raise reject("file_type_refused", f"不接收这种文件；{ACCEPTED}")
    check_text(content)
    return TEXT


def _make_old(content: bytes) -> Exception:
    """Say of a compound file of before 2007, or of what is encrypted in one, why it is not taken."""
    if _ENCRYPTED in content:
        return reject("file_encrypted", "文件设有密码，请取消密码后另存再上传")
    return reject("file_type_old", "这是旧格式（doc、xls 等）的文件；请另存为 docx、xlsx 或 PDF 后再上传")
