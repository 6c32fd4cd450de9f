"""Versions: which state of a thing a caller has read (RFC 9110: ETag, If-Match)."""

from __future__ import annotations

import re
from typing import Final

from banfa.errors import PreconditionFailed, PreconditionRequired

_TAG: Final = re.compile(r'"(\d{1,18})"', re.ASCII)


def tag(version: int) -> str:
    """The ETag of a version."""
    return f'"{version}"'


def version_read(if_match: str | None) -> int:
    """The version that a caller has read, from its If-Match header.

    Raises PreconditionRequired without one (`*` names no version), PreconditionFailed for one we never gave.
    """
    if if_match is None or if_match.strip() == "*":
        detail = "请先读取，再把响应头 ETag 的内容原样放入 If-Match，以免覆盖他人的变更。"
        raise PreconditionRequired("version_required", detail, field="If-Match")
    found = _TAG.fullmatch(if_match.strip())
    if found is None:
        raise PreconditionFailed(
            "version_stale", "If-Match 与现有版本不符，请重新读取后再办理。", field="If-Match"
        )
    return int(found[1])
