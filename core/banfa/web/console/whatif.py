"""测算: draft terms tried on the facts of a period that is cut off; told as a distribution alone.

What came of a run stands, signed, in the address of its page: it is stored nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from flask import request, url_for

from banfa.errors import Malformed
from banfa.law import Choice, OpenNumber
from banfa.procedures.instruments.open_terms import TermState, list_terms
from banfa.procedures.rounds.lifecycle import list_rounds
from banfa.procedures.whatif import run_what_if
from banfa.procedures.whatif_distribution import LEAST
from banfa.reasoning.describe import describe_open_number
from banfa.web.console.frame.calls import Done
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import DayField, LongChoiceField, PageForm, TextField, at_most, require
from banfa.web.console.frame.pages import page
from banfa.web.console.terms_words import describe_value
from banfa.web.console.whatif_chart import draw_chart
from banfa.web.context import get_context
from banfa.web.cursors import read_cursor, sign_cursor

if TYPE_CHECKING:
    from banfa.web.console.frame.calls import PageCall, Result

ROWS: Final = 3
"""How many terms are tried at once; the API takes any number."""


class WhatIfForm(PageForm):
    """A draft of up to three terms."""

    round_id = LongChoiceField("用哪一期的事实", [], validators=[require("请选择一期")])
    applies_from = DayField("拟适用于自此日起开始的周期", hint="不填为下一期")
    term_1 = LongChoiceField("待定事项", [], validators=[require("请选择待定事项")])
    value_1 = TextField(
        "取值",
        hint="数，如 20；口径照所列的说法写，写错时列出可填的",
        validators=[require("请填写取值"), at_most(100)],
    )
    term_2 = LongChoiceField("待定事项（二）", [])
    value_2 = TextField("取值（二）", validators=[at_most(100)])
    term_3 = LongChoiceField("待定事项（三）", [])
    value_3 = TextField("取值（三）", validators=[at_most(100)])

    def check(self) -> None:
        """Want a value for every term that is chosen, and each once. Raises Malformed."""
        super().check()
        chosen: set[str] = set()
        for n in range(1, ROWS + 1):
            term, value = self[f"term_{n}"].data, self[f"value_{n}"].data
            if bool(term) != bool(value):
                wanted, why = ("value", "请填写取值。") if term else ("term", "请选择待定事项。")
                raise Malformed("term_incomplete", why, field=f"{wanted}_{n}")
            if term and term in chosen:
                raise Malformed("term_twice", "这一项上面已经选过。", field=f"term_{n}")
            chosen.add(term)


@page(
    "/what-if", "what_if.run", "测算", writes=True, nav=Nav(section="依据", icon="table", order=25), weight=20
)
def what_if(call: PageCall) -> Result:
    """Try a draft, and show what came of it."""
    rounds = [
        each.row for each in list_rounds(call.unit) if each.row.cut_off_at and each.row.state != "withdrawn"
    ]
    edition = rounds[-1].edition if rounds else call.profile.latest.key
    terms = {
        state.term.key: state
        for state in list_terms(call.unit, call.profile, edition=edition).terms
        if isinstance(state.term, OpenNumber | Choice)
    }
    form = call.form(WhatIfForm)
    form.round_id.choices = [(call.outward("round", r.id), r.name) for r in reversed(rounds)]
    offered = [(key, f"{state.cite}{_describe_term(state)}") for key, state in terms.items()]
    for n in range(1, ROWS + 1):
        form[f"term_{n}"].choices = [("", "（不选）"), *offered]
    if call.takes(form):
        return _run(call, form, terms)
    outcome = _read_shown(call)
    tried = _name_settings(outcome, terms) if outcome else []
    return call.render("what_if.html", form=form, rounds=rounds, outcome=outcome, tried=tried, least=LEAST)


@page("/what-if/chart.svg", "what_if.run", "测算（图）")
def what_if_chart(call: PageCall) -> Result:
    """The counts by grade as a picture; the table stands beneath it."""
    outcome = _read_shown(call)
    if outcome is None:
        raise Malformed("chart_of_nothing", "没有可画的测算。")
    return draw_chart(outcome)


def _run(call: PageCall, form: PageForm, terms: dict[str, TermState]) -> Done:
    number = call.unit.ids.decode("round", form["round_id"].data)
    chosen = [(form[f"term_{n}"].data, f"value_{n}") for n in range(1, ROWS + 1)]
    settings = {key: _read_value(terms[key], form[field].data, field) for key, field in chosen if key}
    try:
        ran = run_what_if(
            call.unit,
            call.profile,
            round_id=number or 0,
            settings=settings,
            applies_from=form["applies_from"].data,
        )
    except Malformed as error:
        field = dict(chosen).get(str(error.data.get("field", "")).removeprefix("settings."))
        raise error if field is None else Malformed(error.code, error.detail, field=field) from error
    outcome = {**msgspec.to_builtins(ran), "settings": settings}
    outcome.pop("round_id")
    run = sign_cursor(get_context().secret, outcome, bound_to=_bind(call))
    return Done(url_for("console.what_if", run=run), "已测算，已记入操作留痕")


def _read_value(state: TermState, typed: str, field: str) -> object:
    """Read what was typed for a term. Raises Malformed for none of its values."""
    term = state.term
    if isinstance(term, Choice):
        for option in term.options:
            if typed in {option.key, option.zh}:
                return option.key
        named = "、".join(option.zh for option in term.options)
        raise Malformed("term_invalid", f"只能是：{named}。", field=field)
    if not typed or not typed.removesuffix(state.term.unit).isdecimal():  # type: ignore[union-attr]
        raise Malformed("term_invalid", f"应为整数，{_describe_term(state)}。", field=field)
    return int(typed.removesuffix(state.term.unit))  # type: ignore[union-attr]


def _describe_term(state: TermState) -> str:
    term = state.term
    return describe_open_number(term) if isinstance(term, OpenNumber) else state.zh


def _name_settings(outcome: dict[str, Any], terms: dict[str, TermState]) -> list[str]:
    """What was tried, in the words of the terms."""
    return [
        f"{terms[key].zh}：{describe_value(terms[key].term, value)}" if key in terms else str(value)
        for key, value in outcome["settings"].items()
    ]


def _read_shown(call: PageCall) -> dict[str, Any] | None:
    """What the address says came of a run. Raises Malformed for one that this bureau did not make."""
    run = request.args.get("run")
    if not run:
        return None
    outcome: dict[str, Any] = read_cursor(get_context().secret, run, bound_to=_bind(call))
    return outcome


def _bind(call: PageCall) -> str:
    return f"what-if/{call.unit.tenant_id}"
