"""The document as it is served: for programs at /api/v1/openapi.json, as a page for people at /api/v1/docs.

Both are open to everybody. The page is Swagger UI from the assets that a package brings; it fetches nothing
from anywhere else, and its Content-Security-Policy says so.
"""

from __future__ import annotations

from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

import flask_swagger_ui
from flask import Response, request, send_from_directory

from banfa.web.api.openapi import FILE
from banfa.web.responses import JSON

if TYPE_CHECKING:
    from flask import Flask

PREFIX: Final = "/api/v1"
ASSETS: Final = Path(flask_swagger_ui.__file__).with_name("dist")
ASSET_NAMES: Final = ("swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png")

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Swagger UI writes style attributes; it runs no script but its own file and `START`."""

PAGE: Final = """\
<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Banfa 办法：接口文档</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
<link rel="icon" type="image/png" href="docs/favicon-32x32.png">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>此页需要 JavaScript；文档本身在 <a href="openapi.json">openapi.json</a>。</noscript>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
START: Final = """\
SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  docExpansion: "none",
  filter: true,
  validatorUrl: null,
});
"""


def init_app(app: Flask) -> None:
    """Add the document and its page. The document's bytes are read once, and have their ETag."""
    document = FILE.read_bytes()
    etag = blake2b(document, digest_size=8).hexdigest()

    def openapi_json() -> Response:
        response = Response(document, content_type=JSON)
        response.set_etag(etag)
        response.headers["Cache-Control"] = "no-cache"
        response.make_conditional(request)
        return response

    app.add_url_rule(f"{PREFIX}/openapi.json", "openapi_json", openapi_json)
    app.add_url_rule(f"{PREFIX}/docs", "docs", _send_page)
    app.add_url_rule(f"{PREFIX}/docs/start.js", "docs_start", _send_start)
    names = ",".join(f"'{name}'" for name in ASSET_NAMES)
    app.add_url_rule(f"{PREFIX}/docs/<any({names}):name>", "docs_asset", _send_asset)


def _send_page() -> Response:
    return Response(
        PAGE, content_type="text/html; charset=utf-8", headers={"Content-Security-Policy": POLICY}
    )


def _send_start() -> Response:
    return Response(START, content_type="text/javascript; charset=utf-8")


def _send_asset(name: str) -> Response:
    return send_from_directory(ASSETS, name, max_age=86_400)
