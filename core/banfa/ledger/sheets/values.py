"""Values of entries as cells: what is written so is read again as the same."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from banfa.ledger.sheets.columns import PART, Cell, Column
from banfa.ledger.sheets.numbers import UNITS

if TYPE_CHECKING:
    from collections.abc import Sequence


def make_cell(column: Column, value: Any) -> Any:
    """Give what stands in the cell for a value; None where there is none."""
    if value is None:
        return None
    match column.cell:
        case Cell.MONEY:
            return _make_amount(value, column.unit)
        case Cell.CHOICE:
            return column.options.get(value, value)
        case Cell.LINES:
            return _write_lines(value)
        case Cell.ITEMS:
            return _write_items(value)
        case _:
            return value


def _make_amount(cents: int, unit: str) -> float:
    """Give an amount of whole 分 in a unit: as exact as a spreadsheet's numbers are, some 15 digits."""
    return float(Decimal(cents) / UNITS[unit])


def _write_lines(items: Sequence[str]) -> str | None:
    if not items:
        return None
    simple = all("\n" not in item and "\r" not in item and item == item.strip() for item in items)
    text = "\n".join(items)
    return text if simple and not text.startswith("[") else json.dumps(items, ensure_ascii=False)


def _write_items(items: Sequence[dict[str, Any]]) -> str | None:
    if not items:
        return None
    lines = [_write_item(item) for item in items]
    if any(line is None for line in lines) or str(lines[0]).startswith("["):
        return json.dumps(items, ensure_ascii=False)
    return "\n".join(map(str, lines))


def _write_item(data: dict[str, Any]) -> str | None:
    """Write an item on a line; None for one that a line cannot hold."""
    name = data["name"]
    if set(data) - {"name", "amount"} or any(mark in name for mark in (PART, "|", "\n", "\r")):
        return None
    return name if "amount" not in data else f"{name}{PART}{Decimal(data['amount']) / UNITS['元']}"
