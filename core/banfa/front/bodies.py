"""Reading a body in the loop: at the sender's pace, but not at any pace, and not beyond its limit."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from banfa.front.shares import Shares
from banfa.web.problems import HTTP_PROBLEMS, Problem

if TYPE_CHECKING:
    from banfa.front.limits import Limits
    from banfa.web.callers import Caller

Receive = Callable[[], Awaitable[Mapping[str, Any]]]

DRAIN_TIME: Final = 2.0
"""Seconds for which the rest of a body is thrown away, so that its sender comes to read the answer."""


class BodyError(Exception):
    """A body that is not taken; `problem` is what its sender is told."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class Gone(Exception):
    """The sender has closed the connection before the body was whole."""


class Bodies:
    """The bodies that a process holds, and whose: how many are being read, and how many bytes there are."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._readers = Shares(limits.bodies, limits)
        self._bytes = Shares(limits.body_bytes, limits)

    async def read(self, receive: Receive, *, caller: Caller, length: int | None, max_bytes: int) -> bytes:
        """Read a body whole. `length` is its Content-Length, None for a chunked one.

        Whoever gets it gives it back by `release`. Raises Gone, BodyError (413 beyond `max_bytes`, 408
        when it takes too long), and FullError while the caller, its bureau or all have as many as have room.
        """
        if length is not None and length > max_bytes:
            await drain(receive)
            raise BodyError(_too_large())
        self._readers.take(caller)
        body = bytearray()
        try:
            await self._collect(body, receive, caller, max_bytes)
        except BaseException:
            self.release(body, caller)
            raise
        finally:
            self._readers.give_back(caller)
        return bytes(body)

    def release(self, body: bytes | bytearray, caller: Caller) -> None:
        """Say that a body is no longer held."""
        self._bytes.give_back(caller, len(body))

    async def _collect(self, body: bytearray, receive: Receive, caller: Caller, max_bytes: int) -> None:
        loop, limits = asyncio.get_running_loop(), self._limits
        began = loop.time()
        more = True
        while more:
            # By then the next bytes must be here: the sender keeps the rate or has spent all time.
            until = began + min(limits.body_time, limits.body_grace + len(body) / limits.body_rate)
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise BodyError(_too_slow()) from None
            if message["type"] == "http.disconnect":
                raise Gone
            piece = message.get("body", b"")
            if len(body) + len(piece) > max_bytes:
                await drain(receive)
                raise BodyError(_too_large())
            self._bytes.take(caller, len(piece))
            body += piece
            more = message.get("more_body", False)


def busy() -> Problem:
    """What is answered where there is no room for one more."""
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "busy", "系统正忙，请稍后重试。", {})


def _too_large() -> Problem:
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return Problem(status, *HTTP_PROBLEMS[status], {})


def _too_slow() -> Problem:
    detail = "请求内容发送过慢，已停止接收。请检查网络后重新提交，内容较多的请分批提交。"
    return Problem(HTTPStatus.REQUEST_TIMEOUT, "body_too_slow", detail, {})


async def drain(receive: Receive) -> None:
    """Throw away what is still coming, for a while."""
    try:
        async with asyncio.timeout(DRAIN_TIME):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect" or not message.get("more_body", False):
                    return
    except TimeoutError:
        return
