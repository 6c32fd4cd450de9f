"""Heads of columns: which column of a form stands where, and in which unit its numbers are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import Malformed
from banfa.ledger.sheets.columns import Cell, Column
from banfa.ledger.sheets.numbers import UNITS, normalise

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.ledger.sheets.forms import SheetForm
    from banfa.ledger.sheets.grids import Grid

MARK: Final = "*"
"""Before the head of a column that must be filled in."""
SEARCHED: Final = 10
"""Rows among which the heads are looked for."""
BESIDES: Final = frozenset(
    {"问题", "处理结果", "序号", "行号", "来源", "登记时间", "登记人", "所涉服务商", "所涉企业"}
)
"""Heads of columns that lists have for people, and that are not read."""
_UNIT: Final = re.compile(r"(?P<zh>.*?)[((](?P<unit>[^()]+)[))]")


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the columns stand (by place), their units where said otherwise, and what was not recognised.

    `line` is the number of the row in which the heads stand.
    """

    line: int
    columns: Mapping[int, Column]
    units: Mapping[str, str]
    ignored: Sequence[str]


def find_heads(form: SheetForm, grid: Grid) -> Heads:
    """Find the row of heads: that with most of the form's. Raises Malformed where none has them."""
    candidates = [_read_heads(form, line, cells) for line, cells in grid.rows[:SEARCHED]]
    best = max(candidates, key=lambda heads: len(heads.columns), default=None)
    if best is None or not best.columns:
        offered = "、".join(column.head for column in form.columns)
        detail = f"没有找到{form.zh}的表头，请用本系统的模板；表头应为：{offered}。"
        raise Malformed("sheet_without_heads", detail, field="file")
    names = [column.name for column in best.columns.values()]
    if twice := next((name for name in names if names.count(name) > 1), None):
        column = form.find_column(twice)
        zh = column.zh if column else twice
        raise Malformed("sheet_head_twice", f"表头“{zh}”出现了两次，请删去一列。", field="file")
    return best


def count_heads(form: SheetForm, grid: Grid) -> int:
    """How many of a form's heads a sheet has; 0 where one that must be filled in is missing."""
    try:
        heads = find_heads(form, grid)
    except Malformed:
        return 0
    there = {column.name for column in heads.columns.values()}
    return len(there) if all(c.name in there for c in form.columns if c.required) else 0


def _read_heads(form: SheetForm, line: int, cells: Sequence[Any]) -> Heads:
    by_head = _list_spellings(form)
    columns, units, ignored = {}, {}, []
    for place, cell in enumerate(cells):
        if not isinstance(cell, str):
            continue
        head = _normalise_head(cell)
        if head in BESIDES:
            continue
        column, unit = by_head.get(head), ""
        if column is None and (match := _UNIT.fullmatch(head)):
            column, unit = by_head.get(match.group("zh")), match.group("unit")
            if column is not None and column.cell is Cell.MONEY and unit not in UNITS:
                detail = f"表头“{cell[:40]}”的单位不能识别，金额的单位应为万元或元。"
                raise Malformed("sheet_unit_unknown", detail, field="file")
        if column is None:
            ignored += [cell[:40]] if head else []
            continue
        columns[place] = column
        if column.cell is Cell.MONEY and unit:
            units[column.name] = unit
    return Heads(line, columns, units, ignored)


def _list_spellings(form: SheetForm) -> dict[str, Column]:
    spellings: dict[str, Column] = {}
    for column in form.columns:
        for head in (column.name, column.zh.partition("（")[0]):
            spellings.setdefault(_normalise_head(head), column)
    return spellings | {_normalise_head(text): c for c in form.columns for text in (c.zh, c.head)}


def _normalise_head(text: str) -> str:
    return re.sub(r"\s+", "", normalise(text)).lstrip(MARK).rstrip(MARK).removesuffix("(必填)")
