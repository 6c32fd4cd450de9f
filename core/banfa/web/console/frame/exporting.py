"""Workbooks (xlsx) that WPS and Excel open: what a list says, as values."""

from __future__ import annotations

import re
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

import xlsxwriter

from banfa.ledger.sheets.workbooks import name_sheet
from banfa.web.console.frame.formats import format_cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.web.console.frame.columns import Column

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""What somebody typed is text, whatever it begins with: a formula of theirs is never carried out."""
_EXACT: Final = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
"""Amounts and points that are known: such a number can be added up. A range is text."""
_WIDTHS: Final = (6, 48)


def write_workbook(
    title: str, columns: Sequence[Column], rows: Sequence[Any], *, made_by: str, notes: Sequence[str] = ()
) -> bytes:
    """Write a list: title, heads, rows, who made it when, notes; A4 landscape, the heads on every page."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        sheet = book.add_worksheet(name_sheet(title))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        day, text = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"num_format": "@"})
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
        widths = [len(column.zh) * 2 for column in columns]
        for at, column in enumerate(columns):
            sheet.write_string(1, at, column.zh, head)
        for line, row in enumerate(rows, start=2):
            for at, column in enumerate(columns):
                value = column.value(row)
                if isinstance(value, date) and not isinstance(value, datetime):
                    sheet.write_datetime(line, at, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                elif isinstance(value, int) and not isinstance(value, bool):
                    sheet.write_number(line, at, value)
                elif column.num and isinstance(value, str) and _EXACT.fullmatch(value):
                    sheet.write_number(line, at, float(value))
                elif words := format_cell(value):
                    sheet.write_string(line, at, words, text)
                widths[at] = max(widths[at], sum(2 if ord(c) > 255 else 1 for c in format_cell(value)))  # noqa: PLR2004
        for at, width in enumerate(widths):
            sheet.set_column(at, at, min(max(width, _WIDTHS[0]), _WIDTHS[1]) + 1)
        for line, words in enumerate((made_by, *notes), start=len(rows) + 3):
            sheet.write_string(line, 0, words)
        sheet.freeze_panes(2, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.repeat_rows(1)
        sheet.fit_to_pages(1, 0)
    return file.getvalue()
