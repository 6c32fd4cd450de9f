"""From what the rows say to an interval: what reports still out could add, undo or move.

A row is certain only if the reports that bring it are declared complete; a count of the bureau's own acts
always is. Ranges are never too narrow, and exact where every report a fact rests on is complete up to the
day asked about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from banfa.law import FAR, Window
from banfa.ledger.entries.asof import day_of, number_of
from banfa.ledger.facts.aggregates import LAST, NO_VALUE
from banfa.ledger.facts.catalogue import aggregate_of
from banfa.reasoning.columns import between

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from banfa.law import Fact
    from banfa.ledger.entries.asof import AsOf
    from banfa.ledger.facts.packing import Ints
    from banfa.ledger.facts.pool import Pool
    from banfa.reasoning.columns import Col


def _last_day(fact: Fact, at: AsOf) -> int:
    """The last day that a fact's window takes in, up to the day asked about."""
    match fact.window:
        case Window.LAST_YEAR:
            return number_of(at.year_start()) - 1
        case Window.YEAR_BEFORE_LAST:
            return number_of(at.year_start(1)) - 1
    return at.today


def _safe_until(fact: Fact, at: AsOf) -> int:
    """Up to which day the reports that could undo a fact's rows are complete."""
    aggregate = aggregate_of(fact)
    return at.complete_until(aggregate.name_reports(aggregate.undone_by, fact))


def certain_until(fact: Fact, at: AsOf) -> date | None:
    """Until which day rows are beyond undoing, where some are and some are not; the sheet asks for these."""
    safe = _safe_until(fact, at)
    some = aggregate_of(fact).certain is not None and -FAR < safe < _last_day(fact, at)
    return day_of(safe) if some else None


def interval_of(
    fact: Fact, values: Mapping[tuple[Fact, date | None, bool], Ints], at: AsOf, pool: Pool
) -> Col:
    """What the rows say, widened by what may not have been reported yet.

    `values`: what all of the fact's rows amount to, and what those of certain days do (`certain_until`), the
    latter without doubtful rows: they may all count, or none.
    """
    function, sure = aggregate_of(fact).function, aggregate_of(fact).has_doubtful
    value = values[fact, None, False]
    if function.empty == NO_VALUE:
        missing = value == NO_VALUE
        return between(np.where(missing, fact.low, value), np.where(missing, fact.high, value))
    if _safe_until(fact, at) >= _last_day(fact, at):
        certain = values[fact, None, sure]
    else:
        day = certain_until(fact, at)
        certain = np.full_like(value, function.empty) if day is None else values[fact, day, sure]
    possible = _furthest(value, fact, at, pool)
    return between(possible, certain) if function.falls else between(certain, possible)


def _furthest(value: Ints, fact: Fact, at: AsOf, pool: Pool) -> Ints:
    """How far reports still out could take a value: up, or down where the first of something is asked for."""
    # Where rows are of days in the pool, nothing can be added for a provider who had left by the day up to
    # which the reports are complete; the last of something cannot come later than his last day.
    aggregate = aggregate_of(fact)
    complete = at.complete_until(aggregate.name_reports(aggregate.adds, fact))
    if complete >= _last_day(fact, at):
        return value
    closes = aggregate.source.pooled and not aggregate.afterwards
    if aggregate.function.falls:
        furthest = np.minimum(value, np.maximum(complete + 1, _window_start(fact, at, pool)))
    else:
        last_day = np.minimum(at.today, pool.until()) if closes else at.today
        furthest = np.maximum(value, last_day if aggregate.function is LAST else fact.high)
    return np.where(pool.until() > complete, furthest, value) if closes else furthest


def _window_start(fact: Fact, at: AsOf, pool: Pool) -> Ints:
    """The first day that a fact's window takes in, by provider."""
    match fact.window:
        case Window.MEMBERSHIP:
            return pool.since(FAR)
        case Window.ROUND:
            start = number_of(at.round_start)
        case Window.YEAR:
            start = number_of(at.year_start())
        case Window.LAST_YEAR:
            start = number_of(at.year_start(1))
        case Window.YEAR_BEFORE_LAST:
            start = number_of(at.year_start(2))
        case _:
            start = -FAR
    return np.full(len(pool.providers), start, np.int64)
