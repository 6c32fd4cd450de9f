"""The sheets of an upload as they are read again: each file once, however many sheets it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from banfa.ledger.sheets.grids import read_grids
from banfa.ledger.sheets.rows import read_sheet
from banfa.procedures.imports.finding import find_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.ledger.sheets.forms import SheetForm
    from banfa.ledger.sheets.grids import Grid
    from banfa.ledger.sheets.rows import SheetRow
    from banfa.procedures.imports.tables import SheetImport
    from banfa.trust.unit import Unit


class Files:
    """Files of sheets that came together."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._grids: dict[tuple[int, int | None], Grid] = {}

    def know(self, sheet: SheetImport, grid: Grid) -> None:
        """Take in what was read when a sheet came."""
        self._grids[sheet.file_of or sheet.id, sheet.page] = grid

    def read_rows(self, sheet: SheetImport, form: SheetForm) -> Sequence[SheetRow]:
        """Read the rows of a sheet. Raises Missing once it is no longer kept."""
        file = sheet.file_of or sheet.id
        if (file, sheet.page) not in self._grids:
            grids = read_grids(find_file(self._unit, sheet))
            self._grids |= {(file, grid.at): grid for grid in grids}
        return read_sheet(form, self._grids[file, sheet.page]).rows
