"""Hits (触发): what the watch has found and stored, one row a provider, clause and evidence.

A hit keeps the edition it was found under. Only what changes is written; each change is kept in `hit_change`,
each run with its day (`as_of`) and what was known then (`known_at`), so that the facts behind a hit can be
read again.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    and_,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import moment, one_of, tenant_table
from banfa.errors import Missing
from banfa.law.cite import parse
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.providers import provider

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from banfa.database.narrowing import TenantSelect
    from banfa.trust.unit import Unit

OPEN, MET, LATCHED, CLEARED = "open", "met", "latched", "cleared"
STATES: Final = {
    OPEN: "尚不能确定",
    MET: "已触发",
    LATCHED: "已触发（一经发生，不因改正而消除）",
    CLEARED: "已解除",
}
"""A hit of an EVENT clause is latched from the day it was met, one of a STATE clause cleared at its end."""

WHY: Final = {
    "ended": "情形不再成立",
    "settled": "已查明成立，另列为已触发",
    "evidence": "原先所据的记录已更正、撤回或不再计入",
    "refuted": "按现有的记录和口径，当日并未发生",
    "left": "服务商已不在库，本条不再适用",
    "edition": "所用版本已不施行，未确定的事项按新版本重新判断",
}
"""Why a hit was cleared."""

watch_run = tenant_table(
    "watch_run",
    Column("as_of", Date, nullable=False),
    moment("known_at"),
    Column("edition", Text, nullable=False),
    Column("trial", Boolean, nullable=False),
    Column("instrument_id", BigInteger, nullable=False),
    Column("kept", Boolean, nullable=False),
    Column("providers", Integer, nullable=False),
    Column("seen", JSONB, nullable=False),
    Column("changes", JSONB, nullable=False),
    Column("ran_by", Text, nullable=False),
    moment("ran_at"),
    Index("ix_watch_run_as_of", "tenant_id", "as_of"),
    rights="SELECT, INSERT",
)
"""`instrument_id` is the last instrument known then, `seen` how many clauses of providers were met and open,
`changes` how many hits entered each state. `kept` is false for a run of an earlier day than one before it:
that changed nothing."""

hit = tenant_table(
    "hit",
    Column("edition", Text, nullable=False),
    Column("clause", Text, nullable=False),
    Column("evidence_key", Text, nullable=False),
    Column("evidence", JSONB, nullable=False),
    Column("ground", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("why", Text),
    Column("trial", Boolean, nullable=False),
    Column("seen_on", Date, nullable=False),
    Column("changed_on", Date, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("missing", JSONB, nullable=False),
    one_of("state", STATES),
    one_of("why", WHY),
    UniqueConstraint("tenant_id", "provider_id", "edition", "clause", "evidence_key"),
    Index("ix_hit_standing", "tenant_id", "id", postgresql_where=text(f"state <> '{CLEARED}'")),
    Index("ix_hit_run", "tenant_id", "run_id"),
    refers={"provider_id": "provider", "run_id": "watch_run"},
)
"""`evidence_key` is the hash of `evidence` (see `grounds`), empty while the clause is open and rests on
nothing. `seen_on` is the day on which it was first seen so, `changed_on` that of the last change, `run_id`
the run that made it."""

hit_change = tenant_table(
    "hit_change",
    Column("hit_id", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("why", Text),
    Column("trial", Boolean, nullable=False),
    Column("explanation", Text, nullable=False),
    Column("missing", JSONB, nullable=False),
    one_of("state", STATES),
    one_of("why", WHY),
    Index("ix_hit_change_hit", "tenant_id", "hit_id"),
    ForeignKeyConstraint(["tenant_id", "hit_id"], ["hit.tenant_id", "hit.id"], name="fk_hit_change_hit_id"),
    refers={"run_id": "watch_run"},
    rights="SELECT, INSERT",
)

h, c, w = hit.c, hit_change.c, watch_run.c
FOLLOWED: Final = (
    "id",
    "provider_id",
    "edition",
    "clause",
    "evidence",
    "state",
    "trial",
    "seen_on",
    "missing",
)
SHOWN: Final = (
    *("id", "provider_id", "provider", "edition", "trial", "clause", "ground", "state", "why"),
    *("explanation", "missing", "evidence", "run_id"),
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
) -> list[dict[str, Any]]:
    """Hits by id after `after`. `run_id`: those that this run changed last."""
    statement = _hits(unit).where(h.id > after).order_by(h.id).limit(limit)
    if states is not None:
        statement = statement.where(h.state.in_(sorted(states)))
    equal = {h.provider_id: provider_id, h.clause: clause, h.edition: edition, h.run_id: run_id}
    for column, value in equal.items():
        if value is not None:
            statement = statement.where(column == value)
    return [shown(dict(row)) for row in unit.connection.execute(statement).mappings()]


def find_hit(unit: Unit, hit_id: int) -> dict[str, Any]:
    """One hit with all its columns and those of its last run. Raises Missing."""
    run = [column.label(f"run_{column.name}") for column in (w.as_of, w.known_at, w.instrument_id)]
    statement = _hits(unit).join(watch_run, w.id == h.run_id).add_columns(*run).where(h.id == hit_id)
    row = unit.connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise Missing("hit_not_found", "没有这项预警，请核对编号。")
    return dict(row)


def _hits(unit: Unit) -> TenantSelect:
    named = and_(provider.c.entry_id == h.provider_id, stands(provider))
    own = (column for column in h if column.name != "tenant_id")
    return (
        unit.select(*own, func.coalesce(provider.c.name, "").label("provider"))
        .select_from(hit)
        .outerjoin(provider, named)
    )


def shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A hit, JSON-ready."""
    cite = parse(row["clause"])
    return {name: row[name] for name in SHOWN} | {
        "cite": cite.key,
        "cite_zh": str(cite),
        "state_zh": STATES[row["state"]],
        "why_zh": WHY[row["why"]] if row["why"] else "",
        "seen_on": row["seen_on"].isoformat(),
        "changed_on": row["changed_on"].isoformat(),
    }


def history(unit: Unit, hit_id: int) -> list[dict[str, Any]]:
    """What became of a hit, run by run, oldest first."""
    columns = (c.run_id, c.state, c.why, c.trial, c.explanation, c.missing, w.as_of, w.known_at)
    statement = (
        unit.select(*columns)
        .select_from(hit_change)
        .join(watch_run, w.id == c.run_id)
        .where(c.hit_id == hit_id)
        .order_by(c.id)
    )
    return [
        {
            **{key: row[key] for key in ("run_id", "state", "why", "trial", "explanation", "missing")},
            "state_zh": STATES[row["state"]],
            "why_zh": WHY[row["why"]] if row["why"] else "",
            "as_of": row["as_of"].isoformat(),
            "known_at": row["known_at"],
        }
        for row in unit.connection.execute(statement).mappings()
    ]


def standing(unit: Unit) -> list[dict[str, Any]]:
    """Every hit that is not cleared: what a run has to look at again."""
    statement = unit.select(*(h[name] for name in FOLLOWED)).where(h.state != CLEARED).order_by(h.id)
    return [dict(row) for row in unit.connection.execute(statement).mappings()]


def last_day(unit: Unit) -> date | None:
    """The latest day that a run was kept for; None before the first."""
    found: date | None = unit.connection.execute(unit.select(func.max(w.as_of)).where(w.kept)).scalar()
    return found


def list_runs(unit: Unit, *, after: int = 0, limit: int = 50) -> list[dict[str, Any]]:
    """Runs by id after `after`."""
    statement = unit.select(watch_run).where(w.id > after).order_by(w.id).limit(limit)
    return [run_shown(dict(row)) for row in unit.connection.execute(statement).mappings()]


def run_shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """A run, JSON-ready."""
    kept = ("id", "edition", "trial", "kept", "providers", "seen", "changes", "ran_by")
    moments = {"as_of": row["as_of"].isoformat(), "known_at": row["known_at"], "ran_at": row["ran_at"]}
    return {name: row[name] for name in kept} | moments
