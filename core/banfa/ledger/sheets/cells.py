"""Cells as values: what officials write is made what the ledger's own readers take; they judge it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import FieldError
from banfa.ledger.entries.values import InvalidValue
from banfa.ledger.sheets.columns import PART, WAN, YUAN, Cell, Column
from banfa.ledger.sheets.days import read_date
from banfa.ledger.sheets.numbers import (
    check_digits,
    normalise,
    read_amount,
    read_degree,
    read_percent,
    read_whole,
)

if TYPE_CHECKING:
    from collections.abc import Callable

CLEAR: Final = "清空"
"""In a cell: what stands there is to be taken away. A blank one says nothing."""
YES: Final = frozenset({"是", "有", "√", "对", "true", "yes", "y", "1"})
NO: Final = frozenset({"否", "无", "×", "不", "false", "no", "n", "0"})


def is_blank(value: Any) -> bool:
    """Whether nothing stands in a cell."""
    return value is None or (isinstance(value, str) and not value.strip())


def read_cell(column: Column, value: Any, *, unit: str = "") -> Any:
    """Read a cell that is not blank; `unit` is what the head says, if it says one. Raises InvalidValue."""
    if isinstance(value, str) and value.strip() == CLEAR:
        return None
    if column.cell is Cell.MONEY:
        return read_amount(value, unit or WAN)
    return _READERS[column.cell](value, column)


def describe_cell_error(column: Column, invalid: InvalidValue) -> FieldError:
    """Say in a sentence what is wrong with a cell."""
    return FieldError(column.name, invalid.code, f"{column.zh}{invalid.why}。")


def read_text(value: Any) -> str:
    """Read text; a number or a day that stands where text belongs is written out."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int | float):
        return check_digits(value)
    if isinstance(value, datetime | date):
        return str(value)
    return str(value)


def _read_yes_no(value: Any, _column: Column) -> bool:
    word = normalise(read_text(value)).lower()
    if word in YES or word in NO:
        return word in YES
    raise InvalidValue("field_malformed", f"应填是或否，现为“{word[:40]}”")


def _read_choice(value: Any, column: Column) -> str:
    """Read a word by its Chinese name or by itself; another one is left for the ledger to judge."""
    word = normalise(read_text(value))
    by_name = {normalise(zh): key for key, zh in column.options.items()}
    return word if word in column.options else by_name.get(word, word)


def _read_lines(value: Any, _column: Column) -> list[Any]:
    text = read_text(value).strip()
    if (items := _read_json_list(text)) is not None:
        return items
    return [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]


def _read_items(value: Any, column: Column) -> list[Any]:
    items = _read_lines(value, column)
    if items and not isinstance(items[0], str):
        return items
    return [_read_parts(line, column) if column.parts else _read_item(line) for line in items]


def _read_parts(line: str, column: Column) -> dict[str, Any]:
    """Read an item of several parts from a line; a part that is not there is left for the ledger to miss."""
    given = [part.strip() for part in line.replace("|", PART).split(PART, len(column.parts) - 1)]
    parts = zip(column.parts, given, strict=False)
    return {part.name: read_cell(part, text, unit=YUAN) for part, text in parts if text}


def _read_item(line: str) -> dict[str, Any]:
    name, _, price = line.replace("|", PART).rpartition(PART)
    if not name:
        return {"name": line}
    return {"name": name.strip()} | ({"amount": read_amount(price, YUAN)} if price.strip() else {})


def _read_json_list(text: str) -> list[Any] | None:
    """Read a list as JSON, the way in which one is written out that lines cannot hold."""
    if not text.startswith("["):
        return None
    try:
        items = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return items if isinstance(items, list) else None


_READERS: Final[dict[Cell, Callable[[Any, Column], Any]]] = {
    Cell.TEXT: lambda value, _column: read_text(value),
    Cell.CREDIT_CODE: lambda value, _column: read_text(value),
    Cell.REFERENCE: lambda value, _column: read_text(value),
    Cell.DAY: lambda value, _column: read_date(value),
    Cell.YES_NO: _read_yes_no,
    Cell.CHOICE: _read_choice,
    Cell.NUMBER: lambda value, _column: read_whole(value),
    Cell.RATE: lambda value, _column: read_percent(value),
    Cell.LEVEL: lambda value, _column: read_degree(value),
    Cell.LINES: _read_lines,
    Cell.ITEMS: _read_items,
}
