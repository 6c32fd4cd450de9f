"""Loading a story into a tenant, each part by whom it is for: in bulk, by external id, safe to repeat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.outcome import REJECTED
from banfa.ledger.recording.record import record_entries
from banfa.procedures.decisions.importing import import_decisions
from banfa.trust.actor import Actor
from banfa.trust.persons import find_person
from banfa.trust.rights import DECIDED, RIGHTS
from banfa.trust.source_row import BUREAU
from banfa.trust.sources import find_source
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from typing import Any

    from sqlalchemy import Engine

    from banfa.demo.story import Story
    from banfa.ledger.entries.entry import Kind
    from banfa.ledger.recording.record import RowReport
    from banfa.trust.unit import Unit

BATCH: Final = 2_000
SOURCE: Final = "platform"


@dataclass(frozen=True)
class Tellers:
    """Who tells a story: what happened in the field, what was verified, what was decided before Banfa."""

    platform: Actor
    officer: Actor
    admin: Actor

    def find(self, kind: Kind) -> Actor:
        """Find who reports entries of this kind."""
        if kind.rights is DECIDED:
            return self.admin
        return self.platform if RIGHTS[self.platform.role, kind.rights, "report"] else self.officer


def find_tellers(unit: Unit, officer: Actor) -> Tellers:
    """Find the platform's agent and the administrator beside an officer."""
    agent = find_person(unit, find_source(unit, SOURCE).agent_id)
    platform = Actor(bureau=officer.bureau, person=agent.identity, role="platform", source=SOURCE)
    return Tellers(platform, officer, operator(officer.bureau))


def load_story(engine: Engine, tellers: Tellers, story: Story, *, now: datetime) -> int:
    """Record every report of the story, a transaction a batch. Returns how many rows there were.

    Raises Conflict naming the first row not taken: the story is meant to hold no malformed report.
    """
    count = 0
    for kind in (k for k in KINDS if k in story.rows):
        rows = story.rows[kind]
        for start in range(0, len(rows), BATCH):
            with unit_of_work(engine, tellers.find(KINDS[kind]), now=now) as unit:
                reports = _record(unit, story, KINDS[kind], rows[start : start + BATCH])
            rejected = [r for r in reports if r.outcome == REJECTED]
            if rejected:
                raise Conflict("demo_row_rejected", f"演示数据有误：{rejected[0]}", kind=kind)
        count += len(rows)
    return count


def _record(unit: Unit, story: Story, kind: Kind, rows: Sequence[dict[str, Any]]) -> list[RowReport]:
    """Record rows by the door of their kind."""
    if kind.rights is DECIDED:
        return import_decisions(unit, story.profile, rows)
    source = unit.actor.source or BUREAU
    return record_entries(unit, kind.name, rows, source=source, profile=story.profile)
