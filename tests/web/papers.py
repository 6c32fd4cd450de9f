"""Files as bureaus send them, made by hand: sound ones, and what somebody hides in one."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from banfa.procedures.files.checking import check_store, remove_unnamed
from banfa.procedures.files.store import DiskStore

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.clients import Bureau

TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"
DOCX, XLSX = MAIN.format("wordprocessingml.document"), MAIN.format("spreadsheetml.sheet")
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def make_pdf(*objects, catalog=b"", trailer=b"", unlisted=b""):
    """A PDF of one empty page; `objects` come besides, from number 5, `unlisted` ones not in its table."""
    stream = b"BT ET"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *objects,
    ]
    out, places = io.BytesIO(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    out.write(unlisted)
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R %s >>\n" % (len(bodies) + 1, trailer))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def make_packed_pdf(*objects):
    """A PDF of one page; further objects, from number 6, stand in a compressed stream, as its table does."""
    heads, packed = [], b""
    for number, body in enumerate(objects, 6):
        heads.append(b"%d %d" % (number, len(packed)))
        packed += body + b" "
    head = b" ".join(heads) + b" "
    inside = zlib.compress(head + packed)
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (len(objects), len(head), len(inside), inside),
    ]
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    rows = [(0, 0, 255), *((1, place, 0) for place in places), (1, start, 0)]
    rows += [(2, 4, index) for index in range(len(objects))]
    table = zlib.compress(b"".join(struct.pack(">BIB", *row) for row in rows))
    out.write(
        b"5 0 obj\n<< /Type /XRef /Size %d /W [1 4 1] /Root 1 0 R /Filter /FlateDecode /Length %d >>\n"
        b"stream\n%s\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (len(rows), len(table), table, start)
    )
    return out.getvalue()


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def make_png(width=2, height=2, *between):
    """A white picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\x00" + b"\xff" * width for _ in range(height))) if width < 999 else b""
    chunks = [(b"IHDR", head), *between, (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in chunks)


def make_jpeg(width=2, height=2):
    """A picture as its segments say; its data are no matter."""
    frame = struct.pack(">BHHB", 8, height, width, 1) + b"\x01\x11\x00"
    segments = [
        (0xE0, b"JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"),
        (0xC0, frame),
        (0xDA, b"\x01\x01\x00\x00\x3f\x00"),
    ]
    marked = b"".join(bytes([0xFF, marker]) + struct.pack(">H", len(d) + 2) + d for marker, d in segments)
    return b"\xff\xd8" + marked + b"\x12\x34\xff\x00\x56\xff\xd9"


def make_zip(parts, *, method=zipfile.ZIP_DEFLATED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.comment = comment
    return out.getvalue()


def make_types(kind):
    override = f'<Override PartName="/x.xml" ContentType="{kind}"/>'
    return f'<?xml version="1.0"?><Types xmlns="{TYPES}">{override}</Types>'


def make_office(kind=DOCX, **parts):
    """A document of Office; `parts` by name, with `__` for `/` and `_dot_` for `.`."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    return make_zip({"[Content_Types].xml": make_types(kind), "word/document.xml": "<document/>", **named})


def make_ofd(**parts):
    return make_zip({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<Document/>", **parts})


def relate(kind, target, mode="External"):
    """A part with one relationship."""
    one = f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    return f"<Relationships>{one}</Relationships>"


def make_field(*runs):
    """A document with a field whose instruction stands in several runs."""
    instruction = "".join(f"<w:r><w:instrText>{run}</w:instrText></w:r>" for run in runs)
    return make_zip(
        {
            "[Content_Types].xml": make_types(DOCX),
            "word/document.xml": f"<w:document>{instruction}</w:document>",
        }
    )


SOUND = {
    "签批单.pdf": (make_pdf(), "application/pdf"),
    "压缩.pdf": (make_packed_pdf(b"<< /S /GoTo /D [3 0 R /Fit] >>"), "application/pdf"),
    "现场.png": (make_png(), "image/png"),
    "回证.jpg": (make_jpeg(), "image/jpeg"),
    "手机.jpeg": (make_jpeg() + make_jpeg() + b"\x00\x00", "image/jpeg"),
    "公文.ofd": (make_ofd(), "application/ofd"),
    "报告.docx": (make_office(), DOCX.removesuffix(".main+xml")),
    "链接.docx": (
        make_office(word___rels__document_dot_xml_dot_rels=relate("hyperlink", "http://a.example/")),
        DOCX.removesuffix(".main+xml"),
    ),
    "清单.xlsx": (make_office(XLSX, xl__printerSettings__p1_dot_bin="x"), XLSX.removesuffix(".main+xml")),
    "页码.docx": (make_field(" PAGE ", " HYPERLINK x"), DOCX.removesuffix(".main+xml")),
    "说明.txt": ("整改已完成，余额<5万元，-3.5 (万元)；联系人 a@b.example。\n".encode(), "text/plain"),
    "明细.csv": ("\ufeff名称,金额\n甲,-1\n乙,+2.50\n".encode(), "text/plain"),
}
"""By name: the content, and what it is."""


def make_bomb():
    """An archive that says the truth of itself: 300 MB of zeros."""
    return make_office(word__media__a_dot_bin=b"\x00" * (300 << 20))


def make_lying_bomb():
    """An archive whose list says that a part has 1,000 bytes and whose part has 64 MB."""
    size = 64 << 20
    honest = make_ofd(**{"Doc_0/x.xml": b"\x00" * size})
    return honest.replace(struct.pack("<I", size), struct.pack("<I", 1000))


JS = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
HOSTILE = {
    "empty": ("空.pdf", b"", "file_empty"),
    "svg": ("图.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "file_has_markup"),
    "svg as text": ("图.txt", b'\xef\xbb\xbf <?xml version="1.0"?><svg/>', "file_has_markup"),
    "html": ("页.html", b"<!DOCTYPE html><script>alert(1)</script>", "file_has_markup"),
    "html within text": ("页.txt", b"hello <script src=x></script>", "file_has_markup"),
    "shell script": ("装.txt", b"#!/bin/sh\nrm -rf /\n", "file_has_markup"),
    "program of Windows": ("报告.pdf", b"MZ\x90\x00" + b"\x00" * 60, "file_type_refused"),
    "program of Linux": ("报告.txt", b"\x7fELF\x02\x01\x01" + b"\x00" * 60, "file_type_refused"),
    "old Office": ("报告.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512, "file_type_old"),
    "Office with a password": (
        "报告.docx",
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
        "file_encrypted",
    ),
    "GB 18030": ("明细.csv", "名称,金额\n甲,1\n".encode("gb18030"), "text_not_utf8"),
    "name of another type": ("签批单.png", make_pdf(), "file_name_contradicts"),
    "name of a program": ("签批单.pdf.exe", make_pdf(), "file_name_contradicts"),
    "macros": ("报告.docx", make_office(word__vbaProject_dot_bin=b"x"), "file_has_macros"),
    "macros by their type": ("报告.docx", make_office(MACROS), "file_has_macros"),
    "old macros": ("清单.xlsx", make_office(XLSX, xl__macrosheets__s1_dot_xml="x"), "file_has_macros"),
    "control": ("报告.docx", make_office(word__activeX__a1_dot_xml="x"), "file_has_macros"),
    "object": ("报告.docx", make_office(word__embeddings__oleObject1_dot_bin="x"), "file_has_macros"),
    "template from elsewhere": (
        "报告.docx",
        make_office(
            word___rels__settings_dot_xml_dot_rels=relate("attachedTemplate", "http://a.example/t.dotm")
        ),
        "file_fetches",
    ),
    **{
        f"{kind} from elsewhere": (
            "报告.docx",
            make_office(word___rels__document_dot_xml_dot_rels=relate(kind, "http://a.example/x")),
            "file_fetches",
        )
        for kind in ("image", "aFChunk", "externalLinkPath", "video")
    },
    "page read into a document": (
        "报告.docx",
        make_office(word___rels__document_dot_xml_dot_rels=relate("aFChunk", "x.xml", mode="Internal")),
        "file_fetches",
    ),
    "page with its pictures in a document": (
        "报告.docx",
        make_office(word__a_dot_mht="x"),
        "file_has_programs",
    ),
    "field that runs a program": ("报告.docx", make_field("DD", "EAUTO c:\\\\cmd.exe"), "file_fetches"),
    "field in an attribute": (
        "报告.docx",
        make_office(word__header1_dot_xml='<w:fldSimple w:instr=" DDE a b "/>'),
        "file_fetches",
    ),
    "field that reads a picture": (
        "报告.docx",
        make_field("INCLUDEPICTURE http://a.example/x"),
        "file_fetches",
    ),
    "program asked by a workbook": (
        "清单.xlsx",
        make_office(XLSX, xl__externalLinks__externalLink1_dot_xml="<ddeLink/>"),
        "file_fetches",
    ),
    "svg with a prefix": ("图.txt", b"<x:svg onload=a>", "file_has_markup"),
    "picture that does something": ("说明.txt", b"a <img src=x onerror=alert(1)>", "file_has_markup"),
    "page that leads away": ("说明.txt", b"<meta http-equiv=refresh content=0>", "file_has_markup"),
    "batch": ("装.txt", b"@echo off\r\ndel *\r\n", "file_has_markup"),
    "rich text": ("说明.txt", b"{\\rtf1{\\object\\objupdate}}", "file_has_markup"),
    "page with its pictures": ("说明.txt", b"From: a\nMIME-Version: 1.0\n", "file_has_markup"),
    "table that runs a program": ("明细.csv", "名称\n=cmd|'/c calc'!A1\n".encode(), "file_has_formulas"),
    "table that sends what it has": ("明细.csv", b'a,"@WEBSERVICE(B1)"\n', "file_has_formulas"),
    "relationships with entities": (
        "报告.docx",
        make_office(word___rels__x_dot_rels='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "file_damaged",
    ),
    "JPEG of segments alone": ("图.jpg", b"\xff\xd8" + b"\xff\xe0\x00\x02" * 50_000, "file_damaged"),
    "slides": ("讲.pptx", make_office(MAIN.format("presentationml.presentation")), "file_type_refused"),
    "program in OFD": ("公文.ofd", make_ofd(**{"Doc_0/a.EXE": b"MZ"}), "file_has_programs"),
    "plain archive": ("包.zip", make_zip({"a.txt": "x"}), "file_type_refused"),
    "archive behind an archive": ("公文.ofd", make_ofd() + make_zip({"a": "x"}), "file_has_trailing"),
    "comment of an archive": ("公文.ofd", make_zip({"OFD.xml": "x"}, comment=b"<html>"), "file_has_trailing"),
    "archive cut off": ("公文.ofd", make_ofd()[:-30], "file_has_trailing"),
    "path that leads away": ("公文.ofd", make_ofd(**{"../../etc/cron.d/x": "x"}), "file_damaged"),
    "bomb": ("报告.docx", make_bomb(), "file_bomb"),
    "bomb that lies": ("公文.ofd", make_lying_bomb(), "file_damaged"),
    "PDF with a script": ("签批单.pdf", make_pdf(JS, catalog=b"/OpenAction 5 0 R"), "pdf_acts"),
    "PDF with a script in hexadecimal": (
        "签批单.pdf",
        make_pdf(
            JS.replace(b"JavaScript", b"J#61vaScript").replace(b"/JS", b"/#4aS"), catalog=b"/OpenAction 5 0 R"
        ),
        "pdf_acts",
    ),
    "PDF with a packed script": ("签批单.pdf", make_packed_pdf(JS), "pdf_acts"),
    "PDF with a script that nothing leads to": (
        "签批单.pdf",
        make_pdf(unlisted=b"9 0 obj\n<< /JS (x) >>\nendobj\n"),
        "pdf_acts",
    ),
    "PDF that starts a program": ("签批单.pdf", make_pdf(b"<< /S /Launch /F (cmd.exe) >>"), "pdf_acts"),
    "PDF with a file": ("签批单.pdf", make_pdf(b"<< /Names << /EmbeddedFiles 9 0 R >> >>"), "pdf_acts"),
    "PDF with a password": (
        "签批单.pdf",
        make_pdf(
            b"<< /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -44 >>" % (b"o" * 32, b"u" * 32),
            trailer=b"/Encrypt 5 0 R /ID [(a) (a)]",
        ),
        "file_encrypted",
    ),
    "PDF with a page behind it": ("签批单.pdf", make_pdf() + b"<html>", "file_has_trailing"),
    "PDF with an archive behind it": ("签批单.pdf", make_pdf() + make_zip({"a": "x"}), "file_is_double"),
    "PDF in the comment of an archive": (
        "签批单.pdf",
        b"%PDF-1.7\n" + make_zip({"a": "x"}, comment=b"1 0 obj\nendobj\n%%EOF\n"),
        "file_is_double",
    ),
    "PDF behind something": ("签批单.pdf", b"GIF89a" + make_pdf(), "file_is_double"),
    "PDF of nothing": ("签批单.pdf", b"%PDF-1.7\n%%EOF\n", "file_damaged"),
    "PNG with a page behind it": ("图.png", make_png() + b"<html><script>", "file_has_trailing"),
    "PNG with an archive behind it": ("图.png", make_png() + make_zip({"a": "x"}), "file_is_double"),
    "PNG with an archive in a chunk": (
        "图.png",
        make_png(2, 2, (b"tEXt", b"x\x00" + make_zip({"a": "x"}))),
        "file_is_double",
    ),
    "PNG of too many dots": ("图.png", make_png(20_000, 20_000), "image_too_large"),
    "PNG cut off": ("图.png", make_png()[:-5], "file_damaged"),
    "JPEG with a page behind it": ("图.jpg", make_jpeg() + b"<html>", "file_has_trailing"),
    "JPEG with an archive behind it": ("图.jpg", make_jpeg() + make_zip({"a": "x"}), "file_is_double"),
    "JPEG of too many dots": ("图.jpg", make_jpeg(60_000, 60_000), "image_too_large"),
    "JPEG cut off": ("图.jpg", make_jpeg()[:-2], "file_damaged"),
}
"""By what it is: the name it comes by, the content, and the code with which it is refused."""


def send_file(client, content, *, name="签批单.pdf", kind="approval_sheet", **query):
    """Send a file by the API."""
    data = {"file": (io.BytesIO(content), name)}
    return client.send("POST", "/files", data=data, query_string={"kind": kind, **query})


@dataclass(frozen=True)
class Shelf:
    """What the store keeps for a bureau, seen from below."""

    folder: Path
    bureau: Bureau

    def list(self):
        """The paths of its contents."""
        return sorted(
            path for path in (self.folder / str(self.bureau.tenant.uuid)).rglob("*") if path.is_file()
        )

    def check(self):
        """What is wrong with them."""
        with self.bureau.unit() as unit:
            return check_store(unit, DiskStore(self.folder)).faults

    def remove(self, *digests):
        """Remove those that no row names."""
        with self.bureau.unit() as unit:
            return remove_unnamed(unit, DiskStore(self.folder), *digests)
