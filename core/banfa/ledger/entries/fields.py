"""Fields of what is reported: a value is read as it came, or refused with the field's name and the reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from banfa.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.cities.profile import Profile

MOST_TEXT = 4000
MOST_MONEY = 10**15
"""In 分: ten trillion yuan. A sum over a million such amounts is still exact in PostgreSQL."""
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What a value is read against: the city's vocabulary, and the day it is."""

    profile: Profile
    today: date


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its column, its Chinese name, how it is read, and what stands where it is not given."""

    key: str
    zh: str
    read: Callable[[Any, ReadingContext], Any]
    required: bool = False
    default: Any = None

    def value(self, data: dict[str, Any], ground: ReadingContext) -> Any:
        """Read the field out of what was sent. Raises Malformed naming the field and the reason."""
        given = data.get(self.key)
        if given is None or given == "":
            if self.required:
                raise refuse("field_missing", self, "没有填写")
            return self.default
        try:
            return self.read(given, ground)
        except Unfit as unfit:
            raise refuse(unfit.code, self, unfit.why) from None


class Unfit(ValueError):
    """What a reader raises: the stable code, and the reason as the end of a sentence about the field."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(code, why)
        self.code = code
        self.why = why


def refuse(code: str, field: Field, why: str) -> Malformed:
    """Make the refusal of one field."""
    return Malformed(code, f"{field.zh}（{field.key}）{why}。", field=field.key)


def words(value: Any, _ground: ReadingContext) -> str:
    """Text, without the blanks around it."""
    return text_of(value)


def text_of(value: Any) -> str:
    """Text without the blanks around it. Raises Unfit: NUL and half surrogates cannot be stored."""
    if not isinstance(value, str):
        raise Unfit("field_malformed", "应为文字")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Unfit("field_malformed", "含有无法保存的字符") from None
    if "\x00" in value:
        raise Unfit("field_malformed", "含有无法保存的字符")
    if not value.strip() or len(value) > MOST_TEXT:
        raise Unfit("field_malformed", f"应为 1 至 {MOST_TEXT} 个字符的文字")
    return value.strip()


def list_of_words(value: Any, ground: ReadingContext) -> list[str]:
    """Several texts, each once, in the order given."""
    if not isinstance(value, list | tuple):
        raise Unfit("field_malformed", "应为文字的列表")
    return list(dict.fromkeys(words(item, ground) for item in value))


def whole(low: int, high: int, *, code: str = "field_out_of_range") -> Callable[[Any, ReadingContext], int]:
    """Make a reader of a whole number between `low` and `high` inclusive."""

    def read(value: Any, _ground: ReadingContext) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Unfit("field_malformed", "应为整数")
        if not low <= value <= high:
            raise Unfit(code, f"应在 {low} 至 {high} 之间，现为 {value}")
        return value

    return read


def money(value: Any, _ground: ReadingContext) -> int:
    """An amount in whole 分."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unfit("amount_malformed", "应为以分计的整数，不能有小数")
    if not 0 <= value <= MOST_MONEY:
        raise Unfit("amount_out_of_range", f"以分计应在 0 至 {MOST_MONEY} 之间，现为 {value}")
    return value


def level(value: Any, _ground: ReadingContext) -> int:
    """A digital level: 1 to 4, and 0 for what has not reached level 1."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= HIGHEST_LEVEL:
        raise Unfit("unknown_level", "没有这个等级：数字化水平分一至四级，不足一级填 0")
    return value


HIGHEST_LEVEL = 4


def calendar_day(value: Any) -> date:
    """A day as JSON or Python says it. Raises Unfit."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise Unfit("field_malformed", f"应为 2025-01-31 这样的日期，现为“{value[:40]}”") from None
    if type(value) is not date:
        raise Unfit("field_malformed", "应为 2025-01-31 这样的日期")
    if not FIRST_DAY <= value <= LAST_DAY:
        raise Unfit("field_out_of_range", f"应在 {FIRST_DAY} 至 {LAST_DAY} 之间")
    return value


def planned_day(value: Any, _ground: ReadingContext) -> date:
    """A day, past or to come."""
    return calendar_day(value)


def past_day(value: Any, ground: ReadingContext) -> date:
    """A day on which something is said to have happened: not one to come."""
    day = planned_day(value, ground)
    if day > ground.today:
        raise Unfit("day_in_future", f"是尚未到来的日期（今天是 {ground.today}）")
    return day


def yes_no(value: Any, _ground: ReadingContext) -> bool:
    """Yes or no, as JSON says it."""
    if not isinstance(value, bool):
        raise Unfit("field_malformed", "应为 true 或 false")
    return value


def one_of(*allowed: str, code: str = "field_out_of_range") -> Callable[[Any, ReadingContext], str]:
    """Make a reader of one of some words."""

    def read(value: Any, _ground: ReadingContext) -> str:
        if value not in allowed:
            raise Unfit(code, f"应为{'、'.join(allowed)}之一，现为“{str(value)[:40]}”")
        return str(value)

    return read


def category(value: Any, ground: ReadingContext) -> str:
    """A category of provider that this city's measure knows."""
    return known(value, "unknown_category", {c.key: c.zh for c in ground.profile.categories}, ground)


def industry(value: Any, ground: ReadingContext) -> str:
    """A pilot industry of this city; the bureau's own word where the measure names none."""
    if not ground.profile.industries:
        return words(value, ground)
    return known(value, "unknown_industry", {i.key: i.zh for i in ground.profile.industries}, ground)


def known(value: Any, code: str, offered: Any, ground: ReadingContext) -> str:
    """One of the words that a city offers. Raises Unfit naming them."""
    if not isinstance(value, str) or value not in offered:
        listed = "、".join(f"{key}（{zh}）" for key, zh in offered.items()) or "无"
        raise Unfit(code, f"“{str(value)[:40]}”不在{ground.profile.city.zh}的范围之内；可用：{listed}")
    return value
