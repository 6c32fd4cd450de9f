"""The browser's one cookie: signed, for this host alone, with nothing of the person in it.

Over TLS it is `__Host-banfa`, Secure, and bound to the host by every browser; on plain http, where browsers
take no such name, it is `banfa`, and the login page says that the connection is open to be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import current_app, request
from flask.sessions import SecureCookieSessionInterface

if TYPE_CHECKING:
    from flask import Flask

OVER_TLS: Final = "__Host-banfa"
PLAIN: Final = "banfa"


class Cookies(SecureCookieSessionInterface):
    """Flask's signed cookie, whose name and Secure follow from the connection."""

    def get_cookie_name(self, app: Flask) -> str:  # noqa: ARG002 - Flask's
        """Name the cookie."""
        return OVER_TLS if is_secure() else PLAIN

    def get_cookie_secure(self, app: Flask) -> bool:  # noqa: ARG002 - Flask's
        """Tell whether it goes over TLS alone."""
        return is_secure()


def is_secure() -> bool:
    """Whether the browser's connection is TLS, as the outermost of our proxies has seen it."""
    if current_app.config["BANFA_PROXIES"]:
        return request.headers.get("X-Forwarded-Proto", "").split(",")[0].strip() == "https"
    return request.is_secure


def init_app(app: Flask, *, secret: bytes, proxies: int) -> None:
    """Set the cookie up; its key is derived from the server's secret."""
    app.session_interface = Cookies()
    app.config.update(
        SECRET_KEY=secret,
        BANFA_PROXIES=proxies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
    )
