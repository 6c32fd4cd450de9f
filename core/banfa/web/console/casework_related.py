"""What belongs to a thing of casework and stands on its page: grounds of a case, remedies, their papers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.cases.approval_rows import Approval
from banfa.procedures.cases.callbacks import list_calls
from banfa.procedures.cases.documents import Document, list_carried, list_papers_of
from banfa.procedures.cases.effect_rows import Effect
from banfa.procedures.cases.leads import Lead
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.persons import Recusal
from banfa.procedures.cases.proceeding_rows import Proceeding
from banfa.procedures.cases.publication_objection_rows import PublicationObjection
from banfa.procedures.cases.publication_rows import Publication
from banfa.procedures.cases.remedies import CaseRemedy
from banfa.procedures.cases.service_rows import Service
from banfa.web.casework.resources import RESOURCES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.trust.unit import Unit
    from banfa.web.casework.declared import Resource


@dataclass(frozen=True, slots=True)
class Related:
    """Things of another resource that belong to one."""

    resource: Resource
    rows: Sequence[Any]


_RELATED: Final[dict[str, dict[str, Callable[[Unit, Any], Sequence[Any]]]]] = {
    "case": {
        "lead": lambda unit, case: list_rows(unit, Lead, case_id=case.id),
        "remedy": lambda unit, case: list_rows(unit, CaseRemedy, case_id=case.id),
        "case_document": lambda unit, case: list_rows(unit, Document, case_id=case.id),
        "case_effect": lambda unit, case: list_rows(unit, Effect, case_id=case.id),
        "publication": lambda unit, case: list_rows(unit, Publication, case_id=case.id),
        "publication_objection": lambda unit, case: list_rows(unit, PublicationObjection, case_id=case.id),
        "proceeding": lambda unit, case: list_rows(unit, Proceeding, case_id=case.id),
        "recusal": lambda unit, case: list_rows(unit, Recusal, case_id=case.id),
    },
    "publication": {
        "publication_objection": lambda unit, shown: list_rows(
            unit, PublicationObjection, publication_id=shown.id
        )
    },
    "lead": {"callback": lambda unit, lead: list_calls(unit, lead.survey_ids or [])},
    "remedy": {"case_document": lambda unit, remedy: list_papers_of(unit, remedy.id)},
    "case_document": {
        "remedy": lambda unit, document: list_carried(unit, document.id),
        "document_approval": lambda unit, document: list_rows(unit, Approval, document_id=document.id),
        "document_service": lambda unit, document: list_rows(unit, Service, document_id=document.id),
    },
}


def list_related(unit: Unit, resource: Resource, row: Any) -> list[Related]:
    """List what belongs to a thing, as far as there is some."""
    groups = (
        Related(RESOURCES[name], fetch(unit, row)) for name, fetch in _RELATED.get(resource.name, {}).items()
    )
    return [related for related in groups if related.rows]
