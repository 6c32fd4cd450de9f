"""Numbers of open terms as an official types them, in the unit of their fact: 60% never becomes 60."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from banfa.law import Share
from banfa.reasoning.wording import TEN_THOUSANDTHS

if TYPE_CHECKING:
    from banfa.law import Fact

PERCENT: Final = "%"
POINTS: Final = "分"
MAX_DECIMALS: Final = 6
_TYPED: Final = re.compile(r"(?P<number>-?\d{1,12}(\.\d{1,6})?) *(?P<unit>\D*)", re.ASCII)
_TEN_THOUSANDTHS_IN_PERCENT: Final = 100


def unit_of(of: Fact | Share) -> str:
    """In what a figure is typed: a share in %, a mean in the unit of what is added up."""
    if isinstance(of, Share):
        return PERCENT if of.part else of.num.unit
    return name_unit(of.unit)


def name_unit(unit: str) -> str:
    """In what a number of this unit is typed: parts of ten thousand in %."""
    return PERCENT if unit == TEN_THOUSANDTHS else unit


def read_number(text: str, unit: str) -> Fraction:
    """Read a number with its unit or without, as it is typed. Raises ValueError in Chinese.

    Below one, a percentage must be written with its sign: 0.6 may be meant for 60%.
    """
    match = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if match is None:
        message = f"“{text}”不是数，请写成 3、2.5 的样子，小数最多六位。"
        raise ValueError(message)
    number, typed = Fraction(match.group("number")), match.group("unit").strip()
    if typed and typed != unit:
        message = f"这里的单位是“{unit}”，不是“{typed}”，请核对文件。"
        raise ValueError(message)
    if unit == PERCENT and not typed and 0 < number < 1:
        message = f"“{text}”是{text}%还是{_format_plain(number * 100)}%？请带上百分号。"
        raise ValueError(message)
    return number


def read_whole(text: str, unit: str) -> int:
    """Read an open number of this unit as an instrument sets it. Raises ValueError in Chinese."""
    number = read_number(text, name_unit(unit))
    if unit == TEN_THOUSANDTHS:
        number *= _TEN_THOUSANDTHS_IN_PERCENT
    if number.denominator != 1:
        message = "最多两位小数。" if unit == TEN_THOUSANDTHS else f"须是整数（单位：{unit}）。"
        raise ValueError(message)
    return int(number)


def read_threshold(text: str, of: Fact | Share) -> int | str:
    """Read where a tier begins, as an instrument writes it. Raises ValueError in Chinese."""
    unit = unit_of(of)
    number = read_number(text, unit)
    if isinstance(of, Share) and of.part:
        return f"{_format_plain(number)}%"
    return _write(number * _TEN_THOUSANDTHS_IN_PERCENT if unit == PERCENT else number)


def read_points(text: str) -> int | str:
    """Read points, as an instrument writes them. Raises ValueError in Chinese."""
    return _write(read_number(text, POINTS))


def write_threshold(value: int | str, of: Fact | Share) -> str:
    """Write where a tier begins as it is typed; the other way round of `read_threshold`."""
    if unit_of(of) != PERCENT or isinstance(of, Share):
        return str(value)
    return f"{_format_plain(Fraction(str(value)) / _TEN_THOUSANDTHS_IN_PERCENT)}%"


def write_fraction(number: Fraction) -> str:
    """Write a number exactly. Raises ValueError for one that six decimals do not hold."""
    text = _format_plain(number)
    if Fraction(text) != number or len(text.partition(".")[2]) > MAX_DECIMALS:
        message = "除不尽，请写成小数。"
        raise ValueError(message)
    return text


def _write(number: Fraction) -> int | str:
    return int(number) if number.denominator == 1 else _format_plain(number)


def _format_plain(number: Fraction) -> str:
    """Write a number of at most eight decimals exactly."""
    digits = f"{abs(number.numerator) * 10**8 // number.denominator:09d}"
    decimals = digits[-8:].rstrip("0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-8]}.{decimals}" if decimals else f"{sign}{digits[:-8]}"


def format_whole(number: int, unit: str) -> str:
    """Write an open number as it is typed, with its unit."""
    if unit == TEN_THOUSANDTHS:
        return f"{_format_plain(Fraction(number, _TEN_THOUSANDTHS_IN_PERCENT))}%"
    return f"{number}{unit}"
