"""奖补资金台账: a line a claim with what is paid and recovered, and the sums of all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.names import name_providers
from banfa.procedures.subsidies.batches import Batch
from banfa.procedures.subsidies.claim_rows import AUDITED, FALLEN, GRANTED, Claim
from banfa.procedures.subsidies.fund_rows import Allocation, Fund
from banfa.procedures.subsidies.payment_rows import COUNTED, DUE, Payment, Receipt, Recovery

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.trust.unit import Unit

c, b, k, n = Claim.c, Batch.c, Contract.c, Enterprise.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A claim with its batch, its parties' names, its checked funds, payments, recoveries and receipts.

    Of one that was withdrawn or is not granted no amount counts; what was worked out is 核定 once a meeting
    has agreed.
    """

    place: int
    claim: Claim
    batch: Batch
    number: str
    enterprise: str
    provider: str
    funds: Sequence[Fund] = ()
    payments: Sequence[Payment] = ()
    recoveries: Sequence[Recovery] = ()
    receipts: Sequence[Receipt] = ()

    @property
    def audited(self) -> int | None:
        """What was audited and checked, in 分."""
        return self.claim.audited if self.claim.state in AUDITED else None

    @property
    def base(self) -> int | None:
        """What the rule comes to, in 分."""
        return None if self.claim.state in FALLEN else self.claim.base

    @property
    def granted(self) -> int | None:
        """What a meeting has agreed to, in 分; None before that."""
        return self.claim.granted if self.claim.state in GRANTED else None

    @property
    def paid(self) -> int:
        """What was paid, in 分."""
        return sum(payment.amount for payment in self.payments)

    @property
    def due(self) -> int:
        """What is to be recovered, in 分."""
        return sum(recovery.amount for recovery in self.recoveries)

    @property
    def back(self) -> int:
        """What of it was paid back, in 分."""
        return sum(receipt.amount for receipt in self.receipts)

    @property
    def left(self) -> int | None:
        """What was granted and is not paid yet; None before it is granted."""
        return None if self.granted is None else self.granted - self.paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """The sums of all claims that were asked for, in 分; `count` of those whose amounts count."""

    count: int = 0
    audited: int = 0
    base: int = 0
    granted: int = 0
    paid: int = 0
    due: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class Register:
    """Lines of a page, and the sums of every line."""

    lines: Sequence[Line] = field(default=())
    sums: Sums = field(default_factory=Sums)


def read_register(unit: Unit, filters: Mapping[str, Any], *, after: int = 0, limit: int = 200) -> Register:
    """Read lines by claim after `after`, those whose columns have these values."""
    conditions = [c[name] == value for name, value in filters.items() if value is not None]
    numbered = (
        select(c.id, func.row_number().over(order_by=c.id).label("place"))
        .where(*conditions)
        .subquery("numbered")
    )
    statement = (
        select(
            numbered.c.place,
            k.number,
            n.name,
            *(column.label(f"claim_{column.name}") for column in Claim.columns()),
            *(column.label(f"batch_{column.name}") for column in Batch.columns()),
        )
        .select_from(
            Claim.rows.join(numbered, numbered.c.id == c.id)
            .join(Batch.rows, b.id == c.subsidy_batch_id)
            .outerjoin(Contract.rows, (k.entry_id == c.contract_id) & stands(Contract.rows))
            .outerjoin(Enterprise.rows, (n.entry_id == c.enterprise_id) & stands(Enterprise.rows))
        )
        .where(c.id > bindparam("after"))
        .order_by(c.id)
        .limit(bindparam("limit"))
    )
    rows = unit.execute(statement, after=after, limit=limit).all()
    return Register(_make_lines(unit, rows), _read_sums(unit, conditions))


p, r, e, al, fu = Payment.c, Recovery.c, Receipt.c, Allocation.c, Fund.c
_PAYMENTS: Final = (
    Payment.select()
    .where(p.subsidy_claim_id.in_(bindparam("ids", expanding=True)), p.state.in_(COUNTED))
    .order_by(p.paid_on, p.id)
)
_FUNDS: Final = (
    Fund.select()
    .add_columns(al.subsidy_claim_id.label("of_claim"))
    .select_from(Fund.rows.join(Allocation.rows, al.subsidy_fund_id == fu.id))
    .where(al.subsidy_claim_id.in_(bindparam("ids", expanding=True)), al.state.in_(COUNTED))
    .order_by(al.id)
)
_RECOVERIES: Final = (
    Recovery.select()
    .where(r.subsidy_claim_id.in_(bindparam("ids", expanding=True)), r.state.in_(DUE))
    .order_by(r.decided_on, r.id)
)
_RECEIPTS: Final = (
    Receipt.select()
    .where(e.subsidy_recovery_id.in_(bindparam("ids", expanding=True)), e.state.in_(COUNTED))
    .order_by(e.paid_in_on, e.id)
)


def _make_lines(unit: Unit, rows: Sequence[Any]) -> list[Line]:
    width = 3 + len(Claim.names)
    claims = [(row, Claim.make(row[3:width]), Batch.make(row[width:])) for row in rows]
    ids = [claim.id for _, claim, _ in claims]
    payments, recoveries = unit.all(Payment, _PAYMENTS, ids=ids), unit.all(Recovery, _RECOVERIES, ids=ids)
    receipts = unit.all(Receipt, _RECEIPTS, ids=[recovery.id for recovery in recoveries])
    width_of_fund = len(Fund.names)
    funds = [(row.of_claim, Fund.make(row[:width_of_fund])) for row in unit.execute(_FUNDS, ids=ids)]
    claim_of = {recovery.id: recovery.subsidy_claim_id for recovery in recoveries}
    providers = name_providers(unit, {claim.provider_id for _, claim, _ in claims})
    return [
        Line(
            place=row.place,
            claim=claim,
            batch=batch,
            number=row.number or "",
            enterprise=row.name or "",
            provider=providers.get(claim.provider_id, ""),
            funds=[fund for of_claim, fund in funds if of_claim == claim.id],
            payments=[payment for payment in payments if payment.subsidy_claim_id == claim.id],
            recoveries=[recovery for recovery in recoveries if recovery.subsidy_claim_id == claim.id],
            receipts=[receipt for receipt in receipts if claim_of[receipt.subsidy_recovery_id] == claim.id],
        )
        for row, claim, batch in claims
    ]


def _read_sums(unit: Unit, conditions: Sequence[Any]) -> Sums:
    chosen = select(c.id).where(*conditions).scalar_subquery()
    of_payments, of_recoveries = p.subsidy_claim_id.in_(chosen), r.subsidy_claim_id.in_(chosen)
    due = select(func.sum(r.amount)).where(of_recoveries, r.state.in_(DUE)).scalar_subquery()
    paid = select(func.sum(p.amount)).where(of_payments, p.state.in_(COUNTED)).scalar_subquery()
    back = (
        select(func.sum(e.amount))
        .select_from(Receipt.rows.join(Recovery.rows, r.id == e.subsidy_recovery_id))
        .where(of_recoveries, e.state.in_(COUNTED))
        .scalar_subquery()
    )
    counts = c.state.not_in(FALLEN)
    statement = select(
        func.count().filter(counts),
        func.sum(c.audited).filter(c.state.in_(AUDITED)),
        func.sum(c.base).filter(counts),
        func.sum(c.granted).filter(c.state.in_(GRANTED)),
        paid,
        due,
        back,
    ).where(*conditions)
    return Sums(
        **dict(zip(Sums.__slots__, (int(v or 0) for v in unit.execute(statement).one()), strict=True))
    )
