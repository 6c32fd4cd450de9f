"""Judging every clause for every provider, as of any day, and explaining what it comes to.

Here it is worked out and nothing is stored; see `runs` for what the nights leave behind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

import numpy as np

from banfa.law import facts_of
from banfa.ledger.entries.asof import BEGINNING, AsOf
from banfa.ledger.facts.pool import Population, find_pool
from banfa.ledger.facts.sheet import build_sheet
from banfa.ledger.kinds.completeness import completeness
from banfa.procedures.calendars import read_calendar
from banfa.procedures.instruments.editions import commencement_of, known_edition_key_on, settle_edition
from banfa.procedures.periods import period_start
from banfa.reasoning.categories import Categories
from banfa.reasoning.clauses import judge
from banfa.reasoning.explain import explain_clause
from banfa.reasoning.openness import find_unsettled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from banfa.cities.profile import Profile
    from banfa.law import Clause, Edition
    from banfa.ledger.facts.packing import Ints
    from banfa.ledger.facts.pool import Pool
    from banfa.ledger.facts.sheet import SheetData
    from banfa.reasoning.clauses import JudgedClause
    from banfa.trust.unit import Unit

NOT_MET, OPEN, MET = 0, 1, 2
ClauseState = Literal["met", "open"]
STATE_OF_CODE: Final[dict[int, ClauseState]] = {OPEN: "open", MET: "met"}
STATES: Final[dict[ClauseState, str]] = {"met": "疑似符合", "open": "尚不能确定"}

OUTLASTING_REMEDIES: Final = frozenset({"recovery", "referral"})
"""Remedies that reach a provider even after it has left the pool (Huangshi 16, 18)."""

Place = tuple[int, int]
"""A clause's row and a provider's column of `Seen.states`."""


class Explanation(NamedTuple):
    """Why a clause of a provider is what it is, and which facts or readings would settle it."""

    text: str = ""
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Seen:
    """All clauses of one edition judged for all providers, as of a day.

    `states`: clauses × providers, 0 not met, 1 open, 2 met; 0 as well where the clause does not reach
    (`reached`) a provider that has left the pool. `trial`: no edition is in force on that day.
    """

    law: Edition
    trial: bool
    data: SheetData
    pool: Pool
    judged: tuple[JudgedClause, ...]
    reached: np.ndarray[Any, np.dtype[np.bool_]]
    states: np.ndarray[Any, np.dtype[np.int8]]

    @cached_property
    def clauses(self) -> dict[str, int]:
        """Where each clause stands, by its key."""
        return {judged.clause.cite.key: n for n, judged in enumerate(self.judged)}

    def place(self, provider_id: int, clause: str) -> Place | None:
        """Find a clause of a provider in `states`; None for one that was not looked at."""
        ids, n = self.data.providers, self.clauses.get(clause)
        row = int(np.searchsorted(ids, provider_id))
        return None if n is None or row == len(ids) or ids[row] != provider_id else (n, row)


def see(
    connection: Connection,
    law: Edition,
    as_of: AsOf,
    *,
    trial: bool = False,
    only: Sequence[int] | None = None,
) -> Seen:
    """Judge an edition's clauses for everyone who ever was in the pool by that day, or `only` for these.

    Of former members only the clauses whose remedies reach them are asked. How many statements it takes
    depends on the sources that the edition's facts are read off.
    """
    since_ever = replace(as_of, round_start=BEGINNING)
    pool = find_pool(connection, since_ever, Population.ROUND if only is None else only)
    data = build_sheet(
        connection,
        facts_of(law.clauses),
        as_of,
        pool.providers.tolist(),
        with_evidence=False,
    )
    judged = tuple(judge(law.clauses, data.sheet, Categories.of(data.every_category)))
    member = pool.until() >= as_of.today
    everyone = np.ones_like(member)
    reached = np.array([everyone if _outlasts(each.clause) else member for each in judged], bool)
    reached = reached.reshape(len(judged), len(member))
    states = np.array([each.state for each in judged], np.int8).reshape(reached.shape)
    return Seen(law, trial, data, pool, judged, reached, np.where(reached, states, NOT_MET).astype(np.int8))


def _outlasts(clause: Clause) -> bool:
    """Tell whether a clause is about former members as well."""
    return any(remedy.kind in OUTLASTING_REMEDIES for remedy in clause.then)


def as_of_for(unit: Unit, connection: Connection, law: Edition, *, day: date, known_at: datetime) -> AsOf:
    """Give the as-of for which an edition's clauses are asked."""
    return AsOf(
        tenant_id=unit.tenant_id,
        as_of=day,
        round_start=period_start(law, day),
        known_at=known_at,
        complete=completeness(connection, unit.tenant_id, known_at=known_at),
        commenced_on=commencement_of(unit, law, day=day),
        calendar=read_calendar(connection, unit.tenant_id),
    )


def look(unit: Unit, profile: Profile, *, day: date, provider_id: int | None = None) -> Seen:
    """See under the edition in force that day, else under the city's last, on trial."""
    key = known_edition_key_on(unit, profile, day=day)
    law = settle_edition(unit, profile, edition=key or profile.latest.key, day=day)
    known_at = unit.watermark()
    only = None if provider_id is None else [provider_id]
    with unit.snapshot() as connection:
        as_of = as_of_for(unit, connection, law, day=day, known_at=known_at)
        return see(connection, law, as_of, trial=key is None, only=only)


def explain_places(seen: Seen, places: Iterable[Place]) -> dict[Place, Explanation]:
    """Explain why each clause of a provider is what it is, and what is missing."""
    rows: dict[int, list[int]] = {}
    for n, row in dict.fromkeys(places):
        rows.setdefault(n, []).append(row)
    return {
        (n, row): explanation
        for n, mine in rows.items()
        for row, explanation in zip(mine, _explain_clause(seen, n, np.array(mine)), strict=True)
    }


def _explain_clause(seen: Seen, n: int, rows: Ints) -> list[Explanation]:
    """Explain the n-th clause for many. Those whose facts are the same are explained once."""
    judged, sheet = seen.judged[n], seen.data.sheet
    ends = [end[rows] for fact in facts_of(judged.clause.when) for end in sheet.col(fact)]
    alike = np.stack([*ends, judged.state[rows]], axis=1)
    _, first, which = np.unique(alike, axis=0, return_index=True, return_inverse=True)
    explanations = [
        Explanation(
            explain_clause(judged, sheet, int(rows[place]), clauses=seen.law.clauses),
            tuple(str(unsettled) for unsettled in find_unsettled(judged.clause, sheet, int(rows[place]))),
        )
        for place in first
    ]
    return [explanations[alike_to] for alike_to in which.ravel()]
