"""依据文件与口径: what the measure leaves open or can be read two ways, what is set by which document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import request

from banfa.errors import Malformed, Missing
from banfa.law import Choice, OpenCriteria, OpenDate, OpenNumber, OpenScale, Share, walk
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.instruments.open_terms import list_terms
from banfa.procedures.instruments.scale_template import list_scales
from banfa.procedures.instruments.typed_numbers import PERCENT, unit_of
from banfa.procedures.official_texts import find_text, quote_provision
from banfa.reasoning.wording import format_number
from banfa.web.console.documents import DocumentForm
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import ChoiceField, DayField, LongChoiceField, require
from banfa.web.console.frame.pages import page
from banfa.web.console.law import choose_edition
from banfa.web.console.terms_curve import draw_scale
from banfa.web.console.terms_fields import CriteriaField, NumberField, ScaleField
from banfa.web.console.terms_words import KINDS, describe_value, find_scale, name_kind

if TYPE_CHECKING:
    from wtforms import Field

    from banfa.procedures.instruments.open_terms import TermState
    from banfa.web.console.frame.calls import PageCall, Result

FEW: Final = 3
"""Up to so many choices are all in sight."""
SETTINGS: Final = "settings."


class TermsForm(DocumentForm):
    """A document that sets terms; a field for each term follows (`_make_form_class`)."""

    applies_from = DayField("自何日起适用", hint="不填则为公布之后的第一个评价周期；不能早于公布")


@page("/terms", "terms.read", "依据文件与口径", nav=Nav(section="依据", icon="question-circle", order=20))
def terms(call: PageCall) -> Result:
    """Every open term and reading of an edition, those not set first."""
    edition = choose_edition(call)
    states = list_terms(call.unit, call.profile, edition=edition.key)
    rows = [(state, name_kind(state.term), describe_value(state.term, state.value)) for state in states.terms]
    rows.sort(key=lambda row: row[0].document_no is not None)
    dates = [value for value in walk(edition) if isinstance(value, OpenDate)]
    return call.render(
        "terms.html",
        edition=edition,
        editions=call.profile.editions,
        in_force=states.in_force,
        rows=rows,
        kinds=KINDS,
        unset=[state.term.key for state in states.terms if state.document_no is None],
        dates=list(dict.fromkeys(dates)),
        scales=list_scales(states.terms),
    )


@page("/terms/<edition>/<key>", "terms.read", "待定标准")
def term(call: PageCall, edition: str, key: str) -> Result:
    """One term: the text's words, the ways to settle it side by side, what it is set to."""
    law = call.profile.edition(edition)
    state = _find_term(call, edition, key)
    kind = name_kind(state.term)
    scale = find_scale(state.term, state.value)
    return call.render(
        "term.html",
        edition=law,
        state=state,
        kind=kind,
        kind_zh=KINDS[kind],
        value=describe_value(state.term, state.value),
        official=quote_provision(find_text(call.unit, edition), state.cite),
        summary=next((p.zh for p in law.outline if p.cite.numbers == state.cite.numbers), ""),
        scale=scale,
        unit=unit_of(scale.of) if scale else "",
        steps=_list_steps(scale) if scale else [],
    )


def _list_steps(scale: Any) -> list[tuple[str, str, str]]:
    """A scale's steps as its table shows them: from where, the points there, more for each further one."""
    factor = _factor(scale)
    return [
        (
            format_number(step.at * factor),
            format_number(step.points),
            format_number(step.slope / factor) if step.slope else "",
        )
        for step in scale.steps
    ]


def _factor(scale: Any) -> int:
    """By what a threshold is multiplied to be in the unit it is typed in."""
    return 100 if unit_of(scale.of) == PERCENT and isinstance(scale.of, Share) else 1


@page("/terms/<edition>/<key>/curve.svg", "terms.read", "评分标准（图）")
def term_curve(call: PageCall, edition: str, key: str) -> Result:
    """The scale that a term is set to, drawn. Raises Missing where there is none."""
    call.profile.edition(edition)
    state = _find_term(call, edition, key)
    scale = find_scale(state.term, state.value)
    if scale is None:
        raise Missing("scale_missing", "这一项还没有评分标准。", key=key)
    return draw_scale(scale, factor=_factor(scale), unit=unit_of(scale.of))


def _find_term(call: PageCall, edition: str, key: str) -> TermState:
    """Find a term of an edition by its key. Raises Missing."""
    for state in list_terms(call.unit, call.profile, edition=edition).terms:
        if state.term.key == key:
            return state
    raise Missing("term_missing", f"本办法没有待定事项“{key}”。", key=key)


@page("/terms/<edition>/set", "terms.write", "以文件确定待定标准和口径", writes=True)
def set_terms(call: PageCall, edition: str) -> Result:
    """Record the document that sets these terms."""
    law = call.profile.edition(edition)
    keys = request.args.getlist("key")
    states = [
        state
        for state in list_terms(call.unit, call.profile, edition=edition).terms
        if state.term.key in keys
    ]
    if not states:
        raise Malformed("terms_not_chosen", "请先选择这份文件确定了哪几项。")
    form = call.form(_make_form_class(states), issuer=call.profile.city.bureau)
    if call.takes(form):
        settings = {state.term.key: form.values[SETTINGS + state.term.key] for state in states}
        from_day = form.values["applies_from"]
        body = {"settings": settings, **({"applies_from": str(from_day)} if from_day else {})}
        issued = issue_instrument(
            call.unit, call.profile, kind="terms", edition=edition, body=body, **form.head
        )
        outward = call.outward("instrument", issued.id)
        return call.done(
            "instrument", f"已登记{issued.document_no}，确定{len(settings)}项", instrument_id=outward
        )
    fields = [(state, form._fields[SETTINGS + state.term.key]) for state in states]
    return call.render(
        "terms_form.html",
        form=form,
        edition=law,
        fields=fields,
        law_text=_quote(call, edition, states),
        unit_of=unit_of,
    )


def _quote(call: PageCall, edition: str, states: list[TermState]) -> dict[str, str]:
    text = find_text(call.unit, edition)
    return {state.term.key: quote_provision(text, state.cite) for state in states}


def _make_form_class(states: list[TermState]) -> type[TermsForm]:
    """Make the form that sets these terms, each by the field of its kind."""
    return type("SetTermsForm", (TermsForm,), {SETTINGS + s.term.key: _make_field(s) for s in states})


def _make_field(state: TermState) -> Field:
    match state.term:
        case OpenNumber() as number:
            return NumberField(number)
        case OpenScale() as scale:
            return ScaleField(state.zh, scale, state.full or 0)
        case OpenCriteria() as criteria:
            return CriteriaField(state.zh, criteria.menu)
        case Choice() as choice:
            options = [(option.key, option.zh) for option in choice.options]
            wanted = [require("请选择一种")]
            if len(options) > FEW:
                return LongChoiceField(state.zh, (("", "请选择"), *options), validators=wanted)
            return ChoiceField(state.zh, options, validators=wanted)
