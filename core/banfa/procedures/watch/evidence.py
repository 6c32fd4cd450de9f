"""What a met clause rests on: its evidence, by which one hit is told from the next.

The entries behind the facts that open a clause anew (`Clause.anew`); the days from which the periods in its
condition run; where it has neither, the year or period it looks at and the day it was first seen. So a third
C makes a new hit beside that of the first two, a contract that idles after another one did makes a new one as
well, and what merely goes on being so does not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from banfa.law import Fact, Latest, Since, Window, facts_of, walk
from banfa.ledger.facts.evidence import rows_behind_facts
from banfa.procedures.watch.look import MET
from banfa.reasoning.calendar import REACH, day_of
from banfa.trust.canonical import canonical

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection

    from banfa.law import Clause
    from banfa.ledger.entries.asof import AsOf
    from banfa.procedures.watch.look import Seen

Evidence = Mapping[str, Any]
"""{"rows": {fact: [entry ids]}, "from": {fact: day}}, or {"in": {window: …}, "seen": day}."""


@dataclass(frozen=True)
class Grounds:
    """What tells hits of one clause apart: facts by their rows, days that periods run from, windows."""

    rows: tuple[Fact, ...]
    starts: tuple[Fact, ...]
    windows: frozenset[Window]

    @classmethod
    def of(cls, clause: Clause) -> Grounds:
        """Read off the clause, all its readings included."""
        begun = [value.start for value in walk(clause.when) if isinstance(value, Since)]
        days = [day for start in begun for day in (start.days if isinstance(start, Latest) else (start,))]
        read = tuple(facts_of(clause.when))
        rows = [fact for anew in clause.anew for fact in over_the_same_days(anew, read)]
        windows = frozenset(fact.window for fact in read)
        return cls(tuple(dict.fromkeys(rows)), tuple(dict.fromkeys(days)), windows)


def over_the_same_days(anew: Fact, read: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """The fact over the windows that the condition reads it over (a reading may have set another one)."""
    return tuple(fact for fact in read if (fact.name, fact.args) == (anew.name, anew.args)) or (anew,)


def evidence_of(connection: Connection, seen: Seen) -> dict[tuple[int, str], Evidence]:
    """What each met clause rests on, by provider and clause. One statement a source."""
    met = seen.states == MET
    grounds = [Grounds.of(one.clause) for one in seen.judged]
    facts = [fact for one, mine in zip(grounds, met, strict=True) if mine.any() for fact in one.rows]
    asked = [mine for one, mine in zip(grounds, met, strict=True) if one.rows]
    providers = seen.data.providers[np.any(asked, axis=0)] if asked else seen.data.providers[:0]
    behind = rows_behind_facts(connection, facts, seen.data.moment, seen.pool, providers)
    found: dict[tuple[int, str], Evidence] = {}
    for n, row in np.argwhere(met).tolist():
        provider_id = int(seen.data.providers[row])
        entries = {
            f.key: sorted(behind[f.key][provider_id]) for f in grounds[n].rows if provider_id in behind[f.key]
        }
        found[provider_id, seen.judged[n].clause.cite.key] = put_together(
            entries, days_of(grounds[n], seen, row), grounds[n], seen.data.moment
        )
    return found


def days_of(grounds: Grounds, seen: Seen, row: int) -> dict[str, str]:
    """From when the periods run: the latest day it may have been, as that one makes the clause met."""
    days = {fact.key: int(seen.data.sheet.col(fact).high[row]) for fact in grounds.starts}
    return {key: day_of(day).isoformat() for key, day in days.items() if abs(day) < REACH}


def put_together(
    entries: Mapping[str, list[int]], days: Mapping[str, str], grounds: Grounds, moment: AsOf
) -> Evidence:
    """The evidence of one met clause; without rows or days, the window that it looks at."""
    if entries or days:
        return {key: value for key, value in (("rows", entries), ("from", days)) if value}
    windows: dict[str, str | int] = {}
    if Window.YEAR in grounds.windows:
        windows["year"] = moment.as_of.year
    if Window.ROUND in grounds.windows:
        windows["round"] = moment.round_start.isoformat()
    return {"in": windows}


def as_first_seen(evidence: Evidence, day: date) -> Evidence:
    """The evidence of a new hit: what rests on nothing else rests on the day it was first seen."""
    return {**evidence, "seen": day.isoformat()} if "in" in evidence else evidence


def fingerprint(evidence: Evidence) -> str:
    """The evidence key; none where there is no evidence."""
    return sha256(canonical(evidence)).hexdigest() if evidence else ""


def still_rests(stored: Evidence, now: Evidence) -> bool:
    """Whether all that a stored hit rests on still counts; there may be more by now."""
    rows, have = stored.get("rows", {}), now.get("rows", {})
    if any(not set(ids) <= set(have.get(key, ())) for key, ids in rows.items()):
        return False
    return all(
        now.get(part, {}).get(key) == value
        for part in ("from", "in")
        for key, value in stored.get(part, {}).items()
    )


def same_grounds(stored: Evidence, now: Evidence) -> bool:
    """Whether a stored hit that still rests covers what there is now: nothing new has come."""
    if "in" in now:
        return "seen" in stored
    return fingerprint(stored) == fingerprint(now)
