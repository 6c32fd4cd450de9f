"""Logging in: account and password, the first change, the choice of bureau; and out again.

Between the password and the choice the cookie holds what was shown, signed and for ten minutes; it is worth
nothing once the password is another.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from flask import Blueprint, flash, request, session, url_for
from wtforms import PasswordField

from banfa.errors import BanfaError, Malformed, Unauthorised
from banfa.logs import get_logger
from banfa.trust.accounts import Account, change_password, find_account, normalise_login
from banfa.trust.ids import Ids
from banfa.trust.login_attempts import count_attempt, forget_attempt, make_keys
from banfa.trust.passwords import check_password, hash_password, verify_password
from banfa.web.console.frame.admission import BAD, DONE
from banfa.web.console.frame.declared import find_home
from banfa.web.console.frame.drafts import DRAFT, read_draft
from banfa.web.console.frame.entering import (
    PENDING_S,
    choose,
    end_login,
    enter,
    find_login,
    find_next,
    find_pending_identity,
    go,
    list_account_seats,
    list_seats_for,
    list_seats_of,
    read_present,
    render,
    return_draft,
)
from banfa.web.console.frame.forms import PageForm, TextField, require
from banfa.web.console.frame.locking import note_lock
from banfa.web.context import get_context
from banfa.web.limits import name_address
from banfa.web.problems import describe_error, find_headers
from banfa.web.request_log import describe_request, name_actor

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response
    from sqlalchemy import Connection

    from banfa.trust.sessions import Login, Seat

PENDING: Final = "account"

log = get_logger("banfa.web")

blp = Blueprint("login", __name__)


class LoginForm(PageForm):
    """Who, and the password."""

    login = TextField("账号", hint="手机号或工号", validators=[require("请填写账号")])
    password = PasswordField("密码", [require("请填写密码")])


class PasswordForm(PageForm):
    """A new password, twice."""

    password = PasswordField(
        "新密码",
        [require("请填写新密码")],
        description="10个字符以上，不能只用数字，不含账号；可以是一句容易记的话",
    )
    again = PasswordField("再填一次", [require("请再填一次")])

    def check(self) -> None:
        """Hold the two against each other, too."""
        super().check()
        if self.password.data != self.again.data:
            raise Malformed("password_differs", "两次填写的密码不同。", field="again")


@blp.get("/login")
def show_login() -> Response:
    """Ask for account and password."""
    return render("login.html", form=LoginForm(), status=200)


def ask_to_log_in(draft: str) -> Response:
    """Ask for account and password in place of a page; what was typed there is a `draft` until then."""
    return render("login.html", form=LoginForm(formdata=None), status=401, draft=draft)


@blp.get("/login/elsewhere")
def show_elsewhere() -> Response:
    """Say to who has logged in beside a login page that keeps a draft where to go on."""
    return go(url_for("login.show_login")) if find_login() is None else render("elsewhere.html", status=200)


@blp.post("/login/draft")
def take_draft() -> Response:
    """Give back what a login page keeps, to its owner, who has logged in meanwhile in another window."""
    signed = request.form.get(DRAFT, "")
    return return_draft(signed, find_login()) or ask_to_log_in(signed if read_draft(signed) else "")


@blp.post("/login")
def take_login() -> Response:
    """Take account and password; what fails says the same, whatever failed.

    That a bureau takes no passwords is said to who has shown the right one, and to nobody else.
    """
    form = LoginForm()
    try:
        form.check()
        account = _verify(str(form.login.data), str(form.password.data))
        seats = _find_account_seats(account)
    except BanfaError as problem:
        form.take_problem(problem)
        log.warning("login_refused", **describe_request(), code=problem.code, manner="password")
        described = describe_error(problem)
        response = render("login.html", form=form, status=described.status)
        response.headers.update(find_headers(described))
        return response
    end_login(find_login())
    _remember(account)
    if account.one_time:
        return go(url_for("login.show_change"))
    return choose(seats, wanted=find_next())


@blp.get("/password/first")
def show_change() -> Response:
    """Ask for a password of the person's own."""
    _find_pending()
    return render("first_password.html", form=PasswordForm(), status=200)


@blp.post("/password/first")
def take_change() -> Response:
    """Take the password of the person's own in place of the one-time one."""
    account = _find_pending()
    form = PasswordForm()
    try:
        form.check()
        with get_context().engine.begin() as connection:
            at = read_present(connection)
            change_own_password(connection, account, str(form.password.data), at=at)
    except BanfaError as problem:
        form.take_problem(problem)
        return render("first_password.html", form=form, status=422)
    with get_context().engine.begin() as connection:
        account = find_account(connection, str(account.login))
    _remember(account)
    flash("密码已更改", DONE)
    return choose(_find_account_seats(account), wanted=find_next())


@blp.get("/seats")
def show_seats() -> Response:
    """Show where the account may work."""
    login = find_login()
    present = "" if login is None else f"{login.actor.tenant}/{login.actor.role}"
    return render("seats.html", seats=_list_own_seats(login), present=present, status=200)


@blp.post("/seats")
def take_seat() -> Response:
    """Open a session in the bureau and role that was chosen; the one before ends, its time goes on."""
    before = find_login()
    seats = _list_own_seats(before)
    chosen = next((seat for seat in seats if seat.key == request.form.get("seat")), None)
    if chosen is None:
        flash("请选择一个单位和角色", BAD)
        return go(url_for("login.show_seats"))
    enter(chosen, started_at=None if before is None else before.started_at)
    end_login(before)
    return go(url_for(f"console.{find_home(chosen.role)}"))


@blp.post("/logout")
def log_out() -> Response:
    """End the session."""
    login = find_login()
    if login is not None:
        end_login(login)
        name_actor(login.actor, Ids(login.actor.bureau.id_key))
        log.info("logout")
    session.clear()
    flash("已退出", DONE)
    left = None if login is None or login.issuer is None else login.actor.tenant
    return go(url_for("login.show_login", left=left))


def change_own_password(connection: Connection, account: Account, new: str, *, at: datetime) -> None:
    """Set the password that a person has chosen himself. Raises Malformed."""
    check_password(new, login=str(account.login))
    if verify_password(account.password, new):
        raise Malformed("password_same", "新密码不能与原来的相同。", field="password")
    account_id, old = int(account.id or 0), str(account.password)
    if not change_password(connection, account_id=account_id, old=old, new=hash_password(new), at=at):
        raise Malformed("password_stale", "密码刚刚已被更改，请重新登录。")


def _verify(login: str, password: str) -> Account:
    """Give the account whose password it is. Raises Malformed, Overburdened; a failure is counted."""
    context = get_context()
    keys = make_keys(context.secret, login=normalise_login(login), address=name_address())
    with context.engine.begin() as connection:
        account = find_account(connection, login)
        now = read_present(connection)
        left = count_attempt(connection, keys, now=now)
    if verify_password(account.password, password) and _is_usable(account, now):
        with context.engine.begin() as connection:
            forget_attempt(connection, keys)
        return account
    if left.locks_login:
        note_lock(account.id, now=now)
    rest = f"还可以试{left.attempts}次" if left.attempts > 0 else "请15分钟后再试"
    raise Malformed("login_failed", f"账号或密码不对，{rest}。", field="password")


def _is_usable(account: Account, now: datetime) -> bool:
    return account.usable_until is None or now < account.usable_until


def _remember(account: Account) -> None:
    """Keep that the password was shown; whatever the cookie held before is gone."""
    session.clear()
    session[PENDING] = [account.login, _digest(account), int(read_present().timestamp())]


def _find_pending() -> Account:
    """The account whose password was shown of late. Raises Unauthorised."""
    login, digest, at = session.get(PENDING) or ("", "", 0)
    if login:
        with get_context().engine.begin() as connection:
            account = find_account(connection, login)
            lasts = read_present(connection).timestamp() - at < PENDING_S
        if lasts and account.id is not None and digest == _digest(account):
            return account
    raise Unauthorised("session_unknown", "请先登录。")


def _digest(account: Account) -> str:
    return hashlib.sha256(f"{account.id}/{account.password}".encode()).hexdigest()[:32]


def _find_account_seats(account: Account) -> list[Seat]:
    return list_account_seats(int(account.id or 0), str(account.login))


def _list_own_seats(login: Login | None) -> list[Seat]:
    """List the seats of whoever has a session, was named by a provider or has shown a password."""
    if login is not None:
        return list_seats_of(login)
    identity = find_pending_identity()
    return _find_account_seats(_find_pending()) if identity is None else list_seats_for(identity)
