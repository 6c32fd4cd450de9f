"""Who asks for what, seen before anything of a body is read."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from banfa.web.limits import DEAR, find_callers, weigh, weigh_body
from banfa.web.problems import HTTP_PROBLEMS, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

    from banfa.web.callers import Breach, Caller

OPERATING: Final = frozenset({"/healthz", "/readyz", "/metrics"})
"""Addresses for the operator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestHead:
    """Who asks; whether it computes for long, or is for the operator; and why it is turned away at once."""

    caller: Caller
    dear: bool
    operating: bool
    problem: Problem | None


def look_at(app: Flask, scope: Mapping[str, Any]) -> RequestHead:
    """Look at the headers of a request.

    Whom the counts have turned away a moment ago is turned away again without them, if it asks for as much.
    """
    callers, path = find_callers(app), scope["path"]
    length = _read_header(scope, b"content-length")
    caller = callers.find(
        credential=_read_header(scope, b"authorization") or _read_header(scope, b"cookie"),
        forwarded=_read_header(scope, b"x-forwarded-for"),
        remote=(scope.get("client") or ("", 0))[0],
    )
    weight = weigh(app, path, scope["method"], scope["query_string"].decode("latin-1"))
    with_body = weight + weigh_body(int(length) if length.isdecimal() else 0)
    breach = callers.find_breach(caller, with_body)
    return RequestHead(
        caller=caller,
        dear=weight >= DEAR,
        operating=path in OPERATING,
        problem=None if breach is None else _describe_breach(breach),
    )


def _read_header(scope: Mapping[str, Any], name: bytes) -> str:
    """A header as the application will have it."""
    return b",".join(value for n, value in scope["headers"] if n.lower() == name).decode("latin-1")


def _describe_breach(breach: Breach) -> Problem:
    status = HTTPStatus.TOO_MANY_REQUESTS
    return Problem(status, *HTTP_PROBLEMS[status], {"retry_after": breach.retry_after})
