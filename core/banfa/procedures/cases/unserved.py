"""On whom a paper is still to be served: the provider, or an enterprise or a body in its matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func

from banfa.database.tenancy import select
from banfa.procedures.cases.documents import Carried, Document
from banfa.procedures.cases.remedies import UNDONE, CaseRemedy
from banfa.procedures.cases.service_rows import Service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement

d, m, s = Document.c, CaseRemedy.c, Service.c
IS_SERVED: Final[ColumnElement[bool]] = (d.state == "issued") & (d.kind != "publication")
"""Of a paper: it is for parties. A 公示 is for everybody, and posted."""


def count_unserved(dropped: Sequence[str]) -> ColumnElement[int]:
    """Count on whom a paper is still to be served; services in the states `dropped` do not count."""
    on_party = (
        select(s.id)
        .where(
            s.document_id == d.id,
            s.state.not_in(dropped),
            s.provider_id == m.provider_id,
            s.enterprise_id.is_not_distinct_from(m.enterprise_id),
            s.body.is_not_distinct_from(m.body),
        )
        # Not said, two levels up would be any paper: a party with one of them would wait for no other.
        .correlate(Document.rows, CaseRemedy.rows)
    )
    party = func.row(m.provider_id, m.enterprise_id, m.body)
    return (
        select(func.count(party.distinct()))
        .select_from(CaseRemedy.rows.join(Carried.rows, Carried.c.remedy_id == m.id))
        .where(Carried.c.document_id == d.id, m.state.not_in(UNDONE), ~on_party.exists())
        .scalar_subquery()
    )
