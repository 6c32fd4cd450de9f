"""JSON read strictly: no duplicate keys, no floats, no text that cannot be stored.

JSON's own rules let a key stand twice and leave it to the reader which one counts; two readers that differ
are how something is approved that was never read. Nothing in Banfa is a float, so a number with a point is
an error wherever it stands.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from banfa.errors import FieldError, Malformed
from banfa.web.problems import Unreadable, join_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MAX_DEPTH: Final = 40
_MAX_DIGITS: Final = 18
_MAX_VALUES: Final = 250_000
_MAX_ERRORS: Final = 5_000
_BEFORE_VALUES: Final = (b",", b"[", b"{")
"""What stands before every value but the first."""
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")

DUPLICATE_KEY: Final = ("duplicate_key", "同一对象中这个字段出现了两次，请只保留一个。")
NO_FLOAT: Final = ("not_whole", "应为整数，不能写成小数（金额以分计；其他小数按文档写成字符串）。")
TOO_LONG: Final = ("field_out_of_range", "数字过大。")
TOO_DEEP: Final = ("too_deep", f"嵌套超过{_MAX_DEPTH}层。")
BAD_TEXT: Final = ("unstorable_text", "含有不能保存的字符（空字符或不完整的编码），请删除后重试。")


class _DuplicateKeys(dict[str, Any]):
    """An object in which keys stood twice."""

    keys_twice: tuple[str, ...] = ()


class _BadNumber:
    """A number that is no whole number, or too long to be one."""

    __slots__ = ("error", "text")

    def __init__(self, error: tuple[str, str], text: str) -> None:
        self.error = error
        self.text = text

    def __str__(self) -> str:
        return self.text


def read_json(raw: bytes, check: Callable[[Any], None] = lambda _data: None) -> tuple[Any, list[FieldError]]:
    """The data in a request's body, and every field of it that must not be used.

    `check` is shown the data before its fields are looked at: what is too long costs no more. Raises
    Unreadable for what is no JSON in UTF-8, Malformed (`too_many_values`, `too_many_errors`).
    """
    if sum(map(raw.count, _BEFORE_VALUES)) > _MAX_VALUES:  # before any value costs its fifty bytes or more
        raise Malformed("too_many_values", f"请求内容超过{_MAX_VALUES}个值，请分批提交。")
    try:
        data = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_read_object,
            parse_float=_read_float,
            parse_int=_read_integer,
            parse_constant=_read_float,
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable("json_unreadable", "请求内容不是 UTF-8 编码的 JSON，请检查后重发。") from error
    check(data)
    errors = list(islice(_find_errors(data, "", 0), _MAX_ERRORS + 1))
    if len(errors) > _MAX_ERRORS:
        raise Malformed("too_many_errors", f"请求内容有{_MAX_ERRORS}处以上不合要求，请检查其格式后重发。")
    return data, errors


def _read_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) == len(pairs):
        return data
    doubled = _DuplicateKeys(data)
    times = Counter(key for key, _ in pairs)
    doubled.keys_twice = tuple(key for key, n in times.items() if n > 1)
    return doubled


def _read_float(text: str) -> _BadNumber:
    return _BadNumber(NO_FLOAT, text)


def _read_integer(text: str) -> int | _BadNumber:
    return int(text) if len(text) <= _MAX_DIGITS else _BadNumber(TOO_LONG, text)


def _find_errors(value: Any, path: str, depth: int) -> Iterator[FieldError]:
    if depth > _MAX_DEPTH:
        yield FieldError(path, *TOO_DEEP)
    elif isinstance(value, str):
        if _UNSTORABLE.search(value):
            yield FieldError(path, *BAD_TEXT)
    elif isinstance(value, _BadNumber):
        yield FieldError(path, *value.error)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _find_errors(inner, join_path(path, n), depth + 1)
    elif isinstance(value, dict):
        yield from _find_errors_of_object(value, path, depth)


def _find_errors_of_object(value: dict[str, Any], path: str, depth: int) -> Iterator[FieldError]:
    if isinstance(value, _DuplicateKeys):
        yield from (FieldError(join_path(path, key), *DUPLICATE_KEY) for key in value.keys_twice)
    for key, inner in value.items():
        if _UNSTORABLE.search(key):
            yield FieldError(path, *BAD_TEXT)
        else:
            yield from _find_errors(inner, join_path(path, key), depth + 1)
