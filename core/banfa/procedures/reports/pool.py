"""Who is in the pool, being rectified, removed, as of the end of a day and as known at a moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, literal

from banfa.database.tenancy import select
from banfa.ledger.entries.asof import AS_OF, choose_known, known_now, known_then
from banfa.ledger.facts.pool import select_memberships, select_standing_decisions
from banfa.ledger.kinds.decisions import ORDER, OUTCOME, REMOVAL, Decision

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Select

    from banfa.ledger.entries.asof import Known
    from banfa.procedures.reports.rolling import Knowledge
    from banfa.trust.unit import Unit

POOL: Final = {"members": "在库", "rectifying": "整改中", "removed": "已清退"}
"""Numbers of providers; a provider on which an order is running is in the pool as well."""
d = Decision.c


def _count(known: Known) -> Select[Any]:
    stays = select_memberships(known=known).subquery("stays")
    decided = select_standing_decisions(
        d.entry_id, d.provider_id, d.kind, d.about_id, d.served_on, d.effective_on, known=known
    )
    order, outcome, removal = (decided.subquery(name) for name in ("ordered", "outcome", "removal"))
    ended = (
        select(literal(1))
        .select_from(outcome)
        .where(outcome.c.kind == OUTCOME, outcome.c.about_id == order.c.entry_id)
        .exists()
    )
    members = select(stays.c.provider_id).where(stays.c.until_on >= AS_OF)
    ever = select(func.count(stays.c.provider_id.distinct()))
    return select(
        ever.scalar_subquery().label("ever"),
        ever.where(stays.c.until_on >= AS_OF).scalar_subquery().label("members"),
        select(func.count(order.c.provider_id.distinct()))
        .where(order.c.kind == ORDER, order.c.served_on <= AS_OF, ~ended, order.c.provider_id.in_(members))
        .scalar_subquery()
        .label("rectifying"),
        select(func.count(removal.c.provider_id.distinct()))
        .where(removal.c.kind == REMOVAL, removal.c.effective_on <= AS_OF)
        .scalar_subquery()
        .label("removed"),
    )


_COUNTS: Final = {known: _count(known) for known in (known_now, known_then)}


def count_pool(unit: Unit, as_of: date, knowledge: Knowledge) -> dict[str, int | None]:
    """Count providers by `POOL`; None where nobody was ever entered as a member."""
    statement = _COUNTS[choose_known(knowledge.known_at)]
    (row,) = unit.execute(statement, as_of=as_of, known_at=knowledge.known_at)
    return {name: getattr(row, name) if row.ever else None for name in POOL}
