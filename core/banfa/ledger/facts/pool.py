"""The pool (服务商库): who was in it from when to when, worked out of memberships and removals.

A *stay* is an unbroken time in the pool: memberships that overlap or follow on one another are one stay. A
removal that stands ends every membership begun before the day it takes effect, which is the first day
outside; once it is annulled they run on as if it had never been. One that was withdrawn from a later day on
has ended them all the same: the provider may come in anew. Days are inclusive.

Stays are fetched once for a sheet and sent along with its other statements as arrays (`STAY`), so that these
need not work them out again, and read only what concerns the population.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Date,
    Text,
    and_,
    any_,
    bindparam,
    case,
    cast,
    column,
    exists,
    func,
    literal,
    or_,
)

from banfa.database.tenancy import select
from banfa.law import FAR
from banfa.ledger.entries.asof import AS_OF, Known, known_then, number_of, select_known
from banfa.ledger.entries.values import LAST_DAY
from banfa.ledger.facts.packing import Ints, array_literal, fetch_columns
from banfa.ledger.kinds.decisions import COUNTED, REMOVAL, WITHDRAWAL, Decision
from banfa.ledger.kinds.memberships import Membership

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from banfa.ledger.entries.asof import AsOf


class Population(Enum):
    """Whom a sheet is about: members at any time of the round, or members on its last day."""

    ROUND = "round"
    DAY = "day"


def _array(name: str, kind: Any) -> Any:
    return cast(bindparam(name, type_=Text), ARRAY(kind))


_sent = (
    func.unnest(
        _array("stay_provider", BigInteger),
        _array("stay_from", Date),
        _array("stay_until", Date),
        _array("stay_since", Date),
        _array("stay_last", Boolean),
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
STAY: Final = select(*_sent.c).order_by(_sent.c.provider_id, _sent.c.from_on).subquery("stay")
"""The population's stays: `since` is when the provider's last stay began, `last` whether this is that one.

They are in order already; sorting them again tells the planner so, and rows joined to them need no sorting.
"""

_withdrawal = Decision.alias("withdrawn")


def select_standing_decisions(
    *columns: Any, known: Known = known_then, worked: ColumnElement[Any] | None = None
) -> Select[Any]:
    """Select from decisions that count, made by the day asked about: not annulled, nor by then withdrawn.

    `worked`: the day on which one has worked; to withdraw it from a later day on leaves it standing.
    """
    later = _withdrawal.c
    withdrawn = select_known(_withdrawal, literal(1), known=known).where(
        later.provider_id == Decision.c.provider_id,
        later.about_id == Decision.c.entry_id,
        later.kind == WITHDRAWAL,
        or_(
            later.effective_on.is_(None),
            later.effective_on <= (AS_OF if worked is None else func.least(AS_OF, worked)),
        ),
    )
    return select_known(Decision.rows, *columns, known=known).where(
        Decision.c.decided_on <= AS_OF,
        Decision.c.effect == COUNTED,
        ~exists(withdrawn.correlate(Decision.rows)),
    )


def select_memberships(
    *, known: Known = known_then, providers: ColumnElement[Any] | None = None
) -> Select[Any]:
    """Give every membership begun by the day asked about, with the day it really ended.

    `providers`: an array of the ids of those asked about, who are then all that is read.
    """
    m, d = Membership.c, Decision.c
    removal = (
        select_standing_decisions(d.provider_id, d.effective_on, known=known, worked=d.effective_on)
        .where(d.kind == REMOVAL, d.effective_on <= AS_OF, *_are_among(d.provider_id, providers))
        .subquery("removal")
    )
    last = literal(LAST_DAY, Date)
    until = func.least(
        func.coalesce(m.until_on, last), func.coalesce(func.min(removal.c.effective_on) - 1, last), type_=Date
    )
    return (
        select_known(
            Membership.rows,
            *(m.entry_id, m.provider_id, m.category, m.industry, m.industry_list, m.from_on),
            until.label("until_on"),
            known=known,
        )
        .outerjoin(removal, and_(removal.c.provider_id == m.provider_id, removal.c.effective_on > m.from_on))
        .where(m.from_on <= AS_OF, *_are_among(m.provider_id, providers))
        .group_by(
            *(m.entry_id, m.provider_id, m.category, m.industry, m.industry_list),
            *(m.from_on, m.until_on),
        )
    )


def _are_among(provider_id: ColumnElement[Any], providers: ColumnElement[Any] | None) -> list[Any]:
    return [] if providers is None else [provider_id == any_(providers)]


def _select_stays() -> Select[Any]:
    """Join memberships without a gap between them into stays."""
    # A membership begins a stay unless one before it, by first day, reaches the day before its own first;
    # counting these beginnings numbers the stays of each provider.
    cut = MEMBERSHIPS.subquery("cut")
    before = func.max(cut.c.until_on).over(
        partition_by=cut.c.provider_id, order_by=(cut.c.from_on, cut.c.until_on), rows=(None, -1)
    )
    marked = select(
        cut.c.provider_id,
        cut.c.from_on,
        cut.c.until_on,
        case((cut.c.from_on <= before + 1, 0), else_=1).label("begins"),
    ).subquery("marked")
    n = func.sum(marked.c.begins).over(
        partition_by=marked.c.provider_id, order_by=(marked.c.from_on, marked.c.until_on)
    )
    numbered = select(
        marked.c.provider_id,
        marked.c.from_on,
        marked.c.until_on,
        n.label("n"),
    ).subquery("numbered")
    return select(
        numbered.c.provider_id,
        func.min(numbered.c.from_on).label("from_on"),
        func.max(numbered.c.until_on).label("until_on"),
    ).group_by(numbered.c.provider_id, numbered.c.n)


MEMBERSHIPS: Final = select_memberships()
"""Memberships begun by the day asked about, with the day each really ended."""
STAYS: Final = _select_stays()


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
        return self._of_last_stays(self.stay_from, absent)

    def until(self) -> Ints:
        """The last day of each provider's last stay; long ago for one that never was in the pool."""
        return self._of_last_stays(self.stay_until, -FAR)

    def _of_last_stays(self, days: Ints, absent: int) -> Ints:
        by_provider = np.full(len(self.providers), absent, np.int64)
        last = self.last
        by_provider[np.searchsorted(self.providers, self.stay_provider[last])] = days[last]
        return by_provider

    def binds(self) -> dict[str, str]:
        """The bind parameters of `STAY`: array literals, made at once rather than element by element."""
        last = self.last
        times = np.diff(np.append(np.flatnonzero(np.append(True, last[:-1]))[: len(last)], len(last)))
        since = np.repeat(self.stay_from[last], times) if len(last) else self.stay_from
        return {
            "stay_provider": array_literal(self.stay_provider),
            "stay_from": _days_literal(self.stay_from),
            "stay_until": _days_literal(self.stay_until),
            "stay_since": _days_literal(since),
            "stay_last": array_literal(np.where(last, "t", "f")),
        }


def _days_literal(numbers: Ints) -> str:
    return array_literal(numbers.astype("datetime64[D]"))


def find_pool(connection: Connection, at: AsOf, population: Population | Sequence[int]) -> Pool:
    """Work out the population and its stays. Given ids, it is those, whether ever in the pool or not."""
    provider, first, until = fetch_columns(connection, STAYS, at.binds())
    order = np.lexsort((first, provider))
    provider, first, until = provider[order], first[order], until[order]
    if isinstance(population, Population):
        start = at.today if population is Population.DAY else number_of(at.round_start)
        wanted = np.unique(provider[until >= start])
    else:
        wanted = np.unique(np.array(population, np.int64))
    mine = np.isin(provider, wanted)
    return Pool(wanted, provider[mine], first[mine], until[mine])
