"""What waits of recommendations: to be received and checked at the bureau, to be revised where sent back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import case, func

from banfa.procedures.recommendations.rows import AT_BUREAU, RECOMMENDATIONS, RETURNED, STATES, Recommendation
from banfa.procedures.work_item import make_columns, name_state
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

KINDS_OF_RECOMMENDATIONS: Final = {"recommendation": RECOMMENDATIONS.zh}


def select_items_of_recommendations() -> Iterator[Select[Any]]:
    """Select what waits."""
    c = Recommendation.c
    person = case((c.state == RETURNED, func.coalesce(c.revised_by, c.drafted_by)), else_=c.received_by)
    yield make_columns(
        "recommendation",
        id=c.id,
        what=func.concat(c.district, "：", c.title),
        step=name_state(c.state, STATES),
        person=name_person(person),
        person_id=person,
        approval=c.state != RETURNED,
        since=func.coalesce(c.received_at, c.submitted_at, c.returned_at),
    ).where(c.state.in_((*AT_BUREAU, RETURNED)))
