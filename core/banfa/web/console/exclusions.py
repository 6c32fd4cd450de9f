"""暂不评价: who is not evaluated in a round, by which document; ruling so, and taking somebody in again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request
from wtforms import BooleanField

from banfa.ledger.recording.names import name_providers
from banfa.procedures.rounds.exclusions import exclude_provider, list_exclusions, readmit_provider
from banfa.procedures.rounds.lifecycle import request_computation
from banfa.trust.persons import name_persons
from banfa.web.console.frame.forms import LongTextField, PageForm, TextField, at_most, require
from banfa.web.console.frame.pages import page
from banfa.web.console.rounds_choices import choose_provider, name_chosen, read_provider
from banfa.web.console.rounds_view import show_round

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result


class ExclusionForm(PageForm):
    """A ruling that a provider is not evaluated."""

    provider_id = choose_provider()
    reason = LongTextField("理由", validators=[require("请填写理由"), at_most(2000)])
    document_no = TextField(
        "文号", hint="如 厦工信缓评〔2026〕1号", validators=[require("请填写文号"), at_most(100)]
    )
    still_counted = BooleanField("计算名额时仍计入基数")
    compute = BooleanField("登记后立即重新计分")


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


@page("/rounds/<id(round):round_id>/exclusions/new", "round.manage", "暂不评价一家服务商", writes=True)
def exclude(call: PageCall, round_id: int) -> Result:
    """Rule a provider not evaluable; with the next computation, which may be asked for at once."""
    form = call.form(
        ExclusionForm, provider_id=name_chosen(call, request.args.get("provider", "")), compute=True
    )
    if call.takes(form):
        values = {**form.values, "provider_id": read_provider(call, form)}
        wants_computation = values.pop("compute")
        exclude_provider(call.unit, round_id=round_id, version=call.version, **values)
        if wants_computation:
            request_computation(call.unit, call.profile, round_id=round_id)
        message = "已登记暂不评价" + ("，正在重新计分" if wants_computation else "，下一次计分时生效")
        outward = call.outward("round", round_id)
        return call.done("round_page" if wants_computation else "exclusions", message, round_id=outward)
    return show_round(call, "round_exclusion.html", round_id, form=form, verb="暂不评价")


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
