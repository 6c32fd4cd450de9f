"""Hits (线索): what the watch has found and stored, one row a provider, clause and evidence.

A hit keeps the edition it was found under. Only what changes is written; each change is kept in `hit_change`,
each run with its day (`as_of`) and what was known then (`known_at`), so that the facts behind a hit can be
read again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import Index, UniqueConstraint, bindparam, text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    bigint_column,
    boolean_column,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.database.tenancy import select
from banfa.errors import Missing
from banfa.ledger.recording.names import name_providers
from banfa.procedures.watch.evidence import Evidence
from banfa.trust.persons import list_with_person, name_person

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from sqlalchemy import ColumnElement

    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

OPEN, MET, LATCHED, CLEARED = "open", "met", "latched", "cleared"
STATES: Final = {
    OPEN: "尚不能确定",
    MET: "疑似符合（未经核实）",
    LATCHED: "疑似符合（未经核实；一经发生，不因改正而消除）",
    CLEARED: "情形消除",
}
"""A hit of an EVENT clause is latched from the day it was met, one of a STATE clause cleared at its end."""

REASONS: Final = {
    "ended": "情形已消除",
    "settled": "事实已查明，另列为疑似符合",
    "evidence": "原先所据的记录已更正、撤回或不再计入",
    "refuted": "按现有的记录和口径，当日并未发生",
    "left": "服务商已不在库，本条不再适用",
    "edition": "所用版本已不施行，未确定的事项按新版本重新判断",
}
"""Why a hit was cleared."""


@dataclass(frozen=True, slots=True)
class SeenCount:
    """How many clauses of providers were met and open."""

    met: int
    open: int


class WatchRun(
    TenantRow,
    table="watch_run",
    refers={"ran_by": "person"},
    rights="SELECT, INSERT",
    constraints=(Index("ix_watch_run_as_of", "tenant_id", "as_of"),),
    bound=Bound(),
):
    """A run of the watch.

    `instrument_id` is the last instrument known then, `calendar` the hash of the working days up to that day,
    `changes` how many hits entered each state. `kept` is
    false for a run of an earlier day than one before it: that changed nothing.
    """

    id: int
    as_of: date = date_column()
    known_at: datetime = instant_column()
    edition: str = text_column()
    trial: bool = boolean_column()
    instrument_id: int = bigint_column()
    calendar: str = text_column()
    kept: bool = boolean_column()
    providers: int = integer_column()
    seen: SeenCount = json_column(SeenCount)
    changes: dict[str, int] = json_column(dict[str, int])
    ran_by: int
    ran_at: datetime = instant_column()


class Hit(
    TenantRow,
    table="hit",
    refers={"provider_id": "provider", "run_id": "watch_run"},
    constraints=(
        one_of("state", STATES),
        one_of("why", REASONS),
        UniqueConstraint("tenant_id", "provider_id", "edition", "clause", "evidence_key"),
        Index(
            "ix_hit_standing",
            "tenant_id",
            "provider_id",
            "id",
            postgresql_where=text(f"state <> '{CLEARED}'"),
        ),
        Index("ix_hit_run", "tenant_id", "run_id"),
    ),
    bound=Bound(state=True),
):
    """A hit.

    `evidence` is None while the clause is open, `evidence_key` its hash, empty without it. `situation` is
    what the clause says in a word. `seen_on` is the day on which it was first seen so, `changed_on` that of
    the last change, `run_id` the run that made it.
    """

    id: int
    provider_id: int
    edition: str = text_column()
    clause: str = text_column()
    evidence_key: str = text_column()
    evidence: Evidence | None = json_column(Evidence)
    situation: str = text_column()
    state: str = text_column()
    why: str | None = text_column()
    trial: bool = boolean_column()
    seen_on: date = date_column()
    changed_on: date = date_column()
    explanation: str = text_column()
    missing: tuple[str, ...] = json_column(tuple[str, ...])
    run_id: int


class StandingHit(NamedTuple):
    """What a run has to know of a hit that is not cleared."""

    id: int
    provider_id: int
    edition: str
    clause: str
    evidence: Evidence | None
    state: str
    trial: bool
    seen_on: date
    missing: tuple[str, ...]


class HitChange(
    TenantRow,
    table="hit_change",
    refers={"hit_id": "hit", "run_id": "watch_run"},
    rights="SELECT, INSERT",
    constraints=(
        one_of("state", STATES),
        one_of("why", REASONS),
        Index("ix_hit_change_hit", "tenant_id", "hit_id"),
    ),
    bound=Bound(),
):
    """What became of a hit in one run."""

    id: int
    hit_id: int
    run_id: int
    state: str = text_column()
    why: str | None = text_column()
    trial: bool = boolean_column()
    explanation: str = text_column()
    missing: tuple[str, ...] = json_column(tuple[str, ...])


@dataclass(frozen=True, slots=True)
class NamedHit:
    """A hit, with its provider's name; empty for a provider that is there no longer."""

    hit: Hit
    provider: str


@dataclass(frozen=True, slots=True)
class ChangeInRun:
    """A change of a hit, with the run that made it."""

    change: HitChange
    run: WatchRun


h: Final = Hit.c
_PAGE: Final = Hit.select().where(h.id > bindparam("after")).order_by(h.id).limit(bindparam("limit"))
_BY_ID: Final = Hit.select().where(h.id == bindparam("hit_id"))
_STANDING: Final = select(*(h[name] for name in StandingHit._fields)).where(h.state != CLEARED).order_by(h.id)
_HISTORY: Final = (
    select(*HitChange.columns(), *WatchRun.columns())
    .select_from(HitChange.rows.join(WatchRun.rows, WatchRun.c.id == HitChange.c.run_id))
    .where(HitChange.c.hit_id == bindparam("hit_id"))
    .order_by(HitChange.c.id)
)
_RUNS: Final = (
    WatchRun.select()
    .add_columns(name_person(WatchRun.c.ran_by))
    .where(WatchRun.c.id > bindparam("after"))
    .order_by(WatchRun.c.id)
    .limit(bindparam("limit"))
)
_RUN: Final = WatchRun.select().where(WatchRun.c.id == bindparam("run_id"))
_LAST_RUN: Final = (
    WatchRun.select().where(WatchRun.c.kept).order_by(WatchRun.c.as_of.desc(), WatchRun.c.id.desc()).limit(1)
)


def list_hits(
    unit: Unit,
    *,
    after: int = 0,
    limit: int = 50,
    states: Collection[str] | None = None,
    provider_id: int | None = None,
    clause: str | None = None,
    edition: str | None = None,
    run_id: int | None = None,
    where: ColumnElement[bool] | None = None,
) -> list[NamedHit]:
    """List hits by id after `after`. `run_id`: those that this run changed last; `where`: a condition."""
    statement = _PAGE if where is None else _PAGE.where(where)
    if states is not None:
        statement = statement.where(h.state.in_(sorted(states)))
    equal = {h.provider_id: provider_id, h.clause: clause, h.edition: edition, h.run_id: run_id}
    for column, value in equal.items():
        if value is not None:
            statement = statement.where(column == value)
    return name_hits(unit, unit.all(Hit, statement, after=after, limit=limit))


def name_hits(unit: Unit, hits: Sequence[Hit]) -> list[NamedHit]:
    """Put the providers' names beside hits.

    They are asked for by themselves: joined to a page of hits, those of all providers would be read.
    """
    names = name_providers(unit, {hit.provider_id for hit in hits})
    return [NamedHit(hit, names.get(hit.provider_id, "")) for hit in hits]


def find_hit(unit: Unit, hit_id: int) -> NamedHit:
    """Find one hit. Raises Missing."""
    hit = unit.one_or_none(Hit, _BY_ID, hit_id=hit_id)
    if hit is None:
        raise Missing("hit_not_found", "没有这条线索，请核对编号。")
    (named,) = name_hits(unit, [hit])
    return named


def list_changes(unit: Unit, hit_id: int) -> list[ChangeInRun]:
    """List what became of a hit, run by run, oldest first."""
    width = len(HitChange.names)
    return [
        ChangeInRun(HitChange.make(row[:width]), WatchRun.make(row[width:]))
        for row in unit.execute(_HISTORY, hit_id=hit_id)
    ]


def list_standing(unit: Unit) -> list[StandingHit]:
    """List every hit that is not cleared: what a run has to look at again."""
    return [StandingHit._make(row) for row in unit.execute(_STANDING)]


def find_run(unit: Unit, run_id: int) -> WatchRun:
    """Find a run that a hit names."""
    (run,) = unit.all(WatchRun, _RUN, run_id=run_id)
    return run


def find_last_run(unit: Unit) -> WatchRun | None:
    """Find the run that was kept for the latest day; None before the first."""
    return unit.one_or_none(WatchRun, _LAST_RUN)


def list_runs(unit: Unit, *, after: int = 0, limit: int = 50) -> list[WithPerson[WatchRun]]:
    """List runs by id after `after`, each with who ran it."""
    return list_with_person(unit, WatchRun, _RUNS, after=after, limit=limit)
