"""The watch (预警): every clause for every provider in the pool, as of any day. It proposes; people decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from banfa.law import facts_of
from banfa.ledger.entries import stands
from banfa.ledger.moment import Moment
from banfa.ledger.pool import Population
from banfa.ledger.providers import provider
from banfa.ledger.sheet import build
from banfa.ledger.sources import completeness
from banfa.procedures import instruments
from banfa.procedures.calendars import working_calendar
from banfa.procedures.periods import period_of
from banfa.reasoning.categories import Categories
from banfa.reasoning.clauses import judge
from banfa.reasoning.explain import explain_clause
from banfa.reasoning.openness import what_would_settle

if TYPE_CHECKING:
    from datetime import date

    from banfa.cities.profile import Profile
    from banfa.ledger.sheet import SheetData
    from banfa.reasoning.clauses import Judged
    from banfa.trust.unit import Unit

OPEN, MET = 1, 2
STATES: Final = {OPEN: ("open", "尚不能确定"), MET: ("met", "已触发")}


def watch(
    unit: Unit, profile: Profile, *, as_of: date, provider_id: int | None = None, open_too: bool = True
) -> list[dict[str, Any]]:
    """Clauses that are met or open as of a day, by provider and provision, explained.

    The edition is the one in force that day, else the city's last, on trial. `provider_id` looks at one provider only,
    in the pool or not; `open_too` asks for those that cannot be told yet as well.
    """
    key = instruments.edition_on(unit, profile, day=as_of)
    law = instruments.settled_edition(unit, profile, edition=key or profile.latest.key)
    known_at = unit.watermark()
    with unit.snapshot() as connection:
        moment = Moment(
            tenant_id=unit.tenant_id,
            as_of=as_of,
            round_start=period_of(law, as_of),
            known_at=known_at,
            complete=completeness(connection, unit.tenant_id, known_at=known_at),
        )
        population = Population.DAY if provider_id is None else [provider_id]
        data = build(
            connection,
            facts_of(law.clauses),
            moment,
            population,
            calendar=working_calendar(),
            with_evidence=False,
        )
    judged = judge(law.clauses, data.sheet, Categories.of(data.every_category))
    names = names_of(unit, data)
    least = OPEN if open_too else MET
    return [
        hit(one, data, int(row), names) | {"trial": key is None, "edition": law.key}
        for one in judged
        for row in np.flatnonzero(one.state >= least)
    ]


def hit(judged: Judged, data: SheetData, row: int, names: dict[int, str]) -> dict[str, Any]:
    """One clause met or open for one provider."""
    clause, provider_id = judged.clause, int(data.providers[row])
    state, zh = STATES[judged.truth.at(row)]
    return {
        "provider_id": provider_id,
        "provider": names[provider_id],
        "cite": list(clause.cite.numbers),
        "cite_zh": str(clause.cite),
        "clause": clause.cite.key,
        "ground": clause.zh,
        "state": state,
        "state_zh": zh,
        "force": clause.force.value,
        "remedies": [remedy.zh for remedy in clause.then],
        "explanation": explain_clause(judged, data.sheet, row),
        "missing": [str(one) for one in what_would_settle(clause, data.sheet, row)],
    }


def names_of(unit: Unit, data: SheetData) -> dict[int, str]:
    """Providers' names by id."""
    wanted = provider.c.entry_id.in_(data.providers.tolist())
    statement = unit.select(provider.c.entry_id, provider.c.name).where(stands(provider), wanted)
    return {int(row.entry_id): row.name for row in unit.connection.execute(statement)}
