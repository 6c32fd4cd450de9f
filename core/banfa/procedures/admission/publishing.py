"""The list of a batch: decided in a meeting, shown, published under one number, then told to the ledger."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam

from banfa.errors import Conflict, Malformed
from banfa.law import AdmissionStep
from banfa.ledger.entries.specifiers import integer, key, past_day, text
from banfa.procedures.admission.applications import ENDED, UNDECIDED, AdmissionApplication
from banfa.procedures.admission.batches import BATCHES, AdmissionBatch
from banfa.procedures.admission.events import GOOD, STEP_OF, AdmissionEvent
from banfa.procedures.admission.numbers import check_number
from banfa.procedures.admission.objections import AdmissionObjection
from banfa.procedures.admission.proposing import AFTER_LIST, count_upheld, find_latest, list_steps
from banfa.procedures.admission.requirements import find_route
from banfa.procedures.admission.seats import check_outside_pool
from banfa.procedures.calendars import count_working_days_on, read_calendar
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import find_row
from banfa.procedures.cases.meetings import AGREED, Meeting
from banfa.procedures.cases.steps import take
from banfa.procedures.experts.opinions import check_agrees
from banfa.procedures.inputs import Inputs, link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from banfa.cities.profile import Profile
    from banfa.law import AdmissionRoute
    from banfa.procedures.admission.reviewing import Reason
    from banfa.trust.unit import Unit

    Latest = Mapping[tuple[str, str | None], AdmissionEvent]


class Shortlist(Inputs, example={"meeting_id": "MEETING", "matter": 1}):
    """Which meeting has decided, and as which of its matters."""

    meeting_id: int = link("meeting", "研究拟入库名单的会议")
    matter: int = integer("会议的第几项议定事项", minimum=1, maximum=50)


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


_OF_BATCH: Final = (
    AdmissionApplication.select()
    .where(AdmissionApplication.c.admission_batch_id == bindparam("batch_id"))
    .order_by(AdmissionApplication.c.id)
)


def list_applications(unit: Unit, batch_id: int) -> list[AdmissionApplication]:
    """List all applications of a batch."""
    return unit.all(AdmissionApplication, _OF_BATCH, batch_id=batch_id)


def _check_decided(unit: Unit, profile: Profile, batch: AdmissionBatch) -> list[AdmissionApplication]:
    """Check that no application is undecided, nor reviewed without regard to an objection that was right.

    Gives those on the list: who is there by experts is so only while their opinion stands. An objection that
    was right stays so however often the list is reopened.
    Raises Conflict (`applications_open`, `list_empty`, `objection_upheld`, `already_in_pool`, and what
    `check_agrees` raises).
    """
    listed = list_applications(unit, batch.id)
    if left := sum(row.state in UNDECIDED for row in listed):
        message = f"还有{left}件申报没有审查完毕，须列入、撤回或者转入不予入库。"
        raise Conflict("applications_open", message, left=left)
    proposed = [row for row in listed if row.state == "proposed"]
    if not proposed:
        raise Conflict("list_empty", "没有列入拟入库名单的申报；不产生名单的请终止本批。")
    upheld = count_upheld(unit, [row.id for row in listed if row.state not in ENDED])
    if any(upheld.get(row.id, 0) > row.settled for row in listed):
        message = (
            "有异议成立的单位没有重新审查：请先移出名单（不在名单上的退回重新审查），"
            "重新审查后再决定；名单有变的须重新公示。"
        )
        raise Conflict("objection_upheld", message)
    routes = {row.category: find_route(profile, batch.edition, row.category) for row in proposed}
    of_experts = {c for c, route in routes.items() if AdmissionStep.EXPERTS in list_steps(batch, route)}
    check_agrees(unit, [row for row in proposed if row.category in of_experts], passes=True)
    check_outside_pool(unit, proposed, on=unit.today)
    return proposed


def _names(matter: Mapping[str, str], number: str) -> bool:
    """Whether a matter of a meeting names a number, and not a longer one that has it within."""
    words, wanted = (
        "".join(text.split()) for text in (f"{matter.get('matter')}{matter.get('result')}", number)
    )
    return re.search(rf"(?<!\d){re.escape(wanted)}(?!\d)", words) is not None


def shortlist(
    unit: Unit, profile: Profile, row_id: int, data: Shortlist, version: int | None = None
) -> AdmissionBatch:
    """Record that a meeting has agreed to the proposed list, which it names, after the review.

    Raises Missing, Malformed (`meeting_missing`, `days_reversed`), Conflict (`meeting_differs`).
    """
    batch = BATCHES.begin(unit, "shortlist", row_id, version=version)
    proposed = _check_decided(unit, profile, batch)
    meeting = find_row(unit, Meeting, data.meeting_id, missing="meeting_missing", zh="次会议")
    if data.matter > len(meeting.matters):
        message = f"纪要“{meeting.number}”只有{len(meeting.matters)}项议定事项，请核对（matter）。"
        raise Malformed("meeting_missing", message, field="matter")
    matter = meeting.matters[data.matter - 1]
    if not any(_names(matter, number) for number in (batch.number, batch.notice_no)):
        message = (
            f"纪要“{meeting.number}”第{data.matter}项没有写明批次（{batch.number}）或者征集通知文号，"
            "不是就本批作出的议定，请核对（matter）。"
        )
        raise Conflict("meeting_differs", message, field="matter")
    if matter.get("outcome") != AGREED:
        message = f"纪要“{meeting.number}”第{data.matter}项的结果不是同意，不能据以确定名单。"
        raise Conflict("meeting_differs", message, field="matter")
    answered = [o.answered_on for o in unit.all(AdmissionObjection, _OBJECTIONS, batch_id=batch.id)]
    days = [batch.open_until + timedelta(1), *(row.proposed_on for row in proposed), *answered]
    since = max(day for day in days if day is not None)
    if meeting.held_on < since:
        message = (
            f"会议召开之日{meeting.held_on}早于征集期满、审查完毕或者异议答复之日{since}，不能据以确定名单。"
        )
        raise Malformed("days_reversed", message, field="meeting_id")
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

    Raises Malformed (`publicity_too_short`, `days_reversed`), Conflict (`paper_missing`,
    `applications_open`).
    """
    batch = BATCHES.begin(unit, "show", row_id, version=version)
    proposed = _check_decided(unit, profile, batch)
    assert batch.meeting_id is not None  # noqa: S101 - named as the list was decided
    meeting = find_row(unit, Meeting, batch.meeting_id, missing="meeting_missing", zh="次会议")
    if data.public_from < meeting.held_on:
        message = f"公示之日（public_from）不能早于会议召开之日{meeting.held_on}。"
        raise Malformed("days_reversed", message, field="public_from")
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


_EVENTS: Final = (
    AdmissionEvent.select()
    .select_from(
        AdmissionEvent.rows.join(
            AdmissionApplication.rows, AdmissionApplication.c.id == AdmissionEvent.c.application_id
        )
    )
    .where(AdmissionApplication.c.admission_batch_id == bindparam("batch_id"))
    .order_by(AdmissionEvent.c.id)
)


def list_last_events(unit: Unit, batch: AdmissionBatch, *, until: date | None = None) -> dict[int, Latest]:
    """List the last of each kind of event, application by application: of all, or of those up to a day."""
    of: dict[int, list[AdmissionEvent]] = defaultdict(list)
    for event in unit.all(AdmissionEvent, _EVENTS, batch_id=batch.id):
        if until is None or event.held_on <= until:
            of[event.application_id].append(event)
    return defaultdict(dict, {row_id: find_latest(events) for row_id, events in of.items()})


def find_after_list(
    latest: Latest, row: AdmissionApplication, route: AdmissionRoute, step: AdmissionStep
) -> AdmissionEvent | None:
    """Find that the government consents for the seat, or that the filing was done: checked, and in favour."""
    industry = row.assigned_industry if step is AdmissionStep.CONSENT and route.one_a_seat else None
    events = [
        event
        for (kind, of), event in latest.items()
        if STEP_OF.get(kind) is step and (industry is None or of == industry)
    ]
    last = max(events, key=lambda event: (event.held_on, event.id), default=None)
    return last if last is not None and last.state == "checked" and last.result in GOOD else None


def check_after_list(
    unit: Unit, profile: Profile, batch: AdmissionBatch, proposed: Iterable[AdmissionApplication], on: date
) -> dict[int, Latest]:
    """Check what the text has between the list and its publication, as it stood on the day of that.

    Gives it application by application. Raises Conflict (`step_missing`).
    """
    latest = list_last_events(unit, batch, until=on)
    lacking = []
    for row in proposed:
        route = find_route(profile, batch.edition, row.category)
        needed = [step for step in list_steps(batch, route) if step in AFTER_LIST]
        stood = latest[row.id]
        lacking += [
            f"{route.cite}{step}" for step in needed if find_after_list(stood, row, route, step) is None
        ]
    if lacking:
        named = "、".join(dict.fromkeys(lacking))
        message = f"公布之前还缺{named}（{len(lacking)}件），市政府同意须是所分配行业的，请先登记并复核。"
        raise Conflict("step_missing", message, lacking=lacking)
    return latest


def publish_list(
    unit: Unit, profile: Profile, row_id: int, data: PublishList, version: int | None = None
) -> AdmissionBatch:
    """Record the published list, once its time is over and every objection is answered.

    Raises Conflict (`publicity_runs`, `objections_open`, `objection_upheld`, `applications_open`,
    `step_missing`, `document_no_used`, `paper_missing`), Malformed (`document_no_form`, `days_reversed`).
    """
    batch = BATCHES.begin(unit, "publish", row_id, version=version)
    if batch.public_from is None or batch.public_until is None or data.listed_on <= batch.public_until:
        message = f"公示到{batch.public_until}为止，公布之日（listed_on）须在期满之后。"
        raise Conflict("publicity_runs", message, until=batch.public_until)
    check_number(unit, data.document_no, on=data.listed_on)
    objections = unit.all(AdmissionObjection, _OBJECTIONS, batch_id=batch.id)
    if left := sum(objection.state == "received" for objection in objections):
        raise Conflict("objections_open", f"还有{left}件异议没有答复，不能公布名单。", left=left)
    if any(o.answered_on is not None and o.answered_on > data.listed_on for o in objections):
        message = "公布之日（listed_on）不能早于答复异议之日。"
        raise Malformed("days_reversed", message, field="listed_on")
    proposed = _check_decided(unit, profile, batch)
    check_after_list(unit, profile, batch, proposed, data.listed_on)
    require_papers(unit, "admission_batch", batch.id, "stamped_original")
    return take(unit, BATCHES, batch, "publish", vars(data), **vars(data), listed_by=unit.actor.person.id)
