"""What a party is told of matters that run: papers served on it, what it is to hand in by when, its claims.

A paper is told of once its service was checked; a claim in the few words that its enterprise has been told
already; a sheet of counts once it was sent. No statement reads another's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import BigInteger, and_, bindparam, func

from banfa.database.tenancy import select
from banfa.procedures.cases.documents import KINDS as KINDS_OF_PAPER
from banfa.procedures.cases.documents import Carried, Document
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.service_rows import Service
from banfa.procedures.confirmations.confirmation_rows import Confirmation
from banfa.procedures.confirmations.sheet_rows import ConfirmationSheet
from banfa.procedures.subsidies.by_contract import ContractMoney, sum_by_contract
from banfa.procedures.subsidies.claim_rows import Claim

if TYPE_CHECKING:
    from datetime import date

    from banfa.procedures.confirmations.sheet_rows import Count
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


class ServedPaper(NamedTuple):
    """A paper that was served on the party, and the last day of the term it sets, where it still runs."""

    id: int
    kind: str
    title: str
    number: str | None
    issued_on: date | None
    served_on: date
    due_on: date | None


class OpenSheet(NamedTuple):
    """A provider's own counts that were sent to it for confirmation, and the last day for its answer."""

    id: int
    counts: list[Count]
    due_on: date | None


class OwnClaim(NamedTuple):
    """A claim: of which contract, made when, how it stands; paid in 分, told to its enterprise alone."""

    id: int
    contract_id: int
    applied_on: date
    standing: str
    supplement_until: date | None
    paid: int | None
    paid_on: date | None


v, d, r = Service.c, Document.c, CaseRemedy.c
_OPEN_TERM: Final = and_(r.state == "running", r.paused_on.is_(None))
_PAPERS: Final = (
    select(
        v.id,
        d.kind,
        d.title,
        d.document_no.label("number"),
        d.issued_on,
        v.served_on,
        func.max(r.due_on).filter(_OPEN_TERM).label("due_on"),
    )
    .select_from(
        Service.rows.join(Document.rows, d.id == v.document_id)
        .join(Carried.rows, Carried.c.document_id == d.id)
        .join(
            CaseRemedy.rows,
            and_(
                r.id == Carried.c.remedy_id,
                r.provider_id == v.provider_id,
                r.enterprise_id.is_not_distinct_from(v.enterprise_id),
            ),
        )
    )
    .where(v.state == "checked", v.body.is_(None))
    .group_by(v.id, d.kind, d.title, d.document_no, d.issued_on, v.served_on)
    .order_by(v.served_on.desc(), v.id.desc())
    .limit(MOST)
)
_PAPERS_OF_PROVIDER: Final = _PAPERS.where(
    v.provider_id == bindparam("party", type_=BigInteger), v.enterprise_id.is_(None)
)
_PAPERS_OF_ENTERPRISE: Final = _PAPERS.where(v.enterprise_id == bindparam("party", type_=BigInteger))
_SHEETS: Final = (
    ConfirmationSheet.select()
    .add_columns(Confirmation.c.due_on)
    .select_from(
        ConfirmationSheet.rows.join(
            Confirmation.rows, Confirmation.c.id == ConfirmationSheet.c.confirmation_id
        )
    )
    .where(
        ConfirmationSheet.c.provider_id == bindparam("party", type_=BigInteger),
        ConfirmationSheet.c.state.in_(("open", "unanswered")),
        Confirmation.c.state == "sent",
    )
    .order_by(ConfirmationSheet.c.id)
)
_CLAIMS: Final = Claim.select().order_by(Claim.c.id.desc()).limit(MOST)
_CLAIMS_OF_PROVIDER: Final = _CLAIMS.where(Claim.c.provider_id == bindparam("party", type_=BigInteger))
_CLAIMS_OF_ENTERPRISE: Final = _CLAIMS.where(Claim.c.enterprise_id == bindparam("party", type_=BigInteger))


def list_served_papers(unit: Unit) -> list[ServedPaper]:
    """List the papers that were served on who asks, the latest first."""
    actor = unit.actor
    if actor.provider_id is not None:
        rows = unit.execute(_PAPERS_OF_PROVIDER, party=actor.provider_id).all()
    else:
        rows = unit.execute(_PAPERS_OF_ENTERPRISE, party=actor.enterprise_id).all()
    return [ServedPaper(**{**row._asdict(), "kind": KINDS_OF_PAPER[row.kind]}) for row in rows]


def list_open_sheets(unit: Unit) -> list[OpenSheet]:
    """List the sheets that were sent to the provider who asks and are not answered."""
    if unit.actor.provider_id is None:
        return []
    width = len(ConfirmationSheet.names)
    rows = unit.execute(_SHEETS, party=unit.actor.provider_id).all()
    sheets = [(ConfirmationSheet.make(row[:width]), row[width]) for row in rows]
    return [OpenSheet(sheet.id, sheet.counted, due_on) for sheet, due_on in sheets]


def list_own_claims(unit: Unit) -> list[OwnClaim]:
    """List the claims for contracts of who asks, the latest first; sums are told to the enterprise alone."""
    actor = unit.actor
    if actor.provider_id is not None:
        return [_tell(claim) for claim in unit.all(Claim, _CLAIMS_OF_PROVIDER, party=actor.provider_id)]
    claims = unit.all(Claim, _CLAIMS_OF_ENTERPRISE, party=actor.enterprise_id)
    sums = sum_by_contract(unit, [claim.contract_id for claim in claims])
    told = []
    for claim in claims:
        money = sums.get(claim.contract_id, ContractMoney())
        told.append(_tell(claim)._replace(paid=money.paid, paid_on=money.paid_on))
    return told


def _tell(claim: Claim) -> OwnClaim:
    standing = TOLD_OF_CLAIM.get(claim.state, UNDER_WAY)
    until = claim.supplement_until if claim.state == "supplementing" else None
    return OwnClaim(claim.id, claim.contract_id, claim.applied_on, standing, until, None, None)
