"""Reading what a provider answers: how much of it, and for how long, head and body alike.

The library bounds the wait for each piece; a provider that sends a byte now and then would hold a thread for
hours. Here every piece is waited for no longer than until all that was asked is over. Not bounded is how long
the machine's resolver takes for a name, and of several addresses of one name each may take `CONNECT_S`.
"""

from __future__ import annotations

import io
import time
from contextlib import closing
from contextvars import ContextVar
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any, Final, TypeVar

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

if TYPE_CHECKING:
    from collections.abc import Callable
    from socket import socket

T = TypeVar("T")

CONNECT_S: Final = 3.0
"""Seconds for each address of the provider's."""
READ_S: Final = 5.0
"""Seconds for each piece of an answer."""
MAX_BYTES: Final = 1 << 20
"""Of one answer."""

_until: Final[ContextVar[float]] = ContextVar("until")
"""When what the present thread asks is over, by the monotonic clock."""


def ask_until(until: float, function: Callable[[], T]) -> T:
    """Call what asks, in a thread of ours; whatever it asks is over by then."""
    token = _until.set(until)
    try:
        return function()
    finally:
        _until.reset(token)


def _find_time_left(most: float) -> float:
    """How many seconds may still be waited, `most` of them at once. Raises TimeoutError where none."""
    left = _until.get() - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(most, left)


class _Stream(io.RawIOBase):
    """What comes from a socket, head and body alike, up to when asking is over."""

    def __init__(self, sock: socket) -> None:
        self._sock = sock
        self._stream = sock.makefile("rb", buffering=0)

    def readable(self) -> bool:
        """It is read alone."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read a piece. Raises TimeoutError."""
        self._sock.settimeout(_find_time_left(READ_S))
        return self._stream.readinto(buffer)

    def close(self) -> None:
        """Let go of the socket."""
        self._stream.close()
        super().close()


class _Answer(HTTPResponse):
    """An answer whose head is read like its body: the library bounds the wait for each piece alone."""

    def __init__(self, sock: socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp.close()
        self.fp = io.BufferedReader(_Stream(sock))


class _Connection(HTTPConnection):
    response_class = _Answer


class _SecureConnection(HTTPSConnection):
    response_class = _Answer


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class BoundedAdapter(HTTPAdapter):
    """Reads no more of an answer than is reasonable, and no longer."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Make connections of ours."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    def send(self, request: Any, **options: Any) -> requests.Response:  # type: ignore[override]
        """Send it. Raises what requests raises."""
        try:
            timeout = _find_time_left(CONNECT_S), _find_time_left(READ_S)
        except TimeoutError as error:
            raise requests.Timeout from error
        response = super().send(request, **{**options, "stream": True, "timeout": timeout})
        try:
            with closing(response.raw) as answer:
                response.raw = io.BytesIO(_read_all(answer))
        except HTTPError as error:
            raise requests.ConnectionError from error
        return response


def _read_all(answer: Any) -> bytes:
    """Read piece by piece, and no more than is reasonable."""
    body = b""
    while piece := answer.read1(MAX_BYTES, decode_content=True):
        body += piece
        if len(body) > MAX_BYTES:
            raise requests.exceptions.ContentDecodingError
    return body
