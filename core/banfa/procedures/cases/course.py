"""The whole course of a case: its own steps and those of all that belongs to it, oldest first.

What belongs to a case hangs on it, or on a paper of it; one statement finds it, however much there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import BigInteger, bindparam, func, literal, tuple_, union_all

from banfa.database.tenancy import select
from banfa.procedures.cases.approval_rows import APPROVALS, Approval
from banfa.procedures.cases.callback_rows import CALLBACKS
from banfa.procedures.cases.casefiles import CASES, CaseFile
from banfa.procedures.cases.documents import DOCUMENTS, Carried, Document
from banfa.procedures.cases.effect_rows import EFFECTS, Effect
from banfa.procedures.cases.leads import LEADS, Lead
from banfa.procedures.cases.persons import Recusal
from banfa.procedures.cases.proceeding_rows import PROCEEDINGS, Proceeding
from banfa.procedures.cases.publication_objection_rows import OBJECTIONS, PublicationObjection
from banfa.procedures.cases.publication_rows import PUBLICATIONS, Publication
from banfa.procedures.cases.remedies import REMEDIES, CaseRemedy
from banfa.procedures.cases.replacing import REPLACEMENTS
from banfa.procedures.cases.service_rows import SERVICES, Service
from banfa.procedures.cases.steps import CaseStep
from banfa.trust.persons import list_with_person, name_person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Subquery

    from banfa.database.rows import TenantRow
    from banfa.procedures.machine import Machine
    from banfa.trust.persons import WithPerson
    from banfa.trust.unit import Unit

OF_CASE: Final[dict[str, type[TenantRow]]] = {
    "lead": Lead,
    "remedy": CaseRemedy,
    "case_document": Document,
    "case_effect": Effect,
    "publication": Publication,
    "publication_objection": PublicationObjection,
    "proceeding": Proceeding,
    "recusal": Recusal,
}
OF_DOCUMENT: Final[dict[str, type[TenantRow]]] = {"document_approval": Approval, "document_service": Service}
MAX_STEPS: Final = 1000
"""How many steps of a case are shown; one goes through some fifty."""


def select_belonging(*, joint: bool = False) -> Subquery:
    """Select what belongs to the case `case_id`, itself included: the kind of thing, and its id.

    `joint`: papers of other cases too that carry a remedy of this one.
    """
    case_id = bindparam("case_id", type_=BigInteger)
    carried = (
        select(Carried.c.document_id)
        .select_from(Carried.rows.join(CaseRemedy.rows, CaseRemedy.c.id == Carried.c.remedy_id))
        .where(CaseRemedy.c.case_id == case_id)
    )
    of_case = Document.c.case_id == case_id
    if joint:
        of_case |= Document.c.id.in_(carried)
    parts = [
        select(literal("case").label("thing"), CaseFile.c.id.label("thing_id")).where(
            CaseFile.c.id == case_id
        )
    ]
    parts += [
        select(literal(thing), row.c.id).where(of_case if row is Document else row.c.case_id == case_id)
        for thing, row in OF_CASE.items()
    ]
    parts += [
        select(literal(thing), row.c.id)
        .select_from(row.rows.join(Document.rows, Document.c.id == row.c.document_id))
        .where(of_case)
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
_LAST_IDS: Final = (
    select(func.max(CaseStep.c.id))
    .where(tuple_(CaseStep.c.thing, CaseStep.c.thing_id).in_(bindparam("things", expanding=True)))
    .group_by(CaseStep.c.thing, CaseStep.c.thing_id)
)
_LAST: Final = select(
    CaseStep.c.thing, CaseStep.c.thing_id, CaseStep.c.step, CaseStep.c.taken_at, CaseStep.c.said
).where(CaseStep.c.id.in_(_LAST_IDS))
PAUSING: Final = ("suspend", "pause_term")
MACHINES: Final[dict[str, Machine[Any]]] = {
    machine.row.table.name.removesuffix("_file"): machine
    for machine in (
        *(LEADS, CALLBACKS, CASES, REMEDIES, DOCUMENTS, APPROVALS),
        *(SERVICES, EFFECTS, PUBLICATIONS, OBJECTIONS, PROCEEDINGS, REPLACEMENTS),
    )
}
"""Every machine of this room, by what its steps say that they were taken of."""


class LastStep(NamedTuple):
    """What was done last with a thing, when, and why its term was paused by it."""

    last_step: str
    last_at: datetime
    paused: str


def find_last_steps(unit: Unit, things: Sequence[tuple[str, int]]) -> dict[tuple[str, int], LastStep]:
    """Find what was done last with things of casework, by kind and id; one statement."""
    own = sorted({thing for thing in things if thing[0] in MACHINES})
    return {
        (row.thing, row.thing_id): LastStep(
            MACHINES[row.thing].steps[row.step].zh,
            row.taken_at,
            str(row.said.get("reason", "")) if row.step in PAUSING else "",
        )
        for row in (unit.execute(_LAST, things=own) if own else ())
    }


def list_course(unit: Unit, case_id: int) -> list[WithPerson[CaseStep]]:
    """List the steps of a case and of all that belongs to it, oldest first, each with who took it."""
    return list_with_person(unit, CaseStep, _COURSE, case_id=case_id)
