"""Looks (已看): who has looked at a hit as a run left it, when, and what he noted.

What a later run changes of a hit is to be looked at again, and new evidence makes a hit of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, and_, bindparam

from banfa.database.rows import Bound, TenantRow, instant_column, text_column
from banfa.database.tenancy import select
from banfa.errors import Conflict, PreconditionFailed
from banfa.procedures.watch.hits import CLEARED, Hit, find_hit
from banfa.trust.persons import list_with_person, name_person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy import ColumnElement

    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit


class HitLook(
    TenantRow,
    table="hit_look",
    refers={"hit_id": "hit", "run_id": "watch_run", "looked_by": "person"},
    rights="SELECT, INSERT",
    constraints=(Index("ix_hit_look_hit", "tenant_id", "hit_id"),),
    bound=Bound(),
    erasable=("note",),
):
    """A look at a hit. `run_id` is the run that had changed the hit last when it was looked at."""

    id: int
    hit_id: int
    run_id: int
    looked_by: int
    note: str | None = text_column()
    looked_at: datetime = instant_column()


c: Final = HitLook.c
_OF_HITS: Final = (
    HitLook.select()
    .add_columns(name_person(c.looked_by))
    .where(c.hit_id.in_(bindparam("hits", expanding=True)))
    .order_by(c.id)
)
_NEXT: Final = select(Hit.c.id).order_by(Hit.c.provider_id, Hit.c.id).limit(1).where(Hit.c.state != CLEARED)


def is_unseen() -> ColumnElement[bool]:
    """Make the condition that nobody has looked at a hit as it stands; nobody need look at a cleared one."""
    seen = select(c.id).where(c.hit_id == Hit.c.id, c.run_id == Hit.c.run_id)
    return and_(Hit.c.state != CLEARED, ~seen.exists())


def look_at(unit: Unit, *, hit_id: int, run_id: int, note: str | None = None) -> HitLook:
    """Record that this person has looked at a hit as the run left it.

    Raises Missing; Conflict for one that is cleared; PreconditionFailed (`hit_changed`) where a later run
    has changed it.
    """
    hit = find_hit(unit, hit_id).hit
    if hit.run_id != run_id:
        message = "这条线索已有变化，请重新读取后再看。"
        raise PreconditionFailed("hit_changed", message, run_id=unit.ids.encode_one("watch_run", hit.run_id))
    if hit.state == CLEARED:
        raise Conflict("hit_cleared", "这条线索的情形已消除，不必再看。", state=hit.state)
    look = unit.add(
        HitLook,
        hit_id=hit_id,
        run_id=run_id,
        looked_by=unit.actor.person.id,
        note=note,
        looked_at=unit.now,
    )
    unit.note("hit.looked_at", f"hit/{hit_id}", {"run_id": run_id})
    return look


def list_looks(unit: Unit, hit_ids: Iterable[int]) -> list[WithPerson[HitLook]]:
    """List the looks at these hits, each with who looked, oldest first."""
    return list_with_person(unit, HitLook, _OF_HITS, hits=sorted(set(hit_ids)))


def find_next_unseen(unit: Unit, after: Hit) -> int | None:
    """Find the next hit that nobody has looked at, by provider, after the last the first; None: no more."""
    place = (Hit.c.provider_id > after.provider_id) | (
        (Hit.c.provider_id == after.provider_id) & (Hit.c.id > after.id)
    )
    statement = _NEXT.where(is_unseen())
    later: int | None = unit.execute(statement.where(place)).scalar()
    return later if later is not None else unit.execute(statement.where(Hit.c.id != after.id)).scalar()
