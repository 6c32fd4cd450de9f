"""The columns of a kind's sheet: labels, units, words to choose from, all from the declaration."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from banfa.ledger.entries.origin import EXTERNAL_ID
from banfa.ledger.entries.values import read_level, read_money, read_rate, read_uscc
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Kind
    from banfa.ledger.entries.fields import Field, Reference

WAN: Final = "万元"
YUAN: Final = "元"
PERCENT: Final = "%"
PART: Final = "｜"
"""Between the parts of an item: of one that has no others, its name and its price."""
PRICED: Final = frozenset({"name", "amount"})
ENTRY: Final = "id"
"""The name of the column that says which entry a row is about."""


class Cell(Enum):
    """What a column's cells hold."""

    TEXT = auto()
    CREDIT_CODE = auto()
    DAY = auto()
    YES_NO = auto()
    CHOICE = auto()
    MONEY = auto()
    RATE = auto()
    NUMBER = auto()
    LEVEL = auto()
    LINES = auto()
    ITEMS = auto()
    REFERENCE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column. `name` is under which the ledger reads its values, `column` where it stores them.

    `unit` is what the head says of numbers; `options` are words with their Chinese names, and the only ones
    where the column is `closed`. `refers` is the kind that a reference refers to. `bounds` says in Chinese
    what a value may be. `parts` are the columns of an item that is none with a name and a price.
    """

    name: str
    column: str
    zh: str
    cell: Cell
    unit: str = ""
    hint: str = ""
    bounds: str = ""
    required: bool = False
    options: Mapping[str, str] = field(default_factory=dict)
    closed: bool = True
    refers: str = ""
    personal: bool = False
    parts: tuple[Column, ...] = ()

    @property
    def head(self) -> str:
        """What stands above the column."""
        return f"{self.zh}（{self.unit}）" if self.unit else self.zh


_UNITS: Final = {Cell.MONEY: WAN, Cell.RATE: PERCENT}
"""In what people write numbers that are kept in smaller parts."""


def make_column(declared: Field, profile: Profile) -> Column:
    """Make the column of a field."""
    cell = _choose_cell(declared)
    options = declared.offer(profile) if declared.offer else declared.options
    priced = {part.name for part in declared.parts} <= PRICED
    parts = () if priced else tuple(make_column(part, profile) for part in declared.parts)
    return Column(
        name=declared.name,
        column=declared.name,
        zh=declared.zh,
        cell=Cell.CHOICE if options and cell is Cell.TEXT else cell,
        unit=_UNITS.get(cell, declared.unit),
        hint=declared.hint,
        bounds=_describe_bounds(declared, cell, parts),
        required=declared.required,
        options=options,
        personal=bool(declared.personal),
        parts=parts,
    )


def make_reference_column(kind: Kind, reference: Reference) -> Column:
    """Make the column by which an entry says what it refers to."""
    other = KINDS[reference.kind]
    carried = any(reference.name in ref.carries for ref in kind.references)
    by = other.field(other.keys[0]).zh if other.keys else EXTERNAL_ID.zh
    return Column(
        name=reference.key,
        column=reference.name,
        zh=f"{reference.zh}（{by}）",
        cell=Cell.REFERENCE,
        hint=reference.hint or ("已填合同的可不填" if carried else ""),
        bounds=f"{by}，也可填系统编号",
        required=reference.required and not carried,
        refers=reference.kind,
    )


_CELLS: Final = {
    read_money: Cell.MONEY,
    read_rate: Cell.RATE,
    read_level: Cell.LEVEL,
    read_uscc: Cell.CREDIT_CODE,
}


def _choose_cell(declared: Field) -> Cell:
    if declared.read in _CELLS:
        return _CELLS[declared.read]
    by_type = {date: Cell.DAY, bool: Cell.YES_NO, int: Cell.NUMBER, str: Cell.TEXT}
    if declared.type is list:
        return Cell.ITEMS if declared.schema["items"]["type"] == "object" else Cell.LINES
    return by_type[declared.type]


_BOUNDS: Final = {
    Cell.TEXT: "不超过 {maxLength} 个字符",
    Cell.CREDIT_CODE: "18 位，按文本填写",
    Cell.DAY: "日期，如 2025-01-31、2025/1/31、2025年1月31日",
    Cell.YES_NO: "是、否",
    Cell.NUMBER: "整数，{minimum} 至 {maximum}",
    Cell.MONEY: "金额，可有小数，精确到分；表头写明万元或元",
    Cell.RATE: "百分数，至多四位小数，如 30、12.5",
    Cell.LEVEL: "0 至 4，不足一级填 0",
    Cell.LINES: "每行一项，不超过 {maxItems} 项",
    Cell.ITEMS: "每行一项：名称｜价格（元），不超过 {maxItems} 项",
}


def _describe_bounds(declared: Field, cell: Cell, parts: tuple[Column, ...]) -> str:
    if parts:
        heads = PART.join(f"{part.zh}（{YUAN}）" if part.cell is Cell.MONEY else part.zh for part in parts)
        return f"每行一项：{heads}，不超过 {declared.schema['maxItems']} 项"
    return "" if declared.options else _BOUNDS[cell].format(**declared.schema)
