"""What runs of a provider that wants to leave the pool: contracts, cases, measures, rounds, applications.

For the officer to look at. None of it ends with the membership: no measure says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, bindparam, exists, func

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.acceptances import PASSED, Acceptance
from banfa.ledger.kinds.contracts import Contract
from banfa.procedures.admission.applications import RUNNING as RUNNING_APPLICATIONS
from banfa.procedures.admission.applications import AdmissionApplication
from banfa.procedures.cases.casefiles import UNCLOSED, CaseFile
from banfa.procedures.cases.remedies import ACTIVE, CaseRemedy
from banfa.procedures.rounds.transitions import RUNNING as RUNNING_ROUNDS
from banfa.procedures.rounds.transitions import Round

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """`contracts` have neither ended nor passed an acceptance; `measures` are not done with."""

    contracts: int
    measures: int
    applications: int
    cases: Sequence[CaseFile]
    rounds: Sequence[Round]


_own: Final = bindparam("own", type_=BigInteger)
c, a, r, p = Contract.c, Acceptance.c, CaseRemedy.c, AdmissionApplication.c
_PASSED: Final = exists(
    select(a.entry_id).where(a.contract_id == c.entry_id, a.outcome == PASSED, stands(Acceptance.rows))
)
_CONTRACTS: Final = select(func.count()).where(
    c.provider_id == _own, stands(Contract.rows), c.ended_on.is_(None), ~_PASSED.correlate(Contract.rows)
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
        contracts=count(_CONTRACTS),
        measures=count(_MEASURES),
        applications=count(_APPLICATIONS),
        cases=unit.all(CaseFile, _CASES, own=provider_id),
        rounds=unit.all(Round, _ROUNDS),
    )
