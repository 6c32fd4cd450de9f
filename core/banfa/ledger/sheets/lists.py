"""Lists as workbooks: title, unit and day above, signatures below, page by page so that memory stays flat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.sheets.workbooks import TEXT, open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

HEAD_ROW: Final = 2
SIGNATURES, TRACE = "制表人", "留痕"
"""How the lines below a list begin, which are no rows of it."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column of a list: its head, the style of its cells, and whether it is wide."""

    head: str
    style: str = TEXT
    width: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class ListHeader:
    """What stands above and below a list. `until`: the day up to which it says what there is (数据截止日)."""

    title: str
    bureau: str
    until: date
    made_by: str
    unit: str = ""


def write_list(
    header: ListHeader,
    columns: Sequence[ListColumn],
    rows: Iterable[Sequence[Any]],
    *,
    trace: Callable[[int], str] | None = None,
) -> bytes:
    """Write a list. `trace` is told how many rows have gone out, and gives what is written below them."""
    with open_workbook(streaming=True) as (workbook, buffer):
        page = workbook.add_sheet(header.title)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width, workbook.styles[column.style])
        last = max(len(columns) - 1, 1)
        page.set_row(0, 30)
        workbook.write_text(page, 0, 0, header.title, "title")
        unit = f"　单位：{header.unit}" if header.unit else ""
        line = f"编制单位：{header.bureau}{unit}　数据截止日：{header.until}"
        workbook.write_text(page, 1, 0, line, "line")
        workbook.write_texts(page, HEAD_ROW, [column.head for column in columns], "head")
        page.freeze_panes(HEAD_ROW + 1, 0)
        page.repeat_rows(HEAD_ROW)
        row = HEAD_ROW
        for row, cells in enumerate(rows, HEAD_ROW + 1):
            for place, (column, cell) in enumerate(zip(columns, cells, strict=True)):
                workbook.write(page, row, place, cell, column.style)
        page.autofilter(HEAD_ROW, 0, max(row, HEAD_ROW + 1), last)
        workbook.write_text(page, row + 2, 0, f"{SIGNATURES}：{header.made_by}　　审核人：", "line")
        if trace is not None:
            workbook.write_text(page, row + 3, 0, f"{TRACE}：{trace(row - HEAD_ROW)}", "line")
    return buffer.getvalue()
