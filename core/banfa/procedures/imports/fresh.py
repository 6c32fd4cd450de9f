"""What sheets before have brought in: entries whose numbers are not settled before they are recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from banfa.ledger.entries.origin import EXTERNAL_ID
from banfa.procedures.imports.tables import REJECTED, RowProblem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.ledger.sheets.forms import SheetForm
    from banfa.procedures.imports.classifying import ClassifiedRow
    from banfa.procedures.imports.tables import Change, ImportRow


class Fresh:
    """Entries that sheets of one upload create: a preview names them by what their rows are about."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[int, str]] = {}

    def add(self, form: SheetForm, rows: Sequence[ClassifiedRow]) -> None:
        """Take in what a sheet has created."""
        created = {
            row.entry_id: row.row.label
            for row in rows
            if row.entry_id is not None and row.row.entry_id is None
        }
        self._labels.setdefault(form.kind.name, {}).update(created)

    def name(self, form: SheetForm, rows: Sequence[ClassifiedRow]) -> list[ClassifiedRow]:
        """The rows of a further sheet, in which no number of such an entry stands."""
        return [replace(row, row=self._name_one(form, row.row)) for row in rows]

    def _name_one(self, form: SheetForm, row: ImportRow) -> ImportRow:
        if row.entry_id in self._labels.get(form.kind.name, {}):
            why = "一同上传的另一张表已用了这个外部编号，请改一个。"
            problem = RowProblem(EXTERNAL_ID.name, "duplicate_in_batch", why)
            return replace(
                row, row_class=REJECTED, entry_id=None, revision=None, changes=(), problems=(problem,)
            )
        return replace(row, changes=tuple(self._name_change(form, change) for change in row.changes))

    def _name_change(self, form: SheetForm, change: Change) -> Change:
        kind = form.kind
        refers = {reference.name: reference.kind for reference in (*kind.references, *kind.carried)}
        if change.field not in refers or not isinstance(change.new, int):
            return change
        label = self._labels.get(refers[change.field], {}).get(change.new)
        return change if label is None else replace(change, new=f"{label}（一同上传）")
