"""Cursors: where a list goes on, signed, so that nobody composes one or carries it to another list.

A cursor says after which key the next page begins. It holds for the list, the filters and the tenant it was
made for; it does not expire, since keys do not move.
"""

from __future__ import annotations

import hashlib
from typing import Any

from itsdangerous import BadData, URLSafeSerializer

from banfa.errors import Malformed


def sign_cursor(secret: bytes, after: Any, *, bound_to: str) -> str:
    """The cursor that goes on after this key, in the list that `bound_to` describes."""
    cursor: str = _serializer(secret, bound_to).dumps(after)  # bytes only from a serializer that is not JSON
    return cursor


def read_cursor(secret: bytes, cursor: str, *, bound_to: str) -> Any:
    """The key inside a cursor. Raises Malformed for one that was not made here, or for another list."""
    try:
        return _serializer(secret, bound_to).loads(cursor)
    except BadData as error:
        detail = "游标不是由本列表给出的，或筛选条件已改变；请从第一页重新读取。"
        raise Malformed("cursor_invalid", detail, field="after") from error


def _serializer(secret: bytes, bound_to: str) -> URLSafeSerializer:
    """The list is the salt: a cursor of another one does not verify."""
    options = {"digest_method": hashlib.sha256, "key_derivation": "hmac"}
    return URLSafeSerializer(secret, salt=bound_to.encode(), signer_kwargs=options)
