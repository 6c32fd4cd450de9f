"""What the books of subsidies have of a time: payments, and what was paid back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, BigInteger, Text, any_, bindparam, literal, null, or_

from banfa.database.tenancy import select
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.procedures.finance.words import PAYMENT, RECEIPT
from banfa.procedures.subsidies.available import join_parties
from banfa.procedures.subsidies.claim_rows import Claim
from banfa.procedures.subsidies.correcting import DROPPED
from banfa.procedures.subsidies.fund_rows import Allocation, Fund
from banfa.procedures.subsidies.payment_rows import Payment, Receipt, Recovery

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Select

    from banfa.procedures.finance.sheet_rows import FinanceSheet
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A payment, or what was paid back, as it is recorded, in 分; of the latter no document is known."""

    kind: str
    id: int
    claim_id: int
    payee: str
    on: date
    voucher: str
    amount: int
    state: str
    part: str | None
    fund_no: str | None
    level: str | None
    number: str | None
    enterprise: str | None

    @property
    def key(self) -> tuple[str, int]:
        """By which it is told from all others."""
        return self.kind, self.id

    @property
    def stands(self) -> bool:
        """Whether it counts for anything."""
        return self.state not in DROPPED


p, al, fu, cl = Payment.c, Allocation.c, Fund.c, Claim.c
r, rc, k, n = Recovery.c, Receipt.c, Contract.c, Enterprise.c
_PAYMENTS: Final = select(
    p.id,
    p.subsidy_claim_id.label("claim_id"),
    p.payee,
    p.paid_on.label("on"),
    p.voucher,
    p.amount,
    p.state,
    p.part,
    fu.fund_no,
    fu.level,
    k.number,
    n.name.label("enterprise"),
).select_from(
    join_parties(
        Payment.rows.join(Allocation.rows, al.id == p.subsidy_allocation_id)
        .join(Fund.rows, fu.id == al.subsidy_fund_id)
        .join(Claim.rows, cl.id == p.subsidy_claim_id)
    )
)
_RECEIPTS: Final = select(
    rc.id,
    r.subsidy_claim_id.label("claim_id"),
    r.payer.label("payee"),
    rc.paid_in_on.label("on"),
    rc.voucher,
    rc.amount,
    rc.state,
    null().label("part"),
    null().label("fund_no"),
    null().label("level"),
    k.number,
    n.name.label("enterprise"),
).select_from(
    join_parties(
        Receipt.rows.join(Recovery.rows, r.id == rc.subsidy_recovery_id).join(
            Claim.rows, cl.id == r.subsidy_claim_id
        )
    )
)
_KINDS: Final = (
    (PAYMENT, _PAYMENTS, p.id, p.paid_on, p.voucher),
    (RECEIPT, _RECEIPTS, rc.id, rc.paid_in_on, rc.voucher),
)


def list_recorded(
    unit: Unit, sheet: FinanceSheet, *, vouchers: Iterable[str], ids: Iterable[tuple[str, int]]
) -> list[Recorded]:
    """List what is recorded of a sheet's time, under these vouchers and of these ids: two statements."""
    given = literal(sorted(set(vouchers)), ARRAY(Text))
    wanted = list(ids)
    listed = []
    for kind, statement, row_id, day, voucher in _KINDS:
        of_kind = literal([number for of, number in wanted if of == kind], ARRAY(BigInteger))
        within = day.between(bindparam("from_on"), bindparam("until_on"))
        chosen = statement.where(or_(within, voucher == any_(given), row_id == any_(of_kind)))
        days = {"from_on": sheet.from_on, "until_on": sheet.until_on}
        listed += _make_all(unit, kind, chosen.order_by(day, row_id), **days)
    return listed


def list_by_ids(unit: Unit, ids: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Recorded]:
    """Find what is recorded under these ids: a statement a kind."""
    wanted = list(ids)
    recorded: list[Recorded] = []
    for kind, statement, row_id, _day, _voucher in _KINDS:
        numbers = [number for of, number in wanted if of == kind]
        if numbers:
            chosen = statement.where(row_id == any_(literal(numbers, ARRAY(BigInteger))))
            recorded += _make_all(unit, kind, chosen)
    return {each.key: each for each in recorded}


def _make_all(unit: Unit, kind: str, statement: Select[Any], **given: object) -> list[Recorded]:
    return [Recorded(kind=kind, **row._asdict()) for row in unit.execute(statement, **given)]
