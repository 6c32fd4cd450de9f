"""Every resource of casework by name, in the order in which a case goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.web.casework.of_cases import CALLBACKS, CASES, LEADS, RECUSALS
from banfa.web.casework.of_measures import APPROVALS, DOCUMENTS, EFFECTS, MEASURES, PUBLICATIONS, SERVICES
from banfa.web.casework.of_others import ABSENCES, ADDRESSES, HANDOVERS, MEETINGS, PROCEEDINGS, REPLACEMENTS

if TYPE_CHECKING:
    from banfa.web.casework.declared import Resource

RESOURCES: Final[dict[str, Resource]] = {
    resource.name: resource
    for resource in (
        LEADS,
        CALLBACKS,
        CASES,
        RECUSALS,
        MEASURES,
        DOCUMENTS,
        APPROVALS,
        SERVICES,
        EFFECTS,
        PUBLICATIONS,
        PROCEEDINGS,
        REPLACEMENTS,
        MEETINGS,
        ADDRESSES,
        ABSENCES,
        HANDOVERS,
    )
}
