"""Money that was made available to claims (资金下达), with the document, the contract and the enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import true

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.procedures.cases.listing import MOST
from banfa.procedures.subsidies.claim_rows import Claim
from banfa.procedures.subsidies.correcting import COUNTED
from banfa.procedures.subsidies.fund_rows import Allocation, Fund

if TYPE_CHECKING:
    from sqlalchemy import Join

    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Available:
    """Money that was made available to a claim, in 分."""

    id: int
    amount: int
    fund_no: str
    level: str
    number: str | None
    enterprise: str | None


def join_parties(rows: Join) -> Join:
    """Join what stands in the ledger of the contract and the enterprise of claims."""
    return rows.outerjoin(
        Contract.rows, (Contract.c.entry_id == Claim.c.contract_id) & stands(Contract.rows)
    ).outerjoin(Enterprise.rows, (Enterprise.c.entry_id == Claim.c.enterprise_id) & stands(Enterprise.rows))


al, fu = Allocation.c, Fund.c
_AVAILABLE: Final = (
    select(al.id, al.amount, fu.fund_no, fu.level, Contract.c.number, Enterprise.c.name.label("enterprise"))
    .select_from(
        join_parties(
            Allocation.rows.join(Fund.rows, fu.id == al.subsidy_fund_id).join(
                Claim.rows, Claim.c.id == al.subsidy_claim_id
            )
        )
    )
    .where(al.state.in_(COUNTED))
)


def list_available(unit: Unit, claim_id: int | None = None) -> list[Available]:
    """List what money was made available, to a claim or to any, the latest first."""
    of_claim = true() if claim_id is None else al.subsidy_claim_id == claim_id
    statement = _AVAILABLE.where(of_claim).order_by(al.id.desc()).limit(MOST)
    return [Available(**row._asdict()) for row in unit.execute(statement)]


def find_available(unit: Unit, allocation_id: int) -> Available | None:
    """Find what money an allocation has made available, and to what; None where it does not stand."""
    row = unit.execute(_AVAILABLE.where(al.id == allocation_id)).one_or_none()
    return None if row is None else Available(**row._asdict())
