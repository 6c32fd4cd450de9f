"""Putting the pages into the application."""

from __future__ import annotations

import importlib
import pkgutil
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, current_app, g, request
from flask_wtf.csrf import CSRFProtect, generate_csrf
from jinja2 import StrictUndefined
from markupsafe import Markup

from banfa.trust.passwords import make_nobodys
from banfa.trust.permissions import ROLES
from banfa.web import console
from banfa.web.console.frame import assets, cookies, errors, formats, login, sign_ons, sso
from banfa.web.console.frame.admission import FORM_KEY, make_form_key, make_view
from banfa.web.console.frame.declared import MAX_FORM_BYTES, PAGES
from banfa.web.console.frame.drafts import OWNER, sign_owner
from banfa.web.console.frame.forms import is_required, make_attributes
from banfa.web.console.frame.navigation import list_navigation
from banfa.web.context import measure_body

if TYPE_CHECKING:
    from flask import Flask, Response

    from banfa.settings import Settings

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""No script and no style but our own files."""
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_HIDDEN: Final = Markup('<input type="hidden" name="{}" value="{}" autocomplete="off">')
BLUEPRINTS: Final = ("console", "login", "sso")


def init_app(app: Flask, settings: Settings, *, secret: bytes) -> None:
    """Add every page, the files they load, logging in, and how errors look."""
    cookies.init_app(app, secret=secret, proxies=settings.proxies)
    sign_ons.init_app(app, settings)
    assets.init_app(app)
    formats.init_app(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # as long as the session
    forgery = CSRFProtect(app)
    load_pages()
    blp = Blueprint("console", console.__name__, template_folder="templates")
    for page in PAGES.values():
        blp.add_url_rule(page.rule, page.name, make_view(page), methods=page.methods)
    app.register_blueprint(blp)
    app.register_blueprint(login.blp)
    app.register_blueprint(sso.blp)
    app.before_request(lambda: _check_forgery(forgery))
    app.after_request(_set_headers)
    app.jinja_env.globals.update(_offer())
    app.jinja_env.undefined = StrictUndefined
    errors.init_app(app)
    make_nobodys()


def load_pages() -> None:
    """Import every topic, in order of name."""
    for module in pkgutil.iter_modules(console.__path__, f"{console.__name__}."):
        importlib.import_module(module.name)


def _check_forgery(forgery: CSRFProtect) -> None:
    """Take nothing that was not sent from a page of ours. Raises CSRFError."""
    if request.blueprint in BLUEPRINTS and request.method == "POST":
        view = current_app.view_functions[str(request.endpoint)]
        # The first that reads what was sent holds it to its size.
        bound = getattr(getattr(view, "page", None), "max_bytes", MAX_FORM_BYTES)
        request.max_content_length = measure_body(current_app, bound)
        forgery.protect()


def _set_headers(response: Response) -> Response:
    if response.mimetype == "text/html" and not request.path.startswith("/api/"):
        for name, value in HEADERS.items():
            response.headers[name] = value
    return response


def _offer() -> dict[str, Any]:
    """What every template can use."""
    return {
        "hidden": _make_hidden,
        "is_required": is_required,
        "make_attributes": make_attributes,
        "list_navigation": list_navigation,
        "ROLES": ROLES,
    }


def _make_hidden(*, draft: bool = True) -> Markup:
    """The hidden fields of every form that writes: against forgery, its one-time key, and whose it is.

    Of a form that asks for a password there is no `draft` when the session has ended.
    """
    fields = {"csrf_token": generate_csrf()}
    if "login" in g:
        fields[FORM_KEY] = make_form_key(g.login, token_urlsafe(18))
        if draft:
            actor = g.login.actor
            fields[OWNER] = sign_owner(actor.bureau, actor.person, actor.role)
    return Markup("").join(_HIDDEN.format(*field) for field in fields.items())
