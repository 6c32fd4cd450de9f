"""What is wrong with a city, said as a good linter says it: whose, which rule, what, and how to mend it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from banfa.errors import Unavailable

MAX_PROBLEMS_IN_ANSWER: Final = 5
"""How many problems an answer carries; `banfa city check` lists them all."""


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend. `rule` is the stable name of the check that found it; `message` names the place."""

    plugin: str
    rule: str
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.plugin or '—'} [{self.rule}] {self.message}。改法：{self.mend}"

    def as_data(self) -> dict[str, str]:
        """The problem as JSON data."""
        return asdict(self)


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
