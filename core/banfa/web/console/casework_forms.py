"""The forms of casework, from what an act asks for: the fields of the API, read by the same procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import request

from banfa.ledger.entries.fields import Field, ReadingContext
from banfa.ledger.sheets.columns import Cell, Column, make_column
from banfa.web.console.casework_options import are_offered, find_hint, list_options, list_words
from banfa.web.console.entries_forms import make_form_of

if TYPE_CHECKING:
    from banfa.procedures.inputs import Inputs, Link
    from banfa.web.casework.declared import Act
    from banfa.web.console.entries_forms import EntryForm
    from banfa.web.console.frame.calls import PageCall


def fill_form(call: PageCall, act: Act, row: Any = None) -> EntryForm:
    """Make an act's form; what the address names is filled in already."""
    columns = tuple(_make_column(call, act, field, row) for field in act.inputs.fields.values())
    given = {
        column.name: _read_given(column, request.args[column.name])
        for column in columns
        if request.args.get(column.name)
    }
    return call.form(make_form_of(columns), **given)


def _read_given(column: Column, given: str) -> str | date | None:
    """What an address fills a field with; a day that is none is left out."""
    if column.cell is not Cell.DAY:
        return given
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def read_form(call: PageCall, act: Act, form: EntryForm) -> Inputs:
    """Read what was typed as the act asks for it. Raises FormProblem, Malformed."""
    typed = form.read(call.unit, call.profile)
    for field in act.inputs.fields.values():
        if not isinstance(field, Field) and field.name in typed and not isinstance(typed[field.name], int):
            typed[field.name] = call.unit.ids.decode(field.kind, typed[field.name])
    return act.inputs.read(typed, ReadingContext(call.profile, call.unit.today))


def _make_column(call: PageCall, act: Act, field: Field | Link, row: Any) -> Column:
    """The column by which a form asks for something: another thing is chosen from those there are."""
    if isinstance(field, Field):
        column = make_column(field, call.profile)
        column = replace(column, hint=find_hint(call, act.name, field.name, row) or column.hint)
        offered = list_words(call, act.name, field.name, row)
        return replace(column, cell=Cell.CHOICE, options=offered) if offered else column
    if not are_offered(field.kind, row):
        return Column(
            name=field.name.removesuffix("_id"),
            column=field.name,
            zh=field.zh,
            cell=Cell.REFERENCE,
            bounds="统一社会信用代码",
            required=field.required,
            refers=field.kind,
        )
    return Column(
        name=field.name,
        column=field.name,
        zh=field.zh,
        cell=Cell.CHOICE,
        hint=field.hint,
        required=field.required,
        options=dict(list_options(call, field.kind, row)),
    )
