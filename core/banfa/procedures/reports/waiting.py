"""What waits of reports: to be confirmed, to be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.reports.rows import REPORTS, STATES, WAITING, Report
from banfa.procedures.work_item import make_columns, name_state
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select

KINDS_OF_REPORTS: Final = {"report": REPORTS.zh}


def select_items_of_reports() -> Iterator[Select[Any]]:
    """Select what waits."""
    c = Report.c
    yield make_columns(
        "report",
        id=c.id,
        what=c.title,
        step=name_state(c.state, STATES),
        person=name_person(c.drafted_by),
        person_id=c.drafted_by,
        approval=c.state == "drafted",
        since=c.drafted_at,
    ).where(c.state.in_(WAITING))
