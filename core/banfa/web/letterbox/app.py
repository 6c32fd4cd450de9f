"""A bureau's form for letters from anybody. Off unless BANFA_PUBLIC_PAGES is set and it was opened.

No script; one cookie, against forged forms; nothing is loaded, nothing is for caches or search engines.
Whatever is not there is answered alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, request, session, url_for
from werkzeug.exceptions import HTTPException

from banfa.errors import Missing
from banfa.procedures.correspondence.web_box import check_asked
from banfa.procedures.correspondence.web_standing import Standing, read_copied, tell_standing
from banfa.trust.strangers import strangers_unit
from banfa.web.context import get_context
from banfa.web.letterbox import rendering
from banfa.web.letterbox.attempts import count_asking
from banfa.web.letterbox.rendering import PREFIX, render
from banfa.web.letterbox.sending import PAGE, RECEIPT, show_form, take_form
from banfa.web.party.forms import check_token, declare
from banfa.web.party.rendering import go
from banfa.web.problems import find_allow, find_headers, take_problem_down

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from banfa.trust.unit import Unit

TITLES: Final = {
    400: "这一页不能提交",
    404: "没有这一页",
    405: "不支持的方法",
    413: "内容过大",
    429: "提交过多",
}
STOPPED: Final = "已停止接收"
MAX_NUMBER: Final = 40

blp = Blueprint("letterbox", __name__, template_folder="templates")
FORM: Final = f"{PREFIX}/<bureau>"
blp.add_url_rule(FORM, "show_form", show_form, methods=["GET"])
blp.add_url_rule(FORM, "take_form", declare(take_form, PAGE), methods=["POST"])


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(blp)
    rendering.init_app(app)


@blp.get(f"{FORM}/receipt")
def show_receipt(bureau: str) -> Response:
    """Show number and code of what was just sent, this once; a look at the head alone uses nothing up."""
    take = session.get if request.method == "HEAD" else session.pop
    slug, number, code = take(RECEIPT, ("", "", ""))
    if slug != bureau:
        return go("letterbox.show_form", bureau=bureau)
    name = _find_name(bureau, check_asked)
    return render("receipt.html", name=name, bureau=bureau, number=number, code=code)


@blp.get(f"{FORM}/standing")
def ask_standing(bureau: str) -> Response:
    """Ask for the number and the code of a letter."""
    name = _find_name(bureau, check_asked)
    return render("standing.html", name=name, bureau=bureau, standing=None, problem="")


@blp.post(f"{FORM}/standing")
def show_standing(bureau: str) -> Response:
    """Tell how far a letter has come, to who has both."""
    check_token()
    name = _find_name(bureau, check_asked)
    number = read_copied(request.form.get("number", "")[:MAX_NUMBER])
    standing: Standing | None = None
    problem = ""
    try:
        with count_asking(bureau, number):
            standing = _tell(bureau, number, request.form.get("code", "")[:MAX_NUMBER])
    except Missing as error:
        take_problem_down(error)
        problem = error.detail
    status = 404 if problem else 200
    return render(
        "standing.html", status=status, name=name, bureau=bureau, standing=standing, problem=problem
    )


def _tell(bureau: str, number: str, code: str) -> Standing:
    context = get_context()
    with strangers_unit(context.engine, bureau, now=context.read_clock()) as unit:
        return tell_standing(unit, number, code)


def _find_name(bureau: str, check: Callable[[Unit], None]) -> str:
    """Find what the bureau is called, where it has a form as far as is asked. Raises Missing."""
    context = get_context()
    with strangers_unit(context.engine, bureau, now=context.read_clock()) as unit:
        check(unit)
        return unit.actor.bureau.name


@blp.errorhandler(HTTPException)
@blp.errorhandler(Exception)
def _answer_problem(error: Exception) -> Response:
    """Say what is wrong; of what is not there, the same whatever the reason."""
    problem = take_problem_down(error)
    detail = problem.detail
    if problem.code == "login_locked":
        detail = f"提交或者查询过多，请{-(-int(problem.data['retry_after']) // 60)}分钟后再来。"
    bureau = (request.view_args or {}).get("bureau")
    stopped = problem.code == "letterbox_stopped"
    title = STOPPED if stopped else TITLES.get(problem.status, "暂时不能办理")
    asks_at = url_for("letterbox.ask_standing", bureau=bureau) if stopped and bureau else None
    response = render("problem.html", status=problem.status, title=title, detail=detail, asks_at=asks_at)
    response.headers.update(find_headers(problem) | find_allow(error))
    return response
