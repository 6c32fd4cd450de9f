"""Workbooks as they are written: in constant memory, no text a formula, opened alike by WPS and Excel."""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_TEXT: Final = 32_767
"""Characters that a cell can hold."""
FORMULA_SIGNS: Final = ("=", "+", "-", "@", "\t", "\r")
"""With what a text begins that a spreadsheet, or a CSV saved from it, would take for a formula."""
DAY, MONEY, NUMBER, TEXT, INSTANT = "day", "money", "number", "text", "instant"
_BORDER: Final = {"border": 1, "border_color": "#BFBFBF", "valign": "top"}
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"},
    "line": {"font_color": "#595959"},
    "head": {**_BORDER, "bold": True, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "vcenter"},
    "must": {**_BORDER, "bold": True, "bg_color": "#FCE4D6", "text_wrap": True, "valign": "vcenter"},
    "example": {**_BORDER, "num_format": "@", "italic": True, "font_color": "#7F7F7F"},
    "bad": {**_BORDER, "num_format": "@", "bg_color": "#FFC7CE", "text_wrap": True},
    TEXT: {**_BORDER, "num_format": "@", "text_wrap": True},
    "quoted": {**_BORDER, "num_format": "@", "text_wrap": True, "quote_prefix": True},
    DAY: {**_BORDER, "num_format": "yyyy-mm-dd"},
    INSTANT: {**_BORDER, "num_format": "yyyy-mm-dd hh:mm"},
    MONEY: {**_BORDER, "num_format": "#,##0.00####"},
    NUMBER: {**_BORDER, "num_format": "0"},
}
_CREATED: Final = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""What every workbook says of when it was made: the same content is the same file."""


_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
MAX_NAME: Final = 31


class Workbook:
    """A workbook that is being written; rows come in order, and are not held."""

    def __init__(self, buffer: io.BytesIO, *, streaming: bool) -> None:
        options = {
            "constant_memory": streaming,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book = xlsxwriter.Workbook(buffer, options)
        self.book.set_properties({"created": _CREATED})
        self.styles: dict[str, Format] = {
            name: self.book.add_format(style) for name, style in _STYLES.items()
        }

    def add_sheet(self, name: str) -> Worksheet:
        """Add a sheet that prints on A4 across."""
        sheet: Worksheet = self.book.add_worksheet(name_sheet(name))
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def write(self, sheet: Worksheet, row: int, place: int, value: Any, style: str) -> None:
        """Write one cell as what it is: text never becomes anything else."""
        if value is None:
            sheet.write_blank(row, place, None, self.styles[style])
        elif isinstance(value, bool):
            sheet.write_string(row, place, "是" if value else "否", self.styles[TEXT])
        elif isinstance(value, datetime):
            sheet.write_datetime(row, place, value.replace(tzinfo=None), self.styles[INSTANT])
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, self.styles[DAY])
        elif isinstance(value, int | float):
            sheet.write_number(row, place, value, self.styles[style])
        else:
            self.write_text(sheet, row, place, value, style)

    def write_text(self, sheet: Worksheet, row: int, place: int, text: str, style: str) -> None:
        """Write text; one that looks like a formula is marked as text."""
        style = "quoted" if style == TEXT and text.startswith(FORMULA_SIGNS) else style
        sheet.write_string(row, place, text[:MAX_TEXT], self.styles[style])

    def write_texts(self, sheet: Worksheet, row: int, texts: Sequence[str], style: str) -> None:
        """Write a row of texts."""
        for place, text in enumerate(texts):
            self.write_text(sheet, row, place, text, style)


def name_sheet(title: str) -> str:
    """Name a sheet as the programs that open it allow: not every sign, and not for long."""
    return _NOT_IN_NAMES.sub("-", title)[:MAX_NAME].strip("'") or "表"


@contextmanager
def open_workbook(*, streaming: bool = False) -> Iterator[tuple[Workbook, io.BytesIO]]:
    """Open a workbook; the buffer holds it once this is left."""
    buffer = io.BytesIO()
    workbook = Workbook(buffer, streaming=streaming)
    yield workbook, buffer
    workbook.book.close()
