"""What a met clause rests on: its evidence, by which one hit is told from the next.

The entries behind the facts that open a clause anew (`Clause.anew`); the days from which the periods in its
condition run; where it has neither, the year or period it looks at and the day it was first seen. So a third
C makes a new hit beside that of the first two, a contract that idles after another one did makes a new one as
well, and what merely goes on being so does not.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date  # noqa: TC003 - msgspec reads the annotations
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from banfa.law import Fact, Latest, Since, Window, facts_of, walk
from banfa.ledger.facts.evidence import rows_behind_facts
from banfa.procedures.watch.look import MET
from banfa.reasoning.calendar import REACH, day_of
from banfa.trust.canonical import canonical

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from banfa.law import Clause
    from banfa.ledger.entries.asof import AsOf
    from banfa.procedures.watch.look import Seen


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a met clause rests on.

    `rows`: ids of entries by the fact they count for; `since`: days that periods run from, by fact. Where it
    has neither: the `year` or the period (`round_start`) that it looks at, and from when on it was seen so.
    """

    rows: dict[str, list[int]] = field(default_factory=dict)
    since: dict[str, date] = field(default_factory=dict)
    year: int | None = None
    round_start: date | None = None
    seen_on: date | None = None

    @property
    def is_of_period(self) -> bool:
        """Whether it rests on a period alone."""
        return not self.rows and not self.since

    def seen_first_on(self, day: date) -> Evidence:
        """Give the evidence of a new hit: what rests on nothing else rests on the day it was first seen."""
        return replace(self, seen_on=day) if self.is_of_period else self

    def fingerprint(self) -> str:
        """Give the evidence key: a hash."""
        return sha256(canonical(msgspec.to_builtins(self))).hexdigest()

    def still_counts(self, now: Evidence) -> bool:
        """Tell whether all that this rests on still counts by the evidence of now; there may be more."""
        return (
            all(set(ids) <= set(now.rows.get(key, ())) for key, ids in self.rows.items())
            and all(now.since.get(key) == day for key, day in self.since.items())
            and self.year in (None, now.year)
            and self.round_start in (None, now.round_start)
        )

    def covers(self, now: Evidence) -> bool:
        """Tell whether this, where it still counts, is all that there is now: nothing new has come."""
        return self.seen_on is not None if now.is_of_period else self == now


@dataclass(frozen=True)
class HitKey:
    """What tells hits of one clause apart: facts by their rows, days that periods run from, windows."""

    rows: tuple[Fact, ...]
    starts: tuple[Fact, ...]
    windows: frozenset[Window]

    @classmethod
    def of(cls, clause: Clause) -> HitKey:
        """Read it off the clause, all its readings included."""
        starts = [value.start for value in walk(clause.when) if isinstance(value, Since)]
        days = [day for start in starts for day in (start.days if isinstance(start, Latest) else (start,))]
        read = tuple(facts_of(clause.when))
        # What the chosen reading does not look at opens nothing anew.
        rows = [fact for anew in clause.anew for fact in _over_its_windows(anew, read)] or clause.anew
        windows = frozenset(fact.window for fact in read)
        return cls(tuple(dict.fromkeys(rows)), tuple(dict.fromkeys(days)), windows)


def _over_its_windows(anew: Fact, read: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Give the fact over the windows that the condition reads it over: a reading may have set another."""
    return tuple(fact for fact in read if (fact.name, fact.args) == (anew.name, anew.args))


def collect_evidence(connection: Connection, seen: Seen) -> dict[tuple[int, str], Evidence]:
    """Collect what each met clause rests on, by provider and clause. One statement a source."""
    met = seen.states == MET
    keys = [HitKey.of(judged.clause) for judged in seen.judged]
    facts = [fact for key, is_met in zip(keys, met, strict=True) if is_met.any() for fact in key.rows]
    with_rows = [is_met for key, is_met in zip(keys, met, strict=True) if key.rows]
    ids = seen.data.providers
    providers = ids[np.any(with_rows, axis=0)] if with_rows else ids[:0]
    rows_behind = rows_behind_facts(connection, facts, seen.data.at, seen.pool, providers)
    evidence: dict[tuple[int, str], Evidence] = {}
    for n, row in np.argwhere(met).tolist():
        provider_id = int(ids[row])
        rows = {
            fact.key: sorted(rows_behind[fact.key][provider_id])
            for fact in keys[n].rows
            if provider_id in rows_behind[fact.key]
        }
        since = _days_of(keys[n], seen, row)
        place = provider_id, seen.judged[n].clause.cite.key
        evidence[place] = Evidence(rows, since) if rows or since else _of_period(keys[n], seen.data.at)
    return evidence


def _days_of(key: HitKey, seen: Seen, row: int) -> dict[str, date]:
    """From when the periods run: the latest day it may have been, as that one makes the clause met."""
    days = {fact.key: int(seen.data.sheet.col(fact).high[row]) for fact in key.starts}
    return {fact: day_of(day) for fact, day in days.items() if abs(day) < REACH}


def _of_period(key: HitKey, as_of: AsOf) -> Evidence:
    return Evidence(
        year=as_of.as_of.year if Window.YEAR in key.windows else None,
        round_start=as_of.round_start if Window.ROUND in key.windows else None,
    )
