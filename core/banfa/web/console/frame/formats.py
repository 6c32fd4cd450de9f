"""How days, moments, amounts and the words of the text are written on a page."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup, escape

from banfa.law.cite import cite
from banfa.ledger.sheets.numbers import PARTS_OF_PERCENT
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from flask import Flask

WEEKDAYS: Final = "一二三四五六日"
FEN_IN_WAN: Final = 1_000_000


def _format_day(day: date, today: date | None = None) -> str:
    """A day in prose: 11月26日, with the year when it is not this one."""
    year = "" if today is not None and day.year == today.year else f"{day.year}年"
    return f"{year}{day.month}月{day.day}日"


def _format_weekday(day: date) -> str:
    """The day of the week: 星期四."""
    return f"星期{WEEKDAYS[day.weekday()]}"


def _format_instant(at: datetime) -> str:
    """A moment in tables: 2026-11-26 10:21, Beijing time."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")


def format_cell(value: Any) -> str:
    """A value in a table of data; empty where there is nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return _format_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(format_cell(item) for item in value)
    return str(value)


def format_wan(fen: int | None) -> str:
    """An amount in 分 as 万元 with two decimals at least, exactly."""
    if fen is None:
        return ""
    whole, rest = divmod(abs(fen), FEN_IN_WAN)
    digits = f"{rest:06}".rstrip("0").ljust(2, "0")
    return f"{'-' if fen < 0 else ''}{whole}.{digits}"


def format_rate(millionths: int) -> str:
    """A rate in per cent, exactly: 300000 millionths are 30%."""
    whole, rest = divmod(millionths, PARTS_OF_PERCENT)
    digits = f"{rest:04}".rstrip("0")
    return f"{whole}.{digits}%" if digits else f"{whole}%"


def format_cite(key: str | None) -> str:
    """Provisions in words, by their paths: 11.6 is 第十一条第（六）项; anything else as it is."""
    try:
        return "、".join(str(cite(each)) for each in key.split("、")) if key else ""
    except ValueError:
        return key or ""


def _format_points(points: Decimal | str | None) -> str:
    """Points as reasoning gives them: text that is passed on, never rounded here."""
    return "" if points is None else str(points)


def _mark_words(text: str, words: Iterable[str] = ()) -> Markup:
    """A text of the measure in which the words that decide are marked."""
    marked = str(escape(text))
    for word in words:
        marked = marked.replace(str(escape(word)), f"<mark>{escape(word)}</mark>")
    return Markup(marked)  # noqa: S704 - escaped above


def init_app(app: Flask) -> None:
    """Offer them to templates as filters."""
    filters: dict[str, Callable[..., Any]] = {
        "day": _format_day,
        "weekday": _format_weekday,
        "moment": _format_instant,
        "cell": format_cell,
        "wan": format_wan,
        "points": _format_points,
        "mark_words": _mark_words,
        "cite": str,
    }
    for name, function in filters.items():
        app.add_template_filter(function, name)
