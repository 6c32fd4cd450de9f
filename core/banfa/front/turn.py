"""One request in the hands of the application, and who decides first: its commit or its time.

A request whose time is over is answered 503 and may not commit any more; one that has begun to commit is
waited for a little longer. A thread cannot be ended from outside, but what it waits for can: the connections
to the database that it holds are cut, and the wait ends in an error.
"""

from __future__ import annotations

import threading
from typing import Literal

from banfa.database.engine import cut_connections

State = Literal["waiting", "running", "committing", "finished", "expired"]


class Turn:
    """A request's turn; `begin_commit` is what the application asks, the rest is the front's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: State = "waiting"
        self._thread = 0

    def begin(self) -> bool:
        """Begin, in the thread that carries the request out; False when its time is over already."""
        with self._lock:
            if self._state != "waiting":
                return False
            self._state, self._thread = "running", threading.get_ident()
            return True

    def begin_commit(self) -> bool:
        """Whether the request may still take effect; from then on its time does not end it."""
        with self._lock:
            if self._state == "running":
                self._state = "committing"
            return self._state == "committing"

    def finish(self) -> None:
        """End the turn: its thread is free."""
        with self._lock:
            if self._state != "expired":
                self._state = "finished"
            self._thread = 0

    def expire(self, *, committing: bool = False) -> bool:
        """End the turn from outside, unless it is committing; with `committing` even then.

        Returns whether it has been ended by this.
        """
        with self._lock:
            if self._state == "finished" or (self._state == "committing" and not committing):
                return False
            self._state = "expired"
            if self._thread:  # under the lock: the thread has not gone on to another request
                cut_connections(self._thread)
            return True
