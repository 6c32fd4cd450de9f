"""How long things may take before they count as lost, and how often they are tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """The times of the machinery, all of them measured by the database's clock.

    `lease`: a running worker that has not been heard of for so long is taken to be dead. `heartbeat`: how
    often it is heard of. `redispatch_after`: how long an id may be missing from the queue before it is
    handed out again. `limit`: what runs longer is stopped for good. Between tries it waits for `pause`,
    doubled each time up to `longest_pause`.
    """

    lease: timedelta = timedelta(seconds=30)
    heartbeat: timedelta = timedelta(seconds=8)
    redispatch_after: timedelta = timedelta(seconds=15)
    limit: timedelta = timedelta(hours=2)
    tries: int = 5
    pause: timedelta = timedelta(seconds=5)
    longest_pause: timedelta = timedelta(minutes=10)

    def pause_after(self, attempts: int) -> timedelta:
        """How long to wait after so many tries (at least one)."""
        doubled: timedelta = self.pause * 2 ** min(attempts - 1, 20)
        return min(doubled, self.longest_pause)


USUAL: Final = Terms()
