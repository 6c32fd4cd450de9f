"""The sheet: facts of the law as interval columns over a population, and the evidence behind each number.

Build it on a connection from `Unit.snapshot()`: all its statements belong to one moment. Their number
depends on which sources the facts are read off, never on how many providers or rows there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import and_, text

from banfa.database.tenancy import select
from banfa.ledger.facts.catalogue import aggregate_of, group_by_source
from banfa.ledger.facts.evidence import rows_behind_sheet
from banfa.ledger.facts.packing import Ints, fetch_columns
from banfa.ledger.facts.pool import MEMBERSHIPS, STAY, Population, find_pool
from banfa.ledger.facts.ranges import certain_until, interval_of
from banfa.reasoning.columns import Col, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import Connection

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.ledger.facts.aggregates import Source
    from banfa.ledger.facts.pool import Pool

    Question = tuple[Fact, date | None, bool]
    """All rows, or only those up to a day, which are beyond undoing; and whether without likely doubles."""

TUNED: Final = text(
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
    at: AsOf
    evidence: Mapping[str, Ints]


def build_sheet(
    connection: Connection,
    facts: Iterable[Fact],
    at: AsOf,
    population: Population | Sequence[int] = Population.ROUND,
    *,
    with_evidence: bool = True,
) -> SheetData:
    """Work out facts about providers. Raises LookupError for a fact that is not in the catalogue.

    `population` is who is evaluated: members at any time of the round, on its last day, or providers by id.
    """
    connection.execute(TUNED)
    pool = find_pool(connection, at, population)
    binds = {**at.binds(), **pool.binds()}
    columns: dict[str, Col] = {}
    sources = group_by_source(facts)
    for source, wanted in sources.items():
        values = _read_source(connection, source, _list_questions(wanted, at), pool.providers, binds)
        columns.update((fact.key, interval_of(fact, values, at, pool)) for fact in wanted)
    sheet = Sheet(at.today, len(pool.providers), columns, at.calendar)
    categories = _find_categories(connection, at, pool)
    return SheetData(
        providers=pool.providers,
        categories=tuple(keys[0] if keys else "" for keys in categories),
        every_category=categories,
        sheet=sheet,
        at=at,
        evidence=rows_behind_sheet(connection, {s.kind for s in sources}, at, pool.providers)
        if with_evidence
        else {},
    )


def _list_questions(facts: Iterable[Fact], at: AsOf) -> list[Question]:
    """What is asked of a source for these facts."""
    questions: list[Question] = []
    for fact in facts:
        sure = aggregate_of(fact).has_doubtful
        questions.append((fact, None, False))
        if (day := certain_until(fact, at)) is not None:
            questions.append((fact, day, sure))
        elif sure:
            questions.append((fact, None, True))
    return questions


def _read_source(
    connection: Connection,
    source: Source,
    questions: Sequence[Question],
    providers: Ints,
    binds: Mapping[str, Any],
) -> dict[Question, Ints]:
    """All that is asked of one source, in one statement: a column each, with an entry for every provider."""
    columns = [aggregate_of(fact).column(fact, until=day, sure=sure) for fact, day, sure in questions]
    ids, *values = fetch_columns(connection, source.statement(columns), binds)
    # The source also has rows of providers outside the population, and none of some inside it.
    place = np.searchsorted(providers, ids)
    mine = place < len(providers)
    mine[mine] = providers[place[mine]] == ids[mine]
    answers = {}
    for question, value in zip(questions, values, strict=True):
        answers[question] = np.full(len(providers), aggregate_of(question[0]).function.empty, np.int64)
        answers[question][place[mine]] = value[mine]
    return answers


def _find_categories(connection: Connection, at: AsOf, pool: Pool) -> tuple[tuple[str, ...], ...]:
    """The categories of each provider's memberships in its last stay, the oldest first."""
    held = MEMBERSHIPS.subquery("held")
    statement = (
        select(held.c.provider_id, held.c.category)
        .join(
            STAY, and_(STAY.c.provider_id == held.c.provider_id, STAY.c.last, held.c.from_on >= STAY.c.since)
        )
        .order_by(held.c.provider_id, held.c.from_on, held.c.entry_id)
    )
    categories: dict[int, dict[str, None]] = {}
    for provider_id, category in connection.execute(statement, {**at.binds(), **pool.binds()}).all():
        categories.setdefault(provider_id, {})[category] = None
    return tuple(tuple(categories.get(provider_id, ())) for provider_id in pool.providers.tolist())
