"""Service on an applicant (送达) of the notice and of the decision not to admit it.

Entered by one from the receipt and checked by another against its scan, as services of cases are, by the same
rules of manner; what follows from service follows when it is checked. A notice tells the reasons of its time:
where others take their place, another notice is served.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the row's annotations are read
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from sqlalchemy import Index, Text

from banfa.database.base import one_of
from banfa.database.rows import (
    Bound,
    TenantRow,
    array_column,
    bigint_column,
    date_column,
    instant_column,
    integer_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import text
from banfa.procedures.admission.applications import APPLICATIONS
from banfa.procedures.admission.batches import BATCHES, CHECK, MANAGE
from banfa.procedures.admission.correction_rows import CORRECTIONS
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
    from banfa.procedures.admission.applications import AdmissionApplication
    from banfa.trust.unit import Unit

NOTICE, DECISION = "notice", "decision"
CORRECTION_NOTICE, CORRECTION = "correction_notice", "correction"
PAPERS: Final = {
    NOTICE: "拟不予入库告知书",
    DECISION: "不予入库通知书",
    CORRECTION_NOTICE: "拟更正名单告知书",
    CORRECTION: "更正名单决定书",
}
PAPER_OF: Final = {"rejecting": NOTICE, "rejected": DECISION}
"""Which paper is served on an applicant in a state."""
PAPER_OF_CORRECTION: Final = {"intended": CORRECTION_NOTICE, "decided": CORRECTION}
"""Which one is served of a correction in a state."""


class AdmissionService(
    TenantRow,
    table="admission_service",
    refers={
        "application_id": "admission_application",
        "admission_correction_id": "admission_correction",
        "provider_id": "provider",
        "entered_by": "person",
    },
    constraints=(
        one_of("state", STATES),
        one_of("paper", PAPERS),
        one_of("manner", MANNERS),
        Index("ix_admission_service_application", "tenant_id", "application_id", "id"),
    ),
    bound=Bound(state=True),
    erasable=("receiver", "servers", "place", "witness", "note"),
):
    """A service. `nth` says of which notice it is, or on which one the decision rests.

    `admission_correction_id`: of which correction of a published list; None for what is not of one.
    """

    id: int
    application_id: int
    admission_correction_id: int | None = bigint_column()
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
        _reject_state(APPLICATIONS.zh, APPLICATIONS.states[row.state])
    due = Due(row.id, row.provider_id, paper, row.notice, None, since)
    return _enter(unit, data, due)


def serve_correction(
    unit: Unit, _profile: Profile, row_id: int, data: ServeApplicant, version: int | None = None
) -> AdmissionService:
    """Enter what a receipt says of the service of a correction's notice or decision. Raises as above."""
    row = CORRECTIONS.find(unit, row_id, version=version)
    paper = PAPER_OF_CORRECTION.get(row.state)
    since = row.intended_on if paper == CORRECTION_NOTICE else row.decided_on
    if paper is None or since is None:
        _reject_state(CORRECTIONS.zh, CORRECTIONS.states[row.state])
    due = Due(row.application_id, row.provider_id, paper, ONLY, row.id, since)
    return _enter(unit, data, due)


ONLY: Final = 1
"""A correction has one notice: where its reasons are others, another is intended."""


class Due(NamedTuple):
    """A paper that is to be served, not before the day of it."""

    application_id: int
    provider_id: int
    paper: str
    nth: int
    admission_correction_id: int | None
    since: date


def _reject_state(zh: str, state: str) -> NoReturn:
    """Raise Conflict (`wrong_state`): nothing is to be served."""
    raise Conflict("wrong_state", f"该{zh}现为“{state}”，没有待送达的文书。", state=state)


def _enter(unit: Unit, data: ServeApplicant, due: Due) -> AdmissionService:
    """Enter a service of a paper. Raises Conflict (`served_before`), Malformed (`days_reversed`)."""
    if data.served_on < due.since:
        message = f"送达之日（served_on）不能早于提出或者作出之日{due.since}。"
        raise Malformed("days_reversed", message, field="served_on")
    about = {name: value for name, value in due._asdict().items() if name != "since"}
    if any(service.state != "returned" for service in list_rows(unit, AdmissionService, **about)):
        message = f"这份{PAPERS[due.paper]}的送达已登记，请由另一人对照回证复核。"
        raise Conflict("served_before", message)
    servers = check_two(data.servers, field="servers", zh="送达人")
    receipt = EnterService(**vars(data), provider_id=due.provider_id, enterprise_id=None, body=None)
    check_manner(unit, receipt)
    check_notice(unit, receipt, due.since)
    values = {**vars(data), **about, "servers": servers}
    return start(
        unit, SERVICES, "enter", values, **values, entered_by=unit.actor.person.id, entered_at=unit.now
    )


def check_service(
    unit: Unit, _profile: Profile, row_id: int, _data: Inputs, version: int | None = None
) -> AdmissionService:
    """Check, as another person, a receipt against its scan: the applicant is told, or has the decision.

    Raises Conflict (`paper_missing`, `other_notice`).
    """
    entered = SERVICES.find(unit, row_id, lock=False)
    BATCHES.find(unit, APPLICATIONS.find(unit, entered.application_id, lock=False).admission_batch_id)
    application = APPLICATIONS.find(unit, entered.application_id)
    row = SERVICES.begin(unit, "check", row_id, version=version)
    require_papers(unit, "admission_service", row.id, "service_receipt")
    if row.admission_correction_id is not None:
        _follow_correction(unit, row, row.admission_correction_id)
    else:
        _follow_application(unit, row, application)
    return take(unit, SERVICES, row, "check", {})


def _follow_application(unit: Unit, row: AdmissionService, application: AdmissionApplication) -> None:
    """Take the step of an application that follows from a service. Raises Conflict (`other_notice`)."""
    if PAPER_OF.get(application.state) != row.paper or application.notice != row.nth:
        message = "这份文书所据的理由已退回重新审查，须另行告知；请退回这条送达登记。"
        raise Conflict("other_notice", message, state=application.state)
    inputs = {"served_on": row.served_on}
    if row.paper == NOTICE:
        take(unit, APPLICATIONS, application, "tell", inputs, **_count_term(unit, row))
    else:
        take(unit, APPLICATIONS, application, "notify", inputs)


def _follow_correction(unit: Unit, row: AdmissionService, correction_id: int) -> None:
    """Take the step of a correction that follows from a service. Raises Conflict (`other_notice`)."""
    correction = CORRECTIONS.find(unit, correction_id)
    if PAPER_OF_CORRECTION.get(correction.state) != row.paper:
        message = f"该更正现为“{CORRECTIONS.states[correction.state]}”，请退回这条送达登记。"
        raise Conflict("other_notice", message, state=correction.state)
    inputs = {"served_on": row.served_on}
    if row.paper == CORRECTION_NOTICE:
        take(unit, CORRECTIONS, correction, "tell", inputs, **_count_term(unit, row))
    else:
        take(unit, CORRECTIONS, correction, "serve", inputs, served_on=row.served_on)


def _count_term(unit: Unit, row: AdmissionService) -> dict[str, date]:
    """The days of a notice that was served, and of the statement that may follow."""
    until, _unsure = find_office(unit).count_for_party(unit, "statement", row.served_on)
    return {"told_on": row.served_on, "statement_until": until}


def return_service(
    unit: Unit, _profile: Profile, row_id: int, data: ReturnService, version: int | None = None
) -> AdmissionService:
    """Send a receipt back to be entered anew."""
    return take(unit, SERVICES, SERVICES.begin(unit, "return", row_id, version=version), "return", vars(data))
