"""What runs of a provider that is to leave the pool: contracts, claims, cases, measures, applications.

For the officer to look at before he decides, be it the provider's own wish or a name that goes out of a
published list. None of it ends with the membership: no measure says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import BigInteger, bindparam, exists, func

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.acceptances import PASSED, Acceptance
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.procedures.admission.applications import RUNNING as RUNNING_APPLICATIONS
from banfa.procedures.admission.applications import AdmissionApplication
from banfa.procedures.cases.casefiles import UNCLOSED, CaseFile
from banfa.procedures.cases.remedies import ACTIVE, CaseRemedy
from banfa.procedures.rounds.transitions import RUNNING as RUNNING_ROUNDS
from banfa.procedures.rounds.transitions import Round
from banfa.procedures.subsidies.claim_rows import ENDED, Claim

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banfa.trust.unit import Unit


class RunningContract(NamedTuple):
    """A contract that has neither ended nor passed an acceptance; `amount` in 分."""

    id: int
    number: str | None
    enterprise: str
    signed_on: date
    amount: int | None


class RunningClaim(NamedTuple):
    """A claim of 奖补 that was neither withdrawn nor turned down; `granted` in 分, also before a meeting."""

    id: int
    contract_id: int
    enterprise: str
    state: str
    granted: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """`measures` are not done with; `contracts` and `claims` are in order of their days and numbers."""

    contracts: Sequence[RunningContract]
    claims: Sequence[RunningClaim]
    measures: int
    applications: int
    cases: Sequence[CaseFile]
    rounds: Sequence[Round]


_own: Final = bindparam("own", type_=BigInteger)
c, n, a, g = Contract.c, Enterprise.c, Acceptance.c, Claim.c
r, p = CaseRemedy.c, AdmissionApplication.c
_PASSED: Final = exists(
    select(a.entry_id).where(a.contract_id == c.entry_id, a.outcome == PASSED, stands(Acceptance.rows))
)
_CONTRACTS: Final = (
    select(c.entry_id, c.number, n.name, c.signed_on, c.amount)
    .select_from(Contract.rows.join(Enterprise.rows, n.entry_id == c.enterprise_id))
    .where(c.provider_id == _own, stands(Contract.rows), stands(Enterprise.rows))
    .where(c.ended_on.is_(None), ~_PASSED.correlate(Contract.rows))
    .order_by(c.signed_on, c.entry_id)
)
_CLAIMS: Final = (
    select(g.id, g.contract_id, n.name, g.state, g.granted)
    .select_from(Claim.rows.join(Enterprise.rows, n.entry_id == g.enterprise_id))
    .where(g.provider_id == _own, g.state.not_in(ENDED), stands(Enterprise.rows))
    .order_by(g.id)
)
_MEASURES: Final = (
    select(func.count()).select_from(CaseRemedy.rows).where(r.provider_id == _own, r.state.in_(ACTIVE))
)
_APPLICATIONS: Final = (
    select(func.count())
    .select_from(AdmissionApplication.rows)
    .where(p.provider_id == _own, p.state.in_(RUNNING_APPLICATIONS))
)
_CASES: Final = (
    CaseFile.select()
    .where(CaseFile.c.provider_id == _own, CaseFile.c.state.in_(UNCLOSED))
    .order_by(CaseFile.c.id)
)
_ROUNDS: Final = Round.select().where(Round.c.state.in_(RUNNING_ROUNDS)).order_by(Round.c.id)


def find_running(unit: Unit, provider_id: int) -> Running:
    """Find what runs of a provider; rounds are the bureau's, whoever takes part in them."""

    def count(statement: object) -> int:
        return int(unit.execute(statement, own=provider_id).scalar_one())  # type: ignore[arg-type]

    return Running(
        contracts=[RunningContract._make(row) for row in unit.execute(_CONTRACTS, own=provider_id)],
        claims=[RunningClaim._make(row) for row in unit.execute(_CLAIMS, own=provider_id)],
        measures=count(_MEASURES),
        applications=count(_APPLICATIONS),
        cases=unit.all(CaseFile, _CASES, own=provider_id),
        rounds=unit.all(Round, _ROUNDS),
    )
