"""Results of a round: the list by rank, and which are still open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, func, or_, tuple_

from banfa.errors import Conflict
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.providers import provider
from banfa.procedures.points import in_points
from banfa.procedures.receipts.evaluation_input import ENDS
from banfa.procedures.rounds import computations
from banfa.procedures.rounds.computations import round_result
from banfa.procedures.rounds.transitions import find_round

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from banfa.trust.unit import Unit

LAST_RANK: Final = 1 << 30
"""Where those without a rank come in the list."""

SURE: Final = 2
PART: Final = {0: "no", 1: "open", SURE: "yes"}

r = round_result.c
RANK = func.coalesce(func.nullif(r.rank_best, 0), LAST_RANK)


def computed_round(unit: Unit, round_id: int) -> dict[str, Any]:
    """The round, if it has results. Raises Missing and Conflict."""
    row = find_round(unit, round_id, lock=False)
    if row["computation_id"] is None:
        raise Conflict("not_computed", "该评价周期尚未计算，没有结果可看。", state=row["state"])
    return row


def list_results(
    unit: Unit,
    *,
    round_id: int,
    after: tuple[int, int] | None = None,
    limit: int = 50,
    grade: str | None = None,
    provider_id: int | None = None,
) -> list[dict[str, Any]]:
    """Results by rank, those not ranked last; `after` is the `key` of the last one seen."""
    row = computed_round(unit, round_id)
    found = computations.current(unit, row)
    statement = (
        unit.select(*r, provider.c.name, RANK.label("place"))
        .select_from(round_result)
        .join(provider, and_(provider.c.entry_id == r.provider_id, stands(provider)))
        .where(r.computation_id == row["computation_id"])
        .order_by(RANK, r.provider_id)
        .limit(limit)
    )
    if after is not None:
        rank, seen = after
        statement = statement.where(tuple_(RANK, r.provider_id) > tuple_(rank, seen))
    if grade is not None:
        code = code_of(found["labels"], grade)
        statement = statement.where(r.grade_best == code, r.grade_worst == code)
    if provider_id is not None:
        statement = statement.where(r.provider_id == provider_id)
    rows = unit.connection.execute(statement).mappings()
    return [shown(dict(one), labels=found["labels"], per=found["points_unit"]) for one in rows]


def code_of(labels: Sequence[str], label: str) -> int:
    """A grade's place among the bands; one that no band has matches nobody."""
    return labels.index(label) if label in labels else len(labels)


def shown(row: Mapping[str, Any], *, labels: Sequence[str], per: int) -> dict[str, Any]:
    """One result: exact values as they are, open ones as [low, high]. `per`: how many units make a point."""
    return {
        "provider_id": row["provider_id"],
        "provider": row["name"],
        **standing(row, labels=labels, per=per),
        "open": is_open(row),
        "key": [row["place"], row["provider_id"]],
    }


def standing(row: Mapping[str, Any], *, labels: Sequence[str], per: int) -> dict[str, Any]:
    """Where a result stands: whether the provider takes part, its total, rank and grade."""
    total = None
    if row["total_low"] is not None:
        total = one_or_range(in_points(row["total_low"], per), in_points(row["total_high"], per))
    return {
        "taking_part": PART[row["taking_part"]],
        "total": total,
        "rank": one_or_range(row["rank_best"], row["rank_worst"]) if row["rank_best"] else None,
        "grade": one_or_range(*(labels[c] if c is not None and c >= 0 else None for c in grades(row))),
    }


def grades(row: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The codes of the best and the worst grade still possible."""
    return row["grade_best"], row["grade_worst"]


def one_or_range(low: Any, high: Any) -> Any:
    """A value that is known, or the two ends it lies between."""
    return low if low == high else [low, high]


def is_open(row: Mapping[str, Any]) -> bool:
    """Whether anything about the result is still open; see `frozen.is_open`."""
    part: int = row["taking_part"]
    return part == 1 or (part > 0 and any(row[low] != row[high] for low, high in ENDS))


def open_results(unit: Unit, computation_id: int, *, limit: int) -> list[dict[str, Any]]:
    """Whose result is still open; first those of whom it is open whether they take part.

    These keep the ranks of all others open too.
    """
    unlike = [getattr(r, low).is_distinct_from(getattr(r, high)) for low, high in ENDS]
    statement = (
        unit.select(r.provider_id, r.taking_part, provider.c.name)
        .select_from(round_result)
        .join(provider, and_(provider.c.entry_id == r.provider_id, stands(provider)))
        .where(
            r.computation_id == computation_id, or_(r.taking_part == 1, and_(r.taking_part > 0, or_(*unlike)))
        )
        .order_by(r.taking_part, r.provider_id)
        .limit(limit)
    )
    return [
        {"provider_id": f.provider_id, "provider": f.name, "taking_part": PART[f.taking_part]}
        for f in unit.connection.execute(statement)
    ]


def graded_rows(unit: Unit, computation_id: int) -> Iterator[tuple[int, int]]:
    """(provider id, code of its grade) of all who take part."""
    statement = unit.select(r.provider_id, r.grade_best).where(
        r.computation_id == computation_id, r.taking_part == SURE, r.grade_best >= 0
    )
    for found in unit.connection.execute(statement.order_by(r.provider_id)):
        yield found.provider_id, found.grade_best
