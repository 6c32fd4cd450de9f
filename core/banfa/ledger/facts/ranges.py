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
from banfa.ledger.facts.aggregates import LAST, SAID, UNSAID
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


def undone_until(fact: Fact, moment: AsOf) -> int:
    """Up to which day the reports that could undo a fact's rows are complete."""
    aggregate = aggregate_of(fact)
    return moment.told(aggregate.reports(aggregate.undone_by, fact))


def certain_until(fact: Fact, moment: AsOf) -> date | None:
    """Until which day rows are beyond undoing, where some are and some are not; the sheet asks for these."""
    told = undone_until(fact, moment)
    some = aggregate_of(fact).certain is not None and -FAR < told < moment.today
    return day_of(told) if some else None


def interval(fact: Fact, said: Mapping[tuple[Fact, date | None], Ints], moment: AsOf, pool: Pool) -> Col:
    """What the rows say, widened by what may not have been told yet."""
    function = aggregate_of(fact).function
    value = said[fact, None]
    if function is SAID:
        unsaid = value == UNSAID
        return between(np.where(unsaid, fact.low, value), np.where(unsaid, fact.high, value))
    if undone_until(fact, moment) >= moment.today:
        left = value
    else:
        day = certain_until(fact, moment)
        left = np.full_like(value, function.empty) if day is None else said[fact, day]
    reached = added(value, fact, moment, pool)
    return between(reached, left) if function.falls else between(left, reached)


def added(value: Ints, fact: Fact, moment: AsOf, pool: Pool) -> Ints:
    """How far reports still out could take a value: up, or down where the first of something is asked for."""
    aggregate = aggregate_of(fact)
    told = moment.told(aggregate.reports(aggregate.adds, fact))
    if told >= moment.today:
        return value
    closes = aggregate.source.pooled and not aggregate.afterwards
    if aggregate.function.falls:
        reached = np.minimum(value, np.maximum(told + 1, window_start(fact, moment, pool)))
    else:
        most = np.minimum(moment.today, pool.until()) if closes else moment.today
        reached = np.maximum(value, most if aggregate.function is LAST else fact.high)
    return np.where(pool.until() > told, reached, value) if closes else reached


def window_start(fact: Fact, moment: AsOf, pool: Pool) -> Ints:
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
