"""Rows of a sheet as what is said of entries, as the bulk door takes it, and what is wrong with cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import FieldError, Malformed
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.sheets.cells import describe_cell_error, is_blank, read_cell, read_text
from banfa.ledger.sheets.columns import ENTRY
from banfa.ledger.sheets.forms import BODY
from banfa.ledger.sheets.grids import MAX_CELL, MAX_ROWS
from banfa.ledger.sheets.heads import find_heads
from banfa.ledger.sheets.lists import SIGNATURES, TRACE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.ledger.sheets.forms import SheetForm
    from banfa.ledger.sheets.grids import Grid
    from banfa.ledger.sheets.heads import Heads

EXAMPLE: Final = "示例"
"""How the first cell of an example row begins, which is left out."""


@dataclass(slots=True)
class SheetRow:
    """A row. `entry` is the outward id that it gives, `data` what it says, `errors` what is wrong with cells.

    Null in the data: to be taken away. What the row leaves blank is not in the data.
    """

    line: int
    entry: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    errors: list[FieldError] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that was read."""

    heads: Heads
    rows: Sequence[SheetRow]


def is_filled_in(form: SheetForm, grid: Grid) -> bool:
    """Whether a sheet of a form has any rows. Raises Malformed where it is not one of this form."""
    heads = find_heads(form, grid)
    return any(
        line > heads.line
        and not _is_left_out(cells)
        and any(not is_blank(cells[place]) for place in heads.columns if place < len(cells))
        for line, cells in grid.rows
    )


def read_sheet(form: SheetForm, grid: Grid) -> Sheet:
    """Read the rows of a sheet. Raises Malformed where it is not one of this form, or has none."""
    name = grid.template.partition(":")[0]
    if name and name != form.name:
        detail = f"这是另一种表（{name}）的模板，不是{form.zh}的；请核对所选的种类。"
        raise Malformed("sheet_of_other_kind", detail, field="file")
    heads = find_heads(form, grid)
    rows = [
        _read_row(form, heads, line, cells)
        for line, cells in grid.rows
        if line > heads.line and not _is_left_out(cells)
    ]
    rows = [row for row in rows if row.entry or row.data or row.errors]
    if not rows:
        raise Malformed("sheet_empty", "表中没有填写内容（示例行不导入），请填写后再导入。", field="file")
    if len(rows) > MAX_ROWS:
        raise Malformed("too_many_rows", f"表中超过 {MAX_ROWS} 行，请分成几个文件导入。", field="file")
    return Sheet(heads, rows)


def _read_row(form: SheetForm, heads: Heads, line: int, cells: Sequence[Any]) -> SheetRow:
    row, body = SheetRow(line), {}
    for place, column in heads.columns.items():
        value = cells[place] if place < len(cells) else None
        if is_blank(value):
            continue
        try:
            if isinstance(value, str) and len(value) > MAX_CELL:
                raise InvalidValue("field_malformed", f"超过 {MAX_CELL} 个字符")  # noqa: TRY301 - as the readers do
            if column.name == ENTRY:
                row.entry = read_text(value).strip()
                continue
            read = read_cell(column, value, unit=heads.units.get(column.name, ""))
        except InvalidValue as invalid:
            row.errors.append(describe_cell_error(column, invalid))
            continue
        if column.name.startswith(BODY):
            body[column.name.removeprefix(BODY)] = read
        else:
            row.data[column.name] = read
    if body:
        row.data["body"] = body
    if row.data:
        row.data |= form.fixed
    return row


def _is_left_out(cells: Sequence[Any]) -> bool:
    first = next((cell for cell in cells if not is_blank(cell)), None)
    return isinstance(first, str) and first.strip().startswith((EXAMPLE, SIGNATURES, TRACE))
