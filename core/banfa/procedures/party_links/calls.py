"""The call that an applicant answers by its link, and what it asks for a category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banfa.errors import Malformed
from banfa.procedures.admission.batches import BATCHES, AdmissionBatch, find_law_of
from banfa.procedures.admission.requirements import find_route, list_for_list, list_requirements
from banfa.procedures.party_links.link_rows import LINKS, PartyLink

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law import AdmissionRoute
    from banfa.procedures.admission.requirements import Requirement
    from banfa.trust.unit import Unit


@dataclass(frozen=True, slots=True)
class Call:
    """The call that an applicant answers, and what it asks for a category."""

    link: PartyLink
    batch: AdmissionBatch
    category: str
    route: AdmissionRoute
    requirements: list[Requirement]


def find_link_of(unit: Unit, link_id: int) -> tuple[PartyLink, AdmissionBatch]:
    """Find who applies by a link, and the batch."""
    link = LINKS.find(unit, link_id, lock=False)
    assert link.admission_batch_id is not None  # noqa: S101 - a link to apply names its batch
    return link, BATCHES.find(unit, link.admission_batch_id, lock=False)


def read_call(unit: Unit, profile: Profile, link_id: int, category: str) -> Call:
    """Read what the call asks for a category. Raises Malformed (`not_called`), Conflict (`route_missing`)."""
    link, batch = find_link_of(unit, link_id)
    if category not in batch.categories:
        message = f"“{batch.number}”没有征集这一类别（category），请核对征集通知。"
        raise Malformed("not_called", message, field="category")
    law = find_law_of(unit, profile, batch)
    route = find_route(profile, law.key, category)
    requirements = [*list_requirements(law, route, category, batch.conditions), *list_for_list(route)]
    return Call(link, batch, category, route, requirements)
