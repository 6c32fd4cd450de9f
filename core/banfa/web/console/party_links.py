"""签发一次性链接: the text to be handed on is shown once; nothing is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request, url_for

from banfa.procedures.party_links.actions import MANAGE
from banfa.procedures.party_links.issuing import IssueLink, issue_link
from banfa.procedures.party_links.link_rows import PURPOSES
from banfa.web.casework.of_links import ISSUE
from banfa.web.console.casework_forms import fill_form, read_form
from banfa.web.console.frame.cookies import is_secure
from banfa.web.console.frame.formats import format_cell
from banfa.web.console.frame.pages import page
from banfa.web.party.addresses import write_address

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


@page("/party-links/new", MANAGE, "签发一次性链接", writes=True)
def issue_party_link(call: PageCall) -> Result:
    """Issue a link, and show once what is handed on by the officer's own channel."""
    form = fill_form(call, ISSUE)
    if call.takes(form):
        data = read_form(call, ISSUE, form)
        assert isinstance(data, IssueLink)  # noqa: S101 - what the act asks for
        issued = issue_link(call.unit, call.profile, data)
        bureau, until = call.unit.actor.bureau.name, format_cell(issued.row.expires_at)
        address = f"{'https' if is_secure() else 'http'}://{request.host}{write_address(issued.secret)}"
        text = (
            f"：只显示这一次，请复制后以本局的方式交给{data.recipient}，本系统不发送——"
            f"【{bureau}】请您{PURPOSES[data.purpose]}，{until}前打开 {address} ，限打开一次，请勿转发。"
        )
        outward = call.outward("party_link", issued.row.id)
        return call.done("party_link", "链接已签发", secret=text, row_id=outward)
    back = url_for("console.party_links")
    return call.render("casework/form.html", form=form, zh=ISSUE.zh, back=back, of="一次性链接", version=None)
