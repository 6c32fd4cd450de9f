"""The columns of a sheet of scales (评分标准表), and its cells as an official types them into the form."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from banfa.ledger.sheets.numbers import normalise
from banfa.procedures.instruments.typed_numbers import PERCENT, unit_of, write_fraction

if TYPE_CHECKING:
    from banfa.law import Fact, Share

KEY, CITE, TERM, FULL = "标识", "条款", "事项", "满分（分）"
PLACE, NAME, MOST = "第几项指标", "指标名称", "指标满分（分）"
MEASURE, SHAPE, AT, UNIT, POINTS = "统计口径", "计分方式", "起点", "起点单位", "得分"
EACH, UPTO, BASE, EMPTY = "每项得分", "最多得分", "基础分", "没有可比数据时得分"
PROBLEM: Final = "问题"
OF_CRITERIA: Final = (PLACE, NAME, MOST)
"""Columns for criteria that the bureau sets itself; an edition without has none of them."""
HEADS: Final = (
    KEY,
    CITE,
    TERM,
    FULL,
    *OF_CRITERIA,
    MEASURE,
    SHAPE,
    AT,
    UNIT,
    POINTS,
    EACH,
    UPTO,
    BASE,
    EMPTY,
)
ONCE: Final = {MEASURE: "measure", SHAPE: "shape", EACH: "each", UPTO: "upto", BASE: "base", EMPTY: "empty"}
"""Columns that say something of a whole scale, in any of its rows, and what that is called in the form."""
OF_CRITERION: Final = {NAME: "name", MOST: "full"}
SHAPES: Final = {"tiers": "分档", "linear": "直线", "per_item": "每项计分"}
_FRACTION: Final = re.compile(r"(\d{1,6})\s*/\s*(\d{1,6})", re.ASCII)
_WAN: Final = re.compile(r"([\d.]{1,20})\s*万元?", re.ASCII)
_YUAN: Final = "元"


def read_text(cell: object) -> str:
    """What stands in a cell, as text; a day is what a spreadsheet made of a number. Raises ValueError."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else ("是" if cell else "否")
    if isinstance(cell, datetime | date):
        message = f"表格把所填的当成了日期（{cell:%Y-%m-%d}），请把单元格设为文本再填。"
        raise ValueError(message)  # noqa: TRY004 - as the readers of forms do
    if isinstance(cell, int | float):
        return f"{Decimal(repr(cell)):f}".removesuffix(".0")
    return normalise(str(cell))


def read_figure(cell: object, of: Fact | Share) -> str:
    """What stands where a tier begins, as it is typed in the unit of a figure. Raises ValueError."""
    unit, text = unit_of(of), read_text(cell)
    if unit == PERCENT and isinstance(cell, int | float) and 0 < cell <= 1:
        # A cell in the format of percentages holds 0.6 for 60%, and 1 for 100%.
        message = (
            f"单元格是数字{text}，看不出是{text}%还是{Fraction(text) * 100}%；请设为文本，带百分号填写。"
        )
        raise ValueError(message)
    if match := _FRACTION.fullmatch(text):
        number = Fraction(int(match[1]), int(match[2]) or 1)
        return f"{write_fraction(number * 100)}%" if unit == PERCENT else write_fraction(number)
    if unit == _YUAN and (match := _WAN.fullmatch(text)):
        return write_fraction(Fraction(match[1]) * 10_000)
    return text


def read_score(cell: object) -> str:
    """What stands where points do, as it is typed. Raises ValueError."""
    text = read_text(cell)
    match = _FRACTION.fullmatch(text)
    return write_fraction(Fraction(int(match[1]), int(match[2]) or 1)) if match else text


def read_shape(text: str) -> str:
    """How points are given, by its name. Raises ValueError."""
    for key, zh in SHAPES.items():
        if text == key or text.startswith(zh):
            return key
    message = f"“{text[:20]}”不是计分方式，请填{'、'.join(SHAPES.values())}之一。"
    raise ValueError(message)
