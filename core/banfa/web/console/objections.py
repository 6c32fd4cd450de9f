"""异议 in a round: the list with whom each moved, filing one for a provider, deciding, withdrawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from banfa.ledger.recording.names import name_providers
from banfa.procedures.rounds.correction_items import list_correction_items
from banfa.procedures.rounds.corrections import Correction
from banfa.procedures.rounds.objection_rows import STATES, find_objection, list_objections
from banfa.procedures.rounds.objections import decide_objection as decide
from banfa.procedures.rounds.objections import file_objection as file
from banfa.procedures.rounds.objections import find_failed
from banfa.procedures.rounds.objections import withdraw_objection as withdraw
from banfa.trust.persons import name_persons
from banfa.web.console.frame.forms import (
    ChoiceField,
    ChoicesField,
    DayField,
    LongTextField,
    PageForm,
    at_most,
    require,
)
from banfa.web.console.frame.pages import page
from banfa.web.console.results_words import write_ends, write_points
from banfa.web.console.rounds_choices import choose_provider, name_chosen, read_provider
from banfa.web.console.rounds_view import show_round

if TYPE_CHECKING:
    from banfa.procedures.rounds.objection_rows import Objection
    from banfa.web.console.frame.calls import Done, PageCall, Result


class ObjectionForm(PageForm):
    """An objection that came on paper."""

    provider_id = choose_provider()
    statement = LongTextField("事实和理由", validators=[require("请填写事实和理由"), at_most(4000)])
    received_on = DayField("收到日期", hint="不填为今天；以收到之日计算是否在期限内")


class ObjectionDecisionForm(PageForm):
    """Whether an objection is upheld, and what that corrects of the provider."""

    upheld = ChoiceField(
        "是否成立", [("yes", "成立"), ("no", "不成立")], validators=[require("请选择是否成立")]
    )
    reason = LongTextField("处理理由", validators=[require("请填写处理理由"), at_most(4000)])
    corrects = ChoicesField("更正的事项", [], hint="成立的，先在台账中更正，再勾选；其余事实以数据截止时为准")


class WithdrawalForm(PageForm):
    """Why it is withdrawn."""

    reason = LongTextField("撤回理由", validators=[require("请填写撤回理由"), at_most(2000)])


@page("/rounds/<id(round):round_id>/objections", "round.read", "异议")
def objections(call: PageCall, round_id: int) -> Result:
    """A round's objections, and whom those upheld moved."""
    rows = list_objections(call.unit, round_id=round_id)
    numbers = {row.provider_id for row in rows} | {
        move.provider_id for row in rows for move in row.moved or ()
    }
    return show_round(
        call,
        "round_objections.html",
        round_id,
        objections=rows,
        broken=find_failed(call.unit, rows),
        states=STATES,
        providers=name_providers(call.unit, numbers),
        persons=name_persons(call.unit, [n for row in rows for n in (row.filed_by, row.decided_by)]),
        points=write_points,
        ends=write_ends,
    )


@page("/rounds/<id(round):round_id>/objections/new", "objection.file", "登记异议", writes=True)
def file_objection(call: PageCall, round_id: int) -> Result:
    """File an objection in the name of a provider."""
    form = call.form(ObjectionForm, provider_id=name_chosen(call, request.args.get("provider", "")))
    if call.takes(form):
        values = {**form.values, "provider_id": read_provider(call, form)}
        filed = file(call.unit, round_id=round_id, **values)
        return _tell(call, filed, "已登记异议")
    return show_round(call, "round_step.html", round_id, form=form, verb="登记异议")


@page("/objections/<id(objection):objection_id>/decision", "objection.decide", "处理异议", writes=True)
def decide_objection(call: PageCall, objection_id: int) -> Result:
    """Uphold an objection, which has the round computed again, or reject it."""
    objection = find_objection(call.unit, objection_id)
    form = call.form(ObjectionDecisionForm)
    form.corrects.choices = list_correction_items(call.unit, call.profile, objection.round_id)
    if call.takes(form):
        upheld = form.upheld.data == "yes"
        items = tuple(form.corrects.data or ())
        corrects = [Correction(objection.provider_id, items)] if upheld and items else []
        decided = decide(
            call.unit,
            call.profile,
            objection_id=objection_id,
            upheld=upheld,
            reason=form.reason.data,
            corrects=corrects,
        )
        return _tell(call, decided, "异议成立，正在重新计分" if upheld else "异议不成立，已登记")
    return _show_form(call, objection, form, "处理异议")


@page("/objections/<id(objection):objection_id>/withdrawal", "objection.file", "撤回异议", writes=True)
def withdraw_objection(call: PageCall, objection_id: int) -> Result:
    """Withdraw an objection at its provider's wish."""
    form = call.form(WithdrawalForm)
    if call.takes(form):
        return _tell(call, withdraw(call.unit, objection_id=objection_id, **form.values), "异议已撤回")
    return _show_form(call, find_objection(call.unit, objection_id), form, "撤回异议")


def _show_form(call: PageCall, objection: Objection, form: PageForm, verb: str) -> Result:
    names = name_providers(call.unit, [objection.provider_id])
    name = names.get(objection.provider_id, "")
    return show_round(
        call, "round_objection.html", objection.round_id, form=form, verb=verb, objection=objection, name=name
    )


def _tell(call: PageCall, objection: Objection, message: str) -> Done:
    return call.done("objections", message, round_id=call.outward("round", objection.round_id))
