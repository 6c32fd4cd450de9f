"""What was granted before for the same project and to the same enterprise: it counts against the caps.

That a project is its contract, and that an enterprise's cap is that of one document (the batches that rest on
it), is a reading of ours. What was paid back counts no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func

from banfa.database.tenancy import select
from banfa.procedures.subsidies.batches import Batch
from banfa.procedures.subsidies.claim_rows import GRANTED, Claim
from banfa.procedures.subsidies.payment_rows import COUNTED, Receipt, Recovery

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

c, b, r, e = Claim.c, Batch.c, Recovery.c, Receipt.c
_back: Final = (
    select(func.coalesce(func.sum(e.amount), 0))
    .select_from(Receipt.rows.join(Recovery.rows, r.id == e.subsidy_recovery_id))
    .where(r.subsidy_claim_id == c.id, e.state.in_(COUNTED))
    .correlate(Claim.rows)
    .scalar_subquery()
)
_OTHERS: Final = (
    select(c.contract_id, b.rule_no, (c.granted - _back).label("left"))
    .select_from(Claim.rows.join(Batch.rows, b.id == c.subsidy_batch_id))
    .where(c.enterprise_id == bindparam("enterprise_id"), c.id != bindparam("claim_id"), c.state.in_(GRANTED))
)


def find_limit(unit: Unit, claim: Claim, batch: Batch) -> int | None:
    """The most that a claim can come to, in 分: what is left of the caps, and what was applied for."""
    others = unit.execute(_OTHERS, enterprise_id=claim.enterprise_id, claim_id=claim.id).all()
    project = sum(int(row.left) for row in others if row.contract_id == claim.contract_id)
    enterprise = sum(int(row.left) for row in others if row.rule_no == batch.rule_no)
    limits = [
        claim.asked,
        None if batch.cap is None else batch.cap - project,
        None if batch.enterprise_cap is None else batch.enterprise_cap - enterprise,
    ]
    given = [max(limit, 0) for limit in limits if limit is not None]
    return min(given, default=None)
