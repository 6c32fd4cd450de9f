"""The sheet: facts of the law as interval columns over a population, and the evidence behind each number.

Build it on a connection from `Unit.snapshot()`: all its statements belong to one moment. Their number depends on
which sources the facts are read off, never on how many providers or rows there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import and_, text

from banfa.law import FAR, Window
from banfa.ledger.catalogue import by_source, measure_of
from banfa.ledger.evidence import entries_read
from banfa.ledger.measures import LAST, SAID, UNSAID
from banfa.ledger.moment import day_of, number_of
from banfa.ledger.packing import Ints, fetch, plain_select
from banfa.ledger.pool import MEMBERSHIPS, STAY, Population, pool_at
from banfa.reasoning.columns import Col, Sheet, between

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection

    from banfa.law import Fact
    from banfa.ledger.measures import Measure, Source
    from banfa.ledger.moment import Moment
    from banfa.ledger.pool import Pool
    from banfa.reasoning.calendar import Calendar

TUNED = text("SELECT set_config('jit', 'off', true), set_config('work_mem', '64MB', true)")
"""Sixteen statements of a second's work: compiling them costs more than it saves, spilling to disk as well."""


@dataclass(frozen=True)
class SheetData:
    """Facts of the `providers`, ids in order.

    `categories`: the key of each one's category, the oldest of its last stay where it has several ("" for none);
    `every_category` has them all. `evidence`: ids of the entries that the facts were worked out from, by kind.
    """

    providers: Ints
    categories: tuple[str, ...]
    every_category: tuple[tuple[str, ...], ...]
    sheet: Sheet
    moment: Moment
    evidence: Mapping[str, Ints]


def build(
    connection: Connection,
    facts: Iterable[Fact],
    moment: Moment,
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
        columns.update(read(connection, source, wanted, moment, pool, binds))
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


def read(
    connection: Connection,
    source: Source,
    facts: Sequence[Fact],
    moment: Moment,
    pool: Pool,
    binds: Mapping[str, Any],
) -> dict[str, Col]:
    """All facts wanted from one source, in one statement."""
    asked: list[ColumnElement[Any]] = []
    places: list[tuple[int, int | None]] = []
    for fact in facts:
        measure = measure_of(fact)
        day = certain_until(measure, fact, moment)
        places.append((len(asked), None if day is None else len(asked) + 1))
        asked.append(measure.column(fact))
        if day is not None:
            asked.append(measure.certain_column(fact, day))
    ids, *values = fetch(connection, source.statement(asked), binds)
    spread = Spread(pool.providers, ids)
    columns = {}
    for fact, (place, certain) in zip(facts, places, strict=True):
        measure = measure_of(fact)
        empty = measure.aggregate.empty
        said = spread(values[place], empty)
        sure = None if certain is None else spread(values[certain], empty)
        columns[fact.key] = interval(said, sure, fact, measure, moment, pool)
    return columns


def certain_until(measure: Measure, fact: Fact, moment: Moment) -> date | None:
    """Until which day rows are beyond undoing, where that is to be asked of the database; else None."""
    told = moment.told(measure.reports(measure.undone_by, fact))
    return day_of(told) if measure.certain is not None and -FAR < told < moment.today else None


def interval(said: Ints, sure: Ints | None, fact: Fact, measure: Measure, moment: Moment, pool: Pool) -> Col:
    """What the rows say, widened by what may not have been told yet. `sure`: what of it nothing can undo."""
    aggregate = measure.aggregate
    if aggregate is SAID:
        unsaid = said == UNSAID
        return between(np.where(unsaid, fact.low, said), np.where(unsaid, fact.high, said))
    undone = moment.told(measure.reports(measure.undone_by, fact)) < moment.today
    remaining = said if not undone else np.full_like(said, aggregate.empty) if sure is None else sure
    reached = added(said, fact, measure, moment, pool)
    return between(reached, remaining) if aggregate.falls else between(remaining, reached)


def added(said: Ints, fact: Fact, measure: Measure, moment: Moment, pool: Pool) -> Ints:
    """How far reports still out could take a value: up, or down where the first of something is asked for."""
    told = moment.told(measure.reports(measure.adds, fact))
    if told >= moment.today:
        return said
    if measure.aggregate.falls:
        far = np.maximum(told + 1, earliest(fact, moment, pool))
        reached = np.minimum(said, far)
    else:
        reached = np.full_like(said, moment.today if measure.aggregate is LAST else fact.high)
    return np.where(pool.until() > told, reached, said) if measure.source.pooled else reached


def earliest(fact: Fact, moment: Moment, pool: Pool) -> Ints:
    """The first day that a fact's window takes in, by provider."""
    match fact.window:
        case Window.MEMBERSHIP:
            return pool.since(FAR)
        case Window.ROUND:
            start = number_of(moment.round_start)
        case Window.YEAR:
            start = number_of(moment.as_of.replace(month=1, day=1))
        case _:
            start = -FAR
    return np.full(len(pool.providers), start, np.int64)


class Spread:
    """Puts the values of some providers in the places of all."""

    def __init__(self, providers: Ints, ids: Ints) -> None:
        place = np.searchsorted(providers, ids)
        self.mine = place < len(providers)
        self.mine[self.mine] = providers[place[self.mine]] == ids[self.mine]
        self.place = place[self.mine]
        self.n = len(providers)

    def __call__(self, values: Ints, empty: int) -> Ints:
        """A column with `empty` where there is no value."""
        column = np.full(self.n, empty, np.int64)
        column[self.place] = values[self.mine]
        return column


def categories_of(connection: Connection, moment: Moment, pool: Pool) -> tuple[tuple[str, ...], ...]:
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
    for provider_id, category in connection.execute(statement, {**moment.binds(), **pool.binds()}):
        found.setdefault(provider_id, {})[category] = None
    return tuple(tuple(found.get(provider_id, ())) for provider_id in pool.providers.tolist())
