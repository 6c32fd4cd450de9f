"""The steps of a round: buttons, and forms that stand on the round's page and, where wrong, on their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import request

from banfa.procedures.rounds.lifecycle import cut_off_round as cut_off
from banfa.procedures.rounds.lifecycle import reopen_round, request_computation, reverse_round
from banfa.procedures.rounds.publication import close_round as close
from banfa.procedures.rounds.publication import publish_round
from banfa.procedures.rounds.review import approve_round
from banfa.procedures.rounds.transitions import UNDOING, find_round
from banfa.trust.permissions import PERMISSIONS, ROLES
from banfa.web.console.frame.pages import act, page
from banfa.web.console.rounds_forms import ApprovalForm, PublicationForm, ReversalForm
from banfa.web.console.rounds_view import show_round

if TYPE_CHECKING:
    from banfa.procedures.rounds.transitions import Round
    from banfa.web.console.frame.calls import Done, PageCall, Result

REVERSERS: Final = [
    role for role in ROLES if any(PERMISSIONS[role, step.action] for step in UNDOING.values())
]
"""Who may take a step may take it back: some step or other."""


@act("/rounds/<id(round):round_id>/cut-off", "round.manage", "数据截止", back="round_page")
def cut_off_round(call: PageCall, round_id: int) -> Result:
    """Close the period for reporting; with that, where it is wanted, ask for the computation."""
    round_ = cut_off(call.unit, round_id=round_id, version=call.version).round
    if "compute" not in request.form:
        return _tell(call, round_, "数据已截止")
    request_computation(call.unit, call.profile, round_id=round_id)
    return _tell(call, round_, "数据已截止，正在计分")


@act("/rounds/<id(round):round_id>/compute", "round.manage", "计分", back="round_page")
def compute_round(call: PageCall, round_id: int) -> Result:
    """Ask for the round to be computed."""
    requested = request_computation(call.unit, call.profile, round_id=round_id, version=call.version)
    return _tell(call, requested.details.round, "开始计分")


@page("/rounds/<id(round):round_id>/approval", "round.review", "审核", writes=True)
def approve(call: PageCall, round_id: int) -> Result:
    """Approve what was computed."""
    form = call.form(ApprovalForm)
    if call.takes(form):
        approved = approve_round(call.unit, round_id=round_id, version=call.version, **form.values)
        message = f"已审核通过（{approved.approvals}/{approved.approvals_needed}）"
        return _tell(call, approved.details.round, message)
    return show_round(call, "round_step.html", round_id, form=form, verb="审核通过")


@page("/rounds/<id(round):round_id>/publication", "round.publish", "公示", writes=True)
def publish(call: PageCall, round_id: int) -> Result:
    """Make the proposed grades public."""
    form = call.form(PublicationForm)
    if call.takes(form):
        published = publish_round(
            call.unit, call.profile, round_id=round_id, version=call.version, **form.values
        )
        return _tell(call, published.round, f"已公示，至{published.round.public_until}届满")
    return show_round(call, "round_step.html", round_id, form=form, verb="开始公示")


@act("/rounds/<id(round):round_id>/close", "round.publish", "定级办结", back="round_page")
def close_round(call: PageCall, round_id: int) -> Result:
    """Close the round for good; its grades go into the ledger."""
    return _tell(call, close(call.unit, round_id=round_id, version=call.version).round, "已办结")


@page("/rounds/<id(round):round_id>/reversal", "round.read", "撤回最近一步", writes=True, roles=REVERSERS)
def reverse(call: PageCall, round_id: int) -> Result:
    """Take the last step back by a named decision."""
    form = call.form(ReversalForm)
    if call.takes(form):
        reversed_ = reverse_round(call.unit, round_id=round_id, version=call.version, **form.values)
        return _tell(call, reversed_.round, "已撤回")
    undo = UNDOING.get(find_round(call.unit, round_id, lock=False).state)
    return show_round(call, "round_step.html", round_id, form=form, verb=undo.zh if undo else "撤回")


@page("/rounds/<id(round):round_id>/reopening", "round.manage", "撤回截止，补报数据", writes=True)
def reopen(call: PageCall, round_id: int) -> Result:
    """Take the cut-off back, and what was done since, so that late data come in."""
    form = call.form(ReversalForm)
    if call.takes(form):
        reopened = reopen_round(call.unit, round_id=round_id, version=call.version, **form.values)
        return _tell(call, reopened.round, "数据截止已撤回，可以补报；补报后重新截止、计分、审核")
    return show_round(call, "round_step.html", round_id, form=form, verb=call.page.title)


def _tell(call: PageCall, round_: Round, message: str) -> Done:
    return call.done("round_page", message, round_id=call.outward("round", round_.id))
