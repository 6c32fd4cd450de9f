"""Cursors: where a list goes on, signed, so that nobody composes one or carries it to another list.

A cursor says after which key the next page begins. It holds for the list, the filters and the tenant it was
made for; it does not expire, since keys do not move.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from typing import Any, Final

from banfa.errors import Malformed

_TAG_BYTES: Final = 16


def sign(secret: bytes, after: Any, *, bound_to: str) -> str:
    """The cursor that goes on after this key, in the list that `bound_to` describes."""
    body = json.dumps(after, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_tag(secret, body, bound_to) + body).rstrip(b"=").decode("ascii")


def opened(secret: bytes, cursor: str, *, bound_to: str) -> Any:
    """The key inside a cursor. Raises Malformed for one that was not made here, or for another list."""
    try:
        raw = base64.b64decode(
            cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True
        )
    except (binascii.Error, UnicodeEncodeError) as error:
        raise _refusal() from error
    tag, body = raw[:_TAG_BYTES], raw[_TAG_BYTES:]
    if not hmac.compare_digest(tag, _tag(secret, body, bound_to)):
        raise _refusal()
    return json.loads(body)


def _tag(secret: bytes, body: bytes, bound_to: str) -> bytes:
    return hmac.digest(secret, hashlib.sha256(bound_to.encode()).digest() + body, "sha256")[:_TAG_BYTES]


def _refusal() -> Malformed:
    detail = "游标不是由本列表给出的，或筛选条件已改变；请从第一页重新读取。"
    return Malformed("cursor_invalid", detail, field="after")
