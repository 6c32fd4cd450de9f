"""The sheet: facts of the law as interval columns over a population, and the evidence behind each number.

Build it on a connection from `Unit.snapshot()`: all its statements belong to one moment. Their number
depends on which sources the facts are read off, never on how many providers or rows there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import and_, text

from banfa.ledger.facts.catalogue import aggregate_of, by_source
from banfa.ledger.facts.evidence import entries_read
from banfa.ledger.facts.packing import Ints, fetch, plain_select
from banfa.ledger.facts.pool import MEMBERSHIPS, STAY, Population, pool_at
from banfa.ledger.facts.ranges import certain_until, interval
from banfa.reasoning.columns import Col, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.ledger.facts.aggregates import Source
    from banfa.ledger.facts.pool import Pool
    from banfa.reasoning.calendar import Calendar

    Asked = tuple[Fact, date | None]  # counted wholly, or as far as rows up to a day are beyond undoing

TUNED = text(
    "SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true), "
    "set_config('enable_hashagg', 'off', true)"
)
"""For some twenty statements of less than a second each: compiling them costs more than it saves, and so does
spilling. Rows come in the order of the covering indexes, and sorting small runs of them beats a hash table
of a million groups.
"""


@dataclass(frozen=True)
class SheetData:
    """Facts of the `providers`, ids in order.

    `categories`: the key of each one's category, the oldest of its last stay where it has several ("" for
    none); `every_category` has them all. `evidence`: ids of the entries that the facts were worked out
    from, by kind.
    """

    providers: Ints
    categories: tuple[str, ...]
    every_category: tuple[tuple[str, ...], ...]
    sheet: Sheet
    moment: AsOf
    evidence: Mapping[str, Ints]


def build(
    connection: Connection,
    facts: Iterable[Fact],
    moment: AsOf,
    population: Population | Sequence[int] = Population.ROUND,
    *,
    calendar: Calendar,
    with_evidence: bool = True,
) -> SheetData:
    """Work out facts about providers. Raises LookupError for a fact that is not in the catalogue.

    `population` is who is evaluated: members at any time of the round, on its last day, or providers by id.
    """
    connection.execute(TUNED)
    pool = pool_at(connection, moment, population)
    binds = {**moment.binds(), **pool.binds()}
    columns: dict[str, Col] = {}
    sources = by_source(facts)
    for source, wanted in sources.items():
        said = read(connection, source, asked(wanted, moment), pool.providers, binds)
        columns.update((fact.key, interval(fact, said, moment, pool)) for fact in wanted)
    sheet = Sheet(moment.today, len(pool.providers), columns, calendar)
    held = categories_of(connection, moment, pool)
    return SheetData(
        providers=pool.providers,
        categories=tuple(keys[0] if keys else "" for keys in held),
        every_category=held,
        sheet=sheet,
        moment=moment,
        evidence=entries_read(connection, {s.kind for s in sources}, moment, pool.providers)
        if with_evidence
        else {},
    )


def asked(facts: Iterable[Fact], moment: AsOf) -> list[Asked]:
    """What is asked of a source for these facts."""
    wanted: list[Asked] = []
    for fact in facts:
        wanted.append((fact, None))
        if (day := certain_until(fact, moment)) is not None:
            wanted.append((fact, day))
    return wanted


def read(
    connection: Connection, source: Source, wanted: Sequence[Asked], providers: Ints, binds: Mapping[str, Any]
) -> dict[Asked, Ints]:
    """All that is asked of one source, in one statement: a column each, with an entry for every provider."""
    columns = [aggregate_of(fact).column(fact, until=day) for fact, day in wanted]
    ids, *values = fetch(connection, source.statement(columns), binds)
    place = np.searchsorted(providers, ids)
    mine = place < len(providers)
    mine[mine] = providers[place[mine]] == ids[mine]
    said = {}
    for one, value in zip(wanted, values, strict=True):
        said[one] = np.full(len(providers), aggregate_of(one[0]).function.empty, np.int64)
        said[one][place[mine]] = value[mine]
    return said


def categories_of(connection: Connection, moment: AsOf, pool: Pool) -> tuple[tuple[str, ...], ...]:
    """The categories of each provider's memberships in its last stay, the oldest first."""
    held = MEMBERSHIPS.subquery("held")
    statement = (
        plain_select(held.c.provider_id, held.c.category)
        .join(
            STAY, and_(STAY.c.provider_id == held.c.provider_id, STAY.c.last, held.c.from_on >= STAY.c.since)
        )
        .order_by(held.c.provider_id, held.c.from_on, held.c.entry_id)
    )
    found: dict[int, dict[str, None]] = {}
    for provider_id, category in connection.execute(statement, {**moment.binds(), **pool.binds()}).all():
        found.setdefault(provider_id, {})[category] = None
    return tuple(tuple(found.get(provider_id, ())) for provider_id in pool.providers.tolist())
