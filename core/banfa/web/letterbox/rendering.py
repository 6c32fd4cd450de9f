"""How the pages of the form are made: as those of a party, with the same headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Response, render_template, request
from markupsafe import Markup

from banfa.web.party.forms import make_token
from banfa.web.party.rendering import HEADERS, STYLE

if TYPE_CHECKING:
    from flask import Flask

PREFIX: Final = "/letterbox"
"""Where the forms stand: a bureau's below it, by its slug."""


def init_app(app: Flask) -> None:
    """Set the headers of every answer below the pages' address."""
    app.after_request(_set_headers)


def render(template: str, *, status: int = 200, **values: object) -> Response:
    """Show a page."""
    style = Markup(STYLE)  # noqa: S704 - our own
    text = render_template(f"letterbox/{template}", style=style, make_token=make_token, **values)
    return Response(text, status=status, content_type="text/html; charset=utf-8")


def _set_headers(response: Response) -> Response:
    if request.path.startswith(f"{PREFIX}/"):
        response.headers.update(HEADERS)
    return response
