"""The evidence behind numbers: rows that count for a fact, from the very declaration that adds them up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import ARRAY, BigInteger, any_, bindparam, or_

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import AS_OF, select_known
from banfa.ledger.facts.catalogue import aggregate_of, group_by_source
from banfa.ledger.facts.packing import Ints, fetch_columns
from banfa.ledger.facts.pool import find_pool
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.ledger.facts.aggregates import Source
    from banfa.ledger.facts.pool import Pool

PROVIDERS: Final = bindparam("providers", type_=ARRAY(BigInteger))
"""Sent as an array: one made of a text by a cast would be searched from end to end for every row."""

EntryIds = dict[str, dict[int, set[int]]]
"""Ids of entries by fact key and provider."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """What counts for a fact: the entries (several make one row where an enterprise is counted once).

    `on` is the day by which they count, `value` what is added up, each None where there is none. `doubtful`:
    it may be a double of another, which an officer's ruling would settle.
    """

    kind: str
    ids: tuple[int, ...]
    on: date | None
    value: int | date | None
    doubtful: bool = False


def rows_behind_each(
    connection: Connection, facts: Iterable[Fact], provider_id: int, at: AsOf
) -> dict[Fact, list[EvidenceRow]]:
    """List what counts for each of a provider's facts, in order of day: one statement a source.

    Raises LookupError as `build_sheet` does.
    """
    rows: dict[Fact, list[EvidenceRow]] = {fact: [] for fact in facts}
    if not rows:
        return rows
    binds = {**at.binds(), **find_pool(connection, at, [provider_id]).binds()}
    for source, wanted in group_by_source(rows).items():
        for fact, evidence in _list_rows(connection, source, wanted, provider_id, binds):
            rows[fact].append(evidence)
    for listed in rows.values():
        listed.sort(key=lambda row: (str(row.on or ""), row.ids))
    return rows


def _list_rows(
    connection: Connection, source: Source, facts: Sequence[Fact], provider_id: int, binds: Mapping[str, Any]
) -> Iterator[tuple[Fact, EvidenceRow]]:
    """Read a source's rows about a provider, and say for which of the facts each counts."""
    c = source.table.c
    aggregates = [aggregate_of(fact) for fact in facts]
    conditions = [aggregate.condition(fact) for aggregate, fact in zip(aggregates, facts, strict=True)]
    has_doubles = source.has_doubles
    names: dict[str, int] = {}
    for aggregate in aggregates:
        for name in (aggregate.ids, aggregate.on, aggregate.of, aggregate.doubtful if has_doubles else None):
            if name:
                names.setdefault(name, len(names))
    flags = [condition.label(f"f{n}") for n, condition in enumerate(conditions)]
    columns = [c[name].label(f"c{n}") for name, n in names.items()]
    statement = select(*columns, *flags).where(c.provider_id == provider_id, or_(*conditions))
    for row in connection.execute(statement, binds):
        for n, (fact, aggregate) in enumerate(zip(facts, aggregates, strict=True)):
            if row[len(names) + n]:
                yield (
                    fact,
                    EvidenceRow(
                        source.kind,
                        tuple(sorted(_as_list(row[names[aggregate.ids]]))),
                        row[names[aggregate.on]] if aggregate.on else None,
                        row[names[aggregate.of]] if aggregate.of else None,
                        doubtful=has_doubles and row[names[aggregate.doubtful]],
                    ),
                )


def rows_behind_facts(
    connection: Connection, facts: Iterable[Fact], at: AsOf, pool: Pool, providers: Ints
) -> EntryIds:
    """Ids of the entries that count for each fact of these providers of the pool: one statement a source.

    An entry keeps its id when it is corrected. Raises LookupError as `build_sheet` does.
    """
    ids: EntryIds = {}
    if not len(providers):
        return ids
    binds = {**at.binds(), **pool.binds(), "providers": providers.tolist()}
    for source, wanted in group_by_source(dict.fromkeys(facts)).items():
        row = source.table.c
        aggregates = [aggregate_of(fact) for fact in wanted]
        conditions = [aggregate.condition(fact) for aggregate, fact in zip(aggregates, wanted, strict=True)]
        names = list(dict.fromkeys(aggregate.ids for aggregate in aggregates))
        flags = [condition.label(f"f{n}") for n, condition in enumerate(conditions)]
        statement = select(row.provider_id, *(row[name] for name in names), *flags).where(
            row.provider_id == any_(PROVIDERS), or_(*conditions)
        )
        places = [(fact.key, 1 + names.index(a.ids)) for fact, a in zip(wanted, aggregates, strict=True)]
        _add_ids(ids, places, connection.execute(statement, binds).all())
    return ids


def rows_behind_sheet(
    connection: Connection, kinds: Iterable[str], at: AsOf, providers: Ints
) -> dict[str, Ints]:
    """Give the ids of all entries of these kinds about these providers that stood then: by kind, in order.

    Together with the moment they name the very records that a sheet was worked out from.
    """
    binds = {**at.binds(), "providers": providers.tolist()}
    ids = {}
    for name in sorted(kinds):
        kind = KINDS[name]
        rows = kind.row.rows
        day = rows.c[kind.day or "entry_id"]
        statement = select_known(rows, rows.c.entry_id).where(
            or_(day <= AS_OF, day.is_(None)), rows.c.provider_id == any_(PROVIDERS)
        )
        ids[name] = np.sort(fetch_columns(connection, statement, binds)[0])
    return ids


def _add_ids(ids: EntryIds, places: list[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> None:
    """Enter a source's rows: provider, ids, then for each fact (key, place of its ids) whether it counts."""
    for key, _ in places:
        ids.setdefault(key, {})
    for row in rows:
        for (key, place), counts in zip(places, row[-len(places) :], strict=True):
            if counts:
                ids[key].setdefault(row[0], set()).update(_as_list(row[place]))


def _as_list(ids: int | list[int]) -> list[int]:
    return ids if isinstance(ids, list) else [ids]
