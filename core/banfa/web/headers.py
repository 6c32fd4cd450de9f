"""Headers: the version a caller has read, the request's number, and what keeps browsers from misuse."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from flask import g, request

from banfa.errors import PreconditionFailed, PreconditionRequired
from banfa.web.context import REQUEST_ID

if TYPE_CHECKING:
    from flask import Flask, Response

DEFAULTS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
MAX_ETAGS: Final = 10
"""Of one If-Match: each may cost an attempt."""

# `"12"` or, of a GET, `"12.5b0c…"`; a compressed answer's has `:zstd` or the like at its end.
_ETAG: Final = re.compile(r'"(\d{1,18})(?:\.[0-9a-f]{16})?(?::[a-z]+)?"', re.ASCII)


def init_app(app: Flask) -> None:
    """Number every request and set the headers of its answer."""
    app.before_request(_number_request)
    app.after_request(_finish)


def format_etag(version: int | None, body: bytes | None = None) -> str:
    """The entity tag of an answer (RFC 9110): the version, and of what was read a digest of its bytes.

    The version is what If-Match compares. If-None-Match compares the whole, since an answer also says what
    its version does not count: a contract's standing, whether a result is stale, what this reader may see.
    """
    digest = "" if body is None else f".{blake2b(body, digest_size=8).hexdigest()}"
    return f'"{"" if version is None else version}{digest}"'


def read_versions(if_match: str | None) -> tuple[int, ...]:
    """The versions that a caller has read, from its If-Match header (RFC 9110), newest first.

    Raises PreconditionRequired without one (`*` names no version), PreconditionFailed where it lists none
    that we ever gave: a weak one never matches.
    """
    if if_match is None or if_match.strip() == "*":
        detail = "请先读取，再把响应头 ETag 的内容原样放入 If-Match，以免覆盖他人的变更。"
        raise PreconditionRequired("version_required", detail, field="If-Match")
    etags = [_ETAG.fullmatch(etag.strip()) for etag in if_match.split(",")[:MAX_ETAGS]]
    versions = sorted({int(etag[1]) for etag in etags if etag}, reverse=True)
    if not versions:
        raise PreconditionFailed(
            "version_stale", "If-Match 与现有版本不符，请重新读取后再办理。", field="If-Match"
        )
    return tuple(versions)


def _number_request() -> None:
    """Give the request its number, which a problem's `instance` and the log carry too."""
    g.request_id = request.environ.get(REQUEST_ID) or str(uuid4())


def _finish(response: Response) -> Response:
    """Set what an answer has not set itself."""
    for name, value in DEFAULTS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = g.request_id
    return response
