"""Text from outside that is seen as it stands: no controls, nothing that turns it around."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from banfa.errors import Malformed

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Controls, what turns text around, and what cannot be stored at all."""


def check_seen(texts: Iterable[str]) -> None:
    """Check that texts can be stored and are seen as they stand. Raises Malformed (`unstorable_text`)."""
    if any(map(_UNSEEN.search, texts)):
        message = "所填内容含有不能保存的字符（控制字符或改变文字方向的字符），请删除后重试。"
        raise Malformed("unstorable_text", message)
