"""暂不评价: who is not evaluated in a round, by which document; ruling so, and taking somebody in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from wtforms.fields.choices import SelectChoice

from banfa.errors import Malformed
from banfa.ledger.recording.names import name_providers
from banfa.procedures.rounds.exclusions import exclude_providers, list_exclusions, readmit_provider
from banfa.procedures.rounds.lifecycle import request_computation
from banfa.procedures.rounds.score_sheet import make_score_sheet
from banfa.procedures.rounds.transitions import find_round
from banfa.trust.ids import NOBODY
from banfa.trust.persons import name_persons
from banfa.web.console.frame.forms import LongTextField, PageForm, at_most, require
from banfa.web.console.frame.pages import page
from banfa.web.console.rounds_choices import name_chosen, read_provider
from banfa.web.console.rounds_forms import ExclusionForm
from banfa.web.console.rounds_view import show_round

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


class ReadmissionForm(PageForm):
    """Why the ruling is lifted."""

    reason = LongTextField("恢复评价的理由", validators=[require("请填写理由"), at_most(2000)])


@page("/rounds/<id(round):round_id>/exclusions", "round.read", "暂不评价")
def exclusions(call: PageCall, round_id: int) -> Result:
    """All rulings of a round, lifted ones included."""
    rulings = list_exclusions(call.unit, round_id=round_id)
    return show_round(
        call,
        "round_exclusions.html",
        round_id,
        rulings=rulings,
        providers=name_providers(call.unit, [ruling.provider_id for ruling in rulings]),
        persons=name_persons(call.unit, [ruling.ruled_by for ruling in rulings]),
    )


@page("/rounds/<id(round):round_id>/exclusions/new", "round.manage", "暂不评价", writes=True, weight=5)
def exclude(call: PageCall, round_id: int) -> Result:
    """Rule providers not evaluable; with the next computation, which may be asked for at once."""
    named = name_chosen(call, request.args.get("provider", ""))
    form = call.form(ExclusionForm, provider_id=named, compute=True)
    form.providers.choices = _offer_causes(call, round_id)
    if call.takes(form):
        chosen = _read_chosen(call, form)
        ruling = {name: form.values[name] for name in ("reason", "document_no", "still_counted")}
        exclude_providers(call.unit, round_id=round_id, provider_ids=chosen, version=call.version, **ruling)
        outward = call.outward("round", round_id)
        if not form.compute.data:
            message = f"已登记{len(chosen)}家暂不评价，下一次计分时生效"
            return call.done("exclusions", message, round_id=outward)
        request_computation(call.unit, call.profile, round_id=round_id)
        message = f"已登记{len(chosen)}家暂不评价，正在重新计分"
        return call.done("round_page", message, round_id=outward)
    return show_round(call, "round_exclusion.html", round_id, form=form, verb="暂不评价")


def _offer_causes(call: PageCall, round_id: int) -> list[SelectChoice]:
    """Whose results are open of themselves, by the last computation."""
    if find_round(call.unit, round_id, lock=False).computation_id is None:
        return []
    lines = make_score_sheet(call.unit, round_id=round_id).unsettled
    return [
        SelectChoice(value=call.outward("provider", line.provider_id), label=line.provider)
        for line in lines
        if line.is_cause
    ]


def _read_chosen(call: PageCall, form: ExclusionForm) -> list[int]:
    """Read whom the form names: those that are ticked, and who is typed. Raises Malformed for nobody."""
    ticked = [call.unit.ids.decode("provider", outward) or NOBODY for outward in form.providers.data or ()]
    typed = [read_provider(call, form)] if form.provider_id.data else []
    if not ticked and not typed:
        raise Malformed("field_missing", "请勾选或填写服务商。", field="provider_id")
    return [*dict.fromkeys([*ticked, *typed])]


@page(
    "/rounds/<id(round):round_id>/exclusions/<id(provider):provider_id>/end",
    "round.manage",
    "恢复评价",
    writes=True,
)
def readmit(call: PageCall, round_id: int, provider_id: int) -> Result:
    """Lift a ruling."""
    form = call.form(ReadmissionForm)
    if call.takes(form):
        readmit_provider(
            call.unit, round_id=round_id, provider_id=provider_id, version=call.version, **form.values
        )
        return call.done(
            "exclusions", "已恢复评价，下一次计分时生效", round_id=call.outward("round", round_id)
        )
    return show_round(call, "round_step.html", round_id, form=form, verb="恢复评价")
