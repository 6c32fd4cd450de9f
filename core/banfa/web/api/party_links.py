"""Issuing a one-time link (一次性链接): its address is in the answer, and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marshmallow import Schema

from banfa.ledger.entries.fields import ReadingContext
from banfa.procedures.party_links.actions import MANAGE
from banfa.procedures.party_links.issuing import IssueLink, issue_link
from banfa.web.api.casework_schemas import make_form
from banfa.web.fields import DateTime, Id, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.party.addresses import write_address
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from banfa.web.requests import Arguments, Call

blp: Final = Blueprint("party_link_issue", __name__, description="一次性链接")


class PartyLinkIssued(Schema):
    """A link at the only moment its address is known."""

    id = Id("编号", of="party_link", required=True)
    address = Str("链接的路径，只在此时给出；重发请求时为空", required=True, allow_none=True)
    expires_at = DateTime("最迟打开时间", required=True)


@blp.route("/party-links", methods=["POST"], endpoint="issue_party_link")
@blp.arguments(make_form(IssueLink, "IssuePartyLinkIn"), example=dict(IssueLink.example))
@blp.response(201, PartyLinkIssued)
@operation(
    MANAGE,
    summary="签发一次性链接",
    description="打开一次即用完。本系统不发送任何消息：请由经办人以本局的方式交给收链接的人。",
)
def issue(call: Call, body: Arguments) -> Answer:
    """Issue a link to one party for one purpose; the one before for the same ends."""
    data = IssueLink.read(body, ReadingContext(call.profile, call.unit.today))
    issued = issue_link(call.unit, call.profile, data)
    values = {"id": issued.row.id, "expires_at": issued.row.expires_at}
    where = call.locate("/party-links", "party_link", issued.row.id)
    return Answer({**values, "address": write_address(issued.secret)}, location=where, secrets=("address",))
