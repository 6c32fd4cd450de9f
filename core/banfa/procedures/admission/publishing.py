"""The list of a batch: decided in a meeting, shown, published under one number, then told to the ledger."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, integer, key, past_day, text
from banfa.ledger.kinds.memberships import Membership
from banfa.ledger.recording.record import record_entry
from banfa.procedures.admission.applications import (
    APPLICATIONS,
    REJECTING,
    UNDECIDED,
    AdmissionApplication,
)
from banfa.procedures.admission.batches import BATCHES, AdmissionBatch, EndBatch
from banfa.procedures.admission.events import CONSENT, PASSED, AdmissionEvent
from banfa.procedures.admission.objections import AdmissionObjection
from banfa.procedures.admission.rejecting import check_number
from banfa.procedures.admission.requirements import find_route
from banfa.procedures.admission.seats import check_seat
from banfa.procedures.calendars import count_working_days_on, read_calendar
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import find_row, list_rows
from banfa.procedures.cases.meetings import Meeting
from banfa.procedures.cases.steps import take
from banfa.procedures.inputs import Inputs, link
from banfa.trust.locks import Lock, take_lock
from banfa.trust.sources import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Iterable

    from banfa.cities.profile import Profile
    from banfa.procedures.admission.reviewing import Reason
    from banfa.trust.unit import Unit

MAX_APPLICATIONS: Final = 1000


class Shortlist(Inputs, example={"meeting_id": "MEETING"}):
    """Which meeting has decided."""

    meeting_id: int = link("meeting", "研究拟入库名单的会议")


class ShowList(
    Inputs,
    example={
        "public_from": "2026-04-13",
        "public_days": 5,
        "public_in": "https://gxj.xm.gov.cn/gsgg/2026-04-13",
    },
):
    """Since when, for how long and where the list is shown."""

    public_from: date = past_day("公示之日")
    public_days: int = integer(
        "公示天数", minimum=1, maximum=60, unit="个工作日", hint="办法未规定的由内部工作规程确定"
    )
    public_in: str = text("公示网址", max_length=500)


class PublishList(
    Inputs,
    example={
        "document_no": "厦工信企业函〔2026〕170号",
        "listed_on": "2026-04-22",
        "listed_in": "https://gxj.xm.gov.cn/tzgg/2026-04-22",
    },
):
    """The list's one number, its day, and where it was published."""

    document_no: str = key("公布名单的文号", max_length=100)
    listed_on: date = past_day("公布之日")
    listed_in: str = text("公布网址或者载体", max_length=500)


class RecordMemberships(Inputs, example={"from_on": "2026-04-22"}):
    """From which day to which they are in the pool."""

    from_on: date = day("入库之日")
    until_on: date | None = day("在库最后一日", hint="名单写明期限的填写")


_OF_BATCH: Final = (
    AdmissionApplication.select()
    .where(AdmissionApplication.c.admission_batch_id == bindparam("batch_id"))
    .order_by(AdmissionApplication.c.id)
    .limit(MAX_APPLICATIONS)
)


def list_applications(unit: Unit, batch_id: int) -> list[AdmissionApplication]:
    """List all applications of a batch."""
    return unit.all(AdmissionApplication, _OF_BATCH, batch_id=batch_id)


def _check_decided(rows: Iterable[AdmissionApplication]) -> list[AdmissionApplication]:
    """Check that no application is undecided; gives those on the list.

    Raises Conflict (`applications_open`, `list_empty`).
    """
    listed = list(rows)
    if left := sum(row.state in UNDECIDED for row in listed):
        message = f"还有{left}件申报没有审查完毕，须列入、撤回或者转入不予入库。"
        raise Conflict("applications_open", message, left=left)
    proposed = [row for row in listed if row.state == "proposed"]
    if not proposed:
        raise Conflict("list_empty", "没有列入拟入库名单的申报；不产生名单的请终止本批。")
    return proposed


def shortlist(
    unit: Unit, _profile: Profile, row_id: int, data: Shortlist, version: int | None = None
) -> AdmissionBatch:
    """Record that a meeting has decided on the proposed list. Raises Missing, Conflict."""
    batch = BATCHES.begin(unit, "shortlist", row_id, version=version)
    find_row(unit, Meeting, data.meeting_id, missing="meeting_missing", zh="次会议")
    _check_decided(list_applications(unit, batch.id))
    return take(
        unit, BATCHES, batch, "shortlist", vars(data), **vars(data), shortlisted_by=unit.actor.person.id
    )


def reopen(
    unit: Unit, _profile: Profile, row_id: int, data: Reason, version: int | None = None
) -> AdmissionBatch:
    """Go back to the review: the list is to be changed, decided and shown anew."""
    return take(unit, BATCHES, BATCHES.begin(unit, "reopen", row_id, version=version), "reopen", vars(data))


def show_list(
    unit: Unit, profile: Profile, row_id: int, data: ShowList, version: int | None = None
) -> AdmissionBatch:
    """Record that the proposed list is shown; its last day is counted in working days from the day after.

    Raises Malformed (`publicity_too_short`), Conflict (`paper_missing`, `applications_open`).
    """
    batch = BATCHES.begin(unit, "show", row_id, version=version)
    proposed = _check_decided(list_applications(unit, batch.id))
    routes = [find_route(profile, batch.edition, row.category) for row in proposed]
    least = max((route.publicity.n for route in routes if route.publicity is not None), default=1)
    if data.public_days < least:
        message = f"公示天数（public_days）不得少于办法规定的{least}个工作日。"
        raise Malformed("publicity_too_short", message, field="public_days", minimum=least)
    require_papers(unit, "admission_batch", batch.id, "evidence")
    until = count_working_days_on(
        read_calendar(unit.connection, unit.tenant_id), data.public_from, data.public_days
    )
    return take(unit, BATCHES, batch, "show", vars(data), **vars(data), public_until=until)


_OBJECTIONS: Final = (
    AdmissionObjection.select()
    .select_from(
        AdmissionObjection.rows.join(
            AdmissionApplication.rows, AdmissionApplication.c.id == AdmissionObjection.c.application_id
        )
    )
    .where(AdmissionApplication.c.admission_batch_id == bindparam("batch_id"))
)


def publish_list(
    unit: Unit, _profile: Profile, row_id: int, data: PublishList, version: int | None = None
) -> AdmissionBatch:
    """Record the published list, once its time is over and every objection is answered.

    Raises Conflict (`publicity_runs`, `objections_open`, `objection_upheld`, `applications_open`,
    `document_no_used`, `paper_missing`), Malformed (`document_no_form`, `days_reversed`).
    """
    batch = BATCHES.begin(unit, "publish", row_id, version=version)
    if batch.public_from is None or batch.public_until is None or data.listed_on <= batch.public_until:
        message = f"公示到{batch.public_until}为止，公布之日（listed_on）须在期满之后。"
        raise Conflict("publicity_runs", message, until=batch.public_until)
    check_number(data.document_no)
    take_lock(unit, Lock.ADMISSION)
    if list_rows(unit, AdmissionBatch, document_no=data.document_no):
        message = f"文号“{data.document_no}”已用于另一批名单。"
        raise Conflict("document_no_used", message, field="document_no")
    proposed = {row.id for row in _check_decided(list_applications(unit, batch.id))}
    objections = unit.all(AdmissionObjection, _OBJECTIONS, batch_id=batch.id)
    if left := sum(objection.state == "received" for objection in objections):
        raise Conflict("objections_open", f"还有{left}件异议没有答复，不能公布名单。", left=left)
    since = [objection for objection in objections if objection.received_on >= batch.public_from]
    if any(objection.upheld and objection.application_id in proposed for objection in since):
        message = "有异议成立的单位仍在名单上：请先移出并重新审查，再列入的须重新公示。"
        raise Conflict("objection_upheld", message)
    require_papers(unit, "admission_batch", batch.id, "stamped_original")
    return take(unit, BATCHES, batch, "publish", vars(data), **vars(data), listed_by=unit.actor.person.id)


def record_memberships(
    unit: Unit, profile: Profile, row_id: int, data: RecordMemberships, version: int | None = None
) -> AdmissionBatch:
    """Tell the ledger of every membership of a published list: of all, or of none.

    Raises Malformed (`end_before_start`), Conflict (`membership_overlaps`, `seat_taken`).
    """
    batch = BATCHES.begin(unit, "record", row_id, version=version)
    take_lock(unit, Lock.ADMISSION)
    for row in list_applications(unit, batch.id):
        if row.state != "proposed":
            continue
        if row.assigned_industry and find_route(profile, batch.edition, row.category).one_a_seat:
            check_seat(unit, row, industry=row.assigned_industry, on=data.from_on)
        membership_id = _record(unit, profile, batch, row, data)
        take(unit, APPLICATIONS, row, "admit", {"admission_batch_id": batch.id}, membership_id=membership_id)
    return take(unit, BATCHES, batch, "record", vars(data))


def _record(
    unit: Unit, profile: Profile, batch: AdmissionBatch, row: AdmissionApplication, data: RecordMemberships
) -> int:
    inputs = {
        "provider_id": row.provider_id,
        "category": row.category,
        "industry": row.assigned_industry,
        "industry_list": row.industry_list,
        "from_on": data.from_on,
        "selected_on": batch.listed_on,
        "until_on": data.until_on,
        "basis": _name_basis(unit, batch, row),
    }
    given = {name: value for name, value in inputs.items() if value is not None}
    external_id = f"admission/{unit.ids.encode_one('admission_application', row.id)}"
    kind = Membership.declaration.name
    outcome = record_entry(unit, kind, given, source=SYSTEM, profile=profile, external_id=external_id)
    assert outcome.id is not None  # noqa: S101 - recorded
    return outcome.id


def _name_basis(unit: Unit, batch: AdmissionBatch, row: AdmissionApplication) -> str:
    """Name the published list, and the government's consent where one was given."""
    checked = list_rows(unit, AdmissionEvent, application_id=row.id, kind=CONSENT, state="checked")
    given = [consent for consent in checked if consent.result == PASSED]
    named = [f"；市人民政府{consent.held_on}同意（{consent.document_no}）" for consent in given]
    return "".join([f"{batch.document_no}（{batch.number}）", *named[-1:]])


def end_batch(
    unit: Unit, _profile: Profile, row_id: int, data: EndBatch, version: int | None = None
) -> AdmissionBatch:
    """End a batch of which no list comes. Raises Conflict (`applications_open`)."""
    batch = BATCHES.begin(unit, "end", row_id, version=version)
    running = (*UNDECIDED, *REJECTING, "proposed")
    if left := sum(row.state in running for row in list_applications(unit, batch.id)):
        raise Conflict("applications_open", f"还有{left}件申报没有办结，不能终止本批。", left=left)
    return take(unit, BATCHES, batch, "end", vars(data), **vars(data))
