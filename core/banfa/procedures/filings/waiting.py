"""What waits of filings: calls to be issued and ended, filings to be checked or completed, late marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func, literal, or_

from banfa.procedures.filings.call_rows import CALLS, STATES, FilingCall
from banfa.procedures.filings.filing_rows import FILINGS, STATES_OF_FILING, MaterialFiling
from banfa.procedures.filings.late_rows import LATE_MARKS, STANDING, STATES_OF_MARK, LateMark
from banfa.procedures.work_item import make_columns, name_state, select_entered
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

KINDS_OF_FILINGS: Final = {
    "filing_call": CALLS.zh,
    "material_filing": FILINGS.zh,
    "late_mark": LATE_MARKS.zh,
}
_MARKED: Final = (
    LateMark.select()
    .where(LateMark.c.material_filing_id == MaterialFiling.c.id, LateMark.c.state.in_(STANDING))
    .exists()
)


def select_items_of_filings() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    k, f, m = FilingCall.c, MaterialFiling.c, LateMark.c
    yield make_columns(
        "filing_call",
        id=k.id,
        what=k.title,
        step=name_state(k.state, STATES),
        person=name_person(k.drafted_by),
        person_id=k.drafted_by,
        approval=k.state == "drafted",
        number=k.document_no,
        due_on=k.due_on,
        since=k.drafted_at,
    ).where(k.state.in_(("drafted", "issued")))
    # Of those that are waited for only such as their call does not stand for: with a last day of their own,
    # or unmarked (any more) under one that has ended.
    own = (f.state == "waiting") & (
        ((k.state == "issued") & (f.due_on > k.due_on)) | ((k.state == "finished") & ~_MARKED)
    )
    yield (
        make_columns(
            "material_filing",
            id=f.id,
            provider_id=f.provider_id,
            what=k.title,
            step=name_state(f.state, STATES_OF_FILING),
            person=name_person(func.coalesce(f.received_by, k.drafted_by)),
            person_id=func.coalesce(f.received_by, k.drafted_by),
            approval=f.state == "received",
            number=k.document_no,
            due_on=case((f.state == "returned", f.complete_by), (f.state == "waiting", f.due_on)),
            since=func.coalesce(f.returned_at, k.drafted_at),
        )
        .select_from(MaterialFiling.rows.join(FilingCall.rows, k.id == f.filing_call_id))
        .where(or_(f.state.in_(("received", "returned")), own), k.state.in_(("issued", "finished")))
    )
    yield select_entered(
        "late_mark",
        LateMark,
        provider_id=m.provider_id,
        what=m.reason,
        step=literal(STATES_OF_MARK["entered"]),
    )
