"""Storing what a preview says of rows, and what became of them: one statement for thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import text

from banfa.database.tenancy import tenant_delete
from banfa.procedures.imports.tables import ImportRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.procedures.imports.classifying import ClassifiedRow
    from banfa.trust.unit import Unit

CHUNK: Final = 5_000
_COLUMNS: Final = (
    "import_id bigint, line integer, row_class text, label text, external_id text, entry_id bigint,"
    " revision integer, changes jsonb, problems jsonb, outcome text"
)
_NAMES: Final = ", ".join(column.split()[0] for column in _COLUMNS.split(", "))
_INSERT: Final = text(
    f"INSERT INTO sheet_import_row (tenant_id, {_NAMES}) SELECT :tenant, {_NAMES}"  # noqa: S608 - our columns
    f" FROM jsonb_to_recordset(CAST(:given AS jsonb)) AS r({_COLUMNS})"
)
_UPDATE: Final = text(
    "UPDATE sheet_import_row s SET outcome = r.outcome, entry_id = r.entry_id, revision = r.revision"
    " FROM jsonb_to_recordset(CAST(:given AS jsonb))"
    " AS r(line integer, outcome text, entry_id bigint, revision integer)"
    " WHERE s.tenant_id = :tenant AND s.import_id = :import_id AND s.line = r.line"
)
_encode: Final = msgspec.json.Encoder().encode


def replace_rows(unit: Unit, import_id: int, rows: Sequence[ImportRow]) -> None:
    """Store the rows of a preview in place of those of the one before."""
    table = ImportRow.table
    unit.connection.execute(tenant_delete(unit.tenant_id, table).where(table.c.import_id == import_id))
    for start in range(0, len(rows), CHUNK):
        unit.execute(_INSERT, given=_encode(rows[start : start + CHUNK]).decode())


def store_outcomes(unit: Unit, import_id: int, rows: Sequence[ClassifiedRow]) -> None:
    """Store what became of rows, and the entries that they are now."""
    for start in range(0, len(rows), CHUNK):
        given = [
            {
                "line": r.row.line,
                "outcome": r.row.row_class,
                "entry_id": r.entry_id,
                "revision": r.revision,
            }
            for r in rows[start : start + CHUNK]
        ]
        unit.execute(_UPDATE, given=_encode(given).decode(), import_id=import_id)
