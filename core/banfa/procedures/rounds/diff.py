"""Whom a recomputation moved: whose total, rank or grade is another, who came in, who fell out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import or_

from banfa.database.tenancy import outer_select
from banfa.procedures.rounds.computations import round_result
from banfa.procedures.rounds.results import standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import RowMapping, Subquery

    from banfa.trust.unit import Unit

COMPARED: Final = (
    "taking_part",
    "total_low",
    "total_high",
    "rank_best",
    "rank_worst",
    "grade_best",
    "grade_worst",
)
COLUMNS: Final = ("provider_id", *COMPARED)


def movement(unit: Unit, *, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Provider by provider, what changed between two computations: {"provider_id", "before", "after"}.

    One side is None for a provider that only the other computation has. Two statements, whatever their
    number.
    """
    old, new = results_of(unit, before["id"], "old"), results_of(unit, after["id"], "new")
    different = or_(*(old.c[name].is_distinct_from(new.c[name]) for name in COMPARED))
    found: dict[int, dict[str, Any]] = {}
    both = [t.c[name].label(f"{t.name}_{name}") for t in (old, new) for name in COLUMNS]
    for mine, theirs in ((new, old), (old, new)):
        statement = (
            outer_select(mine.c.provider_id, *both)
            .select_from(mine)
            .outerjoin(theirs, mine.c.provider_id == theirs.c.provider_id)
            .where(different)
        )
        for row in unit.connection.execute(statement).mappings():
            found[row["provider_id"]] = {
                "provider_id": row["provider_id"],
                "before": side(row, "old", before),
                "after": side(row, "new", after),
            }
    return [found[provider_id] for provider_id in sorted(found)]


def results_of(unit: Unit, computation_id: int, name: str) -> Subquery:
    """The results of one computation."""
    c = round_result.c
    columns = [c[column] for column in COLUMNS]
    return unit.select(*columns).where(c.computation_id == computation_id).subquery(name)


def side(row: RowMapping, name: str, computation: Mapping[str, Any]) -> dict[str, Any] | None:
    """One side of a comparison, as results are shown."""
    if row[f"{name}_provider_id"] is None:
        return None
    values = {key: row[f"{name}_{key}"] for key in COMPARED}
    return standing(values, labels=computation["labels"], per=computation["points_unit"])
