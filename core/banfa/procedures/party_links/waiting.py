"""What waits of one-time links: what an applicant has handed in, until somebody has looked at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import literal

from banfa.procedures.party_links.application_rows import (
    PARTY_APPLICATIONS,
    STATES_OF_APPLICATION,
    PartyApplication,
)
from banfa.procedures.party_links.link_rows import PartyLink
from banfa.procedures.work_item import make_columns
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

KINDS_OF_LINKS: Final = {"party_application": PARTY_APPLICATIONS.zh}


def select_items_of_links() -> Iterator[Select[Any]]:
    """Select what waits: with whoever has issued the link."""
    a, k = PartyApplication.c, PartyLink.c
    yield (
        make_columns(
            "party_application",
            id=a.id,
            what=a.applicant,
            step=literal(STATES_OF_APPLICATION["handed_in"]),
            person=name_person(k.issued_by),
            person_id=k.issued_by,
            approval=literal(value=False),
            since=a.handed_in_at,
        )
        .select_from(PartyApplication.rows.join(PartyLink.rows, k.id == a.party_link_id))
        .where(a.state == "handed_in")
    )
