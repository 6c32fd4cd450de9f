"""Answers: what a view returns, and the bytes and headers it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any, Final
from urllib.parse import quote

import msgspec
from flask import Response
from werkzeug.wsgi import FileWrapper

from banfa.web.headers import format_etag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

JSON: Final = "application/json"
POLL_AFTER: Final = "2"
"""Seconds after which a job may be asked about."""

encode_json: Final = msgspec.json.Encoder().encode


PIECE: Final = 1 << 16
"""Bytes of a file that are read at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContent:
    """The content of a file, given away piece by piece, and closed after that or when its reader is gone."""

    file: IO[bytes]
    size: int
    sha256: str

    def respond(self, media_type: str, headers: Mapping[str, str]) -> Response:
        """Make the response: to be saved, whatever a browser makes of it (RFC 6266, 9110)."""
        pieces = FileWrapper(self.file, PIECE)
        response = Response(pieces, content_type=media_type, headers={**headers, **_FILE_HEADERS})
        response.content_length = self.size
        response.set_etag(self.sha256)
        response.call_on_close(self.file.close)
        return response


_FILE_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


def format_disposition(name: str) -> str:
    """Name what is to be saved, never shown: under its own, maybe Chinese, name (RFC 6266, 8187)."""
    extension = name.rpartition(".")[2] if "." in name else ""
    plain = f"file.{extension}" if extension.isascii() and extension.isalnum() else "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A view's answer: JSON data, or bytes, or the content of a file, with a `media_type` of their own.

    `status` is said only where it is not the one of `@blp.response`. `version` becomes the ETag, `location`
    says where a new thing is found, below the tenant's address. `secrets` names fields of the data that are
    told once and never stored. `shows` are the numbers of the things of which it shows personal data, where
    the data does not have them.
    """

    data: Any
    status: int | None = None
    version: int | None = None
    location: str | None = None
    media_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    shows: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer as it travels, and as it is stored for a repetition; the content of a file never is."""

    status: int
    body: bytes
    headers: dict[str, str]
    content: FileContent | None = None

    def response(self, **headers: str) -> Response:
        """The response, with further headers."""
        if self.content is not None:
            return self.content.respond(self.headers["Content-Type"], {**self.headers, **headers})
        return Response(self.body, status=self.status, headers={**self.headers, **headers})


def render(answer: Answer, *, status: int, base: str, reads: bool) -> Rendered:
    """Encode an answer. `status` is the operation's own, `base` the address that a location is below."""
    status = answer.status or status
    headers = {"Content-Type": answer.media_type, **answer.headers}
    if isinstance(answer.data, FileContent):
        return Rendered(status, b"", headers, answer.data)
    body = answer.data if isinstance(answer.data, bytes) else encode_json(answer.data)
    if reads:
        headers["ETag"] = format_etag(answer.version, body)
    elif answer.version is not None:
        headers["ETag"] = format_etag(answer.version)
    if answer.location is not None:
        headers["Location"] = f"{base}{answer.location}"
    if status == HTTPStatus.ACCEPTED:
        headers["Retry-After"] = POLL_AFTER
    return Rendered(status, body, headers)


def without_secrets(answer: Answer, rendered: Rendered) -> Rendered:
    """What of an answer may be stored for a repetition: all of it, but for what is told only once."""
    if not answer.secrets:
        return rendered
    data = {name: None if name in answer.secrets else value for name, value in answer.data.items()}
    return Rendered(rendered.status, encode_json(data), rendered.headers)
