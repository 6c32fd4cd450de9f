"""What is filled in to propose a decision of a kind: the ledger's columns that the kind has a use for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from banfa.ledger.kinds.decisions import (
    GRADE,
    KINDS_OF_DECISION,
    ORDER,
    OUTCOME,
    OUTCOMES,
    REMOVAL,
    WITHDRAWAL,
    Decision,
)
from banfa.ledger.sheets.columns import Cell
from banfa.ledger.sheets.forms import SheetForm, find_list_form
from banfa.procedures.decisions.proposing import DOCUMENTED, LATER_DAYS
from banfa.procedures.decisions.provisions import list_provisions

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.law import Cite, Edition
    from banfa.ledger.sheets.columns import Column

KIND: Final = Decision.declaration
ABOUT: Final = (OUTCOME, WITHDRAWAL)
"""Kinds that are about another decision, and of its provider."""
_BEFORE: Final = ("provider", "document_no", "authority", "cite", "label", "decided_on")
_AFTER: Final = ("content",)
_OF_KIND: Final = {
    ORDER: ("served_on", "term", "term_unit", "due_on"),
    OUTCOME: ("after_hours",),
    REMOVAL: ("served_on", "effective_on"),
    WITHDRAWAL: ("served_on", "effective_on"),
    "recovery": ("served_on", "amount"),
}
_OF_ANY: Final = ("served_on",)


def list_kinds(law: Edition) -> dict[str, tuple[Cite, ...]]:
    """List the kinds of decision that can be proposed by an edition, each with its provisions."""
    provisions = list_provisions(law)
    return {kind: provisions[kind] for kind in KINDS_OF_DECISION if kind in provisions and kind != GRADE}


def list_places(law: Edition, kind: str, about: Decision | None) -> tuple[Cite, ...]:
    """List the provisions that a decision can be under; a withdrawal's are those of what is withdrawn."""
    provisions = list_provisions(law)
    of_about = provisions.get(about.kind, ()) if about is not None and kind == WITHDRAWAL else ()
    return of_about or provisions.get(kind, ())


def make_sheet(profile: Profile, kind: str, places: tuple[Cite, ...], *, about: bool) -> SheetForm:
    """Make the form of a kind of decision; of one that is `about` another the provider is known."""
    names = (*_BEFORE, *_OF_KIND.get(kind, _OF_ANY), *_AFTER)
    sheet = find_list_form(profile, KIND, None)
    columns = {column.name: column for column in sheet.columns}
    left_out = {*(() if kind == OUTCOME else ("label",)), *(("provider",) if about else ())}
    chosen = tuple(_fit(columns[name], kind, places) for name in names if name not in left_out)
    return replace(sheet, zh=KINDS_OF_DECISION[kind], columns=chosen, fixed={"kind": kind})


def _fit(column: Column, kind: str, places: tuple[Cite, ...]) -> Column:
    """The column as a proposal of a kind asks for it: words and provisions to choose from, what it needs."""
    match column.name:
        case "cite":
            options = {place.key: str(place) for place in places}
            return replace(column, cell=Cell.CHOICE, options=options, hint="", required=True)
        case "label":
            zh = KINDS_OF_DECISION[OUTCOME]
            return replace(column, zh=zh, cell=Cell.CHOICE, options=OUTCOMES, hint="", required=True)
        case "effective_on" if kind == WITHDRAWAL:
            return column
        case "provider" | "effective_on":
            return replace(column, hint="", required=True)
        case "decided_on" if kind != OUTCOME:
            return replace(column, hint="")
        case name:
            return replace(column, required=column.required or name in DOCUMENTED)


def list_missing_days(decision: Decision) -> list[str]:
    """Name the days that a decision has not on record and its kind has a use for."""
    used = {*_OF_KIND.get(decision.kind, _OF_ANY), *(("period_on",) if decision.kind == GRADE else ())}
    if decision.kind == WITHDRAWAL:  # without a day it annuls from the beginning: none is missing
        used -= {"effective_on"}
    return [name for name in LATER_DAYS if name in used and getattr(decision, name) is None]
