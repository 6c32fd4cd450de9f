"""Headers of every answer: the request's number, and what keeps browsers from misusing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from uuid import uuid4

from flask import g

if TYPE_CHECKING:
    from flask import Flask, Response

ALWAYS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def install(app: Flask) -> None:
    """Number every request and set the headers of its answer."""
    app.before_request(number)
    app.after_request(finish)


def number() -> None:
    """Give the request its number, which a refusal's `instance` and the log carry too."""
    g.request_id = str(uuid4())


def finish(response: Response) -> Response:
    """Set what an answer has not set itself."""
    for name, value in ALWAYS.items():
        response.headers.setdefault(name, value)
    response.headers["X-Request-Id"] = g.request_id
    return response
