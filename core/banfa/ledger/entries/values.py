"""Single values as they are read: of the right type, within bounds, in one normal form.

A reader takes what came, as JSON or Python says it, and gives the value as it is stored; it raises
InvalidValue. What a reader cannot know (the city's words, the day it is) is held against the value later.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from stdnum.cn import uscc

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Reader = Callable[[Any], Any]

FIRST_DAY: Final = date(1949, 10, 1)
LAST_DAY: Final = date(2199, 12, 31)
MAX_MONEY: Final = 10**15
"""In 分: ten trillion yuan. A sum over a million such amounts is still exact in PostgreSQL."""
MAX_ID: Final = (1 << 63) - 1
"""The largest bigint of PostgreSQL's; outside, ids are text (`banfa.trust.ids`)."""
MILLION: Final = 1_000_000
"""The whole in the parts that a rate is kept in, so that 12.3456% is exact."""
HIGHEST_LEVEL: Final = 4
USCC_LENGTH: Final = 18
USCC_PATTERN: Final = "[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}"
"""What a licence can bear: GB 32100's characters, with the division's six digits where they stand."""
MAX_USCC: Final = 40
"""Characters, with the blanks and hyphens that people put between groups."""

BLANKS: Final = r"\u0001-\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What text neither begins nor ends with: controls and Unicode White_Space.

It is the inside of a character class, which Python, PostgreSQL and JSON Schema write alike.
"""
INVISIBLES: Final = (
    r"\u0001-\u001f\u007f-\u009f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    r"\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
    r"\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
"""What a key never holds: controls, formats (Cf) and what Unicode calls default ignorable, as for BLANKS."""

_BLANK_CHARACTERS: Final = "".join(re.findall(f"[{BLANKS}]", "".join(map(chr, range(0x3001)))))
_INVISIBLE: Final = re.compile(f"[{INVISIBLES}]")
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")
_INSTANT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)
_USCC: Final = re.compile(USCC_PATTERN, re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class InvalidValue(ValueError):
    """What a reader raises.

    `code` is stable and English, `why` the end of a Chinese sentence about the field, `at` where inside the
    value it applies (`[0].amount`; empty: the value itself), `zh` what stands there.
    """

    def __init__(self, code: str, why: str, *, at: str = "", zh: str = "") -> None:
        super().__init__(code, why)
        self.code = code
        self.why = why
        self.at = at
        self.zh = zh


def make_text_reader(max_length: int) -> Reader:
    """Make a reader of text of 1 to `max_length` characters, without the blanks around it."""

    def read_text(value: Any) -> str:
        text = _check_text(value).strip(_BLANK_CHARACTERS)
        if not text or len(value) > max_length:
            raise InvalidValue("field_malformed", f"应为 1 至 {max_length} 个字符的文字")
        return text

    return read_text


def make_key_reader(max_length: int, *, upper: bool = False) -> Reader:
    """Make a reader of text by which something is found again: in its normal form (see `_normalise_key`)."""

    def read_key(value: Any) -> str:
        key = _normalise_key(_check_text(value))
        if not key or len(value) > max_length or len(key) > max_length:
            raise InvalidValue("field_malformed", f"应为 1 至 {max_length} 个字符的文字")
        return key.upper() if upper else key

    return read_key


def _normalise_key(text: str) -> str:
    """Give a key its one spelling: NFKC, no invisible characters, no blanks around it.

    Numbers are copied out of documents: full-width digits, a BOM or a ZWSP must not make another contract.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    # Removing a character can bring together what NFKC then composes, so the form is taken once more.
    seen = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return unicodedata.normalize("NFKC", seen).strip(_BLANK_CHARACTERS)


def _check_text(value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidValue("field_malformed", "应为文字")
    # NUL cannot be stored by PostgreSQL, half a surrogate pair is no UTF-8; most text is printable.
    if not value.isprintable() and _UNSTORABLE.search(value):
        raise InvalidValue("unstorable_text", "含有不能保存的字符（空字符或不完整的编码），请删除后重试")
    return value


def read_uscc(value: Any) -> str:
    """Read a 统一社会信用代码 (GB 32100) in capitals; its check digit is not looked at."""
    if not isinstance(value, str):
        raise InvalidValue("uscc_malformed", "应为 18 位统一社会信用代码")
    code = str(uscc.compact(_normalise_key(_check_text(value))))
    if len(value) > MAX_USCC or not _USCC.fullmatch(code):
        raise InvalidValue("uscc_malformed", f"“{code[:40]}”不是 18 位统一社会信用代码")
    return code


def is_standard_uscc(code: str) -> bool:
    """Whether a code is one that the standard gives: it begins with a digit, its check digit is right."""
    return bool(uscc.is_valid(code))


def make_integer_reader(minimum: int, maximum: int) -> Reader:
    """Make a reader of a whole number between two bounds inclusive."""

    def read_integer(value: Any) -> int:
        if type(value) is not int:
            raise InvalidValue("field_malformed", "应为整数")
        if not minimum <= value <= maximum:
            raise InvalidValue("field_out_of_range", f"应在 {minimum} 至 {maximum} 之间，现为 {value}")
        return value

    return read_integer


def read_money(value: Any) -> int:
    """Read an amount in whole 分."""
    if type(value) is not int:
        raise InvalidValue("amount_malformed", "应为以分计的整数，不能有小数")
    if not 0 <= value <= MAX_MONEY:
        raise InvalidValue("amount_out_of_range", f"以分计应在 0 至 {MAX_MONEY} 之间，现为 {value}")
    return value


def read_rate(value: Any) -> int:
    """Read a rate in whole millionths: 30% are 300000, more than nothing and at most the whole."""
    if type(value) is not int:
        raise InvalidValue("field_malformed", "应为整数，按百万分之一计：30%为300000")
    if not 1 <= value <= MILLION:
        raise InvalidValue("field_out_of_range", "须大于0、不超过100%")
    return value


def read_level(value: Any) -> int:
    """Read a digital level: 1 to 4, and 0 for what has not reached level 1."""
    if type(value) is not int or not 0 <= value <= HIGHEST_LEVEL:
        raise InvalidValue("unknown_level", "没有这个等级：数字化水平分一至四级，不足一级填 0")
    return value


def read_day(value: Any) -> date:
    """Read a day: YYYY-MM-DD in JSON, a date in Python."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise InvalidValue("field_malformed", f"没有“{value}”这一天，请核对") from None
    if type(value) is not date:
        raise InvalidValue("field_malformed", "应为 2025-01-31 这样的日期")
    if not FIRST_DAY <= value <= LAST_DAY:
        raise InvalidValue("field_out_of_range", f"应在 {FIRST_DAY} 至 {LAST_DAY} 之间")
    return value


def read_instant(value: Any) -> datetime:
    """Read a point in time with its zone (RFC 3339); a datetime in Python."""
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            raise InvalidValue("field_malformed", f"没有“{value}”这一时间，请核对") from None
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise InvalidValue("field_malformed", "应为带时区的时间，如 2026-03-31T17:00:00+08:00")
    if not FIRST_DAY.year < value.year <= LAST_DAY.year:
        raise InvalidValue("field_out_of_range", f"应在 {FIRST_DAY.year + 1} 至 {LAST_DAY.year} 年之间")
    return value.astimezone(UTC)


def read_boolean(value: Any) -> bool:
    """Read yes or no, as JSON says it."""
    if not isinstance(value, bool):
        raise InvalidValue("field_malformed", "应为 true 或 false")
    return value


def make_choice_reader(options: Sequence[str]) -> Reader:
    """Make a reader of one of some words."""
    listed = "、".join(options)

    def read_choice(value: Any) -> str:
        if not isinstance(value, str) or value not in options:
            raise InvalidValue("field_out_of_range", f"应为{listed}之一，现为“{str(value)[:40]}”")
        return value

    return read_choice


def make_list_reader(read: Reader, max_items: int, *, zh: str, distinct: bool = False) -> Reader:
    """Make a reader of a list; `zh` says what each item is. `distinct`: each once, in the order given."""

    def read_list(value: Any) -> list[Any]:
        if not isinstance(value, list | tuple):
            raise InvalidValue("field_malformed", f"应为{zh}的列表")
        if len(value) > max_items:
            raise InvalidValue("field_out_of_range", f"不能超过 {max_items} 项，现为 {len(value)} 项")
        items = []
        for index, item in enumerate(value):
            try:
                items.append(read(item))
            except InvalidValue as invalid:
                raise InvalidValue(
                    invalid.code, invalid.why, at=f"[{index}]{invalid.at}", zh=invalid.zh or zh
                ) from None
        return list(dict.fromkeys(items)) if distinct else items

    return read_list


def read_object(value: Any) -> dict[str, Any]:
    """Read an object whose content is held against the city's own fields later."""
    if not isinstance(value, dict):
        raise InvalidValue("field_malformed", "应为对象")
    return value
