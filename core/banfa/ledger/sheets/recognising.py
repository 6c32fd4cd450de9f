"""Recognising of which form a sheet is: by what its template says, by its name, by its heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.ledger.sheets.heads import count_heads
from banfa.ledger.sheets.templates import NOTES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.ledger.sheets.forms import SheetForm
    from banfa.ledger.sheets.grids import Grid


def recognise_form(forms: Sequence[SheetForm], grid: Grid, *, file_name: str) -> SheetForm | None:
    """The form of a sheet; None where nothing tells, or several forms have the same of its heads.

    A template names its form. Else it is the form most of whose heads stand there, with all that must be
    filled in; of several with as many, the one that the sheet or the file is called after.
    """
    if name := grid.template.partition(":")[0]:
        return next((form for form in forms if form.name == name), None)
    if grid.name == NOTES:
        return None
    counts = {form.name: count_heads(form, grid) for form in forms}
    most = max(counts.values(), default=0)
    best = [form for form in forms if most and counts[form.name] == most]
    named = [form for form in best if form.zh == grid.name] or [form for form in best if form.zh in file_name]
    left = named or best
    return left[0] if len(left) == 1 else None
