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
from banfa.procedures.instruments.typed_numbers import format_whole, name_unit, read_whole
from banfa.procedures.rounds.lifecycle import list_rounds
from banfa.procedures.whatif import run_what_if
from banfa.procedures.whatif_distribution import LEAST
from banfa.web.console.frame.calls import Done
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import DayField, LongChoiceField, PageForm, TextField, at_most, require
from banfa.web.console.frame.pages import page
from banfa.web.console.terms_words import describe_value
from banfa.web.console.whatif_chart import draw_chart
from banfa.web.context import get_context
from banfa.web.cursors import read_cursor, sign_cursor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wtforms import Field

    from banfa.web.console.frame.calls import PageCall, Result

SETTINGS: Final = "settings."
"""How fields of terms begin, as the procedure names them."""


class WhatIfForm(PageForm):
    """A draft; a field for each term follows (`_make_form_class`), and what is left blank stays as it is."""

    round_id = LongChoiceField("用哪一期的事实", [], validators=[require("请选择一期")])
    applies_from = DayField("拟适用于自此日起开始的周期", hint="不填为下一期")

    def list_drafted(self) -> dict[str, str]:
        """What is typed or chosen of terms, by key."""
        return {
            name.removeprefix(SETTINGS): text
            for name, text in self.data.items()
            if name.startswith(SETTINGS) and text
        }


def _make_form_class(states: Mapping[str, TermState]) -> type[WhatIfForm]:
    fields = {f"{SETTINGS}{key}": _make_field(state) for key, state in states.items()}
    return type("DraftForm", (WhatIfForm,), fields)


def _make_field(state: TermState) -> Field:
    """A number in its unit, a reading chosen from those that the edition offers."""
    term = state.term
    if isinstance(term, Choice):
        return LongChoiceField(state.zh, (("", "不变"), *((o.key, o.zh) for o in term.options)), default="")
    assert isinstance(term, OpenNumber)  # noqa: S101 - no other is offered
    span = f"{format_whole(term.low, term.unit)}至{format_whole(term.high, term.unit)}"
    return TextField(state.zh, hint=span, validators=[at_most(20)])


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
    form = call.form(_make_form_class(terms))
    form.round_id.choices = [(call.outward("round", r.id), r.name) for r in reversed(rounds)]
    if call.takes(form):
        return _run(call, form, terms)
    outcome = _read_shown(call)
    tried = _name_settings(outcome, terms) if outcome else []
    rows = [
        (state, form[f"{SETTINGS}{key}"], describe_value(state.term, state.value), _name_unit(state))
        for key, state in terms.items()
    ]
    return call.render(
        "what_if.html", form=form, rows=rows, rounds=rounds, outcome=outcome, tried=tried, least=LEAST
    )


def _name_unit(state: TermState) -> str:
    return name_unit(state.term.unit) if isinstance(state.term, OpenNumber) else ""


@page("/what-if/chart.svg", "what_if.run", "测算（图）")
def what_if_chart(call: PageCall) -> Result:
    """The counts by grade as a picture; the table stands beneath it."""
    outcome = _read_shown(call)
    if outcome is None:
        raise Malformed("chart_of_nothing", "没有可画的测算。")
    return draw_chart(outcome)


def _run(call: PageCall, form: WhatIfForm, terms: Mapping[str, TermState]) -> Done:
    number = call.unit.ids.decode("round", form.round_id.data)
    drafted = form.list_drafted()
    if not drafted:
        raise Malformed("nothing_drafted", "请至少填一项拟定的取值；不填的按现行文件。")
    settings = {key: _read_value(terms[key], text, f"{SETTINGS}{key}") for key, text in drafted.items()}
    ran = run_what_if(
        call.unit,
        call.profile,
        round_id=number or 0,
        settings=settings,
        applies_from=form.applies_from.data,
    )
    outcome = {**msgspec.to_builtins(ran), "settings": settings}
    outcome.pop("round_id")
    run = sign_cursor(get_context().secret, outcome, bound_to=_bind(call))
    return Done(url_for("console.what_if", run=run), "已测算，已记入操作留痕")


def _read_value(state: TermState, typed: str, field: str) -> object:
    """Read what was typed for a term. Raises Malformed for none of its values."""
    if not isinstance(state.term, OpenNumber):
        return typed
    try:
        return read_whole(typed, state.term.unit)
    except ValueError as error:
        raise Malformed("term_invalid", str(error), field=field) from error


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
