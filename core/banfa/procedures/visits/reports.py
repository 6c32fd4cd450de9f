"""Third parties' reports (评测报告): the scan is the original, the row its transcript, checked by another."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index
from sqlalchemy import text as sql

from banfa.database.base import one_of
from banfa.database.rows import Bound, TenantRow, date_column, instant_column, integer_column, text_column
from banfa.errors import Conflict
from banfa.ledger.entries.specifiers import integer, key, past_day, text
from banfa.ledger.entries.values import HIGHEST_LEVEL
from banfa.ledger.kinds.enterprises import Enterprise
from banfa.ledger.kinds.providers import Provider
from banfa.ledger.recording.listing import get_entry
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.steps import BY_OFFICE, start, take
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.visits.actions import CHECK, MANAGE
from banfa.procedures.visits.bodies import find_mandate
from banfa.procedures.visits.words import check_words
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

LEVEL_HINT: Final = "一至四级，不足一级填 0；报告没有写明的不填"


class VisitReport(
    TenantRow,
    table="visit_report",
    refers={
        "mandate_id": "mandate",
        "enterprise_id": "enterprise",
        "provider_id": "provider",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        Index(
            "uq_visit_report_number",
            "tenant_id",
            "mandate_id",
            "number",
            unique=True,
            postgresql_where=sql("state <> 'returned'"),
        ),
        Index("ix_visit_report_enterprise", "tenant_id", "enterprise_id"),
    ),
    bound=Bound(state=True),
    erasable=("conclusion",),
):
    """A report's transcript. Levels are 0 to 4, `page` is where the conclusion stands."""

    id: int
    number: str = text_column()
    mandate_id: int
    body: str = text_column()
    reported_on: date = date_column()
    enterprise_id: int
    provider_id: int
    level_before: int | None = integer_column()
    level_after: int | None = integer_column()
    conclusion: str = text_column()
    page: int = integer_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


REPORTS: Final = make_entered(
    VisitReport, zh="第三方报告", name="visit_report", origin=BY_OFFICE, manage=MANAGE, check=CHECK
)


class EnterVisitReport(
    Inputs,
    example={
        "number": "PC-2026-031",
        "mandate_id": "MANDATE",
        "reported_on": "2026-04-08",
        "enterprise_id": "ENTERPRISE",
        "provider_id": "PROVIDER",
        "level_before": 1,
        "level_after": 2,
        "conclusion": "改造后达到二级。",
        "page": 12,
    },
):
    """What the report says."""

    number: str = key("报告编号", max_length=100)
    mandate_id: int = link("mandate", "所据的委托书")
    reported_on: date = past_day("报告出具之日")
    enterprise_id: int = link("enterprise", "被评测的企业")
    provider_id: int = link("provider", "所涉服务商")
    level_before: int | None = integer(
        "改造前等级", minimum=0, maximum=HIGHEST_LEVEL, unit="级", hint=LEVEL_HINT
    )
    level_after: int | None = integer(
        "改造后等级", minimum=0, maximum=HIGHEST_LEVEL, unit="级", hint=LEVEL_HINT
    )
    conclusion: str = text("报告结论", max_length=4000)
    page: int = integer("结论所在页", minimum=1, maximum=9999, unit="页")


def enter_visit_report(unit: Unit, profile: Profile, data: EnterVisitReport) -> VisitReport:
    """Enter a report's transcript. Raises Missing, Conflict (`report_there`, what `find_mandate` raises)."""
    check_words(data)
    get_entry(unit, Enterprise, data.enterprise_id)
    provider = get_entry(unit, Provider, data.provider_id)
    mandate = find_mandate(unit, profile, data.mandate_id, data.reported_on, visited=provider)
    take_lock(unit, Lock.VISITS)
    there = list_rows(unit, VisitReport, number=data.number, mandate_id=data.mandate_id)
    if any(other.state != "returned" for other in there):
        message = f"{mandate.body}的报告“{data.number}”已登记；有误的，请先退回再登记。"
        raise Conflict("report_there", message, field="number")
    values = {**vars(data), "body": mandate.body, "entered_by": unit.actor.person.id, "entered_at": unit.now}
    return start(unit, REPORTS, "enter", vars(data), **values)


def check_visit_report(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> VisitReport:
    """Check, as another person, a transcript against the scan."""
    row = REPORTS.begin(unit, "check", row_id, version=version)
    require_papers(unit, "visit_report", row_id, "third_party_report")
    return take(unit, REPORTS, row, "check", {})


def return_visit_report(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> VisitReport:
    """Send a transcript back to be entered anew."""
    row = REPORTS.begin(unit, "return", row_id, version=version)
    return take(unit, REPORTS, row, "return", {})
