"""Answers: what a view returns, and the bytes and headers it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

import msgspec
from flask import Response

from banfa.web.headers import format_etag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

JSON: Final = "application/json"
POLL_AFTER: Final = "2"
"""Seconds after which a job may be asked about."""

encode_json: Final = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Answer:
    """A view's answer: JSON data, or bytes with a `media_type` of their own.

    `status` is said only where it is not the one of `@blp.response`. `version` becomes the ETag, `location`
    says where a new thing is found, below the tenant's address. `secrets` names fields of the data that are
    told once and never stored. `shown` are the numbers of the things of which it shows personal data, where
    the data does not have them.
    """

    data: Any
    status: int | None = None
    version: int | None = None
    location: str | None = None
    media_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    secrets: tuple[str, ...] = ()
    shown: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer as it travels, and as it is stored for a repetition."""

    status: int
    body: bytes
    headers: dict[str, str]

    def response(self, **headers: str) -> Response:
        """The response, with further headers."""
        return Response(self.body, status=self.status, headers={**self.headers, **headers})


def render(answer: Answer, *, status: int, base: str, reads: bool) -> Rendered:
    """Encode an answer. `status` is the operation's own, `base` the address that a location is below."""
    status = answer.status or status
    headers = {"Content-Type": answer.media_type, **answer.headers}
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
