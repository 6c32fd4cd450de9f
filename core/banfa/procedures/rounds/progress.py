"""How far rounds have come that are not over: what is computed of them just now, and what is open in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger

from banfa.database.tenancy import select
from banfa.procedures.rounds.computations import Computation
from banfa.procedures.rounds.requests import COMPUTE
from banfa.procedures.rounds.transitions import RUNNING, Round
from banfa.trust.work import OPEN_STATES, Work

if TYPE_CHECKING:
    from banfa.procedures.instruments.open_terms import UnsetTerm
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """A round, the results that its computation left open and terms nobody has set; the work under way.

    `steps_done` of `steps_total` are done, both None where nothing is computed.
    """

    round: Round
    open_results: int
    unset: tuple[UnsetTerm, ...]
    work_id: int | None
    steps_done: int | None
    steps_total: int | None


_PROGRESS: Final = (
    select(
        *Round.columns(),
        Computation.c.open_results,
        Computation.c.unset,
        Work.c.id.label("work_id"),
        Work.c.steps_done,
        Work.c.steps_total,
    )
    .select_from(
        Round.rows.outerjoin(Computation.rows, Computation.c.id == Round.c.computation_id).outerjoin(
            Work.rows,
            (Work.c.kind == COMPUTE)
            & Work.c.state.in_(OPEN_STATES)
            & (Work.c.data["round_id"].astext.cast(BigInteger) == Round.c.id),
        )
    )
    .where(Round.c.state.in_(RUNNING))
    .order_by(Round.c.period_end.desc(), Round.c.id, Work.c.id)
)


def list_progress(unit: Unit) -> list[RoundProgress]:
    """List the rounds that are not over, the latest period first."""
    width = len(Round.names)
    progress: dict[int, RoundProgress] = {}
    for row in unit.execute(_PROGRESS):
        round_ = Round.make(row[:width])
        work_id, done, total = row.work_id, row.steps_done, row.steps_total
        progress[round_.id] = RoundProgress(
            round_, row.open_results or 0, row.unset or (), work_id, done, total
        )
    return list(progress.values())
