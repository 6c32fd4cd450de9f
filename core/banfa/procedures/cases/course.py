"""The whole course of a case: its own steps and those of all that belongs to it, oldest first.

What belongs to a case hangs on it, or on a paper of it; one statement finds it, however much there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import BigInteger, bindparam, literal, union_all

from banfa.database.tenancy import select
from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.casefiles import CaseFile
from banfa.procedures.cases.documents import Document
from banfa.procedures.cases.effect_rows import Effect
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.persons import Recusal
from banfa.procedures.cases.proceeding_rows import Proceeding
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.service_rows import Service
from banfa.procedures.cases.steps import CaseStep
from banfa.trust.persons import list_with_person, name_person

if TYPE_CHECKING:
    from sqlalchemy import Subquery

    from banfa.database.rows import TenantRow
    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

OF_CASE: Final[dict[str, type[TenantRow]]] = {
    "lead": Lead,
    "remedy": CaseRemedy,
    "case_document": Document,
    "case_effect": Effect,
    "publication": Publication,
    "proceeding": Proceeding,
    "recusal": Recusal,
}
OF_DOCUMENT: Final[dict[str, type[TenantRow]]] = {"document_approval": Approval, "document_service": Service}
MAX_STEPS: Final = 1000
"""How many steps of a case are shown; one goes through some fifty."""


def select_belonging() -> Subquery:
    """Select what belongs to the case `case_id`, itself included: the kind of thing, and its id."""
    case_id = bindparam("case_id", type_=BigInteger)
    parts = [
        select(literal("case").label("thing"), CaseFile.c.id.label("thing_id")).where(
            CaseFile.c.id == case_id
        )
    ]
    parts += [
        select(literal(thing), row.c.id).where(row.c.case_id == case_id) for thing, row in OF_CASE.items()
    ]
    parts += [
        select(literal(thing), row.c.id)
        .select_from(row.rows.join(Document.rows, Document.c.id == row.c.document_id))
        .where(Document.c.case_id == case_id)
        for thing, row in OF_DOCUMENT.items()
    ]
    return union_all(*parts).subquery("belonging")


_BELONGING: Final = select_belonging()
_COURSE: Final = (
    CaseStep.select()
    .add_columns(name_person(CaseStep.c.taken_by))
    .select_from(
        CaseStep.rows.join(
            _BELONGING,
            (_BELONGING.c.thing == CaseStep.c.thing) & (_BELONGING.c.thing_id == CaseStep.c.thing_id),
        )
    )
    .order_by(CaseStep.c.id)
    .limit(MAX_STEPS)
)


def list_course(unit: Unit, case_id: int) -> list[WithPerson[CaseStep]]:
    """List the steps of a case and of all that belongs to it, oldest first, each with who took it."""
    return list_with_person(unit, CaseStep, _COURSE, case_id=case_id)
