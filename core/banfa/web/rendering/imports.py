"""Imports and the rows of their previews, as they are answered."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.sheets.forms import find_form
from banfa.procedures.imports.tables import CLASSES, ImportBatch, SheetImport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.procedures.imports.tables import ImportRow
    from banfa.trust.ids import Ids

_HIDDEN: Final = {"decision", "page", "file_of"}
_SHOWN: Final = tuple(name for name in SheetImport.names if name not in _HIDDEN)


def render_import(profile: Profile, sheet: SheetImport, state_zh: str) -> dict[str, Any]:
    """Render an import that stands so."""
    values = {name: getattr(sheet, name) for name in _SHOWN}
    return {**values, "form_zh": find_form(profile, sheet.form).zh, "state_zh": state_zh}


def render_batch(
    profile: Profile, batch: ImportBatch, sheets: Sequence[SheetImport], states: Mapping[int, str]
) -> dict[str, Any]:
    """Render sheets that came together; `states` says by id how each stands."""
    values = {name: getattr(batch, name) for name in ImportBatch.names}
    return {**values, "sheets": [render_import(profile, sheet, states[sheet.id]) for sheet in sheets]}


def render_preview_row(
    form: SheetForm, row: ImportRow, affected: Mapping[str, Sequence[str]], ids: Ids
) -> dict[str, Any]:
    """Render a row of a preview."""
    kind = form.kind
    refers = {reference.name: reference.kind for reference in (*kind.references, *kind.carried)}

    def render_value(field: str, value: Any) -> Any:
        return ids.encode_one(refers[field], value) if field in refers and isinstance(value, int) else value

    changes = [
        {
            **asdict(change),
            "old": render_value(change.field, change.old),
            "new": render_value(change.field, change.new),
            "zh": _name_column(form, change.field),
            "affects": list(affected.get(change.field, ())),
        }
        for change in row.changes
    ]
    problems = [{**asdict(problem), "zh": _name_column(form, problem.field)} for problem in row.problems]
    entry = None if row.entry_id is None else ids.encode_one(form.kind.name, row.entry_id)
    return {
        "line": row.line,
        "row_class": row.row_class,
        "class_zh": CLASSES[row.row_class],
        "label": row.label,
        "entry_id": entry,
        "external_id": row.external_id,
        "changes": changes,
        "problems": problems,
        "outcome": row.outcome,
    }


def _name_column(form: SheetForm, name: str) -> str:
    column = form.find_column(name) if name else None
    if column is not None:
        return column.zh
    return form.kind.label(name) if name in form.kind.columns else ""
