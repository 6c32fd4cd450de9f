"""Reading an old sheet: which page, where its heads are, and every row as it was written, without a float."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_col_to_name

from banfa.errors import Malformed
from banfa.ledger.entries.values import InvalidValue, read_day, read_uscc
from banfa.ledger.sheets.days import read_date
from banfa.ledger.sheets.grids import read_grids
from banfa.procedures.history.fields import EXPECTED, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.ledger.sheets.grids import Grid

MAX_LINES: Final = 5_000
"""Rows of one sheet."""


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row: its number, what stands in it, what its known columns say, and what is incomplete about it."""

    line: int
    cells: list[dict[str, str]]
    known: Mapping[str, str]
    day: date | None
    lacking: list[str]


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A page as it was written; `columns_of` are the letters of the columns that are known."""

    page: str
    head_row: int
    heads: list[str]
    above: list[str]
    columns_of: dict[str, str]
    rows: list[WrittenRow]


def read_written(
    content: bytes, *, kind: str, page: str | None, head_row: int | None, named: Mapping[str, str]
) -> WrittenSheet:
    """Read a page of a file; `named` says which column (its head, or its letter) holds what.

    Raises Malformed: what `read_grids` raises, `page_missing`, `head_row_missing`, `head_missing`,
    `head_twice`, `too_many_rows`, `sheet_empty`.
    """
    grid = _choose_page(read_grids(content), page)
    rows = list(grid.rows)
    at = 0 if head_row is None else next((n for n, (line, _) in enumerate(rows) if line == head_row), -1)
    if at < 0:
        raise Malformed("head_row_missing", f"第{head_row}行没有内容，不是表头，请核对。", field="head_row")
    line, head_cells = rows[at]
    heads = [_write_cell(cell).strip() for cell in head_cells]
    below = rows[at + 1 :]
    if not below:
        raise Malformed("sheet_empty", "表头以下没有内容，请核对表头所在行。", field="head_row")
    if len(below) > MAX_LINES:
        detail = f"表中超过{MAX_LINES}行，请分成几个文件录入。"
        raise Malformed("too_many_rows", detail, field="file_id")
    places = {name: _find_column(heads, given, name) for name, given in named.items()}
    columns = _KnownColumns(grid, line, places)
    written = [_read_row(number, cells, heads, columns, kind) for number, cells in below]
    above = ["　".join(filter(None, map(_write_cell, cells))) for _, cells in rows[:at]]
    letters = {name: xl_col_to_name(place) for name, place in places.items()}
    return WrittenSheet(grid.name, line, heads, above, letters, written)


def _write_cell(value: object) -> str:
    """Write a cell as text: a number exactly as it was typed, a day as YYYY-MM-DD, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return str(value)
        number = Decimal(repr(value))
        whole = number == number.to_integral_value()
        return format(number.quantize(Decimal(1)) if whole and abs(number) < _WIDE else number, "f")
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else str(value)
    return str(value)


_WIDE: Final = Decimal(10) ** 27


def _choose_page(grids: Sequence[Grid], page: str | None) -> Grid:
    """The page that is named, or the only one. Raises Malformed (`page_missing`, `sheet_empty`)."""
    names = "、".join(grid.name for grid in grids)
    if page is not None:
        for grid in grids:
            if grid.name == page:
                return grid
        detail = f"文件中没有名为“{page}”且有内容的工作表；有：{names}。"
        raise Malformed("page_missing", detail, field="page")
    if len(grids) > 1:
        detail = f"文件有{len(grids)}张工作表（{names}），请写明录入哪一张；其余的另行录入。"
        raise Malformed("page_missing", detail, field="page")
    if not grids or not grids[0].rows:
        raise Malformed("sheet_empty", "表中没有内容，请核对。", field="file_id")
    return grids[0]


def _find_column(heads: Sequence[str], given: str, name: str) -> int:
    """Find a column by its head, or by its letter where no head is so. Raises Malformed."""
    field, wanted = f"{name}_head", "".join(given.split())
    same = [place for place, head in enumerate(heads) if "".join(head.split()) == wanted]
    if len(same) > 1:
        letters = "、".join(map(xl_col_to_name, same))
        detail = f"表头“{given}”有{len(same)}列（{letters}），请改写列号。"
        raise Malformed("head_twice", detail, field=field)
    if same:
        return same[0]
    by_letter: dict[str, int] = {xl_col_to_name(place): place for place in range(len(heads))}
    if wanted.upper() in by_letter:
        return by_letter[wanted.upper()]
    detail = f"表中没有表头“{given}”；有：{'、'.join(filter(None, heads))}。没有这一列的不填。"
    raise Malformed("head_missing", detail, field=field)


class _KnownColumns:
    """The columns that are known; of merged cells what the first says holds for all."""

    def __init__(self, grid: Grid, head_row: int, places: Mapping[str, int]) -> None:
        self._places = places
        self._rows = dict(grid.rows)
        self._merged: dict[int, list[tuple[int, int, int]]] = {}
        for top, left, bottom, right in sorted(map(tuple, grid.merged)):
            for place in set(places.values()) & set(range(left, right + 1)):
                if top + 1 > head_row:
                    self._merged.setdefault(place, []).append((top + 1, bottom + 1, left))

    def read(self, number: int, cells: Sequence[Any]) -> dict[str, Any]:
        """Read the known columns of a row."""
        values = {}
        for name, place in self._places.items():
            value = cells[place] if place < len(cells) else None
            blank = value is None or (isinstance(value, str) and not value.strip())
            values[name] = self._read_merged(number, place) if blank else value
        return values

    def _read_merged(self, number: int, place: int) -> object:
        """What a blank cell of a merged one says; None for one that is not merged."""
        ranges = self._merged.get(place, [])
        at = bisect_right(ranges, number, key=lambda merged: merged[0]) - 1
        if at < 0:
            return None
        first, last, left = ranges[at]
        cells = self._rows.get(first, ())
        return cells[left] if number <= last and left < len(cells) else None


def _read_row(
    number: int, cells: Sequence[Any], heads: Sequence[str], columns: _KnownColumns, kind: str
) -> WrittenRow:
    texts = [
        {"column": xl_col_to_name(place), "head": heads[place] if place < len(heads) else "", "text": text}
        for place, cell in enumerate(cells)
        if (text := _write_cell(cell))
    ]
    values = columns.read(number, cells)
    known = {name: text for name, value in values.items() if (text := _write_cell(value).strip())}
    lacking = [name for name in EXPECTED[kind] if name not in known]
    day = None
    for name in UNREADABLE.keys() & known.keys():
        try:
            if name == "day":
                day = read_day(read_date(values[name]))
            else:
                known[name] = read_uscc(known[name])
        except InvalidValue:
            lacking.append(f"{name}_unreadable")
    return WrittenRow(number, texts, known, day, sorted(lacking))
