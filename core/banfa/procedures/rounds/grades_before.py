"""The grade that each provider had last, before a round's period began (上期等级)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func
from sqlalchemy.dialects.postgresql import distinct_on

from banfa.database.tenancy import select
from banfa.ledger.entries.tables import stands
from banfa.ledger.kinds.decisions import GRADE, WITHDRAWAL, Decision

if TYPE_CHECKING:
    from banfa.procedures.rounds.transitions import Round
    from banfa.trust.unit import Unit

_d: Final = Decision.c
_ON: Final = func.coalesce(_d.period_on, _d.decided_on)
_WITHDRAWN: Final = select(_d.about_id).where(_d.kind == WITHDRAWAL, stands(Decision.rows))
_LAST: Final = (
    select(_d.provider_id, _d.label)
    .ext(distinct_on(_d.provider_id))
    .where(
        _d.kind == GRADE,
        stands(Decision.rows),
        bindparam("start") > _ON,
        _d.entry_id.not_in(_WITHDRAWN.correlate(None).scalar_subquery()),
    )
    .order_by(_d.provider_id, _ON.desc(), _d.entry_id.desc())
)


def find_grades_before(unit: Unit, round_: Round) -> dict[int, str]:
    """Find, by provider id, the last grade of a period before the round's, in one statement."""
    return {row.provider_id: row.label for row in unit.execute(_LAST, start=round_.period_start)}
