"""How a party's pages are made, and what every answer of theirs carries."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from flask import Response, redirect, render_template, request, url_for
from markupsafe import Markup

from banfa.web.party.addresses import PREFIX
from banfa.web.party.forms import make_token

if TYPE_CHECKING:
    from flask import Flask

STYLE: Final = Path(__file__).with_name("party.css").read_text("utf-8")
POLICY: Final = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No script, nothing that is loaded; the one style sheet stands in the page."""
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def init_app(app: Flask) -> None:
    """Set the headers of every answer below the pages' address."""
    app.after_request(_set_headers)


def go(endpoint: str, **values: Any) -> Response:
    """Lead to another page of the party's."""
    response: Any = redirect(url_for(endpoint, **values), code=303)
    return response  # type: ignore[no-any-return]


def render(template: str, *, status: int = 200, **values: object) -> Response:
    """Show a page."""
    style = Markup(STYLE)  # noqa: S704 - our own
    text = render_template(f"party/{template}", style=style, make_token=make_token, **values)
    return Response(text, status=status, content_type="text/html; charset=utf-8")


def _set_headers(response: Response) -> Response:
    if request.path == PREFIX or request.path.startswith(f"{PREFIX}/"):
        response.headers.update(HEADERS)
    return response
