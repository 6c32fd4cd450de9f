"""The front: an ASGI application before our WSGI one.

Granian hands a request over as soon as its headers are there. The front reads the body in the loop, where a
slow sender costs a few bytes and no thread, and gives the whole request to the application in a bounded pool
of threads. `/healthz` is answered in the loop: the process lives, whatever its threads wait for.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from banfa.embedded.exec_child import follow_parent
from banfa.failures import describe_failure
from banfa.front.answers import Answer
from banfa.front.bodies import Bodies, BodyError, Gone, busy, drain
from banfa.front.environ import make_environ
from banfa.front.heads import RequestHead, look_at
from banfa.front.lanes import Lane, Lanes, Present, leave
from banfa.front.limits import USUAL, Limits
from banfa.front.sending import Send, send_health, send_problem, start_answer
from banfa.front.shares import FullError, Shares
from banfa.front.turn import Turn
from banfa.logs import get_logger
from banfa.web.app import app_from_environment
from banfa.web.context import BEGIN_COMMIT, RECEIVED_AT, REQUEST_ID
from banfa.web.memory import settle
from banfa.web.operation import find_max_bytes
from banfa.web.problems import INTERNAL, Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

    from banfa.front.bodies import Receive


HEALTH: Final = "/healthz"
SWITCH_S: Final = 0.0001
"""Seconds after which a busy thread lets others run, a tenth of Python's own.

A short request takes several turns, in the loop and in its thread, and waits so long for each beside a bulk
report that computes.
"""

log = get_logger("banfa.front")


def front_from_environment() -> Front:
    """Make the front of one worker process, which ends with the process that started it."""
    starter = multiprocessing.parent_process()
    if sys.platform == "linux" and starter is not None and starter.pid is not None:
        follow_parent(starter.pid, signal.SIGKILL)
    sys.setswitchinterval(SWITCH_S)
    app = app_from_environment()
    settle()
    return Front(app)


class Front:
    """The ASGI application of one worker process."""

    def __init__(self, app: Flask, limits: Limits = USUAL) -> None:
        self._app = app
        self._limits = limits
        self._bodies = Bodies(limits)
        self._threads = ThreadPoolExecutor(limits.threads, thread_name_prefix="banfa-request")
        self._taken = Shares(limits.threads + limits.waiting, limits)
        self._lanes = Lanes(limits)
        self._present = Present()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            message = f"the front takes no {scope['type']}"
            raise NotImplementedError(message)
        if scope["path"] == HEALTH:
            await send_health(scope, send)
            return
        request_id = str(uuid4())
        try:
            head = look_at(self._app, scope)
            body = await self._read_body(scope, receive, head)
            try:
                await self._carry_out(scope, body, head, request_id, send)
            finally:
                self._bodies.release(body, head.caller)
        except Gone:
            return
        except FullError:
            await asyncio.sleep(self._limits.pause)  # who is held back holds no other
            await send_problem(busy(), request_id, scope, send)
        except BodyError as error:
            await send_problem(error.problem, request_id, scope, send)
        except Exception as error:  # noqa: BLE001 - named in the log, in one line
            log.error("request_failed", request_id=request_id, failure=describe_failure(error))  # noqa: TRY400
            await send_problem(INTERNAL, request_id, scope, send)

    async def _read_body(self, scope: Mapping[str, Any], receive: Receive, head: RequestHead) -> bytes:
        """Read the body, if there is one, of a request that is not turned away. Raises BodyError."""
        headers = dict(scope["headers"])
        length = headers.get(b"content-length")
        has_body = b"transfer-encoding" in headers or (length is not None and int(length) > 0)
        if head.problem is not None:
            await asyncio.sleep(self._limits.pause)
            if has_body:
                await drain(receive)
            raise BodyError(head.problem)
        if not has_body:
            return b""
        return await self._bodies.read(
            receive,
            caller=head.caller,
            length=None if length is None else int(length),
            max_bytes=find_max_bytes(self._app, scope["path"], scope["method"]),
        )

    async def _carry_out(
        self, scope: Mapping[str, Any], body: bytes, head: RequestHead, request_id: str, send: Send
    ) -> None:
        """Have the application answer a whole request, within its time. Raises FullError, BodyError."""
        turn = Turn()
        environ = make_environ(scope, body, _make_extra(request_id, turn))
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._limits.request_time
        self._present.note(head.caller.group, loop.time())
        lanes = await self._take_place(head, deadline)
        release = partial(self._release, head, lanes, loop.time())
        future = loop.run_in_executor(self._threads, partial(_take_turn, turn, self._app, environ))
        future.add_done_callback(release)
        if (problem := await self._wait_for(future, turn, deadline)) is not None:
            log.error("request_given_up", request_id=request_id, method=scope["method"])
            await send_problem(problem, request_id, scope, send)
            return
        answer = future.result()
        if answer is None:
            raise BodyError(busy())
        await self._send_answer(answer, send)

    async def _take_place(self, head: RequestHead, deadline: float) -> list[Lane]:
        """Wait for a place in every lane of a request. Raises FullError, BodyError (503)."""
        if head.dear:
            deadline = min(deadline, asyncio.get_running_loop().time() + self._limits.dear_wait)
        lanes = self._lanes.find(head)
        self._taken.take(head.caller)
        try:
            await self._lanes.enter(lanes, deadline)
        except BaseException as error:
            self._taken.give_back(head.caller)
            if isinstance(error, TimeoutError):
                raise BodyError(busy()) from None
            raise
        return lanes

    async def _wait_for(
        self, future: asyncio.Future[Answer | None], turn: Turn, deadline: float
    ) -> Problem | None:
        """Wait for the answer; when it does not come in time, end the turn and say so."""
        timeout = max(0, deadline - asyncio.get_running_loop().time())
        done, _ = await asyncio.wait({future}, timeout=timeout)
        if done:
            return None
        if turn.expire():
            return _give_up("没有产生任何变更，请稍后重试。")
        done, _ = await asyncio.wait({future}, timeout=self._limits.commit_time)
        if done:
            return None
        turn.expire(committing=True)
        return _give_up("不能确定是否已办成，请重新读取，或以同一 Idempotency-Key 再次提交。")

    def _release(
        self, head: RequestHead, lanes: list[Lane], began: float, future: asyncio.Future[Any]
    ) -> None:
        now, caller = asyncio.get_running_loop().time(), head.caller
        rest = self._limits.dear_rest if self._present.has_others(caller.group, now) else 0
        leave(lanes, rest_s=rest * (now - began))
        self._taken.give_back(caller)
        if not future.cancelled():
            future.exception()  # nobody waits for one that was given up: its error is known already

    async def _send_answer(self, answer: Answer, send: Send) -> None:
        await start_answer(send, answer.status, answer.headers)
        await send({"type": "http.response.body", "body": answer.first, "more_body": not answer.ended})
        if answer.ended:
            return
        loop = asyncio.get_running_loop()
        try:
            while (piece := await loop.run_in_executor(self._threads, answer.next_piece)) is not None:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            await loop.run_in_executor(self._threads, answer.close)


def _make_extra(request_id: str, turn: Turn) -> dict[str, Any]:
    return {REQUEST_ID: request_id, RECEIVED_AT: time.monotonic(), BEGIN_COMMIT: turn.begin_commit}


def _take_turn(turn: Turn, app: Flask, environ: dict[str, Any]) -> Answer | None:
    """Carry a request out in a thread of the pool; None when its time was over before it began."""
    if not turn.begin():
        return None
    try:
        return Answer(app, environ)
    finally:
        turn.finish()


def _give_up(what_now: str) -> Problem:
    detail = f"请求没有在限定时间内办完，{what_now}"
    return Problem(HTTPStatus.SERVICE_UNAVAILABLE, "request_timed_out", detail, {})
