"""Random walks through a room beside casework: whatever can be done next is done, by whoever may."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar

from banfa.errors import BanfaError
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import CaseStep
from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import CHECKER, OFFICER, READER, SECOND, Desk
from tests.casework.saying import say
from tests.casework.walks import check_changes, is_offered, may

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RARELY = 0.05
"""How often something that ends a thing early is considered."""


class RoomWalk:
    """Things of some kinds at one desk; subclasses begin them and say what an act needs of them.

    `papers` are hung on a new thing of a kind, `ending` names acts that end things early. `taken` counts.
    """

    kinds: tuple[str, ...] = ()
    papers: ClassVar[Mapping[str, Iterable[str]]] = {}
    ending: tuple[str, ...] = ()

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.taken = desk, Counter[str]()
        self.random = Random(seed)  # noqa: S311 - the same walk for the same seed
        self.rows: dict[tuple[str, int], Any] = {}
        self.last = 0
        self.begin()
        self.look()

    def begin(self) -> None:
        """Make what the walk is about."""
        raise NotImplementedError

    def say_more(self, name: str, row: Any) -> dict[str, Any]:
        """Say what an act needs of things here, beside what is usual."""
        del name, row
        return {}

    def read(self) -> dict[tuple[str, int], Any]:
        """All things of the room as they are now."""
        with self.desk.unit(read_only=True) as unit:
            rows: dict[str, Any] = {kind: list_rows(unit, RESOURCES[kind].row) for kind in self.kinds}
        return {(kind, row.id): row for kind in self.kinds for row in rows[kind]}

    def look(self) -> None:
        """See what is new, hold every change against the tables, hang papers on what is new."""
        with self.desk.unit(read_only=True) as unit:
            steps = list_rows(unit, CaseStep, after=self.last, limit=10_000)
        before, after = self.rows, self.read()
        check_changes(before, after, [step for step in steps if step.thing in self.kinds])
        self.rows = after
        self.last = max((step.id for step in steps), default=self.last)
        for kind, row_id in after.keys() - before.keys():
            for paper in self.papers.get(kind, ()):
                self.desk.scan(kind, row_id, paper)

    def go_on(self) -> None:
        """Try something that the tables allow, what was rarely taken first."""
        possible = [
            (kind, row_id, act)
            for (kind, row_id), row in self.rows.items()
            for act in RESOURCES[kind].acts
            if is_offered(kind, act, row) and (act.name not in self.ending or self._ends(act.name))
        ]
        if not possible:
            return
        weights = [1 / (1 + self.taken[act.name]) for _, _, act in possible]
        ((kind, row_id, act),) = self.random.choices(possible, weights)
        row = self.rows[kind, row_id]
        people = [p for p in (OFFICER, SECOND, CHECKER, READER) if may(self.desk, kind, act, row, p)]
        if not people:
            return
        try:
            with self.desk.unit(self.random.choice(people)) as unit:
                body = say(unit, act.name, row_id) | self.say_more(act.name, row)
                self.desk.perform(unit, act.name, row_id, body)
        except BanfaError:
            assert self.read() == self.rows, (act.name, "was rejected and left something")
            return
        self.taken[act.name] += 1
        self.look()

    def _ends(self, name: str) -> bool:
        """Whether to end a thing early: seldom, and each way once in a walk."""
        return not self.taken[name] and self.random.random() < RARELY

    def walk(self, acts: int) -> str:
        """Go on so many times; gives how far that led."""
        for _ in range(acts):
            self.go_on()
        self.desk.verify()
        return f"{sum(self.taken.values())} acts of {len(self.taken)} kinds taken"
