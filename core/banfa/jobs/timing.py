"""How long things may take before they count as lost, how often they are tried, and who gets how much."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """The times of the machinery, all of them measured by the database's clock.

    `lease`: a running worker that has not been heard of for so long is taken to be dead. `heartbeat`: how
    often it is heard of. `redispatch_after`: how long an id may be missing from the queue before it is
    handed out again. `limit`: what runs longer is stopped for good. Between tries it waits for `pause`,
    doubled each time up to `longest_pause`. `poll`: how long a worker lets the queue's server wait for a
    ticket before it asks anew.
    """

    lease: timedelta = timedelta(seconds=30)
    heartbeat: timedelta = timedelta(seconds=8)
    redispatch_after: timedelta = timedelta(seconds=15)
    limit: timedelta = timedelta(hours=2)
    tries: int = 5
    pause: timedelta = timedelta(seconds=5)
    longest_pause: timedelta = timedelta(minutes=10)
    poll: timedelta = timedelta(seconds=15)

    def pause_after(self, attempts: int) -> timedelta:
        """How long to wait after so many tries (at least one)."""
        doubled: timedelta = self.pause * 2 ** min(attempts - 1, 20)
        return min(doubled, self.longest_pause)


USUAL: Final = Terms()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shares:
    """How much work is in flight, that is handed out and not ended; the rest waits in its rows.

    `per_tenant` of one bureau, `in_all` of all together, `of_kind` of one kind of one bureau, where that is
    less. What is free goes round the bureaus, one piece each, before any gets a second.
    """

    per_tenant: int = 4
    in_all: int = 32
    of_kind: Mapping[str, int] = field(default_factory=dict)


SHARES: Final = Shares(
    of_kind={
        "watch.run": 1,
        "round.compute": 2,
        "import.preview": 2,
        "import.record": 1,
        "import.preview_batch": 1,
        "import.record_batch": 1,
        "chain.verify": 1,
    }
)
"""Runs of a bureau's watch follow one another anyway: they share a lock."""
