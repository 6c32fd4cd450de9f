"""How much a credential, and an address without one, may ask for: weights, counted on the queue's server.

A request weighs what its operation declares (a read 1, a change 2, what computes or answers much more), and a
little more for every piece of body. Counts are shared by all processes; while the server is away each process
counts by itself. Who presents no token, or one that is not taken, is counted by address; an address that has
used up its share is closed to strangers only, not to a token that this process has just taken. Who has come
by a one-time link is counted by his visit, and what he hands in weighs the same however large it is.
"""

from __future__ import annotations

import time
from functools import partial
from http import HTTPStatus
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import parse_qsl

from flask import current_app, g, request, session
from flask_limiter import ApplicationLimit, Limiter, RequestLimit
from werkzeug.exceptions import HTTPException

from banfa.web.callers import Breach, Caller, Callers, digest_credential

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask, Response

    from banfa.settings import Settings
    from banfa.web.operation import Operation

_KEY: Final = "banfa_limits"

CHANGE: Final = 2
SESSION: Final = "session"
"""Under which name the pages' cookie holds the secret of a session."""
VISIT: Final = "party"
"""Under which name it holds that of a visit by a one-time link; the pages of these have the same name."""
DOCUMENT: Final = 10
"""What the whole OpenAPI document weighs."""
DEAR: Final = 20
"""From this weight on a request computes for long: few of them are carried out at a time."""
BYTES_A_POINT: Final = 1 << 16
"""So many bytes of a body weigh one point."""

_CREDENTIAL: Final = attrgetter("credential_key")
_ADDRESS: Final = attrgetter("address_key")
"""Under which of a caller's keys a breach is remembered: that of the limit which was exceeded."""

SERVER_TIME_S: Final = 0.25
"""Seconds that a count may take before the process counts by itself."""


def init_app(app: Flask, settings: Settings) -> None:
    """Count every request; a figure of 0 in the settings counts nothing."""
    app.extensions[_KEY] = Callers(settings.proxies)
    app.after_request(_remember)
    limits = [
        ApplicationLimit(
            limit_provider=f"{figure} per minute",
            key_function=key,
            scope=scope,
            cost=_weigh_request,
            exempt_when=exempt,
            deduct_when=deduct,
            on_breach=partial(_note_breach, remember),
        )
        for scope, figure, key, exempt, deduct, remember in (
            ("credential", settings.limit_credential, _name_credential, _has_no_token, None, _CREDENTIAL),
            ("address", settings.limit_address, name_address, _is_known, _is_stranger, _ADDRESS),
        )
        if figure
    ]
    Limiter(
        name_address,
        app=app,
        application_limits=cast("Any", limits),
        storage_uri=_find_storage(settings.redis_url),
        storage_options=_STORAGE_OPTIONS if settings.redis_url else {},
        strategy="sliding-window-counter",
        key_prefix="banfa",
        in_memory_fallback_enabled=True,
        swallow_errors=True,
    )


_STORAGE_OPTIONS: Final[dict[str, Any]] = {
    "socket_timeout": SERVER_TIME_S,
    "socket_connect_timeout": SERVER_TIME_S,
}


def _find_storage(redis_url: str | None) -> str:
    """The queue's server, as the counter of requests takes its address."""
    if redis_url is None:
        return "memory://"
    return f"redis+{redis_url}" if redis_url.startswith("unix:") else redis_url


def weigh(app: Flask, path: str, method: str, query: str) -> int:
    """What a request weighs without its body, found out before there is one; 1 where there is no such."""
    try:
        endpoint, _ = app.url_map.bind("").match(path, method)
    except HTTPException:
        return 1
    return _weigh(app, endpoint, method, query)


def weigh_body(size: int) -> int:
    """What a body of so many bytes weighs besides."""
    return size // BYTES_A_POINT


def find_callers(app: Flask) -> Callers:
    """What an application remembers of its callers."""
    return cast("Callers", app.extensions[_KEY])


def _weigh(app: Flask, endpoint: str, method: str, query: str) -> int:
    if endpoint == "openapi_json":
        return DOCUMENT
    view: Any = app.view_functions.get(endpoint)
    declared: Operation | None = getattr(view, "operation", getattr(view, "page", None))
    usual = 1 if method in {"GET", "HEAD"} else CHANGE
    if declared is None or (declared.dear_if and declared.dear_if not in _list_names(query)):
        return usual
    return max(declared.weight, usual)


def _list_names(query: str) -> list[str]:
    """The names in a query, read as the application reads them."""
    return [name for name, _ in parse_qsl(query, keep_blank_values=True)]


def _weigh_request() -> int:
    query = request.query_string.decode("latin-1")
    weight = _weigh(current_app, request.endpoint or "", request.method, query)
    return weight if _find_visit() else weight + weigh_body(request.content_length or 0)


def _find_caller() -> Caller:
    headers = request.headers
    return find_callers(current_app).find(
        credential=headers.get("Authorization") or headers.get("Cookie", ""),
        forwarded=headers.get("X-Forwarded-For", ""),
        remote=request.remote_addr or "",
    )


def _has_no_token() -> bool:
    return not _find_credential()


def _find_credential() -> str:
    """What a request is recognised by: a token or, on the pages, the secret in the cookie."""
    return request.headers.get("Authorization") or _find_visit() or str(session.get(SESSION) or "")


def _find_visit() -> str:
    """The secret of a visit, on the pages of one-time links alone; the cookie is signed by us."""
    return str(session.get(VISIT) or "") if request.blueprint == VISIT else ""


def _name_credential() -> str:
    """The credential without its secret: of a page the session, whatever else its cookie says."""
    return digest_credential(_find_credential())


def name_address() -> str:
    """Whence a request comes: behind so many proxies of ours, what the outermost of them has written down."""
    return _find_caller().address


def _is_known() -> bool:
    return bool(_find_caller().bureau)


def _is_stranger(response: Response) -> bool:
    return _has_no_token() or response.status_code == HTTPStatus.UNAUTHORIZED


def _remember(response: Response) -> Response:
    """Remember a credential that was taken, and forget one that is taken no more."""
    seen, credential = find_callers(current_app).seen, _find_caller().credential
    if "admission" in g or "visitor" in g:
        seen.put(credential, g.get("admission", g.get("visitor")).actor.tenant)
    elif response.status_code == HTTPStatus.UNAUTHORIZED:
        seen.drop(credential)
    return response


def _note_breach(remember: Callable[[Caller], str], limit: RequestLimit) -> None:
    """Keep for the answer, and for the front, when the next request may be taken."""
    g.retry_after = max(1, round(limit.reset_at - time.time()))
    breach = Breach(_weigh_request(), g.retry_after)
    find_callers(current_app).breaches.put(remember(_find_caller()), breach)
