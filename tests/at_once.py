"""Several who do something at the same moment."""

from __future__ import annotations

import threading
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
