"""Field specifiers: a field said once, in the class that declares its kind.

    class Contract(Entry, name="contract", zh="合同", rights=FIELD, …):
        provider_id: int = reference("provider", "服务商")
        number: str | None = key("合同编号")
        signed_on: date = past_day("签订之日")
        amount: int = money("合同金额")

Whether a field must be given follows from its annotation (`… | None`) and from `load_default`, which is what
stands where it is not given. `hint`, `personal`, `searchable` and `secret_from` are as in `Field`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, TypedDict, Unpack

from sqlalchemy import ARRAY, BigInteger, Boolean, Date, SmallInteger, Text
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP

from banfa.ledger.entries import values
from banfa.ledger.entries.fields import Field, ReadingContext, Reference
from banfa.ledger.entries.objects import make_object_reader, write_objects_check
from banfa.ledger.entries.values import InvalidValue

if TYPE_CHECKING:
    from banfa.ledger.entries.fields import Fit, Offer

MAX_CONTENT: Final = 4000
"""Characters of what people write at length."""
MAX_KEY: Final = 500
"""Characters of a key that others assign: 2,000 bytes, which an index can hold."""
MAX_WORD: Final = 100
"""Characters of a word of a city's vocabulary."""
BYTES_PER_CHARACTER: Final = 4
"""In UTF-8, at most."""
MAX_SMALLINT: Final = (1 << 15) - 1

# From 1949-10-01 to 2199-12-31, as values.FIRST_DAY and LAST_DAY say; `format` tells which of them exist.
_DAY_PATTERN: Final = (
    r"^(1949-1[0-2]|19[5-9]\d-(0[1-9]|1[0-2])|2[01]\d\d-(0[1-9]|1[0-2]))-(0[1-9]|[12]\d|3[01])$"
)

_INSTANT_PATTERN: Final = r"^(19[5-9]\d|2[01]\d\d)-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$"
"""From 1950 to 2199; `format` tells which there are."""


class Common(TypedDict, total=False):
    """What any specifier takes besides."""

    hint: str
    personal: str
    searchable: bool
    secret_from: tuple[str, ...]


class ReferenceOptions(TypedDict, total=False):
    """What a reference takes besides."""

    carries: tuple[str, ...]
    reads: tuple[str, ...]
    hint: str
    secret_from: tuple[str, ...]


def reference(kind: str, zh: str, **options: Unpack[ReferenceOptions]) -> Any:
    """Declare a reference to an entry of another kind; see `Reference`."""
    return Reference(kind=kind, zh=zh, line=_find_line(), **options)


def carried_reference(kind: str, zh: str) -> Any:
    """Declare a reference that is only ever taken over from the entry that another one refers to."""
    return Reference(kind=kind, zh=zh, carried=True, line=_find_line())


def text(zh: str, *, max_length: int, sortable: bool = False, **common: Unpack[Common]) -> Any:
    """Declare text that people write: 1 to `max_length` characters; a name is `sortable`, so searchable."""
    common["searchable"] = sortable or common.get("searchable", False)
    return Field(
        zh=zh,
        column=Text(),
        type=str,
        check=_check_text(max_length),
        schema=_make_text_schema(max_length, values.BLANKS),
        read=values.make_text_reader(max_length),
        sortable=sortable,
        max_bytes=max_length * BYTES_PER_CHARACTER,
        line=_find_line(),
        **common,
    )


def key(
    zh: str,
    *,
    max_length: int = MAX_KEY,
    unique: bool = False,
    unique_with: tuple[str, ...] = (),
    fit: Fit | None = None,
    load_default: str | None = None,
    **common: Unpack[Common],
) -> Any:
    """Declare text by which something is found again: in one normal form, filterable.

    `unique_with`: no two standing entries that agree in these columns have the same value.
    """
    return Field(
        zh=zh,
        column=Text(),
        type=str,
        check=f"{_check_text(max_length)} AND {{0}} IS NFKC NORMALIZED AND {{0}} !~ '[{values.INVISIBLES}]'",
        schema=_make_text_schema(max_length, values.BLANKS + values.INVISIBLES),
        read=values.make_key_reader(max_length),
        fit=fit,
        load_default=load_default,
        filterable=True,
        unique=unique or bool(unique_with),
        unique_with=unique_with,
        max_bytes=max_length * BYTES_PER_CHARACTER,
        line=_find_line(),
        **common,
    )


def credit_code(zh: str, *, unique: bool = False, **common: Unpack[Common]) -> Any:
    """Declare a 统一社会信用代码 (GB 32100): a key in capitals; see `CodeOnLicence` for its check digit."""
    common.setdefault("searchable", True)
    return Field(
        zh=zh,
        column=Text(),
        type=str,
        check="{0} ~ '^" + values.USCC_PATTERN.replace("{", "{{").replace("}", "}}") + "$'",
        schema={"type": "string", "minLength": values.USCC_LENGTH, "maxLength": values.MAX_USCC},
        read=values.read_uscc,
        filterable=True,
        unique=unique,
        max_bytes=values.USCC_LENGTH,
        line=_find_line(),
        **common,
    )


def choice(
    zh: str,
    options: Mapping[str, str] | Sequence[str],
    *,
    load_default: str | None = None,
    **common: Unpack[Common],
) -> Any:
    """Declare one of some words, each with its Chinese name where that is another."""
    words = options if isinstance(options, Mapping) else {word: word for word in options}
    quoted = ", ".join(f"'{word}'" for word in words)
    names = "、".join(f"{word}（{name}）" for word, name in words.items() if word != name)
    common["hint"] = "；".join(filter(None, (common.get("hint", ""), names)))
    return Field(
        zh=zh,
        column=Text(),
        type=str,
        check=f"{{0}} IN ({quoted})",
        schema={"type": "string", "enum": list(words)},
        read=values.make_choice_reader(tuple(words)),
        load_default=load_default,
        options=words,
        filterable=True,
        max_bytes=max(len(word.encode()) for word in words),
        line=_find_line(),
        **common,
    )


def city_choice(
    zh: str,
    offer: Offer,
    *,
    code: str,
    free_where_none: bool = False,
    load_default: str | None = None,
    **common: Unpack[Common],
) -> Any:
    """Declare one of the words that the city offers; `code` is that of any other word's error.

    `free_where_none`: the bureau's own word where the city offers none.
    """

    def fit(value: str, context: ReadingContext) -> str:
        offered = offer(context.profile)
        if value in offered or (free_where_none and not offered):
            return value
        listed = "、".join(f"{word}（{name}）" for word, name in offered.items()) or "无"
        why = f"“{value[:40]}”不在{context.profile.city.zh}的范围之内；可用：{listed}"
        raise InvalidValue(code, why)

    common["hint"] = common.get("hint", "见 /law/vocabulary")
    declared = key(zh, max_length=MAX_WORD, fit=fit, load_default=load_default, **common)
    return replace(declared, offer=offer, line=_find_line())


def money(zh: str, **common: Unpack[Common]) -> Any:
    """Declare an amount in whole 分."""
    return Field(
        zh=zh,
        column=BigInteger(),
        type=int,
        check=f"{{0}} BETWEEN 0 AND {values.MAX_MONEY}",
        schema={"type": "integer", "minimum": 0, "maximum": values.MAX_MONEY},
        read=values.read_money,
        unit="分",
        line=_find_line(),
        **common,
    )


def integer(zh: str, *, minimum: int, maximum: int, unit: str = "", **common: Unpack[Common]) -> Any:
    """Declare a whole number between two bounds inclusive."""
    return Field(
        zh=zh,
        column=SmallInteger() if maximum <= MAX_SMALLINT else BigInteger(),
        type=int,
        check=f"{{0}} BETWEEN {minimum} AND {maximum}",
        schema={"type": "integer", "minimum": minimum, "maximum": maximum},
        read=values.make_integer_reader(minimum, maximum),
        unit=unit,
        line=_find_line(),
        **common,
    )


def rate(zh: str, **common: Unpack[Common]) -> Any:
    """Declare a rate in millionths, which people write and read in per cent."""
    declared = integer(zh, minimum=1, maximum=values.MILLION, unit="百万分之一", **common)
    return replace(declared, read=values.read_rate, line=_find_line())


def level(zh: str, **common: Unpack[Common]) -> Any:
    """Declare a digital level: 1 to 4, and 0 for what has not reached level 1."""
    declared = integer(zh, minimum=0, maximum=values.HIGHEST_LEVEL, **common)
    common["hint"] = "；".join(filter(None, ("一至四级，不足一级填 0", common.get("hint", ""))))
    return replace(declared, read=values.read_level, hint=common["hint"], line=_find_line())


def boolean(zh: str, *, load_default: bool | None = None, **common: Unpack[Common]) -> Any:
    """Declare yes or no."""
    return Field(
        zh=zh,
        column=Boolean(),
        type=bool,
        check="",
        schema={"type": "boolean"},
        read=values.read_boolean,
        load_default=load_default,
        line=_find_line(),
        **common,
    )


def day(zh: str, *, fit: Fit | None = None, **common: Unpack[Common]) -> Any:
    """Declare a day in Asia/Shanghai, past or to come."""
    return Field(
        zh=zh,
        column=Date(),
        type=date,
        check=f"{{0}} BETWEEN '{values.FIRST_DAY}' AND '{values.LAST_DAY}'",
        schema={"type": "string", "format": "date", "pattern": _DAY_PATTERN},
        read=values.read_day,
        fit=fit,
        line=_find_line(),
        **common,
    )


def past_day(zh: str, **common: Unpack[Common]) -> Any:
    """Declare a day on which something is said to have happened: not one to come."""
    return replace(day(zh, fit=_fit_past, **common), line=_find_line())


def instant(zh: str, **common: Unpack[Common]) -> Any:
    """Declare a point in time, with its zone."""
    return Field(
        zh=zh,
        column=TIMESTAMP(timezone=True),
        type=datetime,
        check=f"{{0}} BETWEEN '{values.FIRST_DAY}' AND '{values.LAST_DAY.year + 1}-01-02'",
        schema={"type": "string", "format": "date-time", "pattern": _INSTANT_PATTERN},
        read=values.read_instant,
        line=_find_line(),
        **common,
    )


def text_list(zh: str, *, max_length: int, max_items: int, **common: Unpack[Common]) -> Any:
    """Declare a list of texts, each once, in the order given."""
    item = _make_text_schema(max_length, values.BLANKS)
    return Field(
        zh=zh,
        column=ARRAY(Text),
        type=list,
        check=(
            f"cardinality({{0}}) <= {max_items} AND '' <> ALL ({{0}}) AND array_position({{0}}, NULL) IS NULL"
        ),
        schema={"type": "array", "items": item, "maxItems": max_items},
        read=values.make_list_reader(values.make_text_reader(max_length), max_items, zh=zh, distinct=True),
        load_default=[],
        line=_find_line(),
        **common,
    )


def object_list(
    zh: str, item: Mapping[str, Any], *, required: Sequence[str], max_items: int, **common: Unpack[Common]
) -> Any:
    """Declare a list of objects with fields of their own (text and whole numbers)."""
    parts = {name: replace(part, name=name, required=name in required) for name, part in item.items()}
    properties = {name: part.make_schema(nullable=not part.required) for name, part in parts.items()}
    schema = {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }
    return Field(
        zh=zh,
        column=JSONB(),
        type=list,
        check=write_objects_check(parts, max_items),
        schema={"type": "array", "items": schema, "maxItems": max_items},
        read=values.make_list_reader(make_object_reader(parts), max_items, zh=zh),
        parts=tuple(parts.values()),
        load_default=[],
        line=_find_line(),
        **common,
    )


_CITY_VALUE: Final = {"type": ["string", "integer", "boolean"], "maxLength": MAX_CONTENT}
"""What a field that a city declares can hold; a day is text."""


def json_object(zh: str, **common: Unpack[Common]) -> Any:
    """Declare an object that the city's own fields are held against later."""
    return Field(
        zh=zh,
        column=JSONB(),
        type=dict,
        check="jsonb_typeof({0}) = 'object'",
        schema={"type": "object", "additionalProperties": _CITY_VALUE},
        read=values.read_object,
        load_default={},
        line=_find_line(),
        **common,
    )


def _fit_past(value: date, context: ReadingContext) -> date:
    if value > context.today:
        raise InvalidValue("day_in_future", f"是尚未到来的日期（今天是 {context.today}）")
    return value


def _check_text(max_length: int) -> str:
    ends = f"^[{values.BLANKS}]|[{values.BLANKS}]$"
    return f"char_length({{0}}) BETWEEN 1 AND {max_length} AND {{0}} !~ '{ends}'"


def _make_text_schema(max_length: int, unseen: str) -> dict[str, Any]:
    """Describe text that holds something besides what is `unseen` (the inside of a class), and no NUL."""
    # JSON Schema's expressions are those of ECMA 262, which write what lies beyond U+FFFF in braces.
    unseen = re.sub(r"\\U0*([0-9a-f]+)", r"\\u{\1}", unseen)
    pattern = rf"^[^\u0000]*[^\u0000{unseen}][^\u0000]*$"
    return {"type": "string", "minLength": 1, "maxLength": max_length, "pattern": pattern}


def _find_line() -> int:
    """The line on which the caller's caller stands: where the field is declared."""
    return sys._getframe(2).f_lineno  # noqa: SLF001 - what `inspect` does, without reading the file
