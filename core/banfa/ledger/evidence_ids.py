"""Which entries a whole sheet rests on: by kind of entry, the ids of all rows that count for some of its facts.

A receipt keeps them, so that it can be told later which records a result was worked out from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import ARRAY, func, or_

from banfa.ledger.catalogue import by_source, measure_of
from banfa.ledger.packing import Ints, fetch, plain_select
from banfa.ledger.pool import pool_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Select

    from banfa.law import Fact
    from banfa.ledger.measures import Source
    from banfa.ledger.moment import Moment
    from banfa.ledger.pool import Population


def evidence_ids(
    connection: Connection, facts: Iterable[Fact], moment: Moment, population: Population | Sequence[int]
) -> Mapping[str, Ints]:
    """Entry ids in order, by kind of entry; one statement for each source that the facts are read off."""
    pool = pool_at(connection, moment, population)
    binds = {**moment.binds(), **pool.binds()}
    found: dict[str, list[Ints]] = {}
    for source, wanted in by_source(facts).items():
        provider, ids = fetch(connection, counted(source, wanted), binds)
        found.setdefault(source.kind, []).append(ids[np.isin(provider, pool.providers)])
    return {kind: np.unique(np.concatenate(parts)) for kind, parts in sorted(found.items())}


def counted(source: Source, facts: Sequence[Fact]) -> Select[Any]:
    """The entries of a source that count for any of the facts: provider and id."""
    row = source.table.c
    each = func.unnest(row.id) if isinstance(row.id.type, ARRAY) else row.id
    return plain_select(row.provider_id, each.label("entry")).where(
        or_(*(measure_of(f).counts(f) for f in facts))
    )
