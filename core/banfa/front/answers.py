"""The application's answer to a request, as WSGI (PEP 3333) has it."""

from __future__ import annotations

from contextvars import Context, copy_context
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Headers = list[tuple[bytes, bytes]]

AT_ONCE: Final = 1 << 20
"""Bytes of an answer that are collected before the first of them is sent."""


class Answer:
    """The application's answer: its first bytes at once, the rest piece by piece.

    Each piece may be taken in another thread, so that a reader's pace holds none; all run in one context.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> None:
        """Call the application and collect what it answers, up to `AT_ONCE` bytes."""
        self.status = 500
        self.headers: Headers = []
        self._context: Context = copy_context()
        self._pieces: Iterable[bytes] = self._context.run(application, environ, self._start)
        self._iterator: Iterator[bytes] = iter(self._pieces)
        try:
            self.first, self.ended = self._context.run(self._collect)
        except BaseException:
            self.close()
            raise
        if self.ended:
            self.close()

    def next_piece(self) -> bytes | None:
        """Give the next piece; None at the end."""
        return self._context.run(next, self._iterator, None)

    def close(self) -> None:
        """Let the application clear away."""
        if (close := getattr(self._pieces, "close", None)) is not None:
            self._context.run(close)

    def _collect(self) -> tuple[bytes, bool]:
        first = bytearray()
        for piece in self._iterator:
            first += piece
            if len(first) >= AT_ONCE:
                return bytes(first), False
        return bytes(first), True

    def _start(
        self, status: str, headers: list[tuple[str, str]], _exc_info: object = None
    ) -> Callable[[bytes], Any]:
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(n.lower().encode("latin-1"), v.encode("latin-1")) for n, v in headers]
        return _write


def _write(_data: bytes) -> None:
    message = "the application has to return its answer: there is no write()"
    raise NotImplementedError(message)
