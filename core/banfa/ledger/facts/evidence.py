"""The evidence behind a number: the rows that count for it, from the very declaration that adds them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import ARRAY, BigInteger, any_, bindparam, or_

from banfa.ledger.entries.asof import AS_OF, standing_at
from banfa.ledger.facts.catalogue import aggregate_of
from banfa.ledger.facts.packing import Ints, fetch, plain_select
from banfa.ledger.facts.pool import pool_at
from banfa.ledger.kinds.registry import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection, RowMapping

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf

PROVIDERS = bindparam("providers", type_=ARRAY(BigInteger))
"""Sent as an array: one made of a text by a cast would be searched from end to end for every row."""


def evidence(connection: Connection, fact: Fact, provider_id: int, moment: AsOf) -> list[dict[str, Any]]:
    """List what counts for a provider's fact: {"kind", "ids", "on", "value"}, in order of day.

    `kind` and `ids` name entries (several make one row where an enterprise is counted once), `on` is the
    day by which they count, `value` what is added up, each None where there is none. Raises LookupError as
    `build` does.
    """
    pool = pool_at(connection, moment, [provider_id])
    aggregate = aggregate_of(fact)
    row = aggregate.source.table.c
    day = [row[aggregate.on].label("day")] if aggregate.on else []
    value = [row[aggregate.of].label("value")] if aggregate.of else []
    statement = plain_select(row[aggregate.ids].label("id"), *day, *value).where(
        row.provider_id == provider_id, aggregate.counts(fact)
    )
    rows = connection.execute(statement, {**moment.binds(), **pool.binds()}).mappings()
    return sorted(
        (shown(aggregate.source.kind, row) for row in rows), key=lambda e: (e["on"] or "", e["ids"])
    )


def entries_read(
    connection: Connection, kinds: Iterable[str], moment: AsOf, providers: Ints
) -> dict[str, Ints]:
    """Give the ids of all entries of these kinds about these providers that stood then: by kind, in order.

    Together with the moment they name the very records that a sheet was worked out from.
    """
    binds = {**moment.binds(), "providers": providers.tolist()}
    found = {}
    for name in sorted(kinds):
        kind = KINDS[name]
        c = kind.table.c
        day = c[kind.day or "entry_id"]
        statement = standing_at(kind.table, c.entry_id).where(
            or_(day <= AS_OF, day.is_(None)), c.provider_id == any_(PROVIDERS)
        )
        found[name] = np.sort(fetch(connection, statement, binds)[0])
    return found


def shown(kind: str, row: RowMapping) -> dict[str, Any]:
    """One row of evidence as JSON data."""
    ids = row["id"] if isinstance(row["id"], list) else [row["id"]]
    day, value = row.get("day"), row.get("value")
    told = value if value is None or isinstance(value, int) else value.isoformat()
    return {"kind": kind, "ids": sorted(ids), "on": day.isoformat() if day else None, "value": told}
