"""A form into a DOCX document: a ruled table, labels beside the room to write in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document
    from docx.table import Table, _Cell, _Row

    from banfa.papers.model import Cell, Form

COLUMNS_MM: Final = (28, 50, 28, 50)
LIST_MM: Final = (11, 40, 22, 23, 20, 40)
LINE_PT: Final = 20
PADDING_PT: Final = 6


def write_form(document: Document, form: Form) -> None:
    """Write bureau, title, cells, list and note."""
    document.add_paragraph(form.bureau, "表单机关")
    document.add_paragraph(form.title, "公文标题")
    document.add_paragraph("", "表单说明")
    table = _add_table(document, len(form.rows), COLUMNS_MM)
    for row, cells in zip(table.rows, form.rows, strict=True):
        _write_row(row, cells)
    if form.table is not None:
        document.add_paragraph("", "表单说明")
        lines = (form.table.columns, *form.table.rows)
        listed = _add_table(document, len(lines), _find_widths(len(form.table.columns)))
        for row, texts in zip(listed.rows, lines, strict=True):
            _set_height(row, 1)
            for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                is_label = place == 0 or texts is form.table.columns
                _write_text(cell, text, "表单栏目" if is_label else "表单文字")
    if form.note:
        document.add_paragraph(form.note, "表单说明")


def _find_widths(columns: int) -> Sequence[int]:
    """The widths of a list's columns: of another number than usual all but the first alike."""
    if columns == len(LIST_MM):
        return LIST_MM
    return [LIST_MM[0], *[(sum(LIST_MM) - LIST_MM[0]) // (columns - 1)] * (columns - 1)]


def _add_table(document: Document, rows: int, widths: Sequence[int]) -> Table:
    table: Table = document.add_table(rows=rows, cols=len(widths), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:  # Word goes by the cells, WPS by the columns
            cell.width = Mm(width)
    return table


def _write_row(row: _Row, cells: tuple[Cell, ...]) -> None:
    """One cell over the whole row, a label with its room, or two of these."""
    _set_height(row, max(cell.lines for cell in cells))
    places = row.cells
    if len(cells) == 1 and not cells[0].label:
        _write_text(places[0].merge(places[3]), cells[0].text, "表单文字")
        return
    rooms = [places[1].merge(places[3])] if len(cells) == 1 else [places[1], places[3]]
    for label, room, cell in zip((places[0], places[2]), rooms, cells, strict=False):
        _write_text(label, cell.label, "表单栏目")
        _write_text(room, cell.text, "表单文字")


def _set_height(row: _Row, lines: int) -> None:
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    row.height = Pt(lines * LINE_PT + PADDING_PT)


def _write_text(place: _Cell, text: str, style: str) -> None:
    """Lines as paragraphs; a cell has one to begin with."""
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    first, *rest = text.split("\n")
    place.paragraphs[0].text = first
    place.paragraphs[0].style = style
    for line in rest:
        place.add_paragraph(line, style)
