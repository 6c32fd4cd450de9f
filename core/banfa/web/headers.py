"""Headers: the version a caller has read, the request's number, and what keeps browsers from misuse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from flask import g

from banfa.errors import PreconditionFailed, PreconditionRequired

if TYPE_CHECKING:
    from flask import Flask, Response

DEFAULTS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_ETAG: Final = re.compile(r'"(\d{1,18})"', re.ASCII)


def init_app(app: Flask) -> None:
    """Number every request and set the headers of its answer."""
    app.before_request(_number_request)
    app.after_request(_finish)


def format_etag(version: int) -> str:
    """The ETag of a version (RFC 9110)."""
    return f'"{version}"'


def read_version(if_match: str | None) -> int:
    """The version that a caller has read, from its If-Match header (RFC 9110).

    Raises PreconditionRequired without one (`*` names no version), PreconditionFailed for one we never gave.
    """
    if if_match is None or if_match.strip() == "*":
        detail = "请先读取，再把响应头 ETag 的内容原样放入 If-Match，以免覆盖他人的变更。"
        raise PreconditionRequired("version_required", detail, field="If-Match")
    etag = _ETAG.fullmatch(if_match.strip())
    if etag is None:
        raise PreconditionFailed(
            "version_stale", "If-Match 与现有版本不符，请重新读取后再办理。", field="If-Match"
        )
    return int(etag[1])


def _number_request() -> None:
    """Give the request its number, which a problem's `instance` and the log carry too."""
    g.request_id = str(uuid4())


def _finish(response: Response) -> Response:
    """Set what an answer has not set itself."""
    for name, value in DEFAULTS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = g.request_id
    return response
