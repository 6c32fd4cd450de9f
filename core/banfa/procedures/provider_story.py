"""All that the ledger and the rounds have of one provider, in as many statements whatever there is of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import ARRAY, BigInteger, Date, any_, bindparam, cast, func
from sqlalchemy.dialects.postgresql import distinct_on

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import known_now
from banfa.ledger.entries.doubles import select_doubtful
from banfa.ledger.entries.tables import stands
from banfa.ledger.entries.values import LAST_DAY
from banfa.ledger.facts.pool import select_memberships
from banfa.ledger.kinds.acceptances import Acceptance
from banfa.ledger.kinds.complaints import Complaint
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.decisions import GRADE, ORDER, OUTCOME, WITHDRAWAL, Decision
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.kinds.progress import Progress
from banfa.ledger.kinds.providers import Provider, ProviderChange
from banfa.ledger.kinds.surveys import DISSATISFIED, OVERALL, Survey
from banfa.ledger.recording.listing import get_entry, list_entries
from banfa.procedures.points import TAKING_PART, Points, TakingPart
from banfa.procedures.rounds.computations import Computation
from banfa.procedures.rounds.results import RoundResult
from banfa.procedures.rounds.transitions import Round
from banfa.procedures.watch.hits import CLEARED, Hit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlalchemy import Select

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Entry
    from banfa.ledger.recording.listing import Page
    from banfa.trust.unit import Unit

MAX_CONTRACTS: Final = 500
MAX_OF_A_KIND: Final = 200
MAX_EVIDENCE: Final = 200


class Satisfaction(NamedTuple):
    """What enterprises said overall in a quarter: no name. `doubtful`: answers that may be doubles."""

    quarter: date
    answers: int
    dissatisfied: int
    dissatisfied_enterprises: int
    doubtful: int


class Graded(NamedTuple):
    """A closed round's result of the provider; one that `is_open` got no grade."""

    round_id: int
    name: str
    period_end: date
    total: Points | None
    taking_part: TakingPart
    is_open: bool


@dataclass(frozen=True, slots=True)
class Order:
    """An order to put something right, and how it ended (None: not yet)."""

    order: Decision
    outcome: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A contract with its enterprise's name, the last thing done on it, and its last acceptance."""

    contract: Contract
    enterprise: str
    progress: Progress | None
    acceptance: Acceptance | None


@dataclass(frozen=True, slots=True)
class Stay:
    """A membership begun, and the last day that it really lasted, removals counted (None: it goes on)."""

    membership: Membership
    until_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderStory:
    """One provider.

    `ungraded` are results of closed rounds that stayed open, and gave no grade.

    `withdrawn` are ids of decisions that were withdrawn; `more` is how many contracts there are beyond those
    listed; `member` tells whether it is in the pool today.
    """

    provider: Provider
    stays: Sequence[Stay]
    member: bool
    grades: Sequence[Decision]
    results: Mapping[date, Graded]
    ungraded: Sequence[Graded]
    projects: Sequence[Project]
    more: int
    orders: Sequence[Order]
    measures: Sequence[Decision]
    withdrawn: frozenset[int]
    satisfaction: Sequence[Satisfaction]
    complaints: Sequence[Complaint]
    changes: Sequence[ProviderChange]
    leads: Sequence[Hit]


def tell_provider(unit: Unit, profile: Profile, provider_id: int) -> ProviderStory:
    """Tell one provider's story. Raises Missing."""
    provider = get_entry(unit, Provider, provider_id)
    own = {"provider_id": provider_id}
    read = partial(list_entries, unit, filters=own, profile=profile)
    contracts = read(Contract, sort="-signed_on", limit=MAX_CONTRACTS, count=True)
    decisions = read(Decision, sort="-decided_on", limit=MAX_CONTRACTS).rows
    outcomes = {d.about_id: d for d in reversed(decisions) if d.kind == OUTCOME}
    orders = [Order(d, outcomes.get(d.entry_id)) for d in decisions if d.kind == ORDER]
    stays = list_stays(unit, provider_id, read(Membership, sort="-from_on").rows)
    grades = [d for d in decisions if d.kind == GRADE]
    results = {row.period_end: row for row in _list_results(unit, provider_id)}
    graded = {d.period_on for d in grades}
    apart = {GRADE, ORDER, OUTCOME}
    return ProviderStory(
        provider=provider,
        stays=stays,
        member=any(
            stay.membership.from_on <= unit.today and (stay.until_on is None or stay.until_on >= unit.today)
            for stay in stays
        ),
        grades=grades,
        results=results,
        ungraded=[r for r in results.values() if r.is_open and r.period_end not in graded],
        projects=_list_projects(unit, contracts),
        more=int(contracts.total or 0) - len(contracts.rows),
        orders=orders,
        measures=[d for d in decisions if d.kind not in apart],
        withdrawn=frozenset(d.about_id for d in decisions if d.kind == WITHDRAWAL and d.about_id),
        satisfaction=[Satisfaction._make(row) for row in unit.execute(_count_answers(), own=provider_id)],
        complaints=read(Complaint, sort="-received_on", limit=MAX_OF_A_KIND).rows,
        changes=read(ProviderChange, sort="-occurred_on", limit=MAX_OF_A_KIND).rows,
        leads=unit.all(Hit, _LEADS, own=provider_id),
    )


def list_answers(unit: Unit, provider_id: int, quarter: date) -> list[Survey]:
    """List the overall answers of a quarter, as many as a page has room for, the latest first."""
    return unit.all(Survey, _ANSWERS, own=provider_id, quarter=quarter)


def list_stays(unit: Unit, provider_id: int, memberships: Sequence[Membership]) -> list[Stay]:
    """List memberships of a provider, each with the last day that it really lasted."""
    rows = unit.execute(_ENDS, providers=[provider_id], as_of=unit.today)
    ends = {row.entry_id: row.until_on for row in rows}
    known = {entry_id: None if end == LAST_DAY else end for entry_id, end in ends.items()}
    return [Stay(m, known.get(m.entry_id, m.until_on)) for m in memberships]


def _list_projects(unit: Unit, contracts: Page[Contract]) -> list[Project]:
    ids = [row.entry_id for row in contracts.rows]
    progress = {row.contract_id: row for row in unit.all(Progress, _PROGRESS, wanted=ids)}
    accepted = {row.contract_id: row for row in unit.all(Acceptance, _ACCEPTED, wanted=ids)}
    return [
        Project(
            contract=entry.row,
            enterprise=entry.names.get("enterprise_name") or "",
            progress=progress.get(entry.row.entry_id),
            acceptance=accepted.get(entry.row.entry_id),
        )
        for entry in contracts.entries
    ]


def _list_results(unit: Unit, provider_id: int) -> list[Graded]:
    return [
        Graded(
            row.id,
            row.name,
            row.period_end,
            None if row.total_low is None else Points(row.total_low, row.total_high, row.points_unit),
            TAKING_PART[row.taking_part],
            RoundResult.make(row[_KNOWN:]).is_open,
        )
        for row in unit.execute(_RESULTS, own=provider_id)
    ]


def _select_last(row: type[Entry], day: str) -> Select[Any]:
    """Select the last entry of each of some contracts."""
    c = row.c
    wanted = c.contract_id == any_(bindparam("wanted", type_=ARRAY(BigInteger)))
    latest = row.standing.where(wanted, c[day].is_not(None)).ext(distinct_on(c.contract_id))
    return latest.order_by(c.contract_id, c[day].desc(), c.entry_id.desc())


@cache
def _count_answers() -> Select[Any]:
    """Count the overall answers of each quarter, without those that are ruled doubles."""
    c, doubles = Survey.c, select_doubtful(Survey, known=known_now)
    quarter = _QUARTER.label("quarter")
    bad = c.answer == DISSATISFIED
    counts: tuple[Any, ...] = (
        func.count(),
        func.count().filter(bad),
        func.count(c.enterprise_id.distinct()).filter(bad),
        func.count(doubles.c.entry_id),
    )
    return (
        select(quarter, *counts)
        .select_from(Survey.rows)
        .outerjoin(doubles, doubles.c.entry_id == c.entry_id)
        .where(*_OVERALL, doubles.c.is_double.is_not(True))
        .group_by(quarter)
        .order_by(quarter.desc())
    )


_ENDS: Final = select_memberships(known=known_now, providers=bindparam("providers", type_=ARRAY(BigInteger)))
_own: Final = bindparam("own", type_=BigInteger)
_QUARTER: Final = cast(func.date_trunc("quarter", Survey.c.answered_on), Date)
_OVERALL: Final = (Survey.c.provider_id == _own, Survey.c.topic == OVERALL, stands(Survey.rows))
_ANSWERS: Final = (
    Survey.select()
    .where(*_OVERALL, bindparam("quarter", type_=Date) == _QUARTER)
    .order_by(Survey.c.answered_on.desc(), Survey.c.entry_id.desc())
    .limit(MAX_EVIDENCE)
)
_PROGRESS: Final = _select_last(Progress, "occurred_on")
_ACCEPTED: Final = _select_last(Acceptance, "accepted_on")
_LEADS: Final = Hit.select().where(Hit.c.provider_id == _own, Hit.c.state != CLEARED).order_by(Hit.c.id)
_OF_ROUND: Final = (Round.c.id, Round.c.name, Round.c.period_end, Computation.c.points_unit)
_KNOWN: Final = len(_OF_ROUND)
_RESULTS: Final = (
    select(*_OF_ROUND, *RoundResult.columns())
    .select_from(Round.rows)
    .join(Computation.rows, Computation.c.id == Round.c.public_computation_id)
    .join(RoundResult.rows, RoundResult.c.computation_id == Computation.c.id)
    .where(Round.c.state == "closed", RoundResult.c.provider_id == _own)
)
