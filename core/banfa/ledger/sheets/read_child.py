"""Reads a spreadsheet in a process of its own: whatever a file does to it, nobody else is taken down.

Started by path (`python -I read_child.py ROWS COLUMNS CELLS BYTES SECONDS`), it imports nothing of Banfa. The
file comes by standard input; by standard output go the first visible sheet's rows as JSON, or `error`. A cell
is text, a number, true or false, `{"d": "2025-01-31"}` for a day, null where it is blank.
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


def _read(content: bytes, max_rows: int, max_columns: int, max_cells: int) -> dict[str, Any]:
    """The first visible sheet that has rows, and what the template says of itself."""
    import python_calamine  # noqa: PLC0415 - under the limits that are set by then

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    template = ""
    if TEMPLATE_SHEET in book.sheet_names:
        rows = book.get_sheet_by_name(TEMPLATE_SHEET).to_python(nrows=1)
        template = str(rows[0][0]) if rows and rows[0] else ""
    for sheet in book.sheets_metadata:
        if "Visible" not in str(sheet.visible).split(".")[-1:] or "WorkSheet" not in str(sheet.typ):
            continue
        page = book.get_sheet_by_name(sheet.name)
        if page.height == 0:
            continue
        first, left = page.start or (0, 0)
        if (
            left + page.width > max_columns
            or page.height > max_rows * 2
            or page.height * page.width > max_cells
        ):
            return {"error": "too_large"}
        rows_with_cells = []
        for number, row in enumerate(page.iter_rows(), first + 1):
            cells = [None] * left + [_plain(cell) for cell in row]
            while cells and cells[-1] is None:
                cells.pop()
            if cells:
                rows_with_cells.append([number, cells])
        if len(rows_with_cells) > max_rows:
            return {"error": "too_many_rows"}
        return {
            "template": template,
            "sheet": sheet.name,
            "rows": rows_with_cells,
            "broken": _find_error_cells(content),
        }
    return {"error": "empty"}


def main(argv: list[str]) -> None:
    """Do the above."""
    max_rows, max_columns, max_cells, max_bytes, seconds = map(int, argv)
    content = sys.stdin.buffer.read()
    _limit_resources(max_bytes, seconds)
    try:
        answer = _read(content, max_rows, max_columns, max_cells)
    except Exception as error:  # noqa: BLE001 - said to who has started this
        answer = {"error": "unreadable", "why": f"{type(error).__name__}: {error}"[:200]}
    sys.stdout.write(json.dumps(answer, ensure_ascii=True))


if __name__ == "__main__":
    main(sys.argv[1:])
