"""What waits to be done, counted in one statement however large the ledger is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func

from banfa.database.tenancy import select
from banfa.ledger.entries.rulings import Ruling
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.decisions import Decision
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.doubles import select_waiting
from banfa.procedures.decisions.steps import Proposal
from banfa.procedures.imports.tables import PREVIEWED, SheetImport
from banfa.procedures.orders import is_running_order
from banfa.procedures.rounds.computations import Computation
from banfa.procedures.rounds.objection_rows import UNDECIDED, Objection
from banfa.procedures.rounds.transitions import RUNNING, Round
from banfa.procedures.watch.hits import LATCHED, MET, OPEN, Hit
from banfa.procedures.watch.looks import is_unseen
from banfa.trust.work import OPEN_STATES, Work

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from banfa.trust.unit import Unit


class Counts(NamedTuple):
    """How many there are.

    Rounds that are not over, and results open in them; leads that stand, those not settled, those nobody has
    looked at; objections not decided; proposals of decisions to be confirmed; orders that run; sheets to be
    confirmed; rulings that a source contradicts, likely doubles without a ruling; jobs under way, jobs that
    failed; providers.
    """

    rounds: int
    results_open: int
    leads: int
    leads_open: int
    leads_unseen: int
    objections: int
    proposals: int
    orders: int
    imports: int
    disputes: int
    doubles: int
    jobs: int
    jobs_failed: int
    providers: int


def count_where(of: ColumnElement[int], *where: ColumnElement[bool]) -> ColumnElement[int]:
    """Make the number of rows with a column, of those that meet conditions."""
    return select(func.count(of)).where(*where).scalar_subquery()


_OPEN_RESULTS: Final = (
    select(func.coalesce(func.sum(Computation.c.open_results), 0))
    .select_from(Computation.rows.join(Round.rows, Round.c.computation_id == Computation.c.id))
    .where(Round.c.state.in_(RUNNING))
    .scalar_subquery()
)
_DOUBLES: Final = select(func.count()).select_from(select_waiting()).scalar_subquery()
_COUNTS: Final = select(
    count_where(Round.c.id, Round.c.state.in_(RUNNING)),
    _OPEN_RESULTS,
    count_where(Hit.c.id, Hit.c.state.in_((MET, LATCHED))),
    count_where(Hit.c.id, Hit.c.state == OPEN),
    count_where(Hit.c.id, is_unseen()),
    count_where(Objection.c.id, Objection.c.state.in_(UNDECIDED)),
    count_where(Proposal.c.id, Proposal.c.state == "proposed"),
    count_where(Decision.c.id, is_running_order()),
    count_where(SheetImport.c.id, SheetImport.c.state == PREVIEWED, SheetImport.c.erased_at.is_(None)),
    count_where(Ruling.c.id, Ruling.c.released_at.is_(None), Ruling.c.contradicted_at.is_not(None)),
    _DOUBLES,
    count_where(Work.c.id, Work.c.state.in_(OPEN_STATES)),
    count_where(Work.c.id, Work.c.state == "failed"),
    count_where(Provider.c.id, stands(Provider.rows)),
)


def count_work(unit: Unit) -> Counts:
    """Count what the bureau has before it."""
    return Counts._make(unit.execute(_COUNTS).one())
