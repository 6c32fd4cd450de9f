"""What waits of visits: plans to be approved or carried out, entries to be checked, what may be adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import literal

from banfa.procedures.visits.findings import STATES as STATES_OF_FINDING
from banfa.procedures.visits.findings import VisitFinding
from banfa.procedures.visits.mandate_rows import Mandate
from banfa.procedures.visits.plans import STATES, VisitPlan
from banfa.procedures.visits.reports import VisitReport
from banfa.procedures.visits.site_visits import SiteVisit
from banfa.procedures.work_item import make_columns, name_state, select_entered
from banfa.trust.persons import name_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select


KINDS_OF_VISITS: Final = {
    "visit_plan": "走访计划",
    "mandate": "委托书",
    "site_visit": "走访记录",
    "visit_report": "第三方报告",
    "visit_finding": "查明事项",
}


def select_items_of_visits() -> Iterator[Select[Any]]:
    """Select what waits, a part a table."""
    p, f = VisitPlan.c, VisitFinding.c
    yield make_columns(
        "visit_plan",
        id=p.id,
        what=p.name,
        step=name_state(p.state, STATES),
        person=name_person(p.drafted_by),
        person_id=p.drafted_by,
        approval=p.state == "drafted",
        due_on=p.until_on,
        since=p.drafted_at,
    ).where(p.state.in_(("drafted", "approved")))
    yield select_entered("mandate", Mandate, what=Mandate.c.body, number=Mandate.c.number)
    yield select_entered(
        "site_visit", SiteVisit, what=literal("走访记录"), provider_id=SiteVisit.c.provider_id
    )
    yield select_entered(
        "visit_report",
        VisitReport,
        what=VisitReport.c.body,
        number=VisitReport.c.number,
        provider_id=VisitReport.c.provider_id,
    )
    yield make_columns(
        "visit_finding",
        id=f.id,
        provider_id=f.provider_id,
        what=f.summary,
        step=name_state(f.state, STATES_OF_FINDING),
        person=name_person(f.entered_by),
        person_id=f.entered_by,
        approval=literal(value=True),
        since=f.entered_at,
    ).where(f.state == "noted")
