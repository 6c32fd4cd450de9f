"""What is wrong with a city, said as a good linter says it: whose, which rule, what, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Final

from banfa.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_PROBLEMS_IN_ANSWER: Final = 5
"""How many problems an answer carries; `banfa city check` lists them all."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `rule` is the stable name of the check that found it; `message` names the provision.

    `place` is the rule of the law by name (`criterion:6.1.2`) until its file and line are known.
    """

    plugin: str
    rule: str
    message: str
    mend: str
    place: str = ""

    def __str__(self) -> str:
        where = f"（{self.place}）" if self.place else ""
        return f"{self.plugin or '—'} [{self.rule}] {self.message}{where}。改法：{self.mend}"

    def as_data(self) -> dict[str, str]:
        """The problem as JSON data."""
        return asdict(self)


def place_problems(problems: Iterable[Problem], place: str) -> Iterator[Problem]:
    """Say of problems which rule of the law they are in, where they do not say it themselves."""
    yield from (replace(problem, place=problem.place or place) for problem in problems)


class CityUnavailable(Unavailable):
    """A city that does not load, or is not installed: its tenants get 503, every other city goes on."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        first = f"：{problems[0].message}" if problems else ""
        more = f"（共{len(problems)}处）" if len(problems) > 1 else ""
        super().__init__(
            "city_unavailable",
            f"城市“{name}”的办法未能装载{first}{more}，请运行 banfa city check {name}",
            city=name,
            count=len(problems),
            problems=[p.as_data() for p in problems[:MAX_PROBLEMS_IN_ANSWER]],
        )
        self.problems = problems
