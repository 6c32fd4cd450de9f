"""A sheet as it goes back: what is wrong beside and in the cells, and the numbers of what is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.sheets.columns import ENTRY
from banfa.ledger.sheets.heads import find_heads
from banfa.ledger.sheets.read_child import TEMPLATE_SHEET
from banfa.ledger.sheets.templates import STYLES
from banfa.ledger.sheets.workbooks import TEXT, Workbook, open_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.worksheet import Worksheet

    from banfa.ledger.sheets.forms import SheetForm
    from banfa.ledger.sheets.grids import Grid
    from banfa.ledger.sheets.heads import Heads

PROBLEM_HEAD, OUTCOME_HEAD, ENTRY_HEAD = "问题", "处理结果", "系统编号"
ADDED: Final = (PROBLEM_HEAD, OUTCOME_HEAD)


@dataclass(frozen=True, slots=True)
class RowNote:
    """What is noted beside a row: what is wrong, in which columns, what became of it, its entry's number."""

    problem: str = ""
    columns: frozenset[str] = frozenset()
    outcome: str = ""
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class _Page:
    """A sheet that is going back: its heads, and the places of the columns that stay."""

    workbook: Workbook
    page: Worksheet
    heads: Heads
    kept: Sequence[int]

    @property
    def entry_place(self) -> int | None:
        """Where the numbers of entries stand, among the columns that stay."""
        places = (at for at, place in enumerate(self.kept) if self._name(place) == ENTRY)
        return next(places, None)

    def set_widths(self) -> None:
        """Set the width and format of every column."""
        for at, place in enumerate(self.kept):
            column = self.heads.columns.get(place)
            style = TEXT if column is None else STYLES.get(column.cell, TEXT)
            self.page.set_column(at, at, 20, self.workbook.styles[style])
        self.page.set_column(len(self.kept), len(self.kept), 60)
        self.page.set_column(len(self.kept) + 1, len(self.kept) + 2, 24)

    def write_heads(self, grid: Grid) -> None:
        """Write what stands above the rows."""
        more = [PROBLEM_HEAD, OUTCOME_HEAD, *([ENTRY_HEAD] if self.entry_place is None else [])]
        for line, cells in grid.rows:
            if line > self.heads.line:
                break
            texts = [_as_text(cells[place]) if place < len(cells) else "" for place in self.kept]
            style = "head" if line == self.heads.line else "line"
            texts += more if line == self.heads.line else []
            self.workbook.write_texts(self.page, line - 1, texts, style)
        self.page.freeze_panes(self.heads.line, 0)

    def write_row(self, row: int, cells: Sequence[Any], note: RowNote) -> None:
        """Write a row and what is noted of it."""
        for at, place in enumerate(self.kept):
            column, value = self.heads.columns.get(place), cells[place] if place < len(cells) else None
            if at == self.entry_place:
                value = note.entry or value
            if self._name(place) in note.columns:
                self.workbook.write_text(self.page, row, at, _as_text(value), "bad")
            else:
                style = TEXT if column is None else STYLES.get(column.cell, TEXT)
                self.workbook.write(self.page, row, at, value, style)
        after = [note.problem, note.outcome, *([note.entry or ""] if self.entry_place is None else [])]
        for at, text in enumerate(after, len(self.kept)):
            self.workbook.write_text(self.page, row, at, text, "bad" if text == note.problem != "" else TEXT)

    def _name(self, place: int) -> str:
        column = self.heads.columns.get(place)
        return "" if column is None else column.name


def return_sheet(form: SheetForm, grid: Grid, notes: Mapping[int, RowNote]) -> bytes:
    """Write a sheet as it came, without formulas and with what is noted of its rows, by line."""
    heads = find_heads(form, grid)
    width = max((len(cells) for _, cells in grid.rows), default=0)
    staying = [place for place in range(width) if not _is_ours(grid, heads, place)]
    with open_workbook(streaming=True) as (workbook, buffer):
        page = _Page(workbook, workbook.add_sheet(form.zh[:31]), heads, staying)
        page.set_widths()
        page.write_heads(grid)
        lines = [(line, cells) for line, cells in grid.rows if line > heads.line and line in notes]
        for row, (line, cells) in enumerate(lines, heads.line):
            page.write_row(row, cells, notes[line])
        hidden = workbook.add_sheet(TEMPLATE_SHEET)
        hidden.very_hidden()
        workbook.write_text(hidden, 0, 0, f"{form.name}:{form.version}", TEXT)
    return buffer.getvalue()


def _is_ours(grid: Grid, heads: Heads, place: int) -> bool:
    """Whether a column was added when the sheet went back before."""
    cells = next(cells for line, cells in grid.rows if line == heads.line)
    return place < len(cells) and cells[place] in ADDED


def _as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
