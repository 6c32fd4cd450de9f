"""What of publications waits: to be reviewed, posted, taken down; objections to be answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, literal

from banfa.procedures.cases.case_items import make_item_of_case
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.publication_objection_rows import STATES as STATES_OF_OBJECTION
from banfa.procedures.cases.publication_objection_rows import PublicationObjection
from banfa.procedures.cases.publication_rows import STATES, Publication
from banfa.procedures.cases.publication_standing import FALLEN, FALLEN_ON, SHOWN, WAITS
from banfa.procedures.work_item import name_state
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

TAKE_DOWN: Final = "依据已不存在，须立即撤下"
NOT_TO_SHOW: Final = "依据已不存在，登记不予发布"

f = CaseFile.c


def select_items_of_publications() -> Iterator[Select[Any]]:
    """Select what is to be shown or taken down, and objections to what is shown."""
    p, o = Publication.c, PublicationObjection.c
    posted = p.state == "posted"
    yield (
        make_item_of_case(
            "publication",
            id=p.id,
            what=p.wording,
            cite=p.cite,
            step=case(
                (and_(posted, FALLEN), literal(TAKE_DOWN)),
                (FALLEN, literal(NOT_TO_SHOW)),
                else_=name_state(p.state, STATES),
            ),
            person_id=p.drafted_by,
            approval=p.state == "drafted",
            due_on=case((and_(posted, FALLEN), FALLEN_ON), else_=p.until),
            since=p.drafted_at,
        )
        .select_from(SHOWN.join(CaseFile.rows, f.id == p.case_id))
        .where(WAITS)
    )
    yield (
        make_item_of_case(
            "publication_objection",
            id=o.id,
            what=o.words,
            step=name_state(o.state, STATES_OF_OBJECTION),
            person=name_person(o.received_by),
            person_id=o.received_by,
            approval=literal(value=True),
            due_on=o.due_on,
            since=o.received_at,
        )
        .select_from(PublicationObjection.rows.join(CaseFile.rows, f.id == o.case_id))
        .where(o.state == "received")
    )
