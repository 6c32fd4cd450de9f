"""Computations of a round: one row each, never changed, with the receipt and one result row per provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from banfa.database.base import moment, tenant_table
from banfa.ledger.changes import changed_since
from banfa.procedures import instruments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from banfa.trust.unit import Unit

computation = tenant_table(
    "computation",
    Column("round_id", BigInteger, nullable=False),
    Column("computed_by", Text, nullable=False),
    Column("asked_by", BigInteger),
    moment("known_at"),
    moment("computed_at"),
    Column("instrument_id", BigInteger, nullable=False),
    Column("providers", Integer, nullable=False),
    Column("open_results", Integer, nullable=False),
    Column("unset", JSONB, nullable=False),
    Column("labels", JSONB, nullable=False),
    Column("points_unit", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    Index("ix_computation_round", "tenant_id", "round_id"),
    ForeignKeyConstraint(
        ["tenant_id", "round_id"],
        ["evaluation_round.tenant_id", "evaluation_round.id"],
        name="fk_computation_round_id",
    ),
    rights="SELECT, INSERT",
)
"""`asked_by` is the token that asked (None: the console): it may not review. `instrument_id` is the last instrument
known, `unset` the openings still undetermined, `labels` the grades by code, `points_unit` the parts of a point,
`receipt` the file's bytes, compressed."""

round_result = tenant_table(
    "round_result",
    Column("computation_id", BigInteger, nullable=False),
    Column("provider_id", BigInteger, nullable=False),
    Column("taking_part", SmallInteger, nullable=False),
    Column("low", ARRAY(Integer), nullable=False),
    Column("high", ARRAY(Integer), nullable=False),
    Column("total_low", BigInteger),
    Column("total_high", BigInteger),
    Column("rank_best", Integer),
    Column("rank_worst", Integer),
    Column("grade_best", SmallInteger),
    Column("grade_worst", SmallInteger),
    ForeignKeyConstraint(
        ["tenant_id", "computation_id"],
        ["computation.tenant_id", "computation.id"],
        name="fk_round_result_computation_id",
    ),
    ForeignKeyConstraint(
        ["tenant_id", "provider_id"],
        ["provider.tenant_id", "provider.id"],
        name="fk_round_result_provider_id",
    ),
    key=("computation_id", "provider_id"),
    rights="SELECT, INSERT",
)
"""Points in 1/unit by criterion, in the rubric's order, lowest and highest; grades count from 0, the best."""


def current(unit: Unit, row: Mapping[str, Any]) -> dict[str, Any]:
    """The round's computation, without its receipt."""
    columns = [c for c in computation.c if c.name not in ("receipt", "tenant_id")]
    found = unit.connection.execute(unit.select(*columns).where(computation.c.id == row["computation_id"]))
    return dict(found.mappings().one())


def summary(unit: Unit, row: Mapping[str, Any]) -> dict[str, Any]:
    """What the round computed last, and why that is stale, if it is."""
    found = current(unit, row)
    return {
        "id": found["id"],
        "computed_at": found["computed_at"].isoformat(),
        "computed_by": found["computed_by"],
        "known_at": found["known_at"].isoformat(),
        "providers": found["providers"],
        "open_results": found["open_results"],
        "unset": found["unset"],
        "digest": found["digest"],
        "stale": stale(unit, row, found),
    }


def stale(unit: Unit, row: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What changed after the computation that it should have known: names of record kinds, or instruments."""
    since = changed_since(unit, known_at=found["known_at"], as_of=row["period_end"])
    terms = ["instrument"] if instruments.changed_since(unit, row["edition"], found["instrument_id"]) else []
    return [*since, *terms]
