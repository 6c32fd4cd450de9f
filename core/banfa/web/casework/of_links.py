"""The resource of one-time links (一次性链接), and of what applicants have handed in by them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from banfa.procedures.party_links import issuing, link_rows
from banfa.procedures.party_links.actions import MANAGE, READ
from banfa.web.casework.declared import Act, Resource

if TYPE_CHECKING:
    from banfa.trust.unit import Unit


class _Links(Resource):
    """Links: of a list no telephone number is told whole."""

    def fetch(self, unit: Unit, *, after: int, limit: int, **equal: object) -> list[link_rows.PartyLink]:
        """List some, by id after `after`, with the middle of the numbers hidden."""
        rows: list[link_rows.PartyLink] = super().fetch(unit, after=after, limit=limit, **equal)
        return [replace(row, phone=link_rows.mask_phone(row.phone)) for row in rows]


ISSUE: Final = Act(
    name="issue_party_link",
    zh="签发一次性链接",
    action=MANAGE,
    perform=issuing.issue_link,
    inputs=issuing.IssueLink,
    tells_once=True,
)
LINKS: Final = _Links(
    name="party_link",
    one="party_link",
    many="party_links",
    zh="一次性链接",
    row=link_rows.PartyLink,
    machine=link_rows.LINKS,
    filters=("state", "purpose", "provider_id", "enterprise_id"),
    words={"state": link_rows.STATES, "purpose": link_rows.PURPOSES},
    columns=("purpose", "provider_id", "applicant", "recipient", "phone", "expires_at", "state"),
    read=READ,
    manage=MANAGE,
    labels={
        "expires_at": "最迟打开时间",
        "opened_at": "打开时间",
        "session_until": "打开后可用至",
        "holder_id": "链接的办理人（系统）",
        "issued_by": "签发人",
        "issued_at": "签发时间",
    },
    makes=(ISSUE,),
    acts=(
        Act(
            name="revoke_party_link",
            zh="收回链接",
            action=MANAGE,
            path="revocation",
            perform=issuing.revoke_link,
            inputs=issuing.RevokeLink,
            steps=("revoke",),
        ),
    ),
)
