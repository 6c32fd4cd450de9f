"""What waits to be done, counted in one statement however large the ledger is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.providers import Provider
from banfa.procedures.rounds.objection_rows import UNDECIDED, Objection
from banfa.procedures.rounds.transitions import RUNNING, Round
from banfa.procedures.watch.hits import LATCHED, MET, OPEN, Hit
from banfa.trust.work import Work

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from banfa.trust.unit import Unit

WORKING: Final = ("waiting", "queued", "running")


class Counts(NamedTuple):
    """How many there are.

    Rounds that are not over, leads that stand, those not settled, objections not decided, jobs under way,
    jobs that failed, providers.
    """

    rounds: int
    leads: int
    leads_open: int
    objections: int
    jobs: int
    jobs_failed: int
    providers: int


def _count(of: ColumnElement[int], *where: ColumnElement[bool]) -> ColumnElement[int]:
    return select(func.count(of)).where(*where).scalar_subquery()


_COUNTS: Final = select(
    _count(Round.c.id, Round.c.state.in_(RUNNING)),
    _count(Hit.c.id, Hit.c.state.in_((MET, LATCHED))),
    _count(Hit.c.id, Hit.c.state == OPEN),
    _count(Objection.c.id, Objection.c.state.in_(UNDECIDED)),
    _count(Work.c.id, Work.c.state.in_(WORKING)),
    _count(Work.c.id, Work.c.state == "failed"),
    _count(Provider.c.id, stands(Provider.rows)),
)


def count_work(unit: Unit) -> Counts:
    """Count what the bureau has before it."""
    return Counts._make(unit.execute(_COUNTS).one())
