"""What stands behind facts of many providers at once: the entries that count, one statement a source.

`evidence` shows a person the rows behind one number; this tells which entries those of a whole population
rest on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ARRAY, BigInteger, any_, bindparam, or_

from banfa.ledger.catalogue import by_source, measure_of
from banfa.ledger.packing import Ints, plain_select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from banfa.law import Fact
    from banfa.ledger.moment import Moment
    from banfa.ledger.pool import Pool

ASKED = bindparam("asked", type_=ARRAY(BigInteger))

Behind = dict[str, dict[int, set[int]]]
"""Ids of entries by fact key and provider."""


def entries_behind(
    connection: Connection, facts: Iterable[Fact], moment: Moment, pool: Pool, providers: Ints
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
        counts = [measure_of(fact).counts(fact) for fact in wanted]
        flags = [condition.label(f"f{n}") for n, condition in enumerate(counts)]
        statement = plain_select(row.provider_id, row.id, *flags).where(
            row.provider_id == any_(ASKED), or_(*counts)
        )
        add(found, [fact.key for fact in wanted], connection.execute(statement, binds).all())
    return found


def add(found: Behind, keys: list[str], rows: Iterable[Iterable[object]]) -> None:
    """Enter one source's rows: provider, id or ids, and for each fact whether the row counts."""
    by_key: list[Mapping[int, set[int]]] = [found.setdefault(key, {}) for key in keys]
    for provider_id, ids, *flags in rows:
        several = ids if isinstance(ids, list) else [ids]
        for mine, counts in zip(by_key, flags, strict=True):
            if counts:
                mine.setdefault(provider_id, set()).update(several)  # type: ignore[attr-defined]
