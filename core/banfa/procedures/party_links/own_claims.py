"""Claims for subsidies as a party is told of them: in the few words that were told already.

No statement reads another party's; sums are told to the enterprise alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import BigInteger, bindparam

from banfa.procedures.subsidies.by_contract import ContractMoney, sum_by_contract
from banfa.procedures.subsidies.claim_rows import Claim

if TYPE_CHECKING:
    from datetime import date

    from banfa.trust.unit import Unit

MOST: Final = 100
TOLD_OF_CLAIM: Final = {
    "supplementing": "待补正",
    "shown": "公示中",
    "cleared": "公示期满",
    "allocated": "资金已下达",
    "not_granted": "不予补助（决定已送达）",
    "withdrawn": "已撤回",
}
"""What is told of a claim by its state; any other is under way: what was not decided yet is not told."""
UNDER_WAY: Final = "办理中"


class OwnClaim(NamedTuple):
    """A claim: of which contract, made when, how it stands; paid in 分, told to its enterprise alone."""

    id: int
    contract_id: int
    applied_on: date
    standing: str
    supplement_until: date | None
    paid: int | None
    paid_on: date | None


_CLAIMS: Final = Claim.select().order_by(Claim.c.id.desc()).limit(MOST)
_CLAIMS_OF_PROVIDER: Final = _CLAIMS.where(Claim.c.provider_id == bindparam("party", type_=BigInteger))
_CLAIMS_OF_ENTERPRISE: Final = _CLAIMS.where(Claim.c.enterprise_id == bindparam("party", type_=BigInteger))


def list_own_claims(unit: Unit) -> list[OwnClaim]:
    """List the claims for contracts of who asks, the latest first; sums are told to the enterprise alone."""
    actor = unit.actor
    if actor.provider_id is not None:
        return [_tell(claim) for claim in unit.all(Claim, _CLAIMS_OF_PROVIDER, party=actor.provider_id)]
    claims = unit.all(Claim, _CLAIMS_OF_ENTERPRISE, party=actor.enterprise_id)
    sums = sum_by_contract(unit, [claim.contract_id for claim in claims])
    rows = []
    for claim in claims:
        money = sums.get(claim.contract_id, ContractMoney())
        rows.append(_tell(claim)._replace(paid=money.paid, paid_on=money.paid_on))
    return rows


def _tell(claim: Claim) -> OwnClaim:
    standing = TOLD_OF_CLAIM.get(claim.state, UNDER_WAY)
    until = claim.supplement_until if claim.state == "supplementing" else None
    return OwnClaim(claim.id, claim.contract_id, claim.applied_on, standing, until, None, None)
