"""Logging in by the bureau's provider: there by a link, back with a code; the session is as any other.

What is kept meanwhile is in the signed cookie: the `state` that the answer has to bring back, for ten minutes
and for one answer. A form could not lead there: the policy of the pages lets forms go to ourselves alone.
"""

from __future__ import annotations

import hmac
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Final

from flask import Blueprint, request, session, url_for

from banfa.errors import BanfaError, Malformed, Unavailable
from banfa.logs import get_logger
from banfa.trust.login_attempts import count_attempt, forget_attempt, make_address_key
from banfa.web.console.frame.entering import (
    PENDING_S,
    choose,
    end_login,
    find_login,
    find_next,
    go,
    list_seats_for,
    read_present,
    remember_identity,
    render,
)
from banfa.web.console.frame.login import LoginForm
from banfa.web.console.frame.sign_ons import find_client
from banfa.web.context import get_context
from banfa.web.limits import name_address
from banfa.web.problems import describe_error, find_headers
from banfa.web.request_log import describe_request
from banfa.web.sso.client import make_ticket

if TYPE_CHECKING:
    from flask import Response

    from banfa.trust.identities import Identity
    from banfa.trust.login_attempts import Keys
    from banfa.trust.sessions import Seat
    from banfa.web.sso.client import Client, Ticket

STATE: Final = "sso"
"""Under which name the cookie holds what the answer has to bring back."""

log = get_logger("banfa.web")

blp = Blueprint("sso", __name__)


@blp.get("/sso/<bureau>")
def begin(bureau: str) -> Response:
    """Lead to the provider."""
    client, state = find_client(bureau), token_urlsafe(32)
    try:
        address = client.begin_login(make_ticket(get_context().secret, state))
    except BanfaError as problem:
        return _show(problem)
    session[STATE] = [bureau, state, int(read_present().timestamp()), find_next()]
    return go(address)


@blp.get("/sso/<bureau>/callback")
def finish(bureau: str) -> Response:
    """Take who comes back from the provider; what fails leaves no session."""
    client = find_client(bureau)
    pending = session.pop(STATE, None)
    try:
        ticket, wanted = _check_state(bureau, pending)
        identity, seats = _recognise(client, ticket)
    except BanfaError as problem:
        return _show(problem)
    end_login(find_login())
    remember_identity(identity, at=read_present())
    return choose(seats, wanted=wanted)


@blp.get("/sso/<bureau>/logout")
def leave(bureau: str) -> Response:
    """Lead to where one logs out of the provider too, after our own session has ended."""
    try:
        address = find_client(bureau).find_end_address()
    except BanfaError as problem:
        return _show(problem)
    return go(address or url_for("login.show_login"))


def _check_state(bureau: str, pending: object) -> tuple[Ticket, str]:
    """Give what the login began with, and where it was to lead. Raises Malformed."""
    if (
        not isinstance(pending, list)
        or pending[0] != bureau
        or read_present().timestamp() - pending[2] >= PENDING_S
    ):
        message = "这次登录不是从这个浏览器开始的，或已超过10分钟、已经用过，请重新登录。"
        raise Malformed("sso_state_missing", message)
    state = str(pending[1])
    if not hmac.compare_digest(state.encode(), request.args.get("state", "").encode()):
        raise Malformed("sso_state_wrong", "登录的应答与这次登录不符，没有登录；请重新登录。")
    return make_ticket(get_context().secret, state), str(pending[3])


def _recognise(client: Client, ticket: Ticket) -> tuple[Identity, list[Seat]]:
    """Give who came back, and where he may work. Raises BanfaError; what fails is counted for his address."""
    context = get_context()
    keys = make_address_key(context.secret, name_address())
    with context.engine.begin() as connection:
        count_attempt(connection, keys, now=read_present(connection))
    try:
        identity = client.finish_login(ticket, code=_read_code(), issuer=request.args.get("iss"))
        seats = list_seats_for(identity)
    except Unavailable:  # it is not his doing
        _forget(keys)
        raise
    _forget(keys)
    return identity, seats


def _forget(keys: Keys) -> None:
    with get_context().engine.begin() as connection:
        forget_attempt(connection, keys)


def _read_code() -> str:
    """Give the code of the answer; the provider's own words are shown nowhere. Raises Malformed."""
    if request.args.get("error") == "access_denied":
        message = "统一身份认证没有放行：登录被取消，或您没有获得授权。请重新登录，仍不行请联系管理员。"
        raise Malformed("sso_denied", message)
    code = request.args.get("code", "")
    if not code or "error" in request.args:
        message = "统一身份认证没有完成这次登录，请重新登录；仍不行请告知运维人员。"
        raise Malformed("sso_declined", message)
    return code


def _show(problem: BanfaError) -> Response:
    """Say on the login page why nobody was logged in, where a password may still do."""
    log.warning("login_refused", **describe_request(), code=problem.code, manner="sso")
    described = describe_error(problem)
    response = render("login.html", form=LoginForm(), problem=problem.detail, status=described.status)
    response.headers.update(find_headers(described))
    return response
