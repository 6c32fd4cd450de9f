"""Results of a round: one row a provider, stored at once; the list by rank, and which are still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
from sqlalchemy import Integer, and_, bindparam, func, or_, text, tuple_

from banfa.database.rows import Bound, TenantRow, array_column, bigint_column, integer_column, smallint_column
from banfa.database.tenancy import select
from banfa.errors import Malformed
from banfa.ledger.entries.pinyin import fold_text
from banfa.ledger.facts.packing import array_literal
from banfa.ledger.recording.names import PROVIDER_NAMES
from banfa.procedures.points import TAKING_PART, Points, TakingPart
from banfa.procedures.receipts.evaluation_input import ENDS
from banfa.procedures.rounds.computations import (
    Computation,
    find_computation,
    find_public_computation,
)
from banfa.procedures.rounds.transitions import find_round

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import ColumnElement

    from banfa.reasoning.columns import Ints
    from banfa.trust.unit import Unit

UNRANKED: Final = 1 << 30
"""The place in the list of those without a rank."""
OPEN, SURE = TAKING_PART.index("open"), TAKING_PART.index("yes")


class RoundResult(
    TenantRow,
    table="round_result",
    key=("computation_id", "provider_id"),
    refers={"computation_id": "computation", "provider_id": "provider"},
    rights="SELECT, INSERT",
    bound=Bound(),
):
    """What a computation gave a provider.

    Points in 1/unit by criterion, in the rubric's order, lowest and highest; grades count from 0, the best,
    -1 being none. What the law does not lead to is None.
    """

    computation_id: int
    provider_id: int
    taking_part: int = smallint_column()
    low: list[int] = array_column(Integer)
    high: list[int] = array_column(Integer)
    total_low: int | None = bigint_column()
    total_high: int | None = bigint_column()
    rank_best: int | None = integer_column()
    rank_worst: int | None = integer_column()
    grade_best: int | None = smallint_column()
    grade_worst: int | None = smallint_column()

    @property
    def is_open(self) -> bool:
        """Whether anything about the result is still open; see `evaluation_input.is_open`."""
        ends = ((getattr(self, low), getattr(self, high)) for low, high in ENDS)
        return self.taking_part == OPEN or (self.taking_part > 0 and any(low != high for low, high in ends))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a result stands: best and worst rank and grade still possible, None for none."""

    taking_part: TakingPart
    total: Points | None
    rank: tuple[int, int] | None
    grade: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class RankedResult:
    """A provider's result in the list; `sort_key` is what it has its place there by."""

    provider_id: int
    provider: str
    standing: Standing
    is_open: bool
    sort_key: int | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultChoice:
    """Which results: of a settled grade, of who takes part or not, of one provider, of names found by `q`.

    `public`: of the computation that is public, not of one that waits for its approval. `unlisted`: without
    those of this grade.
    """

    grade: str | None = None
    taking_part: str | None = None
    provider_id: int | None = None
    q: str | None = None
    public: bool = False
    unlisted: str | None = None


EVERY_RESULT: Final = ResultChoice()


class OpenResult(NamedTuple):
    """A provider whose result is open."""

    provider_id: int
    provider: str
    taking_part: TakingPart


class Grade(NamedTuple):
    """A provider's grade, by its code."""

    provider_id: int
    code: int


_r: Final = RoundResult.c
_PLACE: Final = func.coalesce(func.nullif(_r.rank_best, 0), UNRANKED)
_NAMED: Final = (
    select(*RoundResult.columns(), PROVIDER_NAMES.c.name)
    .select_from(RoundResult.rows.join(PROVIDER_NAMES, PROVIDER_NAMES.c.id == _r.provider_id))
    .where(_r.computation_id == bindparam("computation_id"))
)
ORDERS: Final[Mapping[str, ColumnElement[Any]]] = {"rank": _PLACE, "name": PROVIDER_NAMES.c.name_key}
"""What results can be put in order by; those not ranked come last."""
_OPEN: Final = (
    select(_r.provider_id, PROVIDER_NAMES.c.name, _r.taking_part)
    .select_from(RoundResult.rows.join(PROVIDER_NAMES, PROVIDER_NAMES.c.id == _r.provider_id))
    .where(
        _r.computation_id == bindparam("computation_id"),
        or_(
            _r.taking_part == OPEN,
            and_(_r.taking_part > 0, or_(*(_r[low].is_distinct_from(_r[high]) for low, high in ENDS))),
        ),
    )
    .order_by(_r.taking_part, _r.provider_id)
    .limit(bindparam("limit"))
)
_GRADES: Final = (
    select(_r.provider_id, _r.grade_best)
    .where(_r.computation_id == bindparam("computation_id"), _r.taking_part == SURE, _r.grade_best >= 0)
    .order_by(_r.provider_id)
)
_EXISTS: Final = select(_r.provider_id).where(
    _r.computation_id == bindparam("computation_id"), _r.provider_id == bindparam("provider_id")
)


def list_results(
    unit: Unit,
    *,
    round_id: int,
    choice: ResultChoice = EVERY_RESULT,
    sort: str = "rank",
    after: tuple[int | str, int] | None = None,
    limit: int = 50,
) -> list[RankedResult]:
    """List results in one of the `ORDERS`, or with "-" before it the other way round.

    `after` is `sort_key` and provider of the last one seen. Raises Missing, Conflict before the round is
    computed, and Malformed for a grade that it does not give.
    """
    computation = _find_chosen(unit, round_id, choice)
    keys = (ORDERS[sort.removeprefix("-")], _r.provider_id)
    statement = _NAMED.add_columns(keys[0].label("sort_key")).where(*_make_conditions(computation, choice))
    down = sort.startswith("-")
    if after is not None:
        here, there = tuple_(*keys), tuple_(*after)
        statement = statement.where(here < there if down else here > there)
    ordered = statement.order_by(*(key.desc() if down else key for key in keys)).limit(limit)
    rows = unit.execute(ordered, computation_id=computation.id)
    return [_rank(computation, RoundResult.make(row[:-2]), row.name, row.sort_key) for row in rows]


def count_results(unit: Unit, *, round_id: int, choice: ResultChoice = EVERY_RESULT) -> int:
    """Count the results of a list. Raises as `list_results`."""
    computation = _find_chosen(unit, round_id, choice)
    chosen = _NAMED.where(*_make_conditions(computation, choice)).subquery()
    counted = unit.execute(select(func.count()).select_from(chosen), computation_id=computation.id)
    return int(counted.scalar_one())


def _find_chosen(unit: Unit, round_id: int, choice: ResultChoice) -> Computation:
    round_ = find_round(unit, round_id, lock=False)
    return find_public_computation(unit, round_) if choice.public else find_computation(unit, round_)


def _make_conditions(computation: Computation, choice: ResultChoice) -> Iterator[ColumnElement[bool]]:
    if choice.grade is not None:
        code = _code_of(computation, choice.grade)
        yield and_(_r.grade_best == code, _r.grade_worst == code)
    if choice.unlisted is not None:
        yield _r.grade_worst.is_distinct_from(_code_of(computation, choice.unlisted))
    if choice.taking_part is not None:
        yield _r.taking_part == TAKING_PART.index(choice.taking_part)
    if choice.provider_id is not None:
        yield _r.provider_id == choice.provider_id
    if choice.q is not None:
        yield func.strpos(PROVIDER_NAMES.c.search_text, fold_text(choice.q)) > 0


def _rank(computation: Computation, result: RoundResult, provider: str, sort_key: int | str) -> RankedResult:
    standing = standing_of(computation, result)
    return RankedResult(result.provider_id, provider, standing, result.is_open, sort_key)


def standing_of(computation: Computation, result: RoundResult) -> Standing:
    """Say where a result of this computation stands."""
    low, high = result.total_low, result.total_high
    best, worst = result.rank_best, result.rank_worst
    return Standing(
        taking_part=TAKING_PART[result.taking_part],
        total=None if low is None or high is None else Points(low, high, computation.points_unit),
        rank=(best, worst) if best and worst else None,
        grade=(_label_of(computation, result.grade_best), _label_of(computation, result.grade_worst)),
    )


def _label_of(computation: Computation, code: int | None) -> str | None:
    return computation.labels[code] if code is not None and code >= 0 else None


def _code_of(computation: Computation, label: str) -> int:
    """Give a grade's place among the bands. Raises Malformed for one that no band has."""
    labels = computation.labels
    if label not in labels:
        offered = f"只能是{'、'.join(labels)}之一" if labels else "本周期不评定等级"
        raise Malformed("field_out_of_range", f"没有“{label}”这个等级：{offered}。", field="grade")
    return labels.index(label)


def has_result(unit: Unit, *, computation_id: int, provider_id: int) -> bool:
    """Tell whether the computation gave the provider a result."""
    rows = unit.execute(_EXISTS, computation_id=computation_id, provider_id=provider_id)
    return rows.first() is not None


def list_open_results(unit: Unit, computation_id: int, *, limit: int) -> list[OpenResult]:
    """List whose result is still open; first those of whom it is open whether they take part.

    These keep the ranks of all others open too.
    """
    rows = unit.execute(_OPEN, computation_id=computation_id, limit=limit)
    return [OpenResult(row.provider_id, row.name, TAKING_PART[row.taking_part]) for row in rows]


def list_grades(unit: Unit, computation_id: int) -> list[Grade]:
    """List the grades of all who take part, in order of provider id."""
    return [Grade._make(row) for row in unit.execute(_GRADES, computation_id=computation_id)]


# Storing. COPY does not pass row security, so columns travel as arrays; the points of all providers are one
# flat array, of which each row takes its slice. That is linear: a slice of an array without nulls is found
# by its place.
STORED_COLUMNS: Final = {
    "taking_part": "smallint",
    "total_low": "bigint",
    "total_high": "bigint",
    "rank_best": "integer",
    "rank_worst": "integer",
    "grade_best": "smallint",
    "grade_worst": "smallint",
}
"""One value a provider; a column that the law does not lead to is NULL."""


def _insert_results() -> str:
    names = ", ".join(STORED_COLUMNS)
    arrays = ", ".join(f"CAST(:{name} AS {kind}[]) AS {name}" for name, kind in STORED_COLUMNS.items())
    given = ", ".join(f"given.{name}" for name in STORED_COLUMNS)
    row = ", ".join(f"one.{name}" for name in STORED_COLUMNS)
    part = "[(n - 1) * :criteria + 1 : n * :criteria]"
    return f"""
    WITH given AS MATERIALIZED (
        SELECT CAST(:provider_id AS bigint[]) AS provider_id,
               CAST(:low AS integer[]) AS low, CAST(:high AS integer[]) AS high, {arrays}
    )
    INSERT INTO round_result (tenant_id, computation_id, provider_id, low, high, {names})
    SELECT :tenant, :computation_id, one.provider_id, given.low{part}, given.high{part}, {row}
    FROM given, unnest(given.provider_id, {given}) WITH ORDINALITY AS one (provider_id, {names}, n)
    """  # noqa: S608 - names of our own columns are all that is put into the text


_INSERT: Final = text(_insert_results())


def store_results(
    unit: Unit, *, computation_id: int, providers: Ints, arrays: Mapping[str, np.ndarray]
) -> None:
    """Write one row a provider, in one statement whatever their number; `arrays` as `outcome` gives them."""
    nothing = np.zeros((0, len(providers)), np.int32)
    low = arrays.get("points_low", nothing)
    columns: dict[str, str | None] = {
        name: array_literal(arrays[name]) if name in arrays else None for name in STORED_COLUMNS
    }
    unit.execute(
        _INSERT,
        computation_id=computation_id,
        criteria=len(low),
        provider_id=array_literal(providers),
        low=array_literal(low.T.ravel()),
        high=array_literal(arrays.get("points_high", nothing).T.ravel()),
        **columns,
    )
    unit.seal_all(RoundResult.table, computation_id=computation_id)
