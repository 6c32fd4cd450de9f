"""A claim after the meeting: 公示 from day to day, and what was objected."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, past_day, text
from banfa.procedures.calendars import count_working_days_on, read_calendar
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.listing import find_row
from banfa.procedures.cases.meetings import Meeting
from banfa.procedures.cases.steps import take
from banfa.procedures.subsidies.batches import BATCHES
from banfa.procedures.subsidies.claim_rows import CLAIMS, Claim
from banfa.procedures.subsidies.papers import Paper, SayWhy

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

MAX_DAYS: Final = 366
"""Working days of a 公示 that are counted; a longer one is a slip of the pen."""


class ShowClaim(
    Paper, example={"shown_from": "2026-04-10", "shown_until": "2026-04-17", "shown_at": "市局网站通知公告栏"}
):
    """From when to when, and where it is shown."""

    shown_from: date = past_day("公示开始之日")
    shown_until: date = day("公示截止之日")
    shown_at: str = text("公示网址或者栏目", max_length=500)


class ClearClaim(Paper, example={"objections": "公示期内未收到异议。"}):
    """What was objected, and what came of it."""

    objections: str = text("异议及处理情况", max_length=2000)


def show_claim(
    unit: Unit, _profile: Profile, row_id: int, data: ShowClaim, version: int | None = None
) -> Claim:
    """Record that it is shown: after the meeting, for as many working days as the batch's document asks.

    Raises Malformed (`days_reversed`, `publicity_too_short`), Conflict (`paper_missing`).
    """
    row = CLAIMS.begin(unit, "show", row_id, version=version)
    assert row.meeting_id is not None  # noqa: S101 - decided
    meeting = find_row(unit, Meeting, row.meeting_id, missing="meeting_missing", zh="次会议")
    if data.shown_from < meeting.held_on:
        message = f"公示开始之日（shown_from）不能早于会议召开之日{meeting.held_on}。"
        raise Malformed("days_reversed", message, field="shown_from")
    if data.shown_until < data.shown_from:
        message = "公示截止之日（shown_until）不能早于公示开始之日（shown_from）。"
        raise Malformed("days_reversed", message, field="shown_until")
    days = _count_working_days(unit, data.shown_from, data.shown_until)
    least = BATCHES.find(unit, row.subsidy_batch_id, lock=False).public_days
    if days < least:
        message = (
            f"公示{days}个工作日（开始的当日不计），少于本批次文件规定的{least}个工作日（shown_until）。"
        )
        raise Malformed("publicity_too_short", message, field="shown_until", minimum=least)
    require_papers(unit, "subsidy_claim", row.id, "evidence")
    values = {**vars(data), "shown_days": days}
    return take(unit, CLAIMS, row, "show", values, **values)


def _count_working_days(unit: Unit, start: date, until: date) -> int:
    """How many working days there are from the day after `start` up to `until`."""
    calendar = read_calendar(unit.connection, unit.tenant_id)
    days = 0
    while days < MAX_DAYS and count_working_days_on(calendar, start, days + 1) <= until:
        days += 1
    return days


def clear_claim(
    unit: Unit, _profile: Profile, row_id: int, data: ClearClaim, version: int | None = None
) -> Claim:
    """Record what came of showing it, once its last day is over. Raises Conflict (`still_shown`)."""
    row = CLAIMS.begin(unit, "clear", row_id, version=version)
    if row.shown_until is not None and unit.today <= row.shown_until:
        raise Conflict("still_shown", f"公示至{row.shown_until}，期满后再登记公示结果。")
    return take(unit, CLAIMS, row, "clear", vars(data), objections=data.objections)


def uphold_objection(
    unit: Unit, _profile: Profile, row_id: int, data: SayWhy, version: int | None = None
) -> Claim:
    """Find an objection right: the amount is worked out anew, goes to a meeting and is shown again."""
    row = CLAIMS.begin(unit, "uphold", row_id, version=version)
    return take(unit, CLAIMS, row, "uphold", vars(data), objections=data.reason)
