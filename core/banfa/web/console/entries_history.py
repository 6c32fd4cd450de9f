"""What was ever recorded of an entry: who, when, from which source, what changed, what was overruled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from banfa.ledger.entries.rulings import NEVER_HAPPENED
from banfa.ledger.recording.listing import list_revisions
from banfa.ledger.recording.standing import find_rulings
from banfa.trust.permissions import BUREAU
from banfa.trust.sources import list_sources
from banfa.web.console.entries_words import (
    list_columns,
    name_references,
    read_value,
    write_column,
    write_value,
)
from banfa.web.console.frame.meanwhile import Difference, Meanwhile

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from banfa.cities.profile import Profile
    from banfa.ledger.entries.entry import Entry, Kind
    from banfa.ledger.recording.listing import Revision
    from banfa.ledger.recording.standing import InForce
    from banfa.ledger.sheets.columns import Column
    from banfa.trust.unit import Unit
    from banfa.web.console.entries_words import Names


@dataclass(frozen=True, slots=True)
class Change:
    """A value that one record has and the one before had not, in words; `name` is its column's."""

    name: str
    zh: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Overruled:
    """A ruling about a column: what was ruled, and what the source says."""

    zh: str
    ruled: str
    said: str
    in_force: InForce


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an entry and what it changed (of the first: nothing)."""

    revision: Revision[Entry]
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with its whole history: `row` is its last record, `names` what that refers to is called."""

    row: Entry
    columns: Sequence[Column]
    names: Names
    history: Sequence[Record]
    overruled: Sequence[Overruled]
    sources: dict[str, str]

    @property
    def voided(self) -> bool:
        """Whether it was voided."""
        return self.history[-1].revision.voids

    @property
    def facts(self) -> list[tuple[str, str, str, int | None]]:
        """What it says: label, words, and kind and id of what a word refers to."""
        return [
            (
                column.zh.partition("（")[0] if column.refers else column.zh,
                write_value(column, value, self.names),
                column.refers,
                value if column.refers else None,
            )
            for column in self.columns
            if (value := read_value(column, self.row)) not in (None, [])
        ]


def tell_entry(unit: Unit, profile: Profile, kind: Kind, entry_id: int) -> Told:
    """Tell an entry with its history; the statements do not depend on how long that is. Raises Missing."""
    revisions = list_revisions(unit, kind.row, entry_id)
    rows = [revision.row for revision in revisions]
    names, columns = name_references(unit, kind, rows), list_columns(profile, rows[-1])
    befores = [None, *revisions]
    history = [
        Record(revision, _list_changes(columns, before.row if before else None, revision.row, names))
        for before, revision in zip(befores, revisions, strict=False)
    ]
    # What an officer has ruled, and why, is no other's to read.
    rulings = find_rulings(unit, kind, [entry_id]).get(entry_id, {}) if unit.actor.role in BUREAU else {}
    overruled = [_tell_ruling(profile, kind, name, in_force, names) for name, in_force in rulings.items()]
    sources = {source.key: source.name for source in list_sources(unit)}
    return Told(rows[-1], columns, names, history, overruled, sources)


def _list_changes(columns: Sequence[Column], old: Entry | None, new: Entry, names: Names) -> list[Change]:
    """List what a record says otherwise than an earlier one."""
    if old is None:
        return []
    return [
        Change(
            column.name,
            column.zh,
            write_value(column, read_value(column, old), names),
            write_value(column, read_value(column, new), names),
        )
        for column in columns
        if read_value(column, old) != read_value(column, new)
    ]


def tell_meanwhile(entry: Told, version: int, typed: Mapping[str, str]) -> Meanwhile:
    """Tell who has recorded an entry last, and what it says otherwise than when it was read at this version.

    `typed` is what stands in the form now, by column.
    """
    records = [record.revision for record in entry.history]
    last, old = records[-1], next((r.row for r in records if r.row.revision == version), None)
    source = entry.sources.get(last.row.source, last.row.source)
    return Meanwhile(
        who=last.names.get("recorded_by") or source,
        at=last.row.recorded_at,
        act="作废" if last.voids else "更正" if len(records) > 1 else "登记",
        differences=[
            Difference(change.zh, change.old, change.new, typed.get(change.name, ""))
            for change in _list_changes(entry.columns, old, entry.row, entry.names)
        ],
    )


def _tell_ruling(profile: Profile, kind: Kind, name: str, in_force: InForce, names: Names) -> Overruled:
    ruling = in_force.ruling
    if name == NEVER_HAPPENED:
        return Overruled("整条", "作废", "仍在报送" if ruling.contradicted_at else "", in_force)
    ruled, reported = (
        write_column(profile, kind, name, value, names) for value in (ruling.value, ruling.said)
    )
    return Overruled(kind.label(name), ruled, reported, in_force)
