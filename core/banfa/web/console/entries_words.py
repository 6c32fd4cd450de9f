"""Entries as people read them: every value in words, by the columns that their sheets have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.records import Record
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.labels import find_label, label_entries
from banfa.ledger.sheets.columns import ENTRY, WAN, Cell, Column
from banfa.ledger.sheets.columns import make_column as make_sheet_column
from banfa.ledger.sheets.forms import BODY, find_list_form
from banfa.web.console.frame.formats import format_cell, format_rate, format_wan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Entry, Kind
    from banfa.trust.unit import Unit

LEVELS: Final = ("不足一级", "一级", "二级", "三级", "四级")
UNDATED: Final = "未定"

Names = dict[str, dict[int, str]]
"""What entries referred to are called, by kind and id."""


def list_columns(profile: Profile, row: Entry) -> list[Column]:
    """List the columns of an entry: of its kind, or of its kind of record."""
    kind = row.declaration
    form = find_list_form(profile, kind, row.kind if isinstance(row, Record) else None)
    return [column for column in form.columns if column.name not in (ENTRY, "external_id")]


def read_value(column: Column, row: Entry) -> Any:
    """Take the value of a column from a record."""
    if column.name.startswith(BODY):
        return row.body.get(column.name.removeprefix(BODY))  # type: ignore[attr-defined]
    return getattr(row, column.column)


def write_value(column: Column, value: Any, names: Names) -> str:
    """Write a value in words; empty where there is none."""
    if value is None or value == []:
        return ""
    if column.cell is Cell.REFERENCE:
        return names.get(column.refers, {}).get(value, "")
    return _WRITERS.get(column.cell, _write_plainly)(column, value)


def _write_plainly(_column: Column, value: Any) -> str:
    return format_cell(value)


def _write_item(item: Mapping[str, Any]) -> str:
    price = f"，{format_wan(item['amount'])}{WAN}" if item.get("amount") is not None else ""
    return f"{item['name']}{price}"


_WRITERS: Final[Mapping[Cell, Callable[[Column, Any], str]]] = {
    Cell.MONEY: lambda _column, value: f"{format_wan(value)}{WAN}",
    Cell.RATE: lambda _column, value: format_rate(value),
    Cell.CHOICE: lambda column, value: column.options.get(value, str(value)),
    Cell.LEVEL: lambda _column, value: LEVELS[value],
    Cell.NUMBER: lambda column, value: f"{value}{column.unit}",
    Cell.ITEMS: lambda _column, value: "；".join(map(_write_item, value)),
}


def write_column(profile: Profile, kind: Kind, name: str, value: Any, names: Names) -> str:
    """Write the value of a kind's column, named as the ledger names it."""
    refers = {reference.name: reference.kind for reference in (*kind.references, *kind.carried)}
    if name in refers:
        return "" if value is None else names.get(refers[name], {}).get(value, "")
    return write_value(make_sheet_column(kind.field(name), profile), value, names) if name != "body" else ""


def name_references(unit: Unit, kind: Kind, rows: Iterable[Entry]) -> Names:
    """Name all that some records refer to: one statement for each kind referred to."""
    rows = list(rows)
    wanted: dict[str, set[int | None]] = {}
    for reference in (*kind.references, *kind.carried):
        wanted.setdefault(reference.kind, set()).update(getattr(row, reference.name) for row in rows)
    return {name: label_entries(unit, KINDS[name], ids) for name, ids in wanted.items()}


def name_entry(row: Entry) -> str:
    """Say what an entry is called, in a heading: its name or number, else its day."""
    kind, field = row.declaration, find_label(row.declaration)
    label = None if field is None else getattr(row, field.name)
    day = None if kind.day is None else getattr(row, kind.day)
    return str(label or day or UNDATED)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a list of entries, with the words that it is written in."""

    row: Entry
    names: Names
    columns: Mapping[str, Column]

    def say(self, name: str) -> Any:
        """The value of a column as a list shows it: days and numbers as such, all else in words."""
        column = self.columns[name]
        value = read_value(column, self.row)
        if column.cell in (Cell.DAY, Cell.NUMBER):
            return value
        if column.cell is Cell.MONEY:
            return None if value is None else format_wan(value)
        return write_value(column, value, self.names)

    def write(self, name: str) -> str:
        """The value of a column in words."""
        column = self.columns[name]
        return write_value(column, read_value(column, self.row), self.names)


def make_lines(
    unit: Unit, profile: Profile, kind: Kind, rows: Sequence[Entry], *, names: Names | None = None
) -> list[Line]:
    """Make the lines of a list; `names` are of what may be named, where that is not all."""
    names = name_references(unit, kind, rows) if names is None else names
    references = {r.name: (r.zh, r.kind) for r in (*kind.references, *kind.carried)}
    columns = {
        name: _make_reference(name, *references[name])
        if name in references
        else make_sheet_column(kind.field(name), profile)
        for name in kind.columns
        if name != "body"
    }
    return [Line(row, names, columns) for row in rows]


def _make_reference(name: str, zh: str, kind: str) -> Column:
    return Column(name=name, column=name, zh=zh, cell=Cell.REFERENCE, refers=kind)
