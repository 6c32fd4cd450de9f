"""Files before they are read: what they are, and whether they are what they seem. Nothing is expanded."""

from __future__ import annotations

import io
import zipfile
from typing import Final

from banfa.errors import Malformed

XLSX, CSV = "xlsx", "csv"
MAX_BYTES: Final = 10 << 20
MAX_EXPANDED: Final = 200 << 20
"""Bytes that all parts of a workbook may come to."""
MAX_RATIO: Final = 120
"""How many times smaller than itself a large part may be stored; a sheet of equal rows comes to some 60."""
MAX_PARTS: Final = 1000
_LARGE: Final = 4 << 20
_OLE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_MACROS: Final = ("vbaproject.bin", "macrosheets/")
_MAX_COMMENT: Final = 22 + 65535


def recognise_file(content: bytes) -> str:
    """Tell a workbook from text with commas. Raises Malformed with a sentence for anything else."""
    if not content.strip():
        raise _make_malformed("sheet_empty", "文件是空的，请选择填好的表格")
    if len(content) > MAX_BYTES:
        raise _make_malformed("sheet_too_large", f"文件超过 {MAX_BYTES >> 20} MB，请分成几个文件导入")
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise _make_malformed("sheet_encrypted", "文件设有密码，请取消密码后另存为 xlsx 再导入")
        raise _make_malformed("sheet_old_format", "这是旧格式（xls）的文件，请另存为 xlsx 再导入")
    if content.startswith(b"PK"):
        _check_workbook(content)
        return XLSX
    if b"\x00" in content[:4096] or content.startswith((b"%PDF", b"<", b"{", b"\x89PNG")):
        raise _make_malformed("sheet_unreadable", "不是表格文件，请用 xlsx 或 csv")
    return CSV


def _check_workbook(content: bytes) -> None:
    """Hold the list of a workbook's parts to the limits, by what it says of itself."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
        raise _make_malformed("sheet_unreadable", "文件已损坏，打不开；请重新保存后再导入") from error
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise _make_malformed("sheet_encrypted", "文件设有密码，请取消密码后另存为 xlsx 再导入")
    if any(mark in name for name in names for mark in _MACROS):
        raise _make_malformed("sheet_has_macros", "文件含有宏，不予导入；请另存为不含宏的 xlsx")
    if "xl/workbook.xml" not in names:
        raise _make_malformed("sheet_unreadable", "不是 xlsx 表格；请另存为 xlsx 再导入")
    expanded = sum(part.file_size for part in parts)
    inflated = any(
        part.file_size > _LARGE and part.file_size > MAX_RATIO * max(part.compress_size, 1) for part in parts
    )
    if len(parts) > MAX_PARTS or expanded > MAX_EXPANDED or inflated:
        raise _make_malformed("sheet_bomb", "文件展开后过大，不予打开；请只留要导入的内容，另存后再导入")


def _make_malformed(code: str, sentence: str) -> Malformed:
    return Malformed(code, f"{sentence}。", field="file")
