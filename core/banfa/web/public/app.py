"""A bureau's notice board for everybody: a list, and a page a notice. Off unless BANFA_PUBLIC_PAGES is set.

No script, cookie, session, feed or listing for programs; nothing is for caches or search engines. Whatever
does not stand there is answered alike, after equal work.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import HTTPException, NotFound

from banfa.law.quantity import duration
from banfa.procedures.cases.board import PREFIX, Notice, find_notice, list_notices
from banfa.procedures.cases.publication_rows import AFTER, BEFORE, CIRCULAR, OPEN_CIRCULAR
from banfa.trust.ids import NOBODY
from banfa.trust.strangers import strangers_unit
from banfa.web.context import get_context
from banfa.web.problems import find_allow, find_headers, take_problem_down

if TYPE_CHECKING:
    from flask import Flask

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

ROBOTS: Final = "/robots.txt"
STYLE: Final = Path(__file__).with_name("board.css").read_text("utf-8")
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""No script, nothing that is loaded; the one style sheet stands in the page."""
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
FORMS: Final = {BEFORE: "公示", AFTER: "公布", CIRCULAR: "通报", OPEN_CIRCULAR: "公开通报"}
TITLES: Final = {404: "没有这一页", 405: "不支持的方法", 429: "访问过多"}

blp = Blueprint("public", __name__, template_folder="templates")


def init_app(app: Flask) -> None:
    """Add the boards, and what they say to everybody who fetches them."""
    app.register_blueprint(blp)
    app.after_request(_set_headers)


@blp.get(f"{PREFIX}/<bureau>")
def show_board(bureau: str) -> Response:
    """What stands on a bureau's board, newest first."""
    context = get_context()
    with strangers_unit(context.engine, bureau, now=context.read_clock()) as unit:
        before = unit.ids.decode("publication", request.args.get("before", "")) or NOBODY
        notices, after = list_notices(unit, before=before)
        more = after and url_for(
            "public.show_board", bureau=bureau, before=unit.ids.encode_one("publication", after)
        )
        ids = unit.ids.encode("publication", [notice.id for notice in notices])
        return _render(
            "board.html", unit, bureau=bureau, notices=list(zip(ids, notices, strict=True)), more=more
        )


@blp.get(f"{PREFIX}/<bureau>/<notice>")
def show_notice(bureau: str, notice: str) -> Response:
    """One notice."""
    context = get_context()
    with strangers_unit(context.engine, bureau, now=context.read_clock()) as unit:
        row = find_notice(unit, unit.ids.decode("publication", notice) or NOBODY)
        profile = context.cities.profile(unit.actor.bureau.city)
        return _render(
            "notice.html",
            unit,
            bureau=bureau,
            notice=row,
            provision=_name_provision(profile, row),
            length=duration(row.days, row.day_unit),
        )


@blp.get(f"{PREFIX}")
@blp.get(f"{PREFIX}/<bureau>/<notice>/<path:rest>")
def show_nothing(**_path: str) -> Response:
    """Nothing stands beside the boards."""
    raise NotFound


@blp.get(ROBOTS)
def tell_robots() -> Response:
    """Have nothing taken in."""
    return Response("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")


def _name_provision(profile: Profile, notice: Notice) -> str:
    """The provision that carries a notice, by the measure's title."""
    edition = next((edition for edition in profile.editions if edition.key == notice.edition), None)
    if edition is None:
        return notice.cite
    cites = (str(clause.cite) for clause in edition.clauses if clause.cite.key == notice.cite)
    return f"《{edition.title}》{next(cites, notice.cite)}"


def _render(template: str, unit: Unit, **values: object) -> Response:
    return _respond(template, name=unit.actor.bureau.name, **values)


def _respond(template: str, **values: object) -> Response:
    text = render_template(f"public/{template}", style=Markup(STYLE), forms=FORMS, **values)  # noqa: S704 - our own
    return Response(text, content_type="text/html; charset=utf-8")


@blp.errorhandler(HTTPException)
@blp.errorhandler(Exception)
def _answer_problem(error: Exception) -> Response:
    """Say what is wrong without saying why something does not stand here."""
    problem = take_problem_down(error)
    title = TITLES.get(problem.status, "暂时不能显示")
    response = _respond("problem.html", title=title)
    response.status_code = problem.status
    response.headers.update(find_headers(problem) | find_allow(error))
    return response


def _set_headers(response: Response) -> Response:
    if request.path in (ROBOTS, PREFIX) or request.path.startswith(f"{PREFIX}/"):
        response.headers.update(HEADERS)
    return response
