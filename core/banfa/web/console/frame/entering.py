"""From being recognised, however it was, to a session: a seat, entering, ending the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from flask import Response, redirect, render_template, request, session, url_for

from banfa.errors import Forbidden, Unauthorised
from banfa.logs import get_logger
from banfa.trust.identities import Identity, list_identity_seats
from banfa.trust.ids import Ids
from banfa.trust.instants import read_clock
from banfa.trust.sessions import end_sessions, list_seats, open_session, recognise
from banfa.trust.unit import unit_of_work
from banfa.web.console.frame.cookies import is_secure
from banfa.web.console.frame.declared import find_home
from banfa.web.console.frame.drafts import DRAFT, ONLY_SHOWN, is_owned, read_draft
from banfa.web.console.frame.sign_ons import find_sign_on, lets_in, list_sign_ons
from banfa.web.context import get_context
from banfa.web.limits import SESSION
from banfa.web.request_log import name_actor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.trust.sessions import Login, Seat

IDENTITY: Final = "identity"
"""Under which name the cookie holds whom a provider has named, until he enters."""
PENDING_S: Final = 600
"""Seconds for which what somebody has shown counts, until he enters."""

log = get_logger("banfa.web")


def choose(seats: Sequence[Seat], *, wanted: str) -> Response:
    """Enter the only seat there is, or have one chosen; whoever typed a draft enters where he did.

    Raises Unauthorised where there is no seat.
    """
    if not seats:
        session.clear()
        raise Unauthorised("no_seat", "这个账号现在没有可用的单位和角色，请联系本单位的管理员。")
    draft = read_draft(request.form.get(DRAFT, ""))
    for seat in seats:
        if draft is not None and is_owned(draft.owner, seat.bureau, seat.person, seat.role):
            enter(seat)
            return render("draft.html", status=200, draft=draft, only_shown=ONLY_SHOWN)
    if len(seats) > 1:
        return go(url_for("login.show_seats", next=wanted or None))
    enter(seats[0])
    return go(wanted or url_for(f"console.{find_home(seats[0].role)}"))


def return_draft(signed: str, login: Login | None) -> Response | None:
    """Give back what the login page has kept to its owner, who has a session; None to anybody else."""
    draft = read_draft(signed)
    if draft is None or login is None:
        return None
    actor = login.actor
    if not is_owned(draft.owner, actor.bureau, actor.person, actor.role):
        return None
    return render("draft.html", status=200, draft=draft, only_shown=ONLY_SHOWN)


def enter(seat: Seat, *, started_at: datetime | None = None) -> None:
    """Open a session and keep its secret in a cookie that holds nothing else."""
    opened = open_session(get_context().engine, seat, started_at=started_at)
    notices = session.get("_flashes")
    session.clear()
    session[SESSION] = opened.secret
    if notices:
        session["_flashes"] = notices
    name_actor(opened.actor, Ids(seat.bureau.id_key))
    log.info("login", manner="password" if seat.issuer is None else "sso")


def list_seats_of(login: Login) -> list[Seat]:
    """List the seats among which a session may be switched: those of whoever said who it is."""
    if login.issuer is None:
        return list_account_seats(login.account_id, login.login)
    return list_seats_for(Identity(login.issuer, login.subject or ""))


def list_account_seats(account_id: int, login: str) -> list[Seat]:
    """List the seats of whom the password of an account has recognised, where a password lets in.

    Raises Forbidden (`password_login_closed`) where it would have let in but for the bureaus' single sign-on.
    """
    context = get_context()
    seats = list_seats(context.engine, account_id, now=context.read_clock())
    open_seats = [seat for seat in seats if lets_in(seat.bureau.slug, login=login, issuer=None)]
    if seats and not open_seats:
        sign_ons = filter(None, (find_sign_on(seat.bureau.slug) for seat in seats))
        labels = "、".join(dict.fromkeys(sign_on.label for sign_on in sign_ons))
        message = f"您的单位只用{labels}登录，不用本系统的密码：请点登录页上的“用{labels}登录”。"
        raise Forbidden("password_login_closed", f"{message}认证方停用时，请联系运维人员。")
    return open_seats


def list_seats_for(identity: Identity) -> list[Seat]:
    """List the seats of whom a provider has named, where it is trusted. Raises Forbidden without one."""
    context = get_context()
    bureaus = [sign_on.bureau for sign_on in list_sign_ons() if sign_on.issuer == identity.issuer]
    return list_identity_seats(context.engine, identity, bureaus=bureaus, now=context.read_clock())


def remember_identity(identity: Identity, *, at: datetime) -> None:
    """Keep whom a provider has named; whatever the cookie held before is gone."""
    session.clear()
    session[IDENTITY] = [*identity, int(at.timestamp())]


def find_pending_identity() -> Identity | None:
    """Whom a provider has named of late in this browser."""
    issuer, subject, at = session.get(IDENTITY) or ("", "", 0)
    lasts = bool(issuer) and read_present().timestamp() - at < PENDING_S
    return Identity(issuer, subject) if lasts else None


def read_present(connection: Connection | None = None) -> datetime:
    """Give the present where there is no session yet: the database's, on a connection or one of its own."""
    context = get_context()
    present = context.read_clock()
    if present is not None:
        return present
    if connection is not None:
        return read_clock(connection)
    with context.engine.connect() as own_connection:
        return read_clock(own_connection)


def find_login() -> Login | None:
    """The session that the cookie holds, if it lasts."""
    context = get_context()
    try:
        return recognise(context.engine, str(session.get(SESSION, "")), now=context.read_clock())
    except Unauthorised:
        return None


def end_login(login: Login | None) -> None:
    """End a session, where there is one."""
    if login is not None and login.actor.session_id is not None:
        with unit_of_work(get_context().engine, login.actor, now=login.now) as unit:
            end_sessions(unit, login.actor.session_id)


def find_next() -> str:
    """Where somebody wanted to go who had to log in first: a page of ours, or nowhere."""
    wanted = request.args.get("next", "")
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return ""
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc
    return wanted if ours and wanted.isprintable() else ""


def go(location: str) -> Response:
    """Lead on by GET."""
    response: Any = redirect(location, code=303)
    return response  # type: ignore[no-any-return]


def render(template: str, *, status: int, **values: Any) -> Response:
    """Show a page that needs no session."""
    usual = {"secure": is_secure(), "next": find_next(), "sign_ons": list_sign_ons()}
    text = render_template(f"frame/{template}", **{"draft": request.form.get(DRAFT, ""), **usual, **values})
    return Response(text, status=status, content_type="text/html; charset=utf-8")
