"""Reads a spreadsheet in a process of its own: whatever a file does to it, nobody else is taken down.

Started by path (`python -I read_child.py PAGE ROWS COLUMNS CELLS BYTES SECONDS`), it imports nothing of
Banfa. The file comes by standard input; by standard output go the rows of visible sheets as JSON, or
`error`: of the PAGE-th sheet, of the first that has any (-1), of all (-2). A cell is text, a number, true or
false, `{"d": "2025-01-31"}` for a day, null where it is blank.
Cells that are merged are named by first row and column, and last.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import zipfile
from datetime import date, datetime
from typing import Any, Final

TEMPLATE_SHEET: Final = "_banfa"
_FIRST, _ALL = -1, -2
_WORKSHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_ERROR_CELL: Final = re.compile(
    rb'<c [^>]*?r="([A-Z]{1,3}\d{1,7})"[^>]*?t="e"|<c [^>]*?t="e"[^>]*?r="([A-Z]{1,3}\d{1,7})"'
)


def _limit_resources(max_bytes: int, seconds: int) -> None:
    """Have the kernel end this process when it takes more memory or time."""
    resource.setrlimit(resource.RLIMIT_AS, (max_bytes, max_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _plain(cell: Any) -> Any:
    """A cell as JSON can say it."""
    if cell == "":
        return None
    if isinstance(cell, str | bool | int | float):
        return cell
    if isinstance(cell, date | datetime):
        return {"d": str(cell)}
    return str(cell)


def _find_error_cells(content: bytes) -> list[str]:
    """Name cells whose formula failed; they would otherwise look blank."""
    names: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for member in archive.namelist():
            if _WORKSHEET.fullmatch(member):
                matches = _ERROR_CELL.findall(archive.read(member))
                names += [(first or second).decode() for first, second in matches[:5]]
    return names[:5]


def _read(content: bytes, wanted: int, max_rows: int, max_columns: int, max_cells: int) -> dict[str, Any]:
    """The wanted sheets that have rows, each with what the template says of it."""
    import python_calamine  # noqa: PLC0415 - under the limits that are set by then

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    marks = _read_marks(book)
    pages: list[dict[str, Any]] = []
    cells_left = max_cells
    for at, sheet in enumerate(book.sheets_metadata):
        if "Visible" not in str(sheet.visible).split(".")[-1:] or "WorkSheet" not in str(sheet.typ):
            continue
        if sheet.name == TEMPLATE_SHEET:  # hidden, unless a program has lost that
            continue
        page = book.get_sheet_by_name(sheet.name)
        if page.height == 0 or wanted not in (at, _FIRST, _ALL):
            continue
        first, left = page.start or (0, 0)
        cells_left -= page.height * page.width
        if left + page.width > max_columns or page.height > max_rows * 2 or cells_left < 0:
            return {"error": "too_large"}
        rows = _list_rows(page, first, left)
        if len(rows) > max_rows:
            return {"error": "too_many_rows"}
        template = marks.get(sheet.name) or ("" if pages else marks.get("", ""))
        merged = [[*start, *end] for start, end in page.merged_cell_ranges or ()]
        pages.append({"at": at, "name": sheet.name, "template": template, "rows": rows, "merged": merged})
        if wanted != _ALL:
            break
    return {"pages": pages, "broken": _find_error_cells(content)} if pages else {"error": "empty"}


def _read_marks(book: Any) -> dict[str, str]:
    """What a template says of its sheets, by their names; of the only one by an empty name."""
    if TEMPLATE_SHEET not in book.sheet_names:
        return {}
    rows = book.get_sheet_by_name(TEMPLATE_SHEET).to_python(nrows=1)
    marks = {}
    for cell in rows[0] if rows else ():
        form, _, rest = str(cell).partition(":")
        version, _, name = rest.partition(":")
        if version:
            marks[name] = f"{form}:{version}"
    return marks


def _list_rows(page: Any, first: int, left: int) -> list[tuple[int, list[Any]]]:
    """The rows of a sheet that are not blank, by number."""
    rows = []
    for number, row in enumerate(page.iter_rows(), first + 1):
        cells = [None] * left + [_plain(cell) for cell in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            rows.append((number, cells))
    return rows


def main(argv: list[str]) -> None:
    """Do the above."""
    wanted, max_rows, max_columns, max_cells, max_bytes, seconds = map(int, argv)
    content = sys.stdin.buffer.read()
    _limit_resources(max_bytes, seconds)
    try:
        answer = _read(content, wanted, max_rows, max_columns, max_cells)
    except Exception as error:  # noqa: BLE001 - said to who has started this
        answer = {"error": "unreadable", "why": f"{type(error).__name__}: {error}"[:200]}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


if __name__ == "__main__":
    main(sys.argv[1:])
