"""A page as it was written: which one, its columns by their heads, every cell as text, without a float."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from xlsxwriter.utility import xl_col_to_name

from banfa.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.ledger.sheets.grids import Grid


MAX_LINES: Final = 5_000
"""Rows of one page below its heads."""


@dataclass(frozen=True, slots=True)
class Table:
    """A page parted by its heads: what stands above them in texts, and the rows below by number."""

    head_row: int
    heads: list[str]
    above: list[str]
    below: Sequence[tuple[int, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page as it was written: its name, its table, and the letters of the columns that are known."""

    page: str
    table: Table
    columns_of: dict[str, str]


def part_page(grid: Grid, head_row: int) -> Table:
    """Part a page by the row of its heads.

    Raises Malformed (`head_row_missing`, `sheet_empty`, `too_many_rows`).
    """
    rows = list(grid.rows)
    at = next((place for place, (line, _) in enumerate(rows) if line == head_row), -1)
    if at < 0:
        raise Malformed("head_row_missing", f"第{head_row}行没有内容，不是表头，请核对。", field="head_row")
    heads = [write_cell(cell).strip() for cell in rows[at][1]]
    below = rows[at + 1 :]
    if not below:
        raise Malformed("sheet_empty", "表头以下没有内容，请核对表头所在行。", field="head_row")
    if len(below) > MAX_LINES:
        detail = f"表中超过{MAX_LINES}行，请分成几个文件录入。"
        raise Malformed("too_many_rows", detail, field="file_id")
    above = ["　".join(filter(None, map(write_cell, cells))) for _, cells in rows[:at]]
    return Table(head_row, heads, above, below)


def write_cell(value: object) -> str:
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


def choose_page(grids: Sequence[Grid], page: str | None) -> Grid:
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


def find_column(heads: Sequence[str], given: str, name: str) -> int:
    """Find a column by its head, or by its letter where no head is so.

    Raises Malformed (`head_twice`, `head_missing`) with the field `{name}_head`.
    """
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


class KnownColumns:
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
