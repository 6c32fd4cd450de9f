"""Reading JSON strictly: no duplicate keys, no floats, no text that cannot be stored.

JSON's own rules let a key stand twice and leave it to the reader which one counts; two readers that differ
are how something is approved that was never read. Nothing in Banfa is a float, so a number with a point is
refused wherever it stands.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from banfa.errors import BanfaError
from banfa.web.flaws import BAD_TEXT, Flaw, Found, step

DEEPEST: Final = 40
LONGEST_NUMBER: Final = 18
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")

TWICE: Final = Flaw("duplicate_key", "同一对象中这个字段出现了两次，请只保留一个。")
NO_FLOAT: Final = Flaw("not_whole", "应为整数，不能写成小数（金额以分计；其他小数按文档写成字符串）。")
TOO_LONG: Final = Flaw("field_out_of_range", "数字过大。")
TOO_DEEP: Final = Flaw("too_deep", f"嵌套超过{DEEPEST}层。")


class Unreadable(BanfaError):
    """What was sent is no JSON at all."""


class WrongType(BanfaError):
    """What was sent calls itself something other than JSON."""


class _Doubled(dict[str, Any]):
    """An object in which keys stood twice."""

    twice: tuple[str, ...] = ()


class _Refused:
    """A number that is no whole number, or too long to be one."""

    __slots__ = ("flaw", "written")

    def __init__(self, flaw: Flaw, written: str) -> None:
        self.flaw = flaw
        self.written = written

    def __str__(self) -> str:
        return self.written


def read_json(raw: bytes) -> tuple[Any, list[Found]]:
    """The data in a request's body, and every field of it that must not be used.

    Raises Unreadable for what is no JSON in UTF-8.
    """
    try:
        data = json.loads(
            raw.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_float,
            parse_int=_int,
            parse_constant=_float,
        )
    except (ValueError, RecursionError) as error:
        raise Unreadable("json_unreadable", "请求内容不是 UTF-8 编码的 JSON，请检查后重发。") from error
    return data, list(_flaws(data, "", 0))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    doubled = _Doubled(made)
    times = Counter(key for key, _ in pairs)
    doubled.twice = tuple(key for key, n in times.items() if n > 1)
    return doubled


def _float(written: str) -> _Refused:
    return _Refused(NO_FLOAT, written)


def _int(written: str) -> int | _Refused:
    return int(written) if len(written) <= LONGEST_NUMBER else _Refused(TOO_LONG, written)


def _flaws(value: Any, path: str, depth: int) -> Iterator[Found]:
    if depth > DEEPEST:
        yield Found(path, TOO_DEEP)
    elif isinstance(value, str):
        if _UNSTORABLE.search(value):
            yield Found(path, BAD_TEXT)
    elif isinstance(value, _Refused):
        yield Found(path, value.flaw)
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from _flaws(inner, step(path, n), depth + 1)
    elif isinstance(value, dict):
        yield from _flaws_of_object(value, path, depth)


def _flaws_of_object(value: dict[str, Any], path: str, depth: int) -> Iterator[Found]:
    if isinstance(value, _Doubled):
        yield from (Found(step(path, key), TWICE) for key in value.twice)
    for key, inner in value.items():
        if _UNSTORABLE.search(key):
            yield Found(path, BAD_TEXT)
        else:
            yield from _flaws(inner, step(path, key), depth + 1)
