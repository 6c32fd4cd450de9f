"""What belongs to a thing of casework and stands on its page: grounds of a case, measures, their papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.cases.approving import list_approvals
from banfa.procedures.cases.documents import list_carried, list_documents, list_papers_of
from banfa.procedures.cases.effects import list_effects
from banfa.procedures.cases.leads import list_leads_of
from banfa.procedures.cases.measures import list_measures_of
from banfa.procedures.cases.persons import list_recusals
from banfa.procedures.cases.proceedings import list_proceedings
from banfa.procedures.cases.publications import list_publications
from banfa.procedures.cases.serving import list_services
from banfa.web.casework.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.trust.unit import Unit
    from banfa.web.casework.declared import Resource

MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Related:
    """Things of another resource that belong to one."""

    resource: Resource
    rows: Sequence[Any]


_RELATED: Final[dict[str, dict[str, Callable[[Unit, Any], Sequence[Any]]]]] = {
    "case": {
        "lead": lambda unit, case: list_leads_of(unit, case.id),
        "measure": lambda unit, case: list_measures_of(unit, case.id),
        "case_document": lambda unit, case: list_documents(unit, case_id=case.id, limit=MOST),
        "case_effect": lambda unit, case: list_effects(unit, case_id=case.id, limit=MOST),
        "publication": lambda unit, case: list_publications(unit, case_id=case.id, limit=MOST),
        "proceeding": lambda unit, case: list_proceedings(unit, case_id=case.id, limit=MOST),
        "recusal": lambda unit, case: list_recusals(unit, case.id),
    },
    "measure": {"case_document": lambda unit, measure: list_papers_of(unit, measure.id)},
    "case_document": {
        "measure": lambda unit, document: list_carried(unit, document.id),
        "document_approval": lambda unit, document: list_approvals(unit, document.id),
        "document_service": lambda unit, document: list_services(unit, document.id),
    },
}


def list_related(unit: Unit, resource: Resource, row: Any) -> list[Related]:
    """List what belongs to a thing, as far as there is some."""
    found = (
        Related(RESOURCES[name], fetch(unit, row)) for name, fetch in _RELATED.get(resource.name, {}).items()
    )
    return [related for related in found if related.rows]
