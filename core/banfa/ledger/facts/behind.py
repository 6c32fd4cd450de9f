"""What stands behind facts of many providers at once: the entries that count, one statement a source.

`evidence` shows a person the rows behind one number; this tells which entries those of a whole population
rest on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, or_

from banfa.ledger.facts.catalogue import aggregate_of, by_source
from banfa.ledger.facts.packing import Ints, plain_select

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.ledger.facts.pool import Pool

ASKED = bindparam("asked", type_=ARRAY(BigInteger))

Behind = dict[str, dict[int, set[int]]]
"""Ids of entries by fact key and provider."""


def entries_behind(
    connection: Connection, facts: Iterable[Fact], moment: AsOf, pool: Pool, providers: Ints
) -> Behind:
    """Ids of the entries that count for each fact of these providers of the pool.

    An entry keeps its id when it is corrected. Raises LookupError as `build` does.
    """
    found: Behind = {}
    if not len(providers):
        return found
    binds = {**moment.binds(), **pool.binds(), "asked": providers.tolist()}
    for source, wanted in by_source(dict.fromkeys(facts)).items():
        row = source.table.c
        measures = [aggregate_of(fact) for fact in wanted]
        counts = [aggregate.counts(fact) for aggregate, fact in zip(measures, wanted, strict=True)]
        names = list(dict.fromkeys(aggregate.ids for aggregate in measures))
        flags = [condition.label(f"f{n}") for n, condition in enumerate(counts)]
        statement = plain_select(row.provider_id, *(row[name] for name in names), *flags).where(
            row.provider_id == any_(ASKED), or_(*counts)
        )
        places = [(fact.key, 1 + names.index(m.ids)) for fact, m in zip(wanted, measures, strict=True)]
        add(found, places, connection.execute(statement, binds).all())
    return found


def add(found: Behind, places: list[tuple[str, int]], rows: Iterable[Sequence[Any]]) -> None:
    """Enter a source's rows: provider, ids, then for each fact (key, place of its ids) whether it counts."""
    for key, _ in places:
        found.setdefault(key, {})
    for row in rows:
        for (key, place), counts in zip(places, row[-len(places) :], strict=True):
            if counts:
                ids = row[place] if isinstance(row[place], list) else [row[place]]
                found[key].setdefault(row[0], set()).update(ids)
