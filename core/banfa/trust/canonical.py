"""One way to write data down as bytes (RFC 8785), so that a hash of it means something.

No floats: nothing that Banfa records or decides is one, and jsonb would not give the same digits back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

import rfc8785

from banfa.errors import Malformed

# PostgreSQL's jsonb cannot hold NUL, and UTF-8 cannot hold half of a surrogate pair.
_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def plain(value: object) -> Any:
    """The value as JSON data: mappings, lists, text, integers, booleans, None; days and moments in ISO 8601.

    Raises `TypeError` for anything else, floats included, and `Malformed` for text no database can store.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        if _UNSTORABLE.search(value):
            raise Malformed(
                "unstorable_text", "文本中含有不能保存的字符（空字符或不完整的编码），请删除后重试。"
            )
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {plain(_key(key)): plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray | memoryview):
        return [plain(item) for item in value]
    raise TypeError(
        f"{type(value).__name__} is not data that can be recorded; give text, an integer or a list"
    )


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key of recorded data must be text, not {type(key).__name__}")
    return key


def canonical(value: object) -> bytes:
    """The canonical bytes of the value after `plain`.

    Raises what `plain` raises, and `ValueError` for an integer beyond ±(2**53 - 1), which RFC 8785 cannot
    carry.
    """
    return rfc8785.dumps(plain(value))
