"""Documents that are ZIP archives: OFD (GB/T 33190), docx and xlsx (ISO/IEC 29500), opened within limits.

Every part is inflated once, counted as it comes: what an archive says of itself is not believed.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from banfa.procedures.files.rejecting import reject
from banfa.procedures.files.texts import ACCEPTED

if TYPE_CHECKING:
    from collections.abc import Iterator

ZIP_START: Final = b"PK\x03\x04"
MAX_PARTS: Final = 5000
MAX_EXPANDED: Final = 200 << 20
"""Bytes that all parts may come to."""
MAX_RATIO: Final = 200
"""How many times smaller than itself a large part may be stored."""
LARGE: Final = 4 << 20
_PIECE: Final = 1 << 18
_MAX_LOOKED_INTO: Final = 16 << 20
"""Bytes of the list of parts, and of all parts that are looked into: 16 MiB of text is no paper."""

_END: Final = b"PK\x05\x06"
_END_RECORD: Final = struct.Struct("<4s4H2LH")
_MAX_TAIL: Final = _END_RECORD.size + 65535
_CENTRAL: Final = b"PK\x01\x02"
_WIDE: Final = 0xFFFFFFFF
"""Stands where the figure is in a ZIP64 record."""

CONTENT_TYPES: Final = "[Content_Types].xml"
_MAIN_PARTS: Final = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
}
_MACROS: Final = ("vbaproject", "vbadata", "macrosheet", "activex/", "macroenabled", "oleobject")
_RUNS: Final = re.compile(
    r"\.(exe|dll|com|scr|msi|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|jar|lnk|sh|py|so|class|x?html?|xht|svg|mht|mhtml|rtf)$",
    re.IGNORECASE,
)
_EMBEDDED: Final = "aFChunk"
"""The kind of relationship by which a page or another document is read into this one."""
_LINKS: Final = "externallinks/"
"""Where a workbook keeps what it reads from others and asks of other programs (DDE)."""
_FIELDS: Final = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
"""Parts in which fields can stand."""
_INSTRUCTIONS: Final = re.compile(r"<(?:\w+:)?instrText\b[^>]*>([^<]*)<|\b(?:\w+:)?instr\s*=\s*\"([^\"]*)\"")
_FETCHING: Final = re.compile(r"\b(?:DDE(?:AUTO)?|INCLUDE(?:PICTURE|TEXT)?|IMPORT|RD)\b", re.IGNORECASE)
"""Fields that run a command or read from elsewhere as a document is opened."""


def has_archive(content: bytes) -> bool:
    """Whether a reader of archives would find one in what is something else by its beginning."""
    at = content.find(_END, max(0, len(content) - _MAX_TAIL))
    while at >= 0 and at + _END_RECORD.size <= len(content):
        size = _END_RECORD.unpack_from(content, at)[5]
        if size == _WIDE or (0 < size <= at and content[at - size : at - size + 4] == _CENTRAL):
            return True
        at = content.find(_END, at + 1)
    return False


def recognise_archive(content: bytes) -> str:
    """Tell what document an archive is: "ofd", "docx" or "xlsx". Raises Malformed for any other."""
    _check_ends(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_list(parts)
            looked_into = dict(_open_parts(archive, parts))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        ValueError,
        NotImplementedError,
        OSError,
        struct.error,
    ) as error:
        raise _make_damaged() from error
    names = [part.filename for part in parts]
    if any(_RUNS.search(name) for name in names):
        raise reject("file_has_programs", "文件内含有程序或网页，不予接收；请去掉后另存再上传")
    types = looked_into.get(CONTENT_TYPES)
    if types is not None:
        return _recognise_office(names, types, looked_into)
    if "OFD.xml" in names:
        return "ofd"
    # A plain archive, Java's and Android's among them: all kinds of things can be in one.
    raise reject("file_type_refused", f"不接收压缩包；请解压后逐个上传。{ACCEPTED}")


def _check_ends(content: bytes) -> None:
    """Hold an archive to beginning and ending with itself: nothing before, behind or in a comment."""
    at = len(content) - _END_RECORD.size
    if at < 0 or content[at : at + 4] != _END:
        raise reject("file_has_trailing", "文件后面附有别的内容或不完整，不予接收；请另存后再上传")
    _, disk, first_disk, here, total, size, offset, comment = _END_RECORD.unpack_from(content, at)
    if disk or first_disk or here != total or comment or offset + size != at:
        raise reject("file_has_trailing", "文件前后附有别的内容，不予接收；请另存后再上传")
    if size > _MAX_LOOKED_INTO:
        raise _make_bomb()


def _check_list(parts: list[zipfile.ZipInfo]) -> None:
    """Hold the list of parts to the limits, by what it says of itself. Raises Malformed."""
    names = [part.filename for part in parts]
    if any(part.flag_bits & 0x1 for part in parts):
        raise reject("file_encrypted", "文件设有密码，请取消密码后另存再上传")
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_EXPANDED:
        raise _make_bomb()
    if any(_is_inflated(part.file_size, part) for part in parts):
        raise _make_bomb()
    if len({name.lower() for name in names}) != len(names) or any(_leads_away(name) for name in names):
        raise _make_damaged()
    if not parts or min(part.header_offset for part in parts) != 0:
        raise reject("file_has_trailing", "文件前面附有别的内容，不予接收；请另存后再上传")


def _leads_away(name: str) -> bool:
    return name.startswith("/") or "\\" in name or ".." in name.split("/")


def _open_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[tuple[str, str]]:
    """Inflate every part, and give those looked into: the list of types, relationships, texts with fields."""
    total = looked_into = 0
    for part in parts:
        keeps, text, size = _is_looked_into(part.filename), b"", 0
        with archive.open(part) as stream:
            while piece := stream.read(_PIECE):
                size, total = size + len(piece), total + len(piece)
                if total > MAX_EXPANDED or _is_inflated(size, part):
                    raise _make_bomb()
                if keeps:
                    text += piece
                    looked_into += len(piece)
                    if looked_into > _MAX_LOOKED_INTO:
                        raise _make_bomb()
        if keeps:
            yield part.filename, _decode(text)


def _is_looked_into(name: str) -> bool:
    return name == CONTENT_TYPES or name.endswith(".rels") or _FIELDS.fullmatch(name) is not None


def _decode(part: bytes) -> str:
    """The text of a part of XML, which is UTF-8 or UTF-16."""
    wide = part.startswith((b"\xff\xfe", b"\xfe\xff"))
    return part.decode("utf-16" if wide else "utf-8", errors="replace")


def _is_inflated(size: int, part: zipfile.ZipInfo) -> bool:
    return size > LARGE and size > MAX_RATIO * max(part.compress_size, 1)


def _recognise_office(names: list[str], types: str, looked_into: dict[str, str]) -> str:
    small = [*(name.lower() for name in names), types.lower()]
    if any(mark in text for text in small for mark in _MACROS):
        sentence = (
            "文件含有宏、控件或内嵌对象，不予接收；请另存为不含宏的 docx 或 xlsx，或打印为 PDF 后再上传"
        )
        raise reject("file_has_macros", sentence)
    fetches = any(_LINKS in name.lower() for name in names)
    fetches = fetches or any(
        _has_fetched(text) if name.endswith(".rels") else _has_fetching_field(text)
        for name, text in looked_into.items()
    )
    if fetches:
        raise reject("file_fetches", "文件打开时会从别处取内容，不予接收；请打印为 PDF 后再上传")
    for main, kind in _MAIN_PARTS.items():
        if main in types:
            return kind
    raise reject("file_type_refused", f"不接收这种办公文件；请打印为 PDF 后再上传。{ACCEPTED}")


def _has_fetched(relationships: str) -> bool:
    """Whether a part of relationships names something that is fetched; a link that is clicked is not."""
    if "<!" in relationships:  # no entities: nothing is expanded
        raise _make_damaged()
    try:
        parts = ET.fromstring(relationships)  # noqa: S314 - see above
    except (ET.ParseError, ValueError, LookupError) as error:
        raise _make_damaged() from error
    kinds = [(part.get("Type", "").rpartition("/")[2], part.get("TargetMode")) for part in parts.iter()]
    return any(kind == _EMBEDDED or (mode == "External" and kind != "hyperlink") for kind, mode in kinds)


def _has_fetching_field(text: str) -> bool:
    """Whether a text has such a field: its instruction may be cut into several runs."""
    pieces = _INSTRUCTIONS.findall(text)
    return any(
        _FETCHING.search(html.unescape(instruction))
        for instruction in ("".join(run for run, _ in pieces), *(whole for _, whole in pieces))
    )


def _make_damaged() -> Exception:
    return reject("file_damaged", "文件已损坏，打不开；请重新另存后再上传")


def _make_bomb() -> Exception:
    return reject("file_bomb", "文件展开后过大，不予打开；请删减内容后另存再上传")
