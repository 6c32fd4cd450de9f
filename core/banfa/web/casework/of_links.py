"""The resources of one-time links (一次性链接): links, and what applicants have handed in by them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from banfa.procedures.party_links import application_rows, issuing, link_rows, taking_in
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
PARTY_APPLICATIONS: Final = Resource(
    name="party_application",
    one="party_application",
    many="party_applications",
    zh="网上申报",
    row=application_rows.PartyApplication,
    machine=application_rows.PARTY_APPLICATIONS,
    filters=("state", "admission_batch_id"),
    words={"state": application_rows.STATES_OF_APPLICATION},
    columns=("applicant", "category", "industry", "handed_in_on", "state"),
    read=READ,
    manage=MANAGE,
    labels={
        "party_link_id": "所用的一次性链接",
        "admission_batch_id": "征集批次",
        "applicant": "申报单位名称",
        "applicant_code": "申报单位统一社会信用代码",
        "category": "申报类别",
        "industry": "申报的服务行业",
        "wants_list": "申请进入细分行业库",
        "contact": "联系人及电话",
        "statements": "逐项说明",
        "handed_in_on": "提交之日",
        "handed_in_at": "提交时间",
        "admission_application_id": "收件后的入库申报",
    },
    acts=(
        Act(
            name="take_in_application",
            zh="收件",
            action=MANAGE,
            path="intake",
            perform=taking_in.take_in,
            inputs=taking_in.TakeIn,
            steps=("take_in",),
            gives="admission_application",
        ),
        Act(
            name="drop_party_application",
            zh="不收件",
            action=MANAGE,
            path="dropping",
            perform=taking_in.drop_application,
            inputs=taking_in.DropApplication,
            steps=("drop",),
        ),
    ),
)
