"""Whom a recomputation moved: whose total, rank or grade is another, who came in, who fell out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, or_

from banfa.database.tenancy import select
from banfa.procedures.rounds.results import STORED_COLUMNS, RoundResult, Standing, standing_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Subquery

    from banfa.procedures.rounds.computations import Computation
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class Move:
    """A provider whom a recomputation moved; one side is None where only the other computation has it."""

    provider_id: int
    before: Standing | None
    after: Standing | None


def _results_of(name: str) -> Subquery:
    """Name the results of the computation bound under this name."""
    c = RoundResult.c
    return RoundResult.select().where(c.computation_id == bindparam(name)).subquery(name)


_PROVIDER: Final = RoundResult.names.index("provider_id")
_OLD, _NEW = _results_of("old"), _results_of("new")
_DIFFERENT: Final = or_(*(_OLD.c[name].is_distinct_from(_NEW.c[name]) for name in STORED_COLUMNS))
_SAME_PROVIDER: Final = _OLD.c.provider_id == _NEW.c.provider_id
_MOVED: Final = (
    select(*RoundResult.columns(_OLD), *RoundResult.columns(_NEW))
    .select_from(_OLD.outerjoin(_NEW, _SAME_PROVIDER, full=True))
    .where(_DIFFERENT)
)


def list_moves(unit: Unit, *, before: Computation, after: Computation) -> list[Move]:
    """List, by provider id, whom the later of two computations moved."""
    width = len(RoundResult.names)
    moves = []
    for row in unit.execute(_MOVED, old=before.id, new=after.id):
        old, new = _standing_in(before, row[:width]), _standing_in(after, row[width:])
        provider_id = row[_PROVIDER] if old else row[width + _PROVIDER]
        moves.append(Move(provider_id, old, new))
    return sorted(moves, key=lambda move: move.provider_id)


def _standing_in(computation: Computation, values: Sequence[object]) -> Standing | None:
    """Say where one side of a row stands; None for a provider that the computation has not."""
    if values[_PROVIDER] is None:
        return None
    return standing_of(computation, RoundResult.make(values))
