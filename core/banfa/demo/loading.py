"""Loading a story into a tenant, as a platform would: in bulk, by external id, safe to repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.outcome import REJECTED
from banfa.ledger.recording.record import record_entries
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from banfa.demo.story import Story
    from banfa.trust.actor import Actor

BATCH: Final = 2_000
SOURCE: Final = "platform"


def load_story(engine: Engine, actor: Actor, story: Story, *, now: datetime) -> int:
    """Record every report of the story, a transaction a batch. Returns how many rows there were.

    Raises Conflict naming the first row not taken: the story is meant to hold no malformed report.
    """
    count = 0
    for kind in (k for k in KINDS if k in story.rows):
        rows = story.rows[kind]
        for start in range(0, len(rows), BATCH):
            with unit_of_work(engine, actor, now=now) as unit:
                reports = record_entries(
                    unit, kind, rows[start : start + BATCH], source=SOURCE, profile=story.profile
                )
            rejected = [r for r in reports if r.outcome == REJECTED]
            if rejected:
                raise Conflict("demo_row_rejected", f"演示数据有误：{rejected[0]}", kind=kind)
        count += len(rows)
    return count
