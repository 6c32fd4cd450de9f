"""The pool (服务商库): who was in it from when to when, worked out of memberships and removals.

A *stay* is an unbroken time in the pool: memberships that overlap or follow on one another are one stay. A
removal that stands ends every membership begun before the day it takes effect, which is the first day
outside; once it is withdrawn they run on as if it had never been. Days are inclusive.

Stays are brought home once for a sheet and sent along with its other statements as arrays (`STAY`), so that
these need not work them out again, and read only what concerns the population.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    Text,
    and_,
    bindparam,
    case,
    cast,
    column,
    exists,
    func,
    literal,
)

from banfa.law import FAR
from banfa.ledger.entries.asof import AS_OF, number_of, of_tenant, standing_at, told_by_then
from banfa.ledger.entries.values import LAST_DAY
from banfa.ledger.facts.packing import Ints, array_literal, fetch, plain_select
from banfa.ledger.kinds.decisions import REMOVAL, WITHDRAWAL, decision
from banfa.ledger.kinds.memberships import membership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Select

    from banfa.database.narrowing import TenantSelect
    from banfa.ledger.entries.asof import AsOf


class Population(Enum):
    """Whom a sheet is about: members at any time of the round, or members on its last day."""

    ROUND = "round"
    DAY = "day"


def _sent(name: str, kind: Any) -> Any:
    return cast(bindparam(name, type_=Text), ARRAY(kind))


_sent_along = (
    func.unnest(
        _sent("stay_provider", BigInteger),
        _sent("stay_from", Date),
        _sent("stay_until", Date),
        _sent("stay_since", Date),
        _sent("stay_last", Boolean),
    )
    .table_valued(
        column("provider_id", BigInteger),
        column("from_on", Date),
        column("until_on", Date),
        column("since", Date),
        column("last", Boolean),
        name="sent",
    )
    .render_derived()
)
STAY = (
    plain_select(*_sent_along.c).order_by(_sent_along.c.provider_id, _sent_along.c.from_on).subquery("stay")
)
"""The population's stays: `since` is when the provider's last stay began, `last` whether this is that one.

They are in order already; sorting them again tells the planner so, and rows joined to them need no sorting.
"""


def standing_decisions(*entities: Any) -> TenantSelect:
    """Select from decisions made by the day asked about and by then not withdrawn."""
    later = decision.alias("withdrawn")
    withdrawn = (
        of_tenant(literal(1))
        .select_from(later)
        .where(
            told_by_then(later),
            later.c.provider_id == decision.c.provider_id,
            later.c.about_id == decision.c.entry_id,
            later.c.kind == WITHDRAWAL,
            later.c.decided_on <= AS_OF,
        )
    )
    return standing_at(decision, *entities).where(
        decision.c.decided_on <= AS_OF, ~exists(withdrawn.correlate(decision))
    )


def _cut() -> Select[Any]:
    """Give every membership with the day it really ended."""
    removal = (
        standing_decisions(decision.c.provider_id, decision.c.effective_on)
        .where(decision.c.kind == REMOVAL, decision.c.effective_on <= AS_OF)
        .subquery("removal")
    )
    m = membership.c
    last = literal(LAST_DAY, Date)
    until = func.least(
        func.coalesce(m.until_on, last), func.coalesce(func.min(removal.c.effective_on) - 1, last), type_=Date
    )
    return (
        standing_at(
            membership, m.entry_id, m.provider_id, m.category, m.industry, m.from_on, until.label("until_on")
        )
        .outerjoin(removal, and_(removal.c.provider_id == m.provider_id, removal.c.effective_on > m.from_on))
        .where(m.from_on <= AS_OF)
        .group_by(m.entry_id, m.provider_id, m.category, m.industry, m.from_on, m.until_on)
    )


def _stays() -> Select[Any]:
    """Join memberships without a gap between them into stays."""
    cut = _cut().subquery("cut")
    before = func.max(cut.c.until_on).over(
        partition_by=cut.c.provider_id, order_by=(cut.c.from_on, cut.c.until_on), rows=(None, -1)
    )
    marked = plain_select(
        cut.c.provider_id,
        cut.c.from_on,
        cut.c.until_on,
        case((cut.c.from_on <= before + 1, 0), else_=1).label("begins"),
    ).subquery("marked")
    n = func.sum(marked.c.begins).over(
        partition_by=marked.c.provider_id, order_by=(marked.c.from_on, marked.c.until_on)
    )
    numbered = plain_select(
        marked.c.provider_id,
        marked.c.from_on,
        marked.c.until_on,
        n.label("n"),
    ).subquery("numbered")
    return plain_select(
        numbered.c.provider_id,
        func.min(numbered.c.from_on).label("from_on"),
        func.max(numbered.c.until_on).label("until_on"),
    ).group_by(numbered.c.provider_id, numbered.c.n)


MEMBERSHIPS = _cut()
"""Memberships begun by the day asked about, with the day each really ended."""
STAYS = _stays()


@dataclass(frozen=True)
class Pool:
    """The population (`providers`, ids in order) and its stays, in order of provider and day."""

    providers: Ints
    stay_provider: Ints
    stay_from: Ints
    stay_until: Ints

    @property
    def last(self) -> np.ndarray[Any, np.dtype[np.bool_]]:
        """Which stays are their provider's last."""
        ids = self.stay_provider
        return np.append(ids[1:] != ids[:-1], True)[: len(ids)]

    def since(self, absent: int) -> Ints:
        """When each provider's last stay began; `absent` for one that never was in the pool."""
        found = np.full(len(self.providers), absent, np.int64)
        last = self.last
        found[np.searchsorted(self.providers, self.stay_provider[last])] = self.stay_from[last]
        return found

    def until(self) -> Ints:
        """The last day of each provider's last stay; long ago for one that never was in the pool."""
        found = np.full(len(self.providers), -FAR, np.int64)
        last = self.last
        found[np.searchsorted(self.providers, self.stay_provider[last])] = self.stay_until[last]
        return found

    def binds(self) -> dict[str, str]:
        """What `STAY` is executed with: array literals, made at once rather than element by element."""
        last = self.last
        times = np.diff(np.append(np.flatnonzero(np.append(True, last[:-1]))[: len(last)], len(last)))
        since = np.repeat(self.stay_from[last], times) if len(last) else self.stay_from
        return {
            "stay_provider": array_literal(self.stay_provider),
            "stay_from": _days(self.stay_from),
            "stay_until": _days(self.stay_until),
            "stay_since": _days(since),
            "stay_last": array_literal(np.where(last, "t", "f")),
        }


def _days(numbers: Ints) -> str:
    return array_literal(numbers.astype("datetime64[D]"))


def pool_at(connection: Connection, moment: AsOf, population: Population | Sequence[int]) -> Pool:
    """Work out the population and its stays. Given ids, it is those, whether ever in the pool or not."""
    provider, first, until = fetch(connection, STAYS, moment.binds())
    order = np.lexsort((first, provider))
    provider, first, until = provider[order], first[order], until[order]
    if isinstance(population, Population):
        start = moment.today if population is Population.DAY else number_of(moment.round_start)
        wanted = np.unique(provider[until >= start])
    else:
        wanted = np.unique(np.array(population, np.int64))
    mine = np.isin(provider, wanted)
    return Pool(wanted, provider[mine], first[mine], until[mine])
