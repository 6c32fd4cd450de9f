"""Answers: what a view returns, and the bytes and headers it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import msgspec
from flask import Response

from banfa.web.versions import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

JSON: Final = "application/json"

_encode: Final = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Answer:
    """A view's answer: JSON data, or bytes with a `media_type` of their own.

    `version` becomes the ETag, `location` says where a new thing is found, below the tenant's address.
    `hidden` names fields of the data that are told once and never stored.
    """

    data: Any
    status: int = 200
    version: int | None = None
    location: str | None = None
    media_type: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    hidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer as it travels, and as it is kept for a repetition."""

    status: int
    body: bytes
    headers: dict[str, str]

    def response(self, **more: str) -> Response:
        """The response, with further headers."""
        return Response(self.body, status=self.status, headers={**self.headers, **more})


def rendered(answer: Answer, *, address: Callable[[str], str]) -> Rendered:
    """Encode an answer; `address` makes a path below the tenant's address absolute."""
    headers = {"Content-Type": answer.media_type, **answer.headers}
    if answer.version is not None:
        headers["ETag"] = tag(answer.version)
    if answer.location is not None:
        headers["Location"] = address(answer.location)
    body = answer.data if isinstance(answer.data, bytes) else _encode(answer.data)
    return Rendered(answer.status, body, headers)


def kept(answer: Answer, made: Rendered) -> Rendered:
    """What of an answer is kept for a repetition: all of it, but for what is told only once."""
    if not answer.hidden:
        return made
    data = {name: None if name in answer.hidden else value for name, value in answer.data.items()}
    return Rendered(made.status, _encode(data), made.headers)
