"""Rows of a preview as lines of the 导入差异表: one for each field that changes, or is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.recording.names import name_entries
from banfa.ledger.sheets.columns import WAN, Cell
from banfa.ledger.sheets.values import make_cell
from banfa.procedures.imports.tables import CHOICES, CLASSES, DEFAULTS, KEEP
from banfa.web.console.frame.formats import format_cell, format_wan
from banfa.web.console.frame.forms import word_for_people

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.ledger.sheets.columns import Column
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.procedures.imports.tables import Change, ImportRow, SheetImport
    from banfa.web.console.frame.calls import PageCall

NONE: Final = "（去掉）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line; `first` says whether it is its row's first, `rows` how many lines that has."""

    number: int
    label: str
    first: bool
    rows: int
    field: str = ""
    old: str = ""
    origin: str = ""
    new: str = ""
    ruled: str = ""
    why: str = ""
    row_class: str
    affects: Sequence[str] = ()
    treatment: str = ""


def describe_rows(
    call: PageCall,
    form: SheetForm,
    rows: Sequence[ImportRow],
    affected: Mapping[str, Sequence[str]],
    sheet: SheetImport,
) -> list[Line]:
    """Describe rows, each in as many lines as it has fields that change or are wrong, one at least."""
    names = _name_references(call, form, rows)
    lines: list[Line] = []
    for row in rows:
        parts = [
            *(
                {"why": word_for_people(p.field, p.detail), "field": _name_field(form, p.field)}
                for p in row.problems
            ),
            *(_describe_change(form, change, affected, names) for change in row.changes),
        ] or [{}]
        for n, part in enumerate(parts):
            lines.append(
                Line(
                    number=row.line,
                    label=row.label,
                    first=n == 0,
                    rows=len(parts),
                    row_class=CLASSES[row.row_class],
                    treatment=_describe_treatment(row, sheet),
                    **part,
                )
            )
    return lines


def _name_references(call: PageCall, form: SheetForm, rows: Sequence[ImportRow]) -> dict[int, str]:
    columns = {column.column: column.refers for column in form.columns if column.refers}
    wanted: dict[str, set[int]] = {}
    for row in rows:
        for change in row.changes:
            if change.field in columns:
                wanted.setdefault(columns[change.field], set()).update(
                    value for value in (change.old, change.new) if isinstance(value, int)
                )
    names: dict[int, str] = {}
    for kind, ids in wanted.items():
        names |= name_entries(call.unit, kind, ids)
    return names


def _name_field(form: SheetForm, name: str) -> str:
    column = form.find_column(name) if name else None
    return "" if column is None else column.head


def _describe_change(
    form: SheetForm, change: Change, affected: Mapping[str, Sequence[str]], names: Mapping[int, str]
) -> dict[str, Any]:
    column = form.find_column(change.field)
    label = column.head if column is not None else form.kind.label(change.field)
    ruled = f"{change.ruled_by}自{change.ruled_since}起认定" if change.ruled_by else ""
    return {
        "field": label,
        "old": _write_value(column, change.old, names),
        "origin": "，".join(filter(None, (change.old_source, change.old_day))),
        "new": _write_value(column, change.new, names) or NONE,
        "ruled": ruled,
        "affects": affected.get(change.field, ()),
    }


def _write_value(column: Column | None, value: Any, names: Mapping[int, str]) -> str:
    if column is None or value is None:
        return "" if value is None else format_cell(value)
    if column.refers and isinstance(value, int):
        return names.get(value, "")
    if column.cell is Cell.MONEY and column.unit == WAN and isinstance(value, int):
        return format_wan(value)
    return format_cell(make_cell(column, value))


def _describe_treatment(row: ImportRow, sheet: SheetImport) -> str:
    """What is done with a row: chosen once it is confirmed, usual before; done once it came in."""
    if row.outcome is not None:
        return "已登记"
    if row.row_class not in DEFAULTS:
        return ""
    if sheet.decision is not None:
        taken = sheet.decision.takes(row)
        return CHOICES["adopt" if taken else KEEP]
    return CHOICES[DEFAULTS[row.row_class]]
