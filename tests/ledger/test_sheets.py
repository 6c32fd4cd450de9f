"""Files that are no sheets to be read: each is answered in a sentence, and none is expanded."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
import xlsxwriter

from banfa.errors import Malformed
from banfa.ledger.sheets import grids
from banfa.ledger.sheets.archives import MAX_BYTES
from banfa.ledger.sheets.grids import read_grid


def workbook(**parts):
    """A workbook, with further parts in its archive."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write(0, 0, "名称")
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def replace_sheet(xml):
    """A workbook whose first sheet is this XML."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(buffer, "w", 8) as target:
        for item in source.infolist():
            is_sheet = item.filename == "xl/worksheets/sheet1.xml"
            target.writestr(item.filename, xml if is_sheet else source.read(item.filename))
    return buffer.getvalue()


def far_away():
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    cell = '<row r="{n}"><c r="{c}{n}"><v>1</v></c></row>'
    return head + cell.format(n=1, c="A") + cell.format(n=1048576, c="XFD") + "</sheetData></worksheet>"


def broken():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["名称", "地址"])
        page.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    return buffer.getvalue()


BOMB = b"0" * (60 << 20)
FILES = {
    "empty": (b"", "sheet_empty"),
    "blank": (b"\n \n", "sheet_empty"),
    "too long": (b"a" * (MAX_BYTES + 1), "sheet_too_large"),
    "old": (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "sheet_old_format"),
    "encrypted": (
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
        "sheet_encrypted",
    ),
    "macros": (workbook(**{"xl__vbaProject.bin": b"x"}), "sheet_has_macros"),
    "bomb": (workbook(**{"xl__media__big.xml": BOMB}), "sheet_bomb"),
    "no workbook": (b"PK\x05\x06" + bytes(18), "sheet_unreadable"),
    "cut short": (workbook()[:-30], "sheet_unreadable"),
    "a cell far away": (replace_sheet(far_away()), "sheet_too_large"),
    "not XML": (replace_sheet("<worksheet><"), "sheet_unreadable"),
    "failed formula": (broken(), "sheet_formula_error"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "sheet_unreadable"),
    "unpaired quote": ('名称\n"甲'.encode(), "sheet_unreadable"),
}


class TestAFile:
    @pytest.mark.parametrize("name", FILES)
    def test_that_is_no_sheet_is_answered_in_a_sentence(self, name):
        content, code = FILES[name]
        began = time.monotonic()
        with pytest.raises(Malformed) as raised:
            read_grid(content)
        assert raised.value.code == code
        assert raised.value.detail.endswith("。")
        assert time.monotonic() - began < 60

    def test_with_too_many_rows_is_not_taken(self, monkeypatch):
        monkeypatch.setattr(grids, "MAX_ROWS", 3)
        monkeypatch.setattr(grids, "BESIDES", 0)
        with pytest.raises(Malformed, match="超过"):
            read_grid("名称\n甲\n乙\n丙".encode())

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
    def test_of_text_is_read_in_whatever_encoding(self, encoding):
        grid = read_grid("名称,地址\n甲公司,某路\n\n".encode(encoding))
        assert grid.rows == [(1, ["名称", "地址"]), (2, ["甲公司", "某路"])]
