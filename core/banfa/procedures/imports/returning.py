"""The sheet of an import as it goes back to who has sent it, to be mended and sent again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from banfa.ledger.sheets.forms import find_form
from banfa.ledger.sheets.grids import read_grid
from banfa.ledger.sheets.returned import RowNote, return_sheet
from banfa.procedures.imports.finding import find_file, find_import, list_rows
from banfa.procedures.imports.tables import CHANGED, CLASSES, DISPUTED, DOUBLE, NEW, REJECTED, UNCHANGED
from banfa.trust.permissions import allow

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.procedures.imports.tables import ImportRow
    from banfa.trust.unit import Unit

_IN: Final = frozenset({NEW, CHANGED, DISPUTED, DOUBLE})


def give_sheet_back(unit: Unit, profile: Profile, *, import_id: int) -> bytes:
    """Give the sheet with what is wrong in its cells. Raises Forbidden, Missing."""
    allow(unit.actor, "ledger.write")
    sheet = find_import(unit, import_id)
    form = find_form(profile, sheet.form)
    grid = read_grid(find_file(unit, sheet), sheet.page)
    rows = list_rows(unit, import_id)
    known = [row.entry_id for row in rows if row.entry_id is not None]
    outward = dict(zip(known, unit.ids.encode(form.kind.name, known), strict=True))
    notes = {row.line: _make_note(form, row, outward.get(row.entry_id or 0)) for row in rows}
    return return_sheet(form, grid, notes)


def _make_note(form: SheetForm, row: ImportRow, entry: str | None) -> RowNote:
    columns = (form.find_column(problem.field) for problem in row.problems if problem.field)
    outcome = _describe_outcome(row)
    if row.row_class != REJECTED and row.outcome is not None:
        return RowNote(outcome=outcome, entry=entry)
    return RowNote(
        problem="".join(problem.detail for problem in row.problems),
        columns=frozenset(column.name for column in columns if column is not None),
        outcome=outcome,
        entry=entry,
    )


def _describe_outcome(row: ImportRow) -> str:
    if row.outcome in _IN:
        return f"已登记（{CLASSES[row.row_class]}）"
    if row.row_class == UNCHANGED:
        return "与台账相同"
    return "未登记" if row.row_class == REJECTED else f"{CLASSES[row.row_class]}，未登记"
