"""Storing what an old sheet says: its names, each once for all sheets, and its rows; in few statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ARRAY, Text, any_, bindparam

from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.procedures.history.fields import OTHER_CODES, PARTIES
from banfa.procedures.history.history_rows import HistoryRow
from banfa.procedures.history.name_rows import HistoryName
from banfa.procedures.spelling import spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from banfa.procedures.history.reading import WrittenRow, WrittenSheet
    from banfa.trust.unit import Unit

_NAMES: Final = HistoryName.select().where(
    HistoryName.c.spelling == any_(bindparam("spellings", type_=ARRAY(Text)))
)
Names = dict[tuple[str, str], HistoryName]
"""Spellings by party and text."""


def note_names(unit: Unit, written: WrittenSheet) -> Names:
    """Find the rows of all names that are written, adding those that are new: two statements for all."""
    wanted = {
        (party, spelling)
        for row in written.rows
        for party in PARTIES
        if (spelling := spell(row.known.get(party, "")))
    }
    if not wanted:
        return {}
    spellings = sorted({spelling for _, spelling in wanted})
    rows = unit.all(HistoryName, _NAMES, spellings=spellings)
    names = {(row.party, row.spelling): row for row in rows}
    if new := sorted(wanted - names.keys()):
        values = [{"party": party, "spelling": spelling, "state": "open"} for party, spelling in new]
        added = unit.add_all(HistoryName, values)
        names |= {(row.party, row.spelling): row for row in added}
    return names


_CODES_OF: Final[Mapping[str, Any]] = {
    "provider": (Provider, Provider.standing),
    "enterprise": (Enterprise, Enterprise.standing),
}


def _find_codes(unit: Unit, names: Iterable[HistoryName]) -> dict[int, str]:
    """Find the codes of the parties that names are matched to, by name: a statement a kind of party."""
    codes: dict[int, str] = {}
    for party, (row, standing) in _CODES_OF.items():
        matched = {name.id: number for name in names if (number := getattr(name, f"{party}_id")) is not None}
        if matched:
            parties = unit.all(row, standing.where(row.c.entry_id.in_(sorted(set(matched.values())))))
            uscc = {each.entry_id: each.uscc for each in parties}
            codes |= {name: uscc[number] for name, number in matched.items() if uscc.get(number)}
    return codes


def add_rows(unit: Unit, sheet_id: int, rows: Sequence[WrittenRow], names: Names) -> None:
    """Add all rows of a sheet."""
    codes = _find_codes(unit, names.values())
    unit.add_all(HistoryRow, [_make_row(sheet_id, row, names, codes) for row in rows])
    data = {"rows": len(rows), "names": len(names)}
    unit.note("history_sheet.rows_added", f"history_sheet/{sheet_id}", data, event=False)


def _make_row(sheet_id: int, row: WrittenRow, names: Names, codes: Mapping[int, str]) -> dict[str, Any]:
    """A row's columns: matched where all its names are settled and one of them is a party's."""
    lacking = list(row.lacking)
    values: dict[str, Any] = {
        "history_sheet_id": sheet_id,
        "line": row.line,
        "cells": row.cells,
        "day": row.day,
        "number": row.known.get("number"),
    }
    settled = []
    for party in PARTIES:
        written = row.known.get(party)
        name = names.get((party, spell(written))) if written else None
        code = row.known.get(f"{party}_code")
        values |= {
            f"{party}_written": written,
            f"{party}_code": code,
            f"written_{party}_id": name.id if name else None,
            f"{party}_id": None,
            f"{party}_matched_by": None,
        }
        if name is None:
            continue
        if code and codes.get(name.id, code) != code:
            lacking.append(OTHER_CODES[party])
            settled.append("open")
            continue
        settled.append(name.state)
        values |= {f"{party}_id": getattr(name, f"{party}_id"), f"{party}_matched_by": name.settled_by}
    matched = "open" not in settled and "matched" in settled
    return {**values, "lacking": lacking, "state": "matched" if matched else "unmatched"}
