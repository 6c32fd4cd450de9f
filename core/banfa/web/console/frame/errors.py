"""What people see when something cannot be done: a page in Chinese, with the number to quote."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Response, g, redirect, render_template, request, session, url_for
from werkzeug.exceptions import HTTPException

from banfa.web.limits import SESSION
from banfa.web.problems import MACHINES, TITLES, answer_problem, find_allow, find_headers, take_problem_down

if TYPE_CHECKING:
    from flask import Flask

LOGIN: Final = 401
TITLES_HERE: Final = {
    400: "这一页不能提交",
    403: "您的角色不能看这一页",
    404: "没有这一页",
    409: "现在不能这样办",
}


def init_app(app: Flask) -> None:
    """Answer errors by a page, but those of programs as before."""
    for kind in (HTTPException, Exception):  # the first as well: it is the more exact one of most errors
        app.register_error_handler(kind, _answer)


def _answer(error: Exception) -> Response:
    if request.path.startswith(MACHINES):
        return answer_problem(error)
    problem = take_problem_down(error)
    if problem.status == LOGIN:
        session.pop(SESSION, None)
        wanted = request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None
        return redirect(url_for("login.show_login", next=wanted, why=problem.code), code=303)  # type: ignore[return-value]
    title = TITLES_HERE.get(problem.status) or TITLES.get(problem.status, "出错了")
    text = render_template(
        "frame/error.html", title=title, detail=problem.detail, number=g.get("request_id", "")
    )
    response = Response(text, status=problem.status, content_type="text/html; charset=utf-8")
    response.headers.update(find_headers(problem) | find_allow(error))
    return response
