"""What a party reads of its own in the ledger: the same lists that its role reads over the API.

Names of parties come with the rows that may be seen; a contract is called by its number where the contract
itself is the party's own. Nothing else is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.kinds.contracts import Contract
from banfa.ledger.kinds.registry import KINDS
from banfa.ledger.recording.listing import list_entries
from banfa.ledger.recording.names import NAMES
from banfa.web.api.contracts import find_standing_lines
from banfa.web.console.entries_words import Names, make_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from banfa.ledger.entries.entry import Kind
    from banfa.ledger.recording.listing import Named
    from banfa.web.party.visits import Visit

MOST: Final = 100
"""How many entries of a kind a page shows; the latest by day."""
FIRST: Final = ("membership", "contract", "progress", "acceptance", "diagnosis", "decision")
"""Kinds that come first; the others follow in the order of the ledger."""
NOT_LISTED: Final = ("provider", "enterprise", "source_complete")
"""Kinds that are the party itself, or nobody's."""
ADDED: Final = "效力"


@dataclass(frozen=True, slots=True)
class Section:
    """The entries of a kind: what the columns are called, and each entry in words; whether there are more."""

    zh: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: bool = False
    note: str = ""


def number_contracts(visit: Visit) -> dict[int, str]:
    """Give the numbers of the party's own contracts by id."""
    return {each.row.entry_id: str(each.row.number) for each in _read(visit, KINDS["contract"])}


def list_own(visit: Visit) -> list[Section]:
    """List all that the party's role reads in the ledger, kind by kind; kinds without any are left out."""
    role = visit.unit.actor.role
    names = [*FIRST, *(name for name in KINDS if name not in FIRST)]
    kinds = [KINDS[name] for name in names if name not in NOT_LISTED]
    numbers = number_contracts(visit)
    sections = [
        _make_section(visit, kind, _read(visit, kind), numbers)
        for kind in kinds
        if kind.concerns_parties and role not in kind.sealed_from
    ]
    return [section for section in sections if section.rows]


def describe_party(visit: Visit) -> list[tuple[str, str]]:
    """Describe the party itself, in words: its own entry in the register."""
    kind = KINDS[visit.unit.actor.role]
    entries = _read(visit, kind)
    section = _make_section(visit, kind, entries, {})
    own = section.rows[0] if section.rows else ()
    return [(zh, value) for zh, value in zip(section.columns, own, strict=True) if value]


def _read(visit: Visit, kind: Kind) -> Sequence[Named[Any]]:
    """Read a page of a kind, as the API gives it to the party."""
    page = list_entries(visit.unit, kind.row, profile=visit.profile, sort="-id", limit=MOST)
    if kind.is_personal and page.entries:
        visit.shows(kind.name, [entry.row.entry_id for entry in page.entries])
    return page.entries


def _make_section(
    visit: Visit, kind: Kind, entries: Sequence[Named[Any]], contracts: dict[int, str]
) -> Section:
    """Write entries in words: no column that is secret from the party, none that is empty throughout."""
    rows = [entry.row for entry in entries]
    lines = make_lines(visit.unit, visit.profile, kind, rows, names=_name(kind, entries, contracts))
    if not lines:
        return Section(kind.zh, (), ())
    hidden = kind.secret_from.get(visit.unit.actor.role, frozenset())
    names = [name for name in lines[0].columns if name not in hidden]
    table = [[line.write(name) for name in names] for line in lines]
    used = [place for place in range(len(names)) if any(row[place] for row in table)]
    columns = [lines[0].columns[names[place]].zh for place in used]
    written = [[row[place] for place in used] for row in table]
    if kind.row is Contract:
        columns.append(ADDED)
        standings = find_standing_lines(visit.unit, visit.profile, rows)
        written = [[*row, standing] for row, standing in zip(written, standings, strict=True)]
    return Section(kind.zh, tuple(columns), tuple(map(tuple, written)), more=len(rows) == MOST)


def _name(kind: Kind, entries: Sequence[Named[Any]], contracts: dict[int, str]) -> Names:
    """Name what entries refer to, as far as the party is told of it."""
    names: Names = {"provider": {}, "enterprise": {}, "contract": contracts}
    for reference in (*kind.references, *kind.carried):
        name = NAMES.get(reference.name, "")
        for entry in entries:
            number = getattr(entry.row, reference.name)
            if name in entry.names and number is not None and entry.names[name]:
                names.setdefault(reference.kind, {})[number] = str(entry.names[name])
    return names
