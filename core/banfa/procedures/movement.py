"""Whom a recomputation moved: providers whose total, rank or grade is another than before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import or_

from banfa.procedures.computations import round_result

if TYPE_CHECKING:
    from banfa.law import Edition
    from banfa.trust.unit import Unit

COMPARED = ("total_low", "total_high", "rank_best", "rank_worst", "grade_best", "grade_worst", "taking_part")


def movement(unit: Unit, law: Edition, *, before: int, after: int) -> list[dict[str, Any]]:
    """Provider by provider, what changed between two computations: {"provider_id", "before": {…}, "after": {…}}."""
    old, new = round_result.alias("old"), round_result.alias("new")
    different = or_(*(old.c[name].is_distinct_from(new.c[name]) for name in COMPARED))
    columns = [t.c[name].label(f"{t.name}_{name}") for t in (old, new) for name in COMPARED]
    statement = (
        unit.select(new.c.provider_id, *columns)
        .select_from(new)
        .join(old, (old.c.provider_id == new.c.provider_id) & (old.c.computation_id == before))
        .where(new.c.computation_id == after, different)
        .order_by(new.c.provider_id)
    )
    rows = unit.connection.execute(statement).mappings()
    return [
        {
            "provider_id": row["provider_id"],
            "before": placed(law, {name: row[f"old_{name}"] for name in COMPARED}),
            "after": placed(law, {name: row[f"new_{name}"] for name in COMPARED}),
        }
        for row in rows
    ]


def placed(law: Edition, row: dict[str, Any]) -> dict[str, Any]:
    """Where a result stands: total in 1/unit, rank, grade; as (low, high) pairs."""
    labels = law.grading.labels if law.grading else ()
    codes = (row["grade_best"], row["grade_worst"])
    return {
        "total": [row["total_low"], row["total_high"]],
        "rank": [row["rank_best"], row["rank_worst"]],
        "grade": [labels[c] if c is not None and c >= 0 else None for c in codes],
    }
