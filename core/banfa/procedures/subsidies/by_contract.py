"""What the books of subsidies say of a contract: what was audited, granted and paid of its claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, cast, func
from sqlalchemy.dialects.postgresql import distinct_on

from banfa.database.tenancy import select
from banfa.procedures.subsidies.claim_rows import AUDITED, GRANTED, Claim
from banfa.procedures.subsidies.payment_rows import COUNTED, Payment

if TYPE_CHECKING:
    from datetime import date

    from banfa.trust.unit import Unit


class ContractMoney(NamedTuple):
    """In 分: the last audit, what was granted, what was paid and when last; None: nothing."""

    audited: int | None = None
    granted: int | None = None
    paid: int | None = None
    paid_on: date | None = None


_IDS: Final = bindparam("wanted", type_=ARRAY(BigInteger))
g, y = Claim.c, Payment.c
_AUDITED: Final = (
    select(g.contract_id, g.audited)
    .where(g.contract_id == any_(_IDS), g.state.in_(AUDITED))
    .ext(distinct_on(g.contract_id))
    .order_by(g.contract_id, g.id.desc())
)
_GRANTED: Final = (
    select(g.contract_id, cast(func.sum(g.granted).filter(g.state.in_(GRANTED)), BigInteger).label("granted"))
    .where(g.contract_id == any_(_IDS))
    .group_by(g.contract_id)
)
_PAID: Final = (
    select(
        g.contract_id,
        cast(func.sum(y.amount), BigInteger).label("paid"),
        func.max(y.paid_on).label("paid_on"),
    )
    .select_from(Payment.rows.join(Claim.rows, g.id == y.subsidy_claim_id))
    .where(g.contract_id == any_(_IDS), y.state.in_(COUNTED))
    .group_by(g.contract_id)
)


def sum_by_contract(unit: Unit, contracts: list[int]) -> dict[int, ContractMoney]:
    """Sum what was audited, granted and paid, by contract."""
    audited = {row.contract_id: row.audited for row in unit.execute(_AUDITED, wanted=contracts)}
    granted = {row.contract_id: row.granted for row in unit.execute(_GRANTED, wanted=contracts)}
    paid = {row.contract_id: (row.paid, row.paid_on) for row in unit.execute(_PAID, wanted=contracts)}
    return {
        number: ContractMoney(audited.get(number), amount, *paid.get(number, (None, None)))
        for number, amount in granted.items()
    }
