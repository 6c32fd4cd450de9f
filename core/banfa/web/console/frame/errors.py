"""What people see when something cannot be done: a page in Chinese, with the number to quote."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from flask import Response, current_app, g, redirect, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from banfa.errors import BanfaError
from banfa.web.console.frame.admission import show_again
from banfa.web.console.frame.drafts import DRAFT, OWNER, is_owned, read_draft, sign_draft
from banfa.web.console.frame.entering import find_login, return_draft
from banfa.web.console.frame.lists import TRAIL
from banfa.web.console.frame.login import ask_to_log_in
from banfa.web.console.frame.sign_ons import is_let_in
from banfa.web.limits import SESSION
from banfa.web.problems import MACHINES, TITLES, answer_problem, find_allow, find_headers, take_problem_down

if TYPE_CHECKING:
    from flask import Flask

    from banfa.web.problems import Problem

LOGIN: Final = 401
TOO_MANY: Final = 429
LOGGING_IN: Final = frozenset({"login.take_login", "login.take_draft"})
MAX_NEXT: Final = 1000
"""Bytes of an address that is come back to after logging in: it stands in addresses and a cookie itself."""
TITLES_HERE: Final = {
    400: "这一页不能提交",
    403: "这一步不能由您办理",
    404: "没有这一页",
    409: "现在不能这样办",
    429: "操作过多",
}

TITLES_OF_CODES: Final = dict.fromkeys(("role_not_allowed", "page_not_open"), "您的角色不能看这一页")
"""Titles that go before those of the status: here the role may not, whoever the person is."""


def init_app(app: Flask) -> None:
    """Answer errors by a page, but those of programs as before."""
    for kind in (HTTPException, Exception):  # the first as well: it is the more exact one of most errors
        app.register_error_handler(kind, _answer)


def _give_back(problem: Problem) -> Response | None:
    """Give back what was typed into a form of ours: on its page, or on the login page, to its owner alone."""
    page = getattr(current_app.view_functions.get(request.endpoint or ""), "page", None)
    if page is None or "GET" not in page.methods:
        return None
    draft = sign_draft()
    if not draft:
        return None
    login = find_login()
    if login is None or not is_let_in(login):
        session.pop(SESSION, None)
        response = ask_to_log_in(draft)
        response.headers.update(find_headers(replace(problem, status=LOGIN)))
        return response
    actor = login.actor
    if not is_owned(request.form.get(OWNER, ""), actor.bureau, actor.person, actor.role):
        return None
    try:
        response = show_again(page, dict(request.view_args or {}))
    except BanfaError:
        return None
    response.status_code = problem.status
    return response


def _keep_draft() -> Response | None:
    """Give the draft back to its owner who has logged in in another tab meanwhile; have others log in.

    The forgery token is no longer that of the cookie; nothing is done but to show its own writer a form.
    """
    signed = request.form.get(DRAFT, "")
    if read_draft(signed) is None:
        return None
    return return_draft(signed, find_login()) or ask_to_log_in(signed)


def _find_wanted() -> str | None:
    """Give the address that is come back to after logging in; of a list not the way through its pages."""
    if request.method != "GET" or request.path == "/":
        return None
    query = [(key, value) for key, value in request.args.items(multi=True) if key != TRAIL]
    wanted = f"{request.path}?{urlencode(query)}" if query else request.path
    return wanted if len(wanted.encode()) <= MAX_NEXT else request.path


def _answer(error: Exception) -> Response:
    if request.path.startswith(MACHINES):
        return answer_problem(error)
    problem = take_problem_down(error)
    if request.method == "POST" and (problem.status == LOGIN or isinstance(error, CSRFError)):
        given_back = _keep_draft() if request.endpoint in LOGGING_IN else _give_back(problem)
        if given_back is not None:
            return given_back
    if problem.status == LOGIN:
        session.pop(SESSION, None)
        return redirect(url_for("login.show_login", next=_find_wanted(), why=problem.code), code=303)  # type: ignore[return-value]
    if problem.status == TOO_MANY and "retry_after" in problem.data:
        minutes = -(-int(problem.data["retry_after"]) // 60)
        problem = replace(problem, detail=f"一分钟内的操作过多，请{minutes}分钟后再来。")
    titles = (TITLES_OF_CODES.get(problem.code), TITLES_HERE.get(problem.status), TITLES.get(problem.status))
    title = next(filter(None, titles), "出错了")
    text = render_template(
        "frame/error.html", title=title, detail=problem.detail, number=g.get("request_id", "")
    )
    response = Response(text, status=problem.status, content_type="text/html; charset=utf-8")
    response.headers.update(find_headers(problem) | find_allow(error))
    return response
