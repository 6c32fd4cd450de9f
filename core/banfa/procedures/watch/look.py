"""The watch (预警): every clause for every provider, as of any day. It proposes; people decide.

Here it is worked out and nothing is stored; see `watch_runs` for what the nights leave behind.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from banfa.law import facts_of
from banfa.law.cite import parse
from banfa.ledger.entries.asof import AsOf
from banfa.ledger.entries.tables import stands
from banfa.ledger.facts.pool import Population, pool_at
from banfa.ledger.facts.sheet import build
from banfa.ledger.kinds.completeness import completeness
from banfa.ledger.kinds.providers import provider
from banfa.procedures.calendars import working_calendar
from banfa.procedures.instruments import issue
from banfa.procedures.periods import period_of
from banfa.reasoning.categories import Categories
from banfa.reasoning.clauses import judge
from banfa.reasoning.explain import explain_clause
from banfa.reasoning.openness import what_would_settle

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from banfa.cities.profile import Profile
    from banfa.law import Clause, Edition
    from banfa.ledger.facts.packing import Ints
    from banfa.ledger.facts.pool import Pool
    from banfa.ledger.facts.sheet import SheetData
    from banfa.reasoning.clauses import Judged
    from banfa.reasoning.columns import Sheet
    from banfa.trust.unit import Unit

NOT_MET, OPEN, MET = 0, 1, 2
STATES: Final = {OPEN: ("open", "尚不能确定"), MET: ("met", "已触发")}

OUTLASTING: Final = frozenset({"recovery", "referral"})
"""Remedies that reach a provider even after it has left the pool (Huangshi 16, 18)."""
BEGINNING: Final = date(1, 1, 1)


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
    judged: tuple[Judged, ...]
    reached: np.ndarray[Any, np.dtype[np.bool_]]
    states: np.ndarray[Any, np.dtype[np.int8]]

    @cached_property
    def clauses(self) -> dict[str, int]:
        """Where each clause stands, by its key."""
        return {one.clause.cite.key: n for n, one in enumerate(self.judged)}

    def place(self, provider_id: int, clause: str) -> tuple[int, int] | None:
        """Where a clause of a provider is found in `states`; None for one that was not looked at."""
        ids, n = self.data.providers, self.clauses.get(clause)
        row = int(np.searchsorted(ids, provider_id))
        return None if n is None or row == len(ids) or ids[row] != provider_id else (n, row)


def see(
    connection: Connection,
    law: Edition,
    moment: AsOf,
    *,
    trial: bool = False,
    only: Sequence[int] | None = None,
) -> Seen:
    """Judge an edition's clauses for everyone who ever was in the pool by that day, or `only` for these.

    Of former members only the clauses whose remedies reach them are asked. How many statements it takes
    depends on the sources that the edition's facts are read off.
    """
    since_ever = replace(moment, round_start=BEGINNING)
    pool = pool_at(connection, since_ever, Population.ROUND if only is None else only)
    data = build(
        connection,
        facts_of(law.clauses),
        moment,
        pool.providers.tolist(),
        calendar=working_calendar(),
        with_evidence=False,
    )
    judged = tuple(judge(law.clauses, data.sheet, Categories.of(data.every_category)))
    member = pool.until() >= moment.today
    everyone = np.ones_like(member)
    reached = np.array([everyone if outlasts(one.clause) else member for one in judged], bool)
    reached = reached.reshape(len(judged), len(member))
    states = np.array([one.state for one in judged], np.int8).reshape(reached.shape)
    return Seen(law, trial, data, pool, judged, reached, np.where(reached, states, NOT_MET).astype(np.int8))


def outlasts(clause: Clause) -> bool:
    """Whether a clause is about former members as well."""
    return any(remedy.kind in OUTLASTING for remedy in clause.then)


def moment_of(
    connection: Connection, law: Edition, *, tenant_id: int, as_of: date, known_at: datetime
) -> AsOf:
    """The moment for which an edition's clauses are asked."""
    return AsOf(
        tenant_id=tenant_id,
        as_of=as_of,
        round_start=period_of(law, as_of),
        known_at=known_at,
        complete=completeness(connection, tenant_id, known_at=known_at),
    )


def look(unit: Unit, profile: Profile, *, as_of: date, provider_id: int | None = None) -> Seen:
    """See under the edition in force that day, else under the city's last, on trial."""
    key = issue.edition_on(unit, profile, day=as_of)
    law = issue.settled_edition(unit, profile, edition=key or profile.latest.key)
    known_at = unit.watermark()
    only = None if provider_id is None else [provider_id]
    with unit.snapshot() as connection:
        moment = moment_of(connection, law, tenant_id=unit.tenant_id, as_of=as_of, known_at=known_at)
        return see(connection, law, moment, trial=key is None, only=only)


def watch(
    unit: Unit,
    profile: Profile,
    *,
    as_of: date,
    provider_id: int | None = None,
    states: Collection[str] = ("met", "open"),
    clauses: Collection[str] | None = None,
    after: Sequence[Any] | None = None,
    limit: int | None = None,
) -> list[dict[str, Any]]:
    """Clauses that are met or open as of a day, by provider and provision, explained.

    `provider_id` looks at one provider only, `states` at those met or those open, `clauses` at provisions by
    key; `after` is the `place` of the last one seen.
    """
    seen = look(unit, profile, as_of=as_of, provider_id=provider_id)
    wanted = np.isin(seen.states, [code for code, (state, _) in STATES.items() if state in states])
    pairs = [
        (n, row)
        for n, row in np.argwhere(wanted).tolist()
        if clauses is None or seen.judged[n].clause.cite.key in clauses
    ]
    places = {pair: place_of(seen, *pair) for pair in pairs}
    pairs.sort(key=places.__getitem__)
    if after is not None:
        pairs = [pair for pair in pairs if places[pair] > list(after)]
    return shown(unit, seen, pairs[:limit])


def place_of(seen: Seen, n: int, row: int) -> list[Any]:
    """Where a clause of a provider comes in the list."""
    cite = seen.judged[n].clause.cite
    return [int(seen.data.providers[row]), list(cite.numbers), cite.key]


def place(hit: Mapping[str, Any]) -> list[Any]:
    """The same, of one that is shown."""
    return [hit["provider_id"], list(parse(hit["clause"]).numbers), hit["clause"]]


def shown(unit: Unit, seen: Seen, pairs: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Clauses of providers, explained, in the order given."""
    names = names_of(unit, {int(seen.data.providers[row]) for _, row in pairs})
    said = explanations(seen, pairs)
    found = []
    for n, row in pairs:
        provider_id = int(seen.data.providers[row])
        state, zh = STATES[int(seen.states[n, row])]
        explanation, missing = said[n, row]
        head = {"provider_id": provider_id, "provider": names.get(provider_id, "")}
        law = described(seen.judged[n].clause)
        told = {"state": state, "state_zh": zh, "explanation": explanation, "missing": missing}
        found.append({**head, **law, **told, "trial": seen.trial, "edition": seen.law.key})
    return found


def described(clause: Clause) -> dict[str, Any]:
    """What a clause says, as data."""
    return {
        "cite": clause.cite.key,
        "cite_zh": str(clause.cite),
        "clause": clause.cite.key,
        "ground": clause.zh,
        "force": clause.force.value,
        "remedies": [remedy.zh for remedy in clause.then],
    }


def explanations(
    seen: Seen, pairs: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[str, list[str]]]:
    """Why each clause of a provider is what it is, and what is missing."""
    rows: dict[int, list[int]] = {}
    for n, row in dict.fromkeys(pairs):
        rows.setdefault(n, []).append(row)
    return {
        (n, row): said
        for n, mine in rows.items()
        for row, said in zip(mine, explained(seen.judged[n], seen.data.sheet, np.array(mine)), strict=True)
    }


def explained(judged: Judged, sheet: Sheet, rows: Ints) -> list[tuple[str, list[str]]]:
    """One clause explained for many. Those whose facts are the same are explained once."""
    ends = [end[rows] for fact in facts_of(judged.clause.when) for end in sheet.col(fact)]
    alike = np.stack([*ends, judged.state[rows]], axis=1)
    _, first, which = np.unique(alike, axis=0, return_index=True, return_inverse=True)
    said = [
        (
            explain_clause(judged, sheet, int(rows[n])),
            [str(one) for one in what_would_settle(judged.clause, sheet, int(rows[n]))],
        )
        for n in first
    ]
    return [said[n] for n in which.ravel()]


def names_of(unit: Unit, providers: Collection[int]) -> dict[int, str]:
    """Providers' names by id."""
    statement = unit.select(provider.c.entry_id, provider.c.name).where(
        stands(provider), provider.c.entry_id.in_(providers)
    )
    return {int(row.entry_id): row.name for row in unit.connection.execute(statement)}
