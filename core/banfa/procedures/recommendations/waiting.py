"""What waits of recommendations at the bureau: to be received, to be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, literal

from banfa.procedures.recommendations.rows import AT_BUREAU, RECOMMENDATIONS, STATES, Recommendation
from banfa.procedures.work_item import make_columns, name_state
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

KINDS_OF_RECOMMENDATIONS: Final = {"recommendation": RECOMMENDATIONS.zh}


def select_items_of_recommendations() -> Iterator[Select[Any]]:
    """Select what waits."""
    c = Recommendation.c
    yield make_columns(
        "recommendation",
        id=c.id,
        what=func.concat(c.district, "：", c.title),
        step=name_state(c.state, STATES),
        person=name_person(c.received_by),
        person_id=c.received_by,
        approval=literal(value=True),
        since=func.coalesce(c.received_at, c.submitted_at),
    ).where(c.state.in_(AT_BUREAU))
