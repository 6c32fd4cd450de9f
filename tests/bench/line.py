"""One figure: what was measured, ours beside a rival's in the same run."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Line:
    """Seconds for the same work by us and by a rival; `ratio` is how many of ours fit in one of theirs.

    `goal` says in words what the ratio should be, `note` what else was found.
    """

    name: str
    ours: float
    rival: float
    rival_name: str
    goal: str = ""
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.rival / self.ours

    def __str__(self) -> str:
        ours, rival = f"{self.ours * 1000:,.0f} ms", f"{self.rival_name} {self.rival * 1000:,.0f} ms"
        goal = f" (goal {self.goal})" if self.goal else ""
        note = f"; {self.note}" if self.note else ""
        return f"{self.name}: {ours}, {rival}, ratio {self.ratio:.2f}{goal}{note}"


def side_by_side(rounds: int, ours: Callable[[], Any], theirs: Callable[[], Any]) -> tuple[float, float]:
    """The shortest run of each, taken in turn so that a busy moment of the machine hits both."""
    pairs = [(best_of(1, ours), best_of(1, theirs)) for _ in range(rounds)]
    return min(mine for mine, _ in pairs), min(other for _, other in pairs)


def best_of(rounds: int, work: Callable[[], Any]) -> float:
    """The shortest of several runs, in seconds: the one the rest of the machine disturbed least."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)
