"""Matters that a meeting has assigned (议定事项): responsible, until when, reported, struck off (销号).

Who has reported that a matter is done does not strike it off.
"""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Malformed
from banfa.ledger.entries.specifiers import day, integer, past_day, text
from banfa.procedures.cases.listing import find_row
from banfa.procedures.cases.meetings import Meeting
from banfa.procedures.cases.steps import start, take
from banfa.procedures.correspondence.matter_rows import MATTERS, Matter
from banfa.procedures.inputs import Inputs, Nothing

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class AssignMatter(
    Inputs,
    example={
        "place": 1,
        "what": "约谈三家进度滞后的服务商并报送情况",
        "responsible": "思明区工信局",
        "due_on": "2026-12-20",
    },
):
    """What the meeting assigned, to whom, until when."""

    place: int = integer("第几项议定事项", minimum=1, maximum=50)
    what: str = text("要办的事", max_length=500)
    responsible: str = text("责任单位", max_length=200)
    due_on: date = day("完成期限")


class ExtendMatter(Inputs, example={"due_on": "2026-12-30", "reason": "须等待第三方评测报告。"}):
    """Until when, and why."""

    due_on: date = day("延期至")
    reason: str = text("延期理由", max_length=2000)


class ReportMatter(Inputs, example={"reported_on": "2026-04-08", "result": "已全部约谈，情况另报。"}):
    """When it was done, and what came of it."""

    reported_on: date = past_day("完成之日")
    result: str = text("完成情况", max_length=2000)


def assign_matter(
    unit: Unit, _profile: Profile, meeting_id: int, data: AssignMatter, _version: int | None = None
) -> Matter:
    """Enter a matter that a meeting assigned. Raises Missing, Malformed (`matter_missing`)."""
    meeting = find_row(unit, Meeting, meeting_id, missing="meeting_missing", zh="次会议")
    if data.place > len(meeting.matters):
        message = f"纪要{meeting.number}只有{len(meeting.matters)}项议定事项，没有第{data.place}项（place）。"
        raise Malformed("matter_missing", message, field="place")
    _check_due(data.due_on, meeting.held_on)
    values = {**vars(data), "meeting_id": meeting.id}
    me = unit.actor.person.id
    return start(unit, MATTERS, "assign", values, **values, assigned_by=me, assigned_at=unit.now)


def _check_due(due_on: date, earliest: date) -> None:
    if due_on < earliest:
        raise Malformed("days_reversed", f"期限（due_on）不能早于{earliest}。", field="due_on")


def extend_matter(
    unit: Unit, _profile: Profile, row_id: int, data: ExtendMatter, version: int | None = None
) -> Matter:
    """Give a matter more time. Raises Malformed (`days_reversed`)."""
    row = MATTERS.begin(unit, "extend", row_id, version=version)
    _check_due(data.due_on, row.due_on)
    return take(unit, MATTERS, row, "extend", vars(data), **vars(data))


def report_matter(
    unit: Unit, _profile: Profile, row_id: int, data: ReportMatter, version: int | None = None
) -> Matter:
    """Report that a matter is done."""
    row = MATTERS.begin(unit, "report", row_id, version=version)
    values = {**vars(data), "reported_by": unit.actor.person.id}
    return take(unit, MATTERS, row, "report", vars(data), **values)


def close_matter(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Matter:
    """Strike a matter off, as another person than who reported it."""
    row = MATTERS.begin(unit, "close", row_id, version=version)
    values = {"closed_by": unit.actor.person.id, "closed_on": unit.today}
    return take(unit, MATTERS, row, "close", {}, **values)


def return_matter(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Matter:
    """Send a matter back that is not done, as another person than who reported it."""
    row = MATTERS.begin(unit, "return", row_id, version=version)
    return take(unit, MATTERS, row, "return", {})
