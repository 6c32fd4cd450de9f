"""Numbers as papers write them: ordinals of a list, days, terms, sums of money in capital numerals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

DIGITS: Final = "零一二三四五六七八九"
TEN: Final = 10
HUNDRED: Final = 100
CAPITALS: Final = "零壹贰叁肆伍陆柒捌玖"
PLACES: Final = ("", "拾", "佰", "仟")
MYRIADS: Final = ("", "万", "亿", "万亿", "亿亿")
MYRIAD: Final = 10_000
TERMS: Final = {"日": "日（自然日）", "个工作日": "个工作日", "个月": "个月"}
"""How a term is written after its number, by its unit."""


def write_ordinal(number: int) -> str:
    """The number of a row in a list: 三, 十二, 二十; in digits from a hundred on."""
    if number >= HUNDRED:
        return str(number)
    tens, ones = divmod(number, TEN)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones or not tens else "")


def write_day(day: date) -> str:
    """A day as documents date themselves (GB/T 9704—2012, 7.3.5): 2026年4月14日."""
    return f"{day.year}年{day.month}月{day.day}日"


def write_term(number: int, unit: str) -> str:
    """A term that runs from service: 1个月, 30日（自然日）. Raises KeyError for no unit of a term."""
    return f"{number}{TERMS[unit]}"


def write_amount(fen: int) -> str:
    """A sum in 分 in capital numerals, the figure beside it (《支付结算办法》附一).

    壹拾万零伍元整（小写：100005.00元）.
    """
    yuan, rest = divmod(fen, HUNDRED)
    jiao, cents = divmod(rest, TEN)
    whole = f"{_write_whole(yuan)}元" if yuan or not rest else ""
    zero = "零" if whole and not jiao and cents else ""
    small = (f"{CAPITALS[jiao]}角" if jiao else zero) + (f"{CAPITALS[cents]}分" if cents else "")
    return f"人民币{whole}{small}{'' if cents else '整'}（小写：{yuan}.{rest:02}元）"


def _write_whole(number: int) -> str:
    if not number:
        return CAPITALS[0]
    words, place, gap = "", 0, False
    while number:
        number, group = divmod(number, MYRIAD)
        if group:
            part = _write_group(group) + MYRIADS[place]
            words = part + ("零" if gap and words else "") + words
        gap = group < MYRIAD // TEN
        place += 1
    return words


def _write_group(group: int) -> str:
    """Up to four places, zeros between written once."""
    words = ""
    for place, digit in enumerate(reversed(str(group))):
        if digit != "0":
            words = CAPITALS[int(digit)] + PLACES[place] + words
        elif words and not words.startswith("零"):
            words = "零" + words
    return words
