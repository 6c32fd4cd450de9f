"""The own pages of a party (服务商端、企业端), by a one-time link. Off until the bureau arranges for it.

No script; one cookie, that of the pages; nothing is for caches or search engines, and no address leaves with
who follows a link. A link asks for its button: programs that look at one in a message use nothing up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response
from werkzeug.exceptions import HTTPException

from banfa.errors import Unauthorised
from banfa.procedures.party_links.link_rows import APPLY, VIEW
from banfa.web.party import applying, rendering
from banfa.web.party.addresses import OPEN, PREFIX
from banfa.web.party.forms import check_token, declare
from banfa.web.party.own_entries import describe_party, list_own
from banfa.web.party.own_matters import list_matters
from banfa.web.party.own_results import list_own_results
from banfa.web.party.rendering import go, render
from banfa.web.party.visits import CameForOther, Visit, begin_visit, end_visit, forget_ended, read_page
from banfa.web.problems import find_allow, find_headers, take_problem_down

if TYPE_CHECKING:
    from flask import Flask

LOGIN: Final = 401
TOO_MANY: Final = 429
TITLES: Final = {
    400: "这一页不能提交",
    401: "链接不能打开",
    404: "没有这一页",
    405: "不支持的方法",
    409: "现在不能这样办",
    413: "内容过大",
    429: "打开过多",
}
FIRST: Final = {VIEW: "party.show_home", APPLY: "party.show_application"}
"""Where who has opened a link begins, by its purpose."""

blp = Blueprint("party", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(blp)
    rendering.init_app(app)


@blp.get(f"{OPEN}/<secret>")
def show_button(secret: str) -> Response:  # noqa: ARG001 - whether it opens is not looked up here
    """Ask for the button: looking at a link does not use it up, and tells nothing of it."""
    return render("open.html")


@blp.post(f"{OPEN}/<secret>")
def open_visit(secret: str) -> Response:
    """Use the link up, and lead away from its address."""
    check_token()
    return go(FIRST[begin_visit(secret).purpose])


@blp.post(f"{PREFIX}/leaving")
def leave() -> Response:
    """End the visit."""
    check_token()
    end_visit()
    return render("left.html")


@blp.get(PREFIX)
def show_home() -> Response:
    """Show the party its own."""
    return read_page(VIEW, _show_own)


def _show_own(visit: Visit) -> Response:
    actor = visit.unit.actor
    return render(
        "own.html",
        bureau=actor.bureau.name,
        until=visit.visitor.until,
        party=describe_party(visit),
        results=list_own_results(visit),
        sections=[*list_matters(visit), *list_own(visit)],
    )


blp.add_url_rule(f"{PREFIX}/application", "show_application", applying.show_form, methods=["GET"])
blp.add_url_rule(
    f"{PREFIX}/application", "take_application", declare(applying.take_form, applying.PAGE), methods=["POST"]
)


@blp.errorhandler(CameForOther)
def _lead_to_own(error: CameForOther) -> Response:
    """Lead who has come for the other purpose to the page of his own."""
    return go(FIRST[error.purpose])


@blp.errorhandler(HTTPException)
@blp.errorhandler(Exception)
def _answer_problem(error: Exception) -> Response:
    """Say what is wrong; of a link that does not open, the same whatever the reason."""
    problem = take_problem_down(error)
    detail = problem.detail
    if problem.status == LOGIN:
        forget_ended()
    if problem.status == TOO_MANY and "retry_after" in problem.data:
        detail = f"请{-(-int(problem.data['retry_after']) // 60)}分钟后再来。"
    title = TITLES.get(problem.status, "暂时不能显示")
    response = render("problem.html", status=problem.status, title=title, detail=detail)
    if not isinstance(error, Unauthorised):
        response.headers.update(find_headers(problem) | find_allow(error))
    return response
