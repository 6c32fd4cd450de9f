"""拟作的决定: proposals that wait for another person to confirm them, and one of them with its steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.decisions import KINDS_OF_DECISION
from banfa.ledger.kinds.registry import find_kind
from banfa.ledger.recording.names import name_providers
from banfa.procedures.decisions import proposing
from banfa.procedures.decisions.steps import PURPOSES, STATES, find_proposal, list_proposals
from banfa.trust.persons import name_persons
from banfa.web.api.decisions import ProposalQuery
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import LongTextField, PageForm, at_most, require
from banfa.web.console.frame.lists import Filter, Rows, Selection, list_page
from banfa.web.console.frame.pages import act, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.procedures.decisions.steps import Proposal
    from banfa.web.console.frame.calls import PageCall, Result

COLUMNS: Final = (
    Column(
        zh="文号",
        value=lambda row: row["proposal"].document_no,
        link=link_to("proposal", "proposal_id", "decision_proposal", lambda row: row["proposal"].id),
    ),
    Column(zh="决定", value=lambda row: KINDS_OF_DECISION[row["proposal"].kind]),
    Column(zh="服务商", value=lambda row: row["provider"]),
    Column(zh="条款", value=lambda row: row["proposal"].data.get("cite"), wide=True),
    Column(zh="状态", value=lambda row: STATES[row["proposal"].state]),
    Column(zh="提出时间", value=lambda row: row["proposal"].proposed_at, wide=True),
)


class ReasonForm(PageForm):
    """Why a proposal goes back."""

    reason = LongTextField("理由", validators=[require("请写明理由"), at_most(2000)])


@list_page(
    "/decision-proposals",
    "decision.read",
    "拟作的决定",
    columns=COLUMNS,
    query=ProposalQuery,
    filters=(Filter("state", "状态", tuple(STATES.items())),),
    counted_in="件",
    when_empty="没有拟作的决定。提出以后列在这里，由另一人确认。",
    template="proposals.html",
    nav=Nav(section="", icon="envelope-check", order=40, count="proposals"),
)
def proposals(call: PageCall, selection: Selection) -> Rows:
    """List proposals, those of one state if one is asked for."""
    listed = list_proposals(
        call.unit,
        after=selection.after or 0,
        limit=selection.most,
        **selection.pick("state"),
    )
    rows, after = selection.cut(listed, lambda row: row.id)
    names = name_providers(call.unit, {row.provider_id for row in rows})
    described = [{"proposal": row, "provider": names.get(row.provider_id, "")} for row in rows]
    return Rows(rows=described, after=after)


@page("/decision-proposals/<id(decision_proposal):proposal_id>", "decision.read", "拟作的决定")
def proposal(call: PageCall, proposal_id: int) -> Result:
    """One proposal: what is to be recorded, who proposed it, who may confirm it."""
    return _show(call, find_proposal(call.unit, proposal_id), call.form(ReasonForm))


@act(
    "/decision-proposals/<id(decision_proposal):proposal_id>/confirmation",
    "decision.confirm",
    "确认",
    back="proposal",
)
def confirm_proposal(call: PageCall, proposal_id: int) -> Result:
    """Confirm what another person proposed."""
    done = proposing.confirm_proposal(call.unit, call.profile, proposal_id=proposal_id, version=call.version)
    return _end(call, done, "已确认，记入台账")


@page(
    "/decision-proposals/<id(decision_proposal):proposal_id>/rejection",
    "decision.confirm",
    "退回",
    writes=True,
)
def reject_proposal(call: PageCall, proposal_id: int) -> Result:
    """Send a proposal back."""
    return _end_with_reason(call, proposal_id, proposing.reject_proposal, "已退回")


@page(
    "/decision-proposals/<id(decision_proposal):proposal_id>/taking-back",
    "decision.propose",
    "收回",
    writes=True,
)
def take_proposal_back(call: PageCall, proposal_id: int) -> Result:
    """Take one's own proposal back."""
    return _end_with_reason(call, proposal_id, proposing.take_proposal_back, "已收回")


def _end_with_reason(call: PageCall, proposal_id: int, end: Callable[..., Proposal], message: str) -> Result:
    form = call.form(ReasonForm)
    if call.takes(form):
        reason = str(form.reason.data)
        done = end(call.unit, proposal_id=proposal_id, version=call.version, reason=reason)
        return _end(call, done, message)
    return _show(call, find_proposal(call.unit, proposal_id), form)


def _end(call: PageCall, done: Proposal, message: str) -> Result:
    outward = call.outward("decision_proposal", done.id)
    return call.done("proposal", f"{done.document_no}：{message}", proposal_id=outward)


def _show(call: PageCall, proposed: Proposal, form: ReasonForm) -> Result:
    people = name_persons(call.unit, {proposed.proposed_by, *filter(None, (proposed.ended_by,))})
    return call.render(
        "proposal.html",
        proposal=proposed,
        form=form,
        provider=name_providers(call.unit, [proposed.provider_id]).get(proposed.provider_id, ""),
        kind=KINDS_OF_DECISION[proposed.kind],
        purpose=PURPOSES[proposed.purpose],
        state=STATES[proposed.state],
        people=people,
        own=proposed.proposed_by == call.unit.actor.person.id,
        lines=list(_list_lines(proposed)),
    )


def _list_lines(proposed: Proposal) -> Any:
    """What the ledger will be told, by the names of its fields."""
    kind = find_kind("decision")
    for name, value in proposed.data.items():
        if value is not None and name not in {"provider_id", "kind", "about_id", "document_no"}:
            yield kind.label(name), value
