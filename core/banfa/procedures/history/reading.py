"""Reading an old sheet: which page, where its heads are, and every row as it was written, without a float."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name

from banfa.ledger.entries.values import InvalidValue, read_day, read_uscc
from banfa.ledger.sheets.days import read_date
from banfa.ledger.sheets.grids import read_grids
from banfa.ledger.sheets.written import (
    KnownColumns,
    WrittenPage,
    choose_page,
    find_column,
    part_page,
    write_cell,
)
from banfa.procedures.history.fields import EXPECTED, UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """A row: its number, what stands in it, what its known columns say, and what is incomplete about it."""

    line: int
    cells: list[dict[str, str]]
    known: Mapping[str, str]
    day: date | None
    lacking: list[str]


@dataclass(frozen=True, slots=True)
class WrittenSheet(WrittenPage):
    """An old sheet with its rows."""

    rows: list[WrittenRow]


def read_written(
    content: bytes, *, kind: str, page: str | None, head_row: int | None, named: Mapping[str, str]
) -> WrittenSheet:
    """Read a page of a file; `named` says which column (its head, or its letter) holds what.

    Raises Malformed: what `read_grids` raises, `page_missing`, `head_row_missing`, `head_missing`,
    `head_twice`, `too_many_rows`, `sheet_empty`.
    """
    grid = choose_page(read_grids(content), page)
    table = part_page(grid, grid.rows[0][0] if head_row is None else head_row)
    heads = table.heads
    places = {name: find_column(heads, given, name) for name, given in named.items()}
    columns = KnownColumns(grid, table.head_row, places)
    written = [_read_row(number, cells, heads, columns, kind) for number, cells in table.below]
    letters = {name: xl_col_to_name(place) for name, place in places.items()}
    return WrittenSheet(grid.name, table, letters, written)


def _read_row(
    number: int, cells: Sequence[Any], heads: Sequence[str], columns: KnownColumns, kind: str
) -> WrittenRow:
    texts = [
        {"column": xl_col_to_name(place), "head": heads[place] if place < len(heads) else "", "text": text}
        for place, cell in enumerate(cells)
        if (text := write_cell(cell))
    ]
    values = columns.read(number, cells)
    known = {name: text for name, value in values.items() if (text := write_cell(value).strip())}
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
