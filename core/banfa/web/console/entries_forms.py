"""Forms of entries, made from the columns of their sheets: one field a column, read as a cell is read.

万元, 2025/1/3, 二级 and a name in place of a number are understood; the ledger's own readers judge.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.sheets.cells import is_blank, read_cell
from banfa.ledger.sheets.columns import Cell
from banfa.ledger.sheets.forms import BODY
from banfa.ledger.sheets.values import make_cell
from banfa.web.console.entries_references import find_reference
from banfa.web.console.entries_words import LEVELS, read_value
from banfa.web.console.frame.formats import format_rate, format_wan
from banfa.web.console.frame.forms import (
    ChoiceField,
    DayField,
    FormProblem,
    LongChoiceField,
    LongTextField,
    PageForm,
    TextField,
    at_most,
    require,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wtforms import Field

    from banfa.cities.profile import Profile
    from banfa.errors import BanfaError
    from banfa.ledger.entries.entry import Entry
    from banfa.ledger.sheets.columns import Column
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.trust.unit import Unit
    from banfa.web.console.entries_words import Names

YES_NO: Final = (("yes", "是"), ("no", "否"))
LEFT_OUT: Final = ("", "不填")
MAX_RADIOS: Final = 4
LONG_TEXT: Final = re.compile(r"不超过 (\d{4,}) 个字符")
_CODE: Final = re.compile(r"（[a-z][a-z_.]*(\[\d+\])?[a-z_.]*）")
"""The name of a field, which the API's sentences give in brackets and people need not read."""
_HINTS: Final = {Cell.DAY: "如 2026-01-31", Cell.MONEY: "如 12.5，也可写 125000元", Cell.RATE: "如 30、12.5"}
REASON_NAME: Final = "reason"


class EntryForm(PageForm):
    """A form of an entry, or of its correction; subclasses have a field for every column."""

    columns: tuple[Column, ...] = ()

    def read(self, unit: Unit, profile: Profile) -> dict[str, Any]:
        """Read what was typed, as a report says it. Raises FormProblem naming the fields."""
        typed = {column.name: self[column.name].data for column in self.columns}
        return self._read_columns(unit, profile, {n: v for n, v in typed.items() if not is_blank(v)})

    def read_changes(self, unit: Unit, profile: Profile, row: Entry, names: Names) -> dict[str, Any]:
        """Read what was typed otherwise than it stands; None for what was taken away. Raises FormProblem."""
        before = fill_in(self.columns, row, names)
        changed = {
            column.name: self[column.name].data
            for column in self.columns
            if _spell(self[column.name].data) != _spell(before[column.name])
        }
        typed = {name: value for name, value in changed.items() if not is_blank(value)}
        data: dict[str, Any] = dict.fromkeys(
            name for name in changed if name not in typed and not name.startswith(BODY)
        )
        read = self._read_columns(unit, profile, typed)
        if any(name.startswith(BODY) for name in changed):
            gone = {
                name.removeprefix(BODY) for name in changed if name.startswith(BODY) and name not in typed
            }
            others = {k: v for k, v in row.body.items() if k not in gone}  # type: ignore[attr-defined]
            read["body"] = {**others, **read.get("body", {})}
        return {**data, **read}

    def _read_columns(self, unit: Unit, profile: Profile, typed: Mapping[str, Any]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        body: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for column in self.columns:
            if column.name not in typed:
                continue
            try:
                name, value = _read(unit, profile, column, typed[column.name])
            except InvalidValue as invalid:
                errors[column.name] = f"{column.zh}{invalid.why}。"
                continue
            if name.startswith(BODY):
                body[name.removeprefix(BODY)] = value
            else:
                data[name] = value
        if errors:
            raise FormProblem(errors)
        return {**data, "body": body} if body else data

    def take_problem(self, problem: BanfaError) -> None:
        """Put what the ledger has found wrong beside the columns, in words without its names."""
        named: Any = problem.data.get("errors") or [
            {"field": problem.data.get("field", ""), "detail": problem.detail}
        ]
        names = {column.column: column.name for column in self.columns}
        on_top = []
        for error in named:
            path = str(error["field"]).partition("[")[0]
            field = self._fields.get(names.get(path, path))
            why = _CODE.sub("", str(error["detail"]))
            if field is None:
                on_top.append(why)
            else:
                field.errors = [*field.errors, why]
        self.on_top = tuple(on_top)


def make_form(form: SheetForm, *, corrects: bool = False) -> type[EntryForm]:
    """Make the form of a sheet's columns; one that `corrects` asks why."""
    columns = tuple(column for column in form.columns if column.name not in ("id", "external_id"))
    fields: dict[str, Any] = {}
    if corrects:
        why = [require("请写明理由"), at_most(4000)]
        fields[REASON_NAME] = LongTextField("更正的理由", hint="依据什么更正，如合同原件", validators=why)
    return make_form_of(columns, **fields)


def make_form_of(columns: tuple[Column, ...], **fields: Field) -> type[EntryForm]:
    """Make the form of columns, and of further fields."""
    fields_of = {column.name: _make_field(column) for column in columns}
    return type("FormOfColumns", (EntryForm,), {"columns": columns, **fields_of, **fields})


def fill_in(columns: Sequence[Column], row: Entry, names: Names) -> dict[str, Any]:
    """Give what the form's fields hold of a record."""
    return {column.name: fill_in_value(column, read_value(column, row), names) for column in columns}


def fill_in_value(column: Column, value: Any, names: Names | None = None) -> Any:
    """Give what a column's field holds of a value."""
    if column.cell is Cell.DAY:
        return value
    if value is None:
        return ""
    if column.cell is Cell.REFERENCE:
        return (names or {}).get(column.refers, {}).get(value, "")
    write = _FILLERS.get(column.cell)
    return str(value) if write is None else write(column, value)


_FILLERS: Final[Mapping[Cell, Callable[[Column, Any], str]]] = {
    Cell.MONEY: lambda _column, value: format_wan(value),
    Cell.RATE: lambda _column, value: format_rate(value).removesuffix("%"),
    Cell.YES_NO: lambda _column, value: "yes" if value else "no",
    Cell.LINES: lambda column, value: make_cell(column, value) or "",
    Cell.ITEMS: lambda column, value: make_cell(column, value) or "",
}


def _make_field(column: Column) -> Field:
    """The field of a column: boxes where there is little to choose from, text that is read as a cell."""
    verb = "选择" if _list_options(column) else "填写"
    required = [require(f"请{verb}{_name(column)}")] if column.required else []
    return _make_choice(column, required) or _make_text(column, required)


def _make_choice(column: Column, required: list[Any]) -> Field | None:
    """One of a few words in sight, one of many in a list; None where there is nothing to choose from."""
    options = _list_options(column)
    if not options:
        return None
    hint, choices = _shorten(column), options if column.required else (*options, LEFT_OUT)
    if len(choices) <= MAX_RADIOS:
        return ChoiceField(column.zh, choices, hint=hint, validators=required, default="")
    return LongChoiceField(column.zh, (LEFT_OUT, *options), hint=hint, validators=required)


def _make_text(column: Column, required: list[Any]) -> Field:
    hint = column.hint or _HINTS.get(column.cell, column.bounds if column.cell is not Cell.TEXT else "")
    if column.cell is Cell.DAY:
        return DayField(column.zh, hint=hint, validators=required)
    if column.cell is Cell.REFERENCE:
        by = f"名称、拼音或{column.bounds}"
        return TextField(_name(column), hint="；".join(filter(None, (by, column.hint))), validators=required)
    if column.cell in (Cell.LINES, Cell.ITEMS) or LONG_TEXT.search(column.bounds):
        return LongTextField(column.head, hint=hint, validators=required)
    return TextField(column.head, hint=hint, validators=required)


def _list_options(column: Column) -> tuple[tuple[str, str], ...]:
    match column.cell:
        case Cell.YES_NO:
            return YES_NO
        case Cell.LEVEL:
            return tuple((str(n), zh) for n, zh in enumerate(LEVELS))
        case _:
            return tuple(column.options.items())


def _shorten(column: Column) -> str:
    """The hint without the words to choose from, which stand below it."""
    parts = [part for part in column.hint.split("；") if "（" not in part and "/law/" not in part]
    return "；".join(parts).replace("填 true", "填是")


def _name(column: Column) -> str:
    return column.zh.partition("（")[0]


def _read(unit: Unit, profile: Profile, column: Column, typed: Any) -> tuple[str, Any]:
    """Read one field: the name under which the ledger takes it, and the value. Raises InvalidValue."""
    if column.cell is Cell.REFERENCE:
        return find_reference(unit, profile, column, str(typed))
    if column.cell is Cell.YES_NO:
        return column.name, typed == "yes"
    return column.name, read_cell(column, typed)


def _spell(value: Any) -> str:
    """What a browser sends of a value: line breaks count alike."""
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
