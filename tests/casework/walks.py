"""Random walks through casework: whatever can be done next is done, by whoever may."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from banfa.errors import BanfaError
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import CaseStep
from banfa.trust.permissions import PERMISSIONS
from banfa.web.casework.resources import RESOURCES
from tests.casework.desk import CHECKER, MACHINES, OFFICER, PEOPLE, READER, SECOND, Desk
from tests.casework.saying import disagree, say

if TYPE_CHECKING:
    from collections import Counter

CLAUSES = ("12.2", "14.9", "14.9", "15")
PAPERS = {
    "case_document": ("approval_sheet", "stamped_original"),
    "document_service": ("service_receipt",),
    "remedy": (
        "report",
        "evidence",
        "minutes",
        "stamped_original",
        "investigation",
        "evidence_list",
        "interview_record",
    ),
    "publication": ("evidence",),
    "publication_objection": ("objection",),
}
"""Papers that steps of a thing ask for."""
AGAINST = 0.15
KINDS = ("order", "interview", "removal", "grey_list", "circular", "referral")
REFERRED = {"body_kind": "police", "body": "市公安局", "officers": [OFFICER, SECOND]}


def is_offered(name: str, act: Any, row: Any) -> bool:
    """Whether the table has a step, or the act a state, that the thing is in; by the tables alone."""
    machine = MACHINES[name]
    if act.states:
        return row.state in act.states
    return not act.steps or any(row.state in machine.steps[step].leaves for step in act.steps)


def may(desk: Desk, name: str, act: Any, row: Any, person: str) -> bool:
    """Whether a person may take an act on a thing; by role, and by who has done what comes before."""
    if PERMISSIONS[PEOPLE[person], act.action] is None:
        return False
    mine = desk.people[person].person.id
    steps = [MACHINES[name].steps[step] for step in act.steps]
    kept_out = [column for s in steps if row.state in s.leaves for column in s.not_by]
    written = [getattr(row, column) for column in kept_out]
    return all(person not in each if isinstance(each, list) else each != mine for each in written)


class Walk:
    """One walk about a provider of its own; `taken` counts the acts that were."""

    def __init__(self, desk: Desk, seed: int, taken: Counter[str]) -> None:
        self.desk, self.taken = desk, taken
        self.random = Random(seed)  # noqa: S311 - the same walk for the same seed
        self.rows: dict[tuple[str, int], Any] = {}
        self.since = self._read_all()
        self.last_step = max((step.id for step in self._steps(0)), default=0)
        self.provider = desk.new_provider()
        self.register()

    def register(self) -> None:
        """Register a lead, with something new: what came before may have been annulled."""
        lead = {"provider_id": self.provider, "clause": self.random.choice(CLAUSES)}
        self.desk.act("register_lead", **lead, new_facts="新的书证。")
        self.look()

    def _read_all(self) -> dict[str, int]:
        with self.desk.unit(read_only=True) as unit:
            return {
                name: max((row.id for row in unit.all(machine.row, machine.row.select())), default=0)
                for name, machine in MACHINES.items()
            }

    def read(self) -> dict[tuple[str, int], Any]:
        """All things of this walk as they are now."""
        with self.desk.unit(read_only=True) as unit:
            return {
                (name, row.id): row
                for name, machine in MACHINES.items()
                for row in unit.all(
                    machine.row, machine.row.select().where(machine.row.c.id > self.since[name])
                )
            }

    def _steps(self, after: int) -> list[CaseStep]:
        with self.desk.unit(read_only=True) as unit:
            steps: list[CaseStep] = list_rows(unit, CaseStep, after=after, limit=100_000)
        return steps

    def look(self) -> None:
        """See what is new, hold every change against the tables, and hang the papers on what is new."""
        before, after, steps = self.rows, self.read(), self._steps(self.last_step)
        check_changes(before, after, steps)
        self.rows = after
        self.last_step = max((step.id for step in steps), default=self.last_step)
        for name, row_id in after.keys() - before.keys():
            for kind in PAPERS.get(name, ()):
                if self.random.random() < 0.9:
                    self.desk.scan(name, row_id, kind)

    def list_possible(self) -> list[tuple[str, int, Any]]:
        """Every act on every thing that its state allows."""
        return [
            (name, row_id, act)
            for (name, row_id), row in self.rows.items()
            for act in RESOURCES[name].acts
            if is_offered(name, act, row)
        ]

    def go_on(self) -> bool:
        """Try something that the tables allow, rarely taken first; tells whether it was taken."""
        if self.random.random() < 0.15:
            self.desk.day += timedelta(self.random.choice((1, 2, 8, 31)))
        possible = self.list_possible()
        if not possible or self.random.random() < 0.05:
            self.register()
            return True
        weights = [1 / (1 + self.taken[act.name]) for _, _, act in possible]
        ((name, row_id, act),) = self.random.choices(possible, weights)
        row = self.rows[name, row_id]
        people = [p for p in (OFFICER, SECOND, CHECKER, READER) if may(self.desk, name, act, row, p)]
        try:
            self.take(act.name, row_id, self.random.choice(people))
        except BanfaError:
            assert self.read() == self.rows, (act.name, "was rejected and left something")
            return False
        self.taken[act.name] += 1
        self.look()
        return True

    def take(self, name: str, row_id: int, person: str) -> None:
        """Take an act, saying what is usual."""
        with self.desk.unit(person) as unit:
            body = say(unit, name, row_id)
            if name == "plan_remedy" and body["kind"] != "withdrawal":
                kind = self.random.choice(KINDS)
                terms = (
                    {"term": 20, "term_unit": "日"} if kind == "order" else {"term": None, "term_unit": None}
                )
                body |= {"kind": kind, **terms}
                if kind == "referral":
                    body |= {**REFERRED, "investigated_on": unit.today}
            if name == "recheck_remedy":
                body["outcome"] = self.random.choice(("passed", "failed"))
            if name == "enter_approval" and self.random.random() < AGAINST:
                body = disagree(body)
            if name == "draft_publication":
                body |= self.random.choice((body, {"form": "after", "addressees": []}))
            self.desk.perform(unit, name, row_id, body)


def check_changes(before: dict[Any, Any], after: dict[Any, Any], steps: list[CaseStep]) -> None:
    """Hold what has changed against the steps written down, and these against the tables."""
    for key, row in after.items():
        name, row_id = key
        table = MACHINES[name].steps
        mine = [step for step in steps if (step.thing, step.thing_id) == (name, row_id)]
        state, version = (before[key].state, before[key].version) if key in before else (None, 0)
        for step in mine:
            leaves, enters = table[step.step].leaves, table[step.step].enters
            assert state in leaves if state is not None else not leaves, (name, state, step.step)
            assert step.entered == enters
            state = enters
        assert row.state == state, (name, row.state, state)
        assert row.version == version + len(mine)
        if not mine:
            assert row == before[key], name
    assert before.keys() <= after.keys()
    assert {(step.thing, step.thing_id) for step in steps} <= after.keys()
