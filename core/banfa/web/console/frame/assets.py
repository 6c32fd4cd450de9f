"""What pages load: Bootstrap's style sheet and icons from their pinned wheel, and ours; nothing else.

All are read at start and are small; an address holds a hash of the content, so a browser asks but once.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Final

import flask_bootstrap
from flask import Response, abort, request

if TYPE_CHECKING:
    from flask import Flask

ENDPOINT: Final = "console_asset"
FOLDER: Final = "/static"
MAX_AGE: Final = "public, max-age=31536000, immutable"

_OURS: Final = Path(__file__).parents[1] / "static"
_WHEEL: Final = Path(flask_bootstrap.__file__).with_name("static") / "bootstrap5"
_SYMBOL: Final = re.compile(r'<symbol[^>]*\bid="(?P<id>[^"]+)".*?</symbol>', re.DOTALL)
_TYPES: Final = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

ICONS: Final = (
    "arrow-down", "arrow-left-right", "arrow-up", "award", "bell", "book", "box-arrow-right",
    "briefcase", "building", "buildings", "calendar3", "chat-left-text", "check-circle",
    "check2-square", "circle", "circle-half", "clipboard-check", "clock-history", "download",
    "envelope", "envelope-check", "exclamation-triangle-fill", "file-earmark-text", "flag",
    "folder2-open", "gear", "geo-alt", "hourglass-split", "inbox", "journal-check", "journal-text",
    "key", "list-ol", "people", "person", "person-dash", "printer", "question-circle", "search",
    "shield-lock", "signpost-split", "slash-circle", "table", "upload",
)  # fmt: skip
"""The icons that pages use, of the two thousand in the wheel."""


def _cut_icons() -> bytes:
    """Cut our icons out of the wheel's sprite. Raises ValueError for one that it does not have."""
    sprite = (_WHEEL / "icons" / "bootstrap-icons.svg").read_text("utf-8")
    symbols = {match["id"]: match[0] for match in _SYMBOL.finditer(sprite)}
    missing = [name for name in ICONS if name not in symbols]
    if missing:
        message = f"the wheel has no icon {missing[0]!r}"
        raise ValueError(message)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols[n] for n in ICONS)}</svg>'.encode()


def _read_assets() -> dict[str, bytes]:
    style = (_WHEEL / "css" / "bootstrap.min.css").read_bytes()
    ours = {path.name: path.read_bytes() for path in sorted(_OURS.iterdir()) if path.suffix in _TYPES}
    return {
        "bootstrap.css": re.sub(rb"/\*# sourceMappingURL.*?\*/", b"", style),
        "icons.svg": _cut_icons(),
        **ours,
    }


def init_app(app: Flask) -> None:
    """Add the files' address, and for templates the function `asset`."""
    assets = _read_assets()
    hashes = {name: blake2b(data, digest_size=6).hexdigest() for name, data in assets.items()}
    addresses = {name: f"{FOLDER}/{name}?v={hashes[name]}" for name in assets}

    def send(name: str) -> Response:
        data = assets.get(name)
        if data is None:
            abort(404)
        response = Response(data, content_type=f"{_TYPES[Path(name).suffix]}; charset=utf-8")
        response.set_etag(hashes[name])
        response.headers["Cache-Control"] = MAX_AGE if request.args.get("v") == hashes[name] else "no-cache"
        response.make_conditional(request)
        return response

    app.add_url_rule(f"{FOLDER}/<name>", ENDPOINT, send)
    # Not `url_for`: each icon on a page asks for it, up to a hundred times.
    app.add_template_global(lambda name: request.script_root + addresses[name], "asset")
