"""Computations of a round: one row each, never changed, with the receipt and one result row per provider."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

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
from banfa.errors import Conflict
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.changes import list_changed_kinds
from banfa.procedures.instruments import issue
from banfa.procedures.rounds import exclusions
from banfa.trust.persons import put_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.trust.unit import Unit

computation = tenant_table(
    "computation",
    Column("round_id", BigInteger, nullable=False),
    moment("known_at"),
    moment("computed_at"),
    Column("instruments", JSONB, nullable=False),
    Column("exclusions", JSONB, nullable=False),
    Column("law", Text, nullable=False),
    Column("providers", Integer, nullable=False),
    Column("open_results", Integer, nullable=False),
    Column("unset", JSONB, nullable=False),
    Column("labels", JSONB, nullable=False),
    Column("cite", Text),
    Column("points_unit", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    Index("ix_computation_round", "tenant_id", "round_id"),
    ForeignKeyConstraint(
        ["tenant_id", "round_id"],
        ["evaluation_round.tenant_id", "evaluation_round.id"],
        name="fk_computation_round_id",
    ),
    refers={"computed_by": "person"},
    rights="SELECT, INSERT",
)
"""`computed_by` is the person who asked for it: he may not review it. `instruments` and `exclusions`
are the ids of those it was worked out under, `law` the hash of the settled edition, `unset` the open terms
still undetermined, `labels` the grades by code and `cite` the provision that gives them, `points_unit` the
parts of a point, `receipt` the file's bytes, compressed."""

BESIDES: Final = {
    "instrument": "文件",
    "exclusion": "暂不评价的决定",
    "edition": "施行的版本",
    "law": "插件中的规则",
}
"""What can make a computation stale beside entries of the ledger."""

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
    made = {
        "id": found["id"],
        "computed_at": found["computed_at"],
        "computed_by": found["computed_by"],
        "known_at": found["known_at"],
        "providers": found["providers"],
        "open_results": found["open_results"],
        "unset": found["unset"],
        "digest": found["digest"],
        "stale": stale(unit, row, found),
    }
    return put_names(unit, [made], "computed_by")[0]


def stale(unit: Unit, row: Mapping[str, Any], found: Mapping[str, Any]) -> list[str]:
    """What a computation should have known and does not, by name: kinds of entry, and those in `BESIDES`."""
    standing = issue.of_edition(unit, row["edition"])
    besides = {
        "instrument": found["instruments"] != issue.of_the_law(standing),
        "exclusion": found["exclusions"]
        != sorted(one.id for one in exclusions.standing(unit, row["id"]).values()),
        "edition": issue.ruling(unit, row["period_end"]) not in (None, row["edition"]),
    }
    entries = list_changed_kinds(unit, known_at=found["known_at"], as_of=row["period_end"])
    return [*entries, *(name for name, changed in besides.items() if changed)]


def stale_zh(reasons: Sequence[str]) -> str:
    """The same in Chinese, to be put into a sentence."""
    return "、".join(BESIDES[name] if name in BESIDES else KINDS[name].zh for name in reasons)


def check_fresh(
    unit: Unit, row: Mapping[str, Any], found: Mapping[str, Any], *, law: str | None = None
) -> None:
    """Raises Conflict naming what has changed since. `law`: the hash of the settled edition as it now is."""
    reasons = stale(unit, row, found)
    if law is not None and law != found["law"] and not reasons:
        reasons = ["law"]
    if reasons:
        message = f"计算之后有变化：{stale_zh(reasons)}。请重新计算（已审核的，先撤回审核）。"
        raise Conflict("computation_stale", message, changed=reasons)
