"""Service on an applicant (送达) of the notice and of the decision not to admit it.

Entered by one from the receipt and checked by another against its scan, as services of cases are, by the same
rules of manner; what follows from service follows when it is checked. A notice tells the reasons of its time:
where others take their place, another notice is served.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the row's annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import Index, Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import text
from banfa.procedures.admission.applications import APPLICATIONS
from banfa.procedures.admission.batches import BATCHES, CHECK, MANAGE
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.entered import STATES, make_entered
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.cases.office import find_office
from banfa.procedures.cases.persons import check_two
from banfa.procedures.cases.service_rows import MANNERS
from banfa.procedures.cases.serving import EnterService, Receipt, check_manner, check_notice
from banfa.procedures.cases.steps import BY_LAW, start, take
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from datetime import datetime

    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

NOTICE, DECISION = "notice", "decision"
PAPERS: Final = {NOTICE: "拟不予入库告知书", DECISION: "不予入库通知书"}
PAPER_OF: Final = {"rejecting": NOTICE, "rejected": DECISION}
"""Which paper is served on an applicant in a state."""


class AdmissionService(
    TenantRow,
    table="admission_service",
    refers={"application_id": "admission_application", "provider_id": "provider", "entered_by": "person"},
    constraints=(
        one_of("state", STATES),
        one_of("paper", PAPERS),
        one_of("manner", MANNERS),
        Index("ix_admission_service_application", "tenant_id", "application_id", "id"),
    ),
    bound=Bound(state=True),
    erasable=("receiver", "servers", "place", "witness", "note"),
):
    """A service. `nth` says of which notice it is, or on which one the decision rests."""

    id: int
    application_id: int
    provider_id: int
    paper: str = text_column()
    nth: int = integer_column()
    manner: str = text_column()
    served_on: date = date_column()
    noticed_on: date | None = date_column()
    place: str = text_column()
    receiver: str | None = text_column()
    servers: list[str] = array_column(Text)
    witness: str | None = text_column()
    note: str | None = text_column()
    state: str = text_column()
    version: int = integer_column(default="1")
    entered_by: int
    entered_at: datetime = instant_column()


SERVICES: Final = make_entered(
    AdmissionService,
    zh="入库文书送达",
    name="admission_service",
    origin=BY_LAW,
    manage=MANAGE,
    check=CHECK,
)


class ServeApplicant(
    Receipt,
    example={
        "manner": "direct",
        "served_on": "2026-03-30",
        "place": "该单位前台",
        "receiver": "吴霞（行政主管）",
        "servers": ["林晓", "郑文"],
    },
):
    """What the receipt says."""


class ReturnService(Inputs, example={"reason": "日期与回证不一致"}):
    """Why it is returned."""

    reason: str = text("退回的原因", max_length=500)


def enter_service(
    unit: Unit, _profile: Profile, application_id: int, data: ServeApplicant, version: int | None = None
) -> AdmissionService:
    """Enter what a receipt says of the service of the paper that is due.

    Raises Conflict (`wrong_state`, `served_before`, `no_consent`), Malformed (`days_reversed`,
    `two_persons`, `field_missing`, `field_out_of_range`).
    """
    row = APPLICATIONS.find(unit, application_id, version=version)
    paper = PAPER_OF.get(row.state)
    since = row.intended_on if paper == NOTICE else row.decided_on
    if paper is None or since is None:
        message = f"该申报现为“{APPLICATIONS.states[row.state]}”，没有待送达的文书。"
        raise Conflict("wrong_state", message, state=row.state)
    if data.served_on < since:
        message = f"送达之日（served_on）不能早于提出或者作出之日{since}。"
        raise Malformed("days_reversed", message, field="served_on")
    mine = list_rows(unit, AdmissionService, application_id=row.id, paper=paper, nth=row.notice)
    if any(service.state != "returned" for service in mine):
        message = f"这份{PAPERS[paper]}的送达已登记，请由另一人对照回证复核。"
        raise Conflict("served_before", message)
    servers = check_two(data.servers, field="servers", zh="送达人")
    receipt = EnterService(**vars(data), provider_id=row.provider_id, enterprise_id=None, body=None)
    check_manner(unit, receipt)
    check_notice(unit, receipt, since)
    values = {**vars(data), "servers": servers, "paper": paper, "nth": row.notice}
    values |= {"application_id": row.id, "provider_id": row.provider_id}
    return start(
        unit, SERVICES, "enter", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def check_service(
    unit: Unit, _profile: Profile, row_id: int, _data: Inputs, version: int | None = None
) -> AdmissionService:
    """Check, as another person, a receipt against its scan: the applicant is told, or has the decision.

    Raises Conflict (`paper_missing`, `other_notice`).
    """
    application_id = SERVICES.find(unit, row_id, lock=False).application_id
    BATCHES.find(unit, APPLICATIONS.find(unit, application_id, lock=False).admission_batch_id)
    application = APPLICATIONS.find(unit, application_id)
    row = SERVICES.begin(unit, "check", row_id, version=version)
    if PAPER_OF.get(application.state) != row.paper or application.notice != row.nth:
        message = "这份文书所据的理由已退回重新审查，须另行告知；请退回这条送达登记。"
        raise Conflict("other_notice", message, state=application.state)
    require_papers(unit, "admission_service", row.id, "service_receipt")
    inputs = {"served_on": row.served_on}
    if row.paper == NOTICE:
        until, _unsure = find_office(unit).count_for_party(unit, "statement", row.served_on)
        values = {"told_on": row.served_on, "statement_until": until}
        take(unit, APPLICATIONS, application, "tell", inputs, **values)
    else:
        take(unit, APPLICATIONS, application, "notify", inputs)
    return take(unit, SERVICES, row, "check", {})


def return_service(
    unit: Unit, _profile: Profile, row_id: int, data: ReturnService, version: int | None = None
) -> AdmissionService:
    """Send a receipt back to be entered anew."""
    return take(unit, SERVICES, SERVICES.begin(unit, "return", row_id, version=version), "return", vars(data))
