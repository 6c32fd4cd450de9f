"""Admitting a request of a page, and carrying it out: session, permission, then one transaction.

The same as `web.operation` does for a token: the actor of a session goes through the same table of rights and
the same unit of work, and what is committed is confirmed at the last moment.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from flask import Response, current_app, flash, g, redirect, request, session, url_for
from itsdangerous import BadData, URLSafeSerializer

from banfa.errors import BanfaError, Conflict, Forbidden, Malformed, Unauthorised
from banfa.trust.ids import Ids
from banfa.trust.permissions import ACTIONS, LOGS_IN, PERMISSIONS, ROLES
from banfa.trust.sessions import enter_session, note_use, recognise
from banfa.trust.unit import unit_of_work
from banfa.web import idempotency
from banfa.web.confirming import confirm as confirm_authority
from banfa.web.console.frame.calls import Done, Download, File, Html, PageCall, is_stale
from banfa.web.console.frame.drafts import ONLY_SHOWN, OWNER
from banfa.web.console.frame.formats import format_cell
from banfa.web.console.frame.meanwhile import find_last_act
from banfa.web.console.frame.sign_ons import is_let_in
from banfa.web.context import get_context, measure_body
from banfa.web.limits import SESSION
from banfa.web.problems import describe_error, take_problem_down
from banfa.web.request_log import name_actor
from banfa.web.requests import read_path
from banfa.web.responses import Rendered, format_disposition
from banfa.web.traces import leave_trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.trust.actor import Actor
    from banfa.trust.sessions import Login
    from banfa.trust.unit import Unit
    from banfa.web.console.frame.calls import Result
    from banfa.web.console.frame.declared import Page

FORM_KEY: Final = "form_key"
NOT_TYPED: Final = {FORM_KEY, OWNER, "csrf_token"}
IN_WORDS_OF_FORMS: Final = {
    "idempotency_key_reused": "这一页刚才已经提交过；要再办一件，请核对后重新提交。",
    "request_in_flight": "刚才的提交正在办理，请稍等再看结果。",
}
DONE, BAD = "done", "bad"
"""The two kinds of notices."""
FILLED_BY: Final = {"sheet": ("已从表中带入，还没有登记；请核对，填写文件后登记", DONE)}
"""What is said of a form that comes filled in, by what has filled it."""
NOT_SENT: Final = "登录有过变化，下面所填的还没有提交；请核对后再提交"


def make_view(page: Page) -> Callable[..., Response]:
    """Make the view function of a page."""

    def view(**path: Any) -> Response:
        request.max_content_length = measure_body(current_app, page.max_bytes)
        if request.method != "POST":
            return _read(page, path)
        if page.previews:
            return _preview(page, path)
        return show_again(page, path) if ONLY_SHOWN in request.form else _write(page, path)

    view.page = page  # type: ignore[attr-defined]
    return view


def _read(page: Page, path: dict[str, Any], *, problem: BanfaError | None = None) -> Response:
    """Show a page in a unit that only reads; after a `problem`, with what was typed."""
    context = get_context()
    now, isolation = context.read_clock(), page.isolation
    with enter_session(context.engine, _get_secret(), now=now, isolation=isolation) as (login, unit):
        _admit(page, login)
        call = _make_call(page, login, unit, problem=problem, subject=_name_subject(path))
        response = _answer(page.view(call, **read_path(path, unit.ids)))
    for reading in call.readings.values():
        leave_trace(unit, reading)
    if login.is_to_be_noted:
        note_use(context.engine, login)
    if problem is not None:
        response.status_code = describe_error(problem).status
    return response


def _preview(page: Page, path: dict[str, Any]) -> Response:
    """Show what comes of what was sent; where it cannot be read, the form again with the reason."""
    try:
        return _read(page, path)
    except BanfaError as error:
        if isinstance(error, Unauthorised | Forbidden):
            raise
        take_problem_down(error)
        return _read(page, path, problem=error)


def show_again(page: Page, path: dict[str, Any]) -> Response:
    """Show a form with what was typed, which is not carried out. Raises Malformed where there is no form."""
    if "GET" not in page.methods:
        raise Malformed("form_incomplete", "这一页不完整，请核对后重新提交。")
    flash(*FILLED_BY.get(request.form.get(ONLY_SHOWN, ""), (NOT_SENT, BAD)))
    return _read(page, path)


def _write(page: Page, path: dict[str, Any]) -> Response:
    """Carry out what was typed, once; where it cannot be, show the page again, or say why on another."""
    context, secret = get_context(), _get_secret()
    now = context.read_clock()
    login = recognise(context.engine, secret, now=now)
    _admit(page, login)
    try:
        key = _read_form_key(login)
        confirm = partial(confirm_authority, partial(_recognise_now, secret), login.actor)
        with unit_of_work(context.engine, login.actor, now=now, before_commit=confirm) as unit:
            response = _carry_out_once(page, path, login, unit, key)
    except BanfaError as error:
        if isinstance(error, Unauthorised | Forbidden):
            raise
        problem = _word_for_people(error)
        take_problem_down(problem)
        if "GET" in page.methods:
            return _read(page, path, problem=problem)
        flash(f"{problem.detail}{_tell_meanwhile(path) if is_stale(problem) else ''}", BAD)
        return _see_other(_find_back(page))
    return response


def _tell_meanwhile(path: dict[str, Any]) -> str:
    """Say of a button that came too late who was quicker, when, with what."""
    context = get_context()
    with enter_session(context.engine, _get_secret(), now=context.read_clock()) as (_, unit):
        act = find_last_act(unit, _name_subject(path))
    return f"{act.who}于{format_cell(act.at)}：{act.act}。" if act else ""


def _word_for_people(problem: BanfaError) -> BanfaError:
    """Say of a form what the API says of its key."""
    if problem.code not in IN_WORDS_OF_FORMS:
        return problem
    return type(problem)(problem.code, IN_WORDS_OF_FORMS[problem.code])


def _carry_out_once(page: Page, path: dict[str, Any], login: Login, unit: Unit, key: str) -> Response:
    """Call the page's function, or answer as it was answered under the same key."""
    typed = sorted((name, value) for name, value in request.form.items(multi=True) if name not in NOT_TYPED)
    payload = idempotency.fingerprint(
        method=request.method, path=request.full_path, if_match=None, arguments=[typed, _list_files()]
    )

    def perform() -> tuple[Rendered, Rendered]:
        call = _make_call(page, login, unit, submitted=True, subject=_name_subject(path))
        done = page.view(call, **read_path(path, unit.ids))
        if not isinstance(done, Done):
            message = f"page {page.name} took what was typed and did not say what was done"
            raise TypeError(message)
        headers = {"Location": done.location}
        rendered = Rendered(303, f"{done.message}{done.secret}".encode(), headers)
        return rendered, Rendered(303, done.message.encode(), headers)

    response = idempotency.perform_once(unit, key=key, payload=payload, perform=perform)
    flash(response.get_data(as_text=True), DONE)
    response.set_data(b"")
    return response


def _list_files() -> list[tuple[str, str, str]]:
    """The files that were sent: another file under the same name is another submission."""
    files = []
    for name, file in request.files.items(multi=True):
        files.append((name, file.filename or "", hashlib.sha256(file.stream.read()).hexdigest()))
        file.stream.seek(0)
    return files


def _name_subject(path: dict[str, Any]) -> str:
    """What an address is about, as the audit names it: by its first id."""
    ids = [value for value in path.values() if isinstance(value, tuple)]
    return "/".join(ids[0]) if ids else ""


def _make_call(page: Page, login: Login, unit: Unit, **more: Any) -> PageCall:
    profile = get_context().cities.profile(login.actor.city)
    g.today = unit.today
    return PageCall(unit=unit, profile=profile, login=login, page=page, **more)


def _admit(page: Page, login: Login) -> None:
    """Raise Forbidden where the role may not; keep who asks for the log and the limits.

    Raises Unauthorised where the bureau does not take any more who was recognised so.
    """
    actor = login.actor
    g.tenant, g.ids, g.admission, g.login = actor.tenant, Ids(actor.bureau.id_key), login, login
    name_actor(actor, g.ids)
    if not is_let_in(login):
        raise Unauthorised("session_ended", "本单位的登录方式已更改，请重新登录。")
    if page.is_open_to(actor.role):
        return
    may = "、".join(ROLES[role] for role in LOGS_IN if page.is_open_to(role))
    what = "" if page.action is None else f"“{ACTIONS[page.action]}”的权限，"
    detail = f"{ROLES[actor.role]}角色没有{what}可用的角色：{may}。"
    scope = None if page.action is None else PERMISSIONS[actor.role, page.action]
    raise Forbidden("role_not_allowed" if scope is None else "page_not_open", detail)


def _recognise_now(secret: str) -> Actor:
    context = get_context()
    return recognise(context.engine, secret, now=context.read_clock()).actor


def _get_secret() -> str:
    return str(session.get(SESSION, ""))


def make_form_key(login: Login, random: str) -> str:
    """Make the one-time key of a form that is shown: it holds for this session alone."""
    key: str = _make_serializer(login).dumps(random)
    return key


def _read_form_key(login: Login) -> str:
    """Read the one-time key. Raises Malformed; Conflict for a form of another session or bureau."""
    key = request.form.get(FORM_KEY, "")
    if not key:
        raise Malformed("form_incomplete", "这一页不完整，请核对后重新提交。")
    try:
        return f"form:{_make_serializer(login).loads(key)}"
    except BadData as error:
        detail = "打开这一页之后换过单位、角色或重新登录过，没有产生任何变更；请核对后重新提交。"
        raise Conflict("form_of_other_session", detail) from error


def _make_serializer(login: Login) -> URLSafeSerializer:
    actor = login.actor
    salt = f"form/{actor.tenant_id}/{actor.credential}"
    return URLSafeSerializer(get_context().secret, salt=salt, signer_kwargs={"key_derivation": "hmac"})


def _answer(result: Result) -> Response:
    if isinstance(result, Html):
        return Response(result.text, status=result.status, content_type="text/html; charset=utf-8")
    if isinstance(result, File):
        headers = {"Content-Disposition": format_disposition(result.name), **result.headers}
        return Response(result.data, content_type=result.media_type, headers=headers)
    if isinstance(result, Download):
        return result.content.respond(
            result.media_type, {"Content-Disposition": format_disposition(result.name)}
        )
    return _see_other(result.location)


def _see_other(location: str) -> Response:
    response: Any = redirect(location, code=303)
    return response  # type: ignore[no-any-return]


def _find_back(page: Page) -> str:
    """The page that a button stands on: that of the same thing."""
    path = {name: v[1] if isinstance(v, tuple) else v for name, v in (request.view_args or {}).items()}
    return url_for(f"console.{page.back}", **path)
