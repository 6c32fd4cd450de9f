"""Several who do something at the same moment."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S: Final = 60


def call_at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Let all be made at the same moment, each in its thread; gives the answers in the order of the calls."""
    barrier = threading.Barrier(len(calls))
    answers: dict[int, Any] = {}

    def make(number: int, call: Callable[[], Any]) -> None:
        barrier.wait(PATIENCE_S)
        answers[number] = call()

    threads = [threading.Thread(target=make, args=numbered) for numbered in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert len(answers) == len(calls), "a caller was given no answer"
    return [answers[number] for number in range(len(calls))]


def send_each(office, *requests):
    """Send requests at once, each by a person of its own by the version that stands; gives the statuses."""
    calls = []
    for path, body in requests:
        client = office.bureau.new_client("officer")
        version = None if path.count("/") == 1 else client.get("/".join(path.split("/")[:3])).json["version"]
        calls.append(partial(client.post, path, body, version=version))
    return [answer.status_code for answer in call_at_once(*calls)]
