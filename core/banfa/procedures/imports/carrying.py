"""Recording the rows of a sheet, by the doors that everything else is recorded by; and trying that out."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from banfa.ledger.recording.overrule import overrule_entries
from banfa.ledger.recording.record import RowReport, record_entries
from banfa.ledger.sheets.forms import is_of_decisions
from banfa.procedures.imports.past_decisions import import_rows
from banfa.trust.unit import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.sheets.forms import SheetForm
    from banfa.procedures.imports.matching import MatchedRow
    from banfa.trust.unit import Unit

T = TypeVar("T")
CHUNK: Final = 5_000
"""Rows that are recorded at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bringing:
    """What is brought in: rows of which form, in which source's name, under which city, why."""

    form: SheetForm
    profile: Profile
    source: str
    reason: str


def carry_rows(
    unit: Unit, bringing: Bringing, rows: Sequence[MatchedRow], tell: Callable[[int], None] = lambda _n: None
) -> dict[int, RowReport]:
    """Record rows without errors: a report for each, by line; `tell` is told how many are done.

    What the source has reported itself, and what is new, comes in as by its bulk door; of what another
    source has reported the person who asks rules. Raises Forbidden, and Conflict (`changed_meanwhile`).
    """
    if is_of_decisions(bringing.form):
        return _carry_decisions(unit, bringing, [row for row in rows if not row.errors], tell)
    by_source: dict[str, list[MatchedRow]] = defaultdict(list)
    for row in rows:
        if not row.errors:
            by_source[bringing.source if row.old is None else row.old.source].append(row)
    reports: dict[int, RowReport] = {}
    for source, of_source in by_source.items():
        for start in range(0, len(of_source), CHUNK):
            chunk = of_source[start : start + CHUNK]
            carry = _report_rows if source == bringing.source else _overrule_rows
            outcomes = carry(unit, bringing, chunk, source)
            reports |= {row.line: outcome for row, outcome in zip(chunk, outcomes, strict=True)}
            tell(len(reports))
    return reports


def _carry_decisions(
    unit: Unit, bringing: Bringing, rows: Sequence[MatchedRow], tell: Callable[[int], None]
) -> dict[int, RowReport]:
    reports = import_rows(unit, bringing.profile, rows)
    tell(len(reports))
    return {row.line: report for row, report in zip(rows, reports, strict=True)}


def _report_rows(unit: Unit, bringing: Bringing, rows: Sequence[MatchedRow], source: str) -> list[RowReport]:
    entries = {n: row.old.entry_id for n, row in enumerate(rows) if row.old is not None}
    name, data = bringing.form.kind.name, [row.data for row in rows]
    return record_entries(unit, name, data, source=source, profile=bringing.profile, entries=entries)


def _overrule_rows(
    unit: Unit, bringing: Bringing, rows: Sequence[MatchedRow], source: str
) -> list[RowReport]:
    entries = [row.old.entry_id for row in rows if row.old is not None]
    return overrule_entries(
        unit,
        bringing.form.kind.name,
        [row.data for row in rows],
        entries,
        source=source,
        reason=bringing.reason,
        profile=bringing.profile,
    )


class _UndoneError(Exception):
    """Takes a trial back."""


def try_out(unit: Unit, act: Callable[[Unit], T]) -> T:
    """Do something in a transaction of its own of which nothing stays, and give what came of it."""
    results: list[T] = []
    with suppress(_UndoneError), unit_of_work(unit.connection.engine, unit.actor, now=unit.now) as trial:
        results.append(act(trial))
        raise _UndoneError
    return results[0]
