"""Papers that were served on a party, with the last day of the term they set, for its own pages.

A paper is told of once its service was checked. No statement reads another party's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import BigInteger, and_, bindparam, func

from banfa.database.tenancy import select
from banfa.procedures.cases.documents import KINDS as KINDS_OF_PAPER
from banfa.procedures.cases.documents import Carried, Document
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.service_rows import Service

if TYPE_CHECKING:
    from datetime import date

    from banfa.trust.unit import Unit

MOST: Final = 100


class ServedPaper(NamedTuple):
    """A paper that was served on the party, and the last day of the term it sets, where it still runs."""

    id: int
    kind: str
    title: str
    number: str | None
    issued_on: date | None
    served_on: date
    due_on: date | None


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


def list_served_papers(unit: Unit) -> list[ServedPaper]:
    """List the papers that were served on who asks, the latest first."""
    actor = unit.actor
    if actor.provider_id is not None:
        rows = unit.execute(_PAPERS_OF_PROVIDER, party=actor.provider_id).all()
    else:
        rows = unit.execute(_PAPERS_OF_ENTERPRISE, party=actor.enterprise_id).all()
    return [ServedPaper(**{**row._asdict(), "kind": KINDS_OF_PAPER[row.kind]}) for row in rows]
