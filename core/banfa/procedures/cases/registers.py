"""发文、送达、公示登记簿 of a case: each paper with its service, what was shown with where and until when."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.recording.listing import get_entry
from banfa.ledger.recording.names import name_providers
from banfa.procedures.cases.documents import ENDED, PUBLICITY, Document
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.publication_objection_rows import PublicationObjection
from banfa.procedures.cases.publication_rows import FORMS, Publication
from banfa.procedures.cases.service_rows import DROPPED, MANNERS, Service

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from banfa.procedures.cases.casefiles import CaseFile
    from banfa.trust.unit import Unit


def list_register(unit: Unit, case: CaseFile) -> list[tuple[str, ...]]:
    """List the rows of the register, one a service or a publication."""
    papers = [paper for paper in list_rows(unit, Document, case_id=case.id) if paper.state not in ENDED]
    rows = (*_list_papers(unit, papers), *_list_publications(unit, case))
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows]


def _list_papers(unit: Unit, papers: Sequence[Document]) -> Iterator[tuple[object, ...]]:
    for paper in papers:
        head = (
            paper.register_no,
            paper.title,
            paper.document_no,
            paper.issued_on,
            PUBLICITY[paper.publicity],
        )
        services = [
            service
            for service in list_rows(unit, Service, document_id=paper.id)
            if service.state not in DROPPED
        ]
        names = name_providers(unit, [service.provider_id for service in services])
        for service in services:
            party = _name_party(unit, service) or names.get(service.provider_id, "")
            yield (*head, party, MANNERS[service.manner], service.served_on, "", "", "")
        if not services:
            yield (*head, "", "", "", "", "", "")


def _name_party(unit: Unit, service: Service) -> str:
    """Whom a paper was served on beside the provider: a body or an enterprise."""
    if service.body is not None:
        return service.body
    if service.enterprise_id is None:
        return ""
    enterprise: Any = get_entry(unit, Enterprise, service.enterprise_id)
    return str(enterprise.name)


def _list_publications(unit: Unit, case: CaseFile) -> Iterator[tuple[object, ...]]:
    objections = Counter(
        objection.publication_id for objection in list_rows(unit, PublicationObjection, case_id=case.id)
    )
    for row in list_rows(unit, Publication, case_id=case.id):
        if row.posted_on is not None:
            title = row.title or FORMS[row.form]
            head = ("", title, "", "", PUBLICITY["public"], row.address)
            yield (*head, FORMS[row.form], row.posted_on, row.until, objections[row.id], row.down_on)
