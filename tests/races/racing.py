"""Races: n callers ask for the same thing over HTTP at one moment; so many succeed, the others are told why.

A race is a generator. It is given a bureau of its own (`Town`), prepares what is raced for, yields the calls,
is sent what they were answered, in their order, and looks at what stands afterwards.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from tests.at_once import call_at_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.races.town import Town

    Body = Callable[[Town], Iterator[Any]]

ROUNDS: Final = int(os.environ.get("BANFA_RACE_ROUNDS", "1"))
"""How often each race is run: three times by `make test-long`, forty by `python -m tests.soak races`."""
PATIENCE_S: Final = 60
SUCCESS: Final = (200, 201, 202)


@dataclass(frozen=True)
class Race:
    """What is raced for: how many callers may succeed, and by which codes the others are answered."""

    name: str
    body: Body
    succeed: range
    codes: frozenset[str]

    def run(self, make_town: Callable[[], Town], *, rounds: int) -> Figures:
        """Run it some times, each in a bureau of its own. Raises AssertionError where one ends otherwise."""
        figures = Figures(self.name, rounds)
        for number in range(1, rounds + 1):
            course: Any = self.body(make_town())
            calls = next(course)
            began = time.perf_counter()
            answers = call_at_once(*calls)
            figures.count(answers, time.perf_counter() - began)
            told = f"round {number}: {[(a.status_code, _code(a)) for a in answers]}"
            succeeded = sum(is_success(answer) for answer in answers)
            assert {_code(a) for a in answers if not is_success(a)} <= self.codes, told
            assert {a.status_code // 100 for a in answers} <= {2, 4}, told
            assert succeeded in self.succeed, told
            try:
                course.send(answers)
            except StopIteration:
                continue
            raise AssertionError("a race yields once")
        return figures


@dataclass
class Figures:
    """What came of a race, all rounds together."""

    name: str
    rounds: int
    callers: int = 0
    succeeded: int = 0
    longest_s: float = 0.0
    codes: Counter[str] = field(default_factory=Counter)

    def count(self, answers: list[Any], elapsed_s: float) -> None:
        self.callers = len(answers)
        self.succeeded += sum(is_success(answer) for answer in answers)
        self.codes.update(_code(answer) for answer in answers if not is_success(answer))
        self.longest_s = max(self.longest_s, elapsed_s)

    def __str__(self):
        told = ", ".join(f"{code} {n}" for code, n in sorted(self.codes.items()))
        return (
            f"{self.name}: {self.rounds} × {self.callers} at once, {self.succeeded} succeeded"
            f"{'; ' if told else ''}{told}; longest {self.longest_s * 1000:.0f} ms"
        )


RACES: Final[dict[str, Race]] = {}


def race(*, succeed: int | range, codes: str = "") -> Callable[[Body], Body]:
    """Enter a race. `codes` are those of the answers that may not be a success, with blanks between."""

    def enter(body: Body) -> Body:
        expected = range(succeed, succeed + 1) if isinstance(succeed, int) else succeed
        assert body.__name__ not in RACES
        RACES[body.__name__] = Race(body.__name__, body, expected, frozenset(codes.split()))
        return body

    return enter


def is_success(answer: Any) -> bool:
    return answer.status_code in SUCCESS


def _code(answer: Any) -> str:
    return "" if is_success(answer) else str(answer.json["code"])
