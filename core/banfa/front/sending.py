"""Sending answers in the loop, by ASGI's messages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from banfa.front.problem_page import HEADERS, is_for_people, write_page
from banfa.front.problem_page import MEDIA_TYPE as PAGE
from banfa.web.headers import DEFAULTS
from banfa.web.metrics import count_turned_away
from banfa.web.problems import MEDIA_TYPE, Problem, encode_problem, find_headers
from banfa.web.responses import JSON

if TYPE_CHECKING:
    from banfa.front.answers import Headers

Send = Callable[[Mapping[str, Any]], Awaitable[None]]

HEALTHY: Final = b'{"status":"ok"}'


async def send_health(scope: Mapping[str, Any], send: Send) -> None:
    """Say that the process lives."""
    body = b"" if scope["method"] == "HEAD" else HEALTHY
    await start_answer(
        send, HTTPStatus.OK, [(b"content-type", JSON.encode()), (b"cache-control", b"no-store")]
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def send_problem(problem: Problem, request_id: str, scope: Mapping[str, Any], send: Send) -> None:
    """Answer with a problem, as the application would; the connection is closed, whatever is left in it.

    A browser is shown a page that says the same.
    """
    for_people = is_for_people(scope)
    count_turned_away(problem.code, request_id)
    texts = {
        **DEFAULTS,
        **find_headers(problem),
        **(HEADERS if for_people else {}),
        "Content-Type": PAGE if for_people else MEDIA_TYPE,
        "X-Request-Id": request_id,
        "Connection": "close",
    }
    headers = [(name.lower().encode(), value.encode()) for name, value in texts.items()]
    await start_answer(send, problem.status, headers)
    body = write_page(problem, request_id) if for_people else encode_problem(problem, request_id)
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def start_answer(send: Send, status: int, headers: Headers) -> None:
    """Send status and headers."""
    await send({"type": "http.response.start", "status": int(status), "headers": headers})
