"""Files as rows of cells: workbooks by a process of their own, text with commas here."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from banfa.errors import Malformed
from banfa.ledger.sheets.archives import CSV, recognise_file

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
MAX_CELLS: Final = 2_000_000
MAX_CELL: Final = 40_000
"""Characters of one cell; a spreadsheet's own limit is 32,767."""
BESIDES: Final = 20
"""Rows of titles, heads and examples, beside those that are brought in."""
_CHILD: Final = Path(__file__).with_name("read_child.py")
_MEMORY: Final = 1 << 30
_CPU_S, _WALL_S = 30, 60
_FIRST, _ALL = -1, -2
"""Which sheet is wanted, as `read_child` takes it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a sheet that are not blank, by number; `template` is what that says of itself.

    `at` is which sheet of its workbook it is, `name` how that is called; text with commas has neither.
    `merged` are cells that are one, by their first row and column and their last, counted from 0.
    """

    rows: Sequence[tuple[int, Sequence[Any]]]
    template: str = ""
    at: int | None = None
    name: str = ""
    merged: Sequence[Sequence[int]] = ()


class _Page(msgspec.Struct):
    """A sheet of a workbook."""

    at: int
    name: str
    template: str
    rows: list[tuple[int, list[Any]]]
    merged: list[tuple[int, int, int, int]] = []


class _Answer(msgspec.Struct):
    """What the other process says of a workbook; see `read_child`."""

    error: str = ""
    pages: list[_Page] = []
    broken: list[str] = []


_decode: Final = msgspec.json.Decoder(_Answer).decode


def read_grid(content: bytes, at: int | None = None) -> Grid:
    """Read a file: of a workbook this sheet, or the first that has rows.

    Raises Malformed, with a sentence, for one that is not taken.
    """
    if recognise_file(content) == CSV:
        return _read_text(content)
    return _read_workbook(content, _FIRST if at is None else at)[0]


def read_grids(content: bytes) -> list[Grid]:
    """Read every visible sheet of a file that has rows. Raises Malformed as `read_grid`."""
    return [_read_text(content)] if recognise_file(content) == CSV else _read_workbook(content, _ALL)


def _read_workbook(content: bytes, wanted: int) -> list[Grid]:
    limits = (wanted, MAX_ROWS + BESIDES, MAX_COLUMNS, MAX_CELLS, _MEMORY, _CPU_S)
    command = [sys.executable, "-I", str(_CHILD), *map(str, limits)]
    try:
        done = subprocess.run(  # noqa: S603 - a program of ours
            command, input=content, capture_output=True, timeout=_WALL_S, check=False, env={}
        )
        answer = _decode(done.stdout) if done.returncode == 0 else _Answer(error="too_large")
    except (subprocess.TimeoutExpired, msgspec.DecodeError):
        answer = _Answer(error="too_large")
    if answer.error:
        raise _make_error(answer.error)
    if answer.broken:
        named = "、".join(answer.broken)
        detail = f"表中有出错的公式（单元格 {named}），请改正或改为数值后再导入。"
        raise Malformed("sheet_formula_error", detail, field="file")
    return [
        Grid(
            [(number, [_read_plain(cell) for cell in cells]) for number, cells in page.rows],
            page.template,
            page.at,
            page.name,
            page.merged,
        )
        for page in answer.pages
    ]


def _read_plain(cell: Any) -> Any:
    """Give a cell back as it was before it travelled."""
    if not isinstance(cell, dict):
        return cell
    (text,) = cell.values()
    return datetime.fromisoformat(text) if ":" in text else date.fromisoformat(text)


def _read_text(content: bytes) -> Grid:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise _make_error("encoding")
    rows = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                rows.append((number, [cell if cell.strip() else None for cell in cells]))
            if len(rows) > MAX_ROWS + BESIDES:
                raise _make_error("too_many_rows")
            if len(cells) > MAX_COLUMNS:
                raise _make_error("too_large")
    except csv.Error as error:
        raise _make_error("csv") from error
    return Grid(rows)


def _make_error(what: str) -> Malformed:
    code, detail = _ERRORS[what]
    return Malformed(code, f"{detail}。", field="file")


_ERRORS: Final = {
    "too_large": (
        "sheet_too_large",
        f"表格过大（最多 {MAX_ROWS} 行、{MAX_COLUMNS} 列），请删去多余的行列和格式后再导入",
    ),
    "too_many_rows": ("too_many_rows", f"表中超过 {MAX_ROWS} 行，请分成几个文件导入"),
    "unreadable": ("sheet_unreadable", "文件已损坏，打不开；请用 WPS 或 Excel 另存为 xlsx 后再导入"),
    "encoding": ("sheet_unreadable", "文件的文字编码不能识别，请另存为 UTF-8 的 csv"),
    "csv": ("sheet_unreadable", "csv 文件的格式有误（引号没有配对，或单元格过长）"),
    "empty": ("sheet_empty", "表中没有内容，请填写后再导入"),
}
