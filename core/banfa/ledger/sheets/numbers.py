"""Numbers as officials write them: full-width digits, separators of thousands, a unit behind."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from typing import Any, Final

from banfa.ledger.entries.values import MILLION, InvalidValue

UNITS: Final = {"分": 1, "元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}
"""How many 分 each unit of money is."""
PARTS_OF_PERCENT: Final = MILLION // 100
"""How many of a rate's parts are one per cent."""
MAX_EXACT: Final = 10**15
"""From here on a cell that holds a number has lost digits: 15 of them are all that a spreadsheet keeps."""
_NUMBER: Final = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", re.ASCII)
_MONEY: Final = re.compile(r"[¥￥]?\s*(?P<number>[^分元万亿\s]+)\s*(?P<unit>分|元|万元?|亿元?)?")
_LEVEL: Final = re.compile(r"([0-4一二三四])级?|不足一级")
_LEVEL_NAMES: Final = {"一": 1, "二": 2, "三": 3, "四": 4}


def normalise(value: str) -> str:
    """Give text with half-width digits and signs, without blanks around it."""
    return unicodedata.normalize("NFKC", value).strip()


def _read_decimal(value: Any) -> Decimal:
    """Read an exact number from a cell. Raises InvalidValue."""
    if isinstance(value, bool):
        raise InvalidValue("field_malformed", "应为数字")
    if isinstance(value, int | float):
        if not math.isfinite(value):
            raise InvalidValue("field_malformed", "应为数字")
        # The shortest form is what was typed: 0.1, not what the machine makes of it.
        return Decimal(repr(value))
    text = normalise(str(value))
    if text.endswith("%"):
        raise InvalidValue("field_malformed", f"“{text[:40]}”是百分数，本列不按百分数填写")
    if not _NUMBER.fullmatch(text):
        raise InvalidValue("field_malformed", f"“{text[:40]}”不是数字")
    return Decimal(text.replace(",", ""))


def read_whole(value: Any) -> int:
    """Read a whole number. Raises InvalidValue."""
    number = _read_decimal(value)
    if number != number.to_integral_value():
        raise InvalidValue("field_malformed", f"应为整数，现为 {number}")
    return int(number)


def read_amount(value: Any, unit: str) -> int:
    """Read an amount as whole 分; `unit` is what the head says, a unit in the cell goes before it.

    Raises InvalidValue, also for what is no whole 分.
    """
    if isinstance(value, str):
        match = _MONEY.fullmatch(normalise(value))
        if match and match.group("unit"):
            unit = match.group("unit")
            unit = unit if unit in UNITS else f"{unit}元"
        value = match.group("number") if match else value
    cents = _read_decimal(value) * UNITS[unit]
    if cents != cents.to_integral_value():
        raise InvalidValue("amount_malformed", f"以{unit}计只能精确到分，现为 {value}")
    return int(cents)


def read_percent(value: Any) -> int:
    """Read a rate in per cent (30, 12.5%) as whole millionths. Raises InvalidValue."""
    if isinstance(value, str):
        value = normalise(value).removesuffix("%").strip()
    parts = _read_decimal(value) * PARTS_OF_PERCENT
    if parts != parts.to_integral_value():
        raise InvalidValue("field_malformed", f"按百分数填写，至多四位小数，现为 {value}")
    return int(parts)


def read_degree(value: Any) -> int:
    """Read a digital level: a number, 二级, 不足一级. Raises InvalidValue."""
    if isinstance(value, str) and (match := _LEVEL.fullmatch(normalise(value))):
        name = match[1] or "0"
        return _LEVEL_NAMES.get(name) or int(name)
    return read_whole(value)


def check_digits(value: Any) -> str:
    """Give a number that stands where text belongs as text. Raises InvalidValue where digits are lost."""
    if abs(value) >= MAX_EXACT:
        why = "单元格是数字格式，超过 15 位的已丢失末几位；请把该列设为文本格式后重新填写"
        raise InvalidValue("digits_lost", why)
    number = Decimal(repr(value))
    return str(int(number)) if number == number.to_integral_value() else str(number)
