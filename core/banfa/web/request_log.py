"""A line for each request, each that was not carried out, each token that is new: who, not what was sent."""

from __future__ import annotations

import time
from http import HTTPMethod, HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import current_app, g, request

from banfa.logs import add, begin, get_logger

if TYPE_CHECKING:
    from flask import Flask, Response

    from banfa.trust.actor import Actor
    from banfa.trust.ids import Ids

NOWHERE: Final = "none"
"""Stands for the address of a request for which there is none: what strangers invent is not repeated."""
MAX_KNOWN: Final = 100_000
"""Tokens that a process remembers to have seen."""
_KNOWN: Final = "banfa.known_tokens"

log = get_logger("banfa.web")


def init_app(app: Flask) -> None:
    """Log every request; after `headers`, which numbers it."""
    app.extensions[_KNOWN] = set()
    app.before_request(_begin)
    app.after_request(_log_request)


def name_actor(actor: Actor, ids: Ids) -> None:
    """Let the lines of this request say who asks; log a token that this process sees for the first time.

    That somebody logs in to a session is logged where it is opened.
    """
    add(tenant=actor.tenant, person=ids.encode_one("person", actor.person.id))
    if actor.token_id is None:
        return
    add(token=ids.encode_one("token", actor.token_id))
    known: set[tuple[int, int]] = current_app.extensions[_KNOWN]
    key = (actor.tenant_id, actor.token_id)
    if key not in known:
        if len(known) >= MAX_KNOWN:
            known.clear()
        known.add(key)
        log.info("login")


def describe_request() -> dict[str, str]:
    """Method and route of the present request, in words that no stranger chooses."""
    method = request.method if request.method in HTTPMethod.__members__ else "other"
    return {"method": method, "route": NOWHERE if request.url_rule is None else request.url_rule.rule}


def _begin() -> None:
    begin(request_id=g.request_id)


def _log_request(response: Response) -> Response:
    # A page may answer a problem by leading elsewhere.
    status, code = g.get("problem", (response.status_code, None))
    line: dict[str, Any] = {**describe_request(), "status": response.status_code}
    if code is not None:
        line["code"] = code
    ms = round((time.monotonic() - g.get("received_at", time.monotonic())) * 1000, 1)
    log.info("request", **line, ms=ms)
    if status == HTTPStatus.UNAUTHORIZED:
        log.warning("login_refused", **line)
    elif code is not None and status != HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("refused", **line)
    return response
