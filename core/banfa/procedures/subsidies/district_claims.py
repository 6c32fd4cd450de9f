"""区县审核 by the district itself: the claims of its own enterprises, and what it says of each.

A district sees what was applied for and where its own step stands: no amount that was worked out, no opinion
of an official's, no objection, no other step. Whose a claim is, the register says as it is now (`own.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam

from banfa.database.tenancy import select
from banfa.errors import Conflict
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.own import reach_own
from banfa.procedures.subsidies.batches import Batch
from banfa.procedures.subsidies.claim_rows import CLAIMS, Claim
from banfa.procedures.subsidies.claiming import review_claim

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Select

    from banfa.cities.profile import Profile
    from banfa.procedures.subsidies.claiming import ReviewClaim
    from banfa.trust.unit import Unit

REVIEW: Final = "subsidy.review"
"""What one must be allowed to do here (`banfa.trust.permissions`)."""
WAITING: Final = "applied"
"""The state in which a district says its word."""
AS_IT_IS: Final = (WAITING, "lacking", "supplementing", "withdrawn")
STAGES: Final = {
    "applied": "待区县审核",
    "lacking": "区县要求补正，待主管部门通知",
    "supplementing": "待企业补正",
    "agreed": "区县同意",
    "declined": "区县不同意",
    "withdrawn": "企业撤回",
    "closed": "不再审核",
}
"""Where a claim stands for its district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictClaim:
    """A claim as its district sees it; `asked` in 分."""

    id: int
    batch: str
    document_no: str
    enterprise: str | None
    number: str | None
    provider: str | None
    applied_on: date
    asked: int | None
    supplement: str | None
    supplement_until: date | None
    supplemented_on: date | None
    reviewed_on: date | None
    agrees: bool | None
    opinion: str | None
    lacking: str | None
    state: str
    version: int

    @property
    def waits(self) -> bool:
        """Whether its district can say its word now."""
        return self.state == WAITING

    @property
    def stage(self) -> str:
        """Where it stands for its district."""
        if self.state in AS_IT_IS:
            return self.state
        if self.agrees is None:
            return "closed"
        return "agreed" if self.agrees else "declined"


c, b, k, n, p = Claim.c, Batch.c, Contract.c, Enterprise.c, Provider.c
_SEEN: Final = (
    select(
        c.id,
        b.name.label("batch"),
        b.document_no,
        n.name.label("enterprise"),
        k.number,
        p.name.label("provider"),
        c.applied_on,
        c.asked,
        c.supplement,
        c.supplement_until,
        c.supplemented_on,
        c.reviewed_on,
        c.agrees,
        c.opinion,
        c.lacking,
        c.state,
        c.version,
    )
    .select_from(
        Claim.rows.join(Batch.rows, b.id == c.subsidy_batch_id)
        .outerjoin(Enterprise.rows, (n.entry_id == c.enterprise_id) & stands(Enterprise.rows))
        .outerjoin(Contract.rows, (k.entry_id == c.contract_id) & stands(Contract.rows))
        .outerjoin(Provider.rows, (p.entry_id == c.provider_id) & stands(Provider.rows))
    )
    .order_by(c.id)
)


def list_district_claims(
    unit: Unit, *, after: int = 0, limit: int, waiting: bool | None = None
) -> list[DistrictClaim]:
    """List the claims of a district's own enterprises by id after `after`; `waiting`: for its word."""
    statement = _reach(unit).where(c.id > bindparam("after")).limit(bindparam("limit"))
    if waiting:
        statement = statement.where(c.state == WAITING)
    return [DistrictClaim(**row._asdict()) for row in unit.execute(statement, after=after, limit=limit)]


def find_district_claim(unit: Unit, row_id: int) -> DistrictClaim:
    """Find one of a district's own; another's is like none. Raises Missing."""
    row = unit.execute(_reach(unit).where(c.id == row_id)).one_or_none()
    if row is None:
        raise CLAIMS.make_missing()
    return DistrictClaim(**row._asdict())


def check_waits(claim: DistrictClaim) -> None:
    """Check that a claim waits for its district's word. Raises Conflict (`wrong_state`)."""
    if not claim.waits:
        stage = STAGES[claim.stage]
        message = f"这件申报现为“{stage}”，只有“{STAGES[WAITING]}”时才能登记区县审核意见。"
        raise Conflict("wrong_state", message, state=claim.stage)


def _reach(unit: Unit) -> Select[Any]:
    """The claims of the districts' own enterprises; nothing for who has no districts."""
    return _SEEN.where(reach_own(unit, c.enterprise_id))


def review_own_claim(
    unit: Unit, profile: Profile, row_id: int, data: ReviewClaim, version: int | None = None
) -> DistrictClaim:
    """Enter what a district says of a claim of its own, of which it is told no more than its stage.

    Raises Missing, Conflict (`wrong_state`), and as `review_claim`.
    """
    find_district_claim(unit, row_id)
    CLAIMS.find(unit, row_id, version=version)
    check_waits(find_district_claim(unit, row_id))
    review_claim(unit, profile, row_id, data, version)
    return find_district_claim(unit, row_id)
