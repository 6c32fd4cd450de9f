"""Channels by which letters come (来信渠道), and the days that run from there, each with what asks for it.

What is a 信访事项 runs by 信访工作条例: answered to whom it came from within 15 days of receipt (第二十三条),
dealt with within 60 days of acceptance, 30 more where the head approves (第三十四条). A work order of 12345,
a matter that inspection or audit hands over, has the day that it names; without one the bureau's own
(`letter`, working days). Days of the law are calendar days and do not move for rest days: an earlier day
harms nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from banfa.procedures.calendars import count_working_days_on, read_calendar
from banfa.procedures.cases.office import find_office

if TYPE_CHECKING:
    from datetime import date

    from banfa.trust.unit import Unit

CHANNELS: Final = {
    "hotline": "12345工单",
    "petition": "信访转办",
    "mailbox": "局长信箱",
    "visit": "来电来访",
    "platform": "公共服务平台",
    "superior": "上级转办",
    "inspection": "巡视审计移交",
    "web": "网上来信",
}
WEB: Final = "web"
BY_HAND: Final = {key: zh for key, zh in CHANNELS.items() if key != WEB}
"""Channels whose letters a person registers of himself; what was sent on the web is there already."""
PETITIONS: Final = ("petition", "mailbox", "visit", "superior", WEB)
"""Channels of what is a 信访事项."""
TRANSFERRED: Final = ("petition", "superior")
"""Of these, what another body has passed on: the bureau can object to it (第二十三条)."""
NUMBERED: Final = ("hotline", "petition")
"""Channels whose letters always have a number of their own."""
ANSWER, OBJECT, FINISH, EXTEND = 15, 5, 60, 30
"""Days of 信访工作条例: for telling, for objecting (working days), for the whole, for an extension."""
BY_PAPER: Final = "来件载明的期限"
BY_ACCEPTANCE: Final = "信访工作条例第三十四条"
BY_RULE: Final = "内部工作规程"


@dataclass(frozen=True, slots=True)
class Term:
    """A last day, and what asks for it."""

    due_on: date | None
    due_by: str | None


def find_answer_day(channel: str, received_on: date) -> date | None:
    """The last day for telling that it was accepted; None where no law sets one."""
    return received_on + timedelta(ANSWER) if channel in PETITIONS else None


def find_first_term(unit: Unit, channel: str, received_on: date, foreign_due_on: date | None) -> Term:
    """The last day of a letter that came on a day; that of a 信访事项 runs from its acceptance."""
    if foreign_due_on is not None:
        return Term(foreign_due_on, BY_PAPER)
    if channel in PETITIONS:
        return Term(None, None)
    return Term(find_office(unit).count_working_days(unit, "letter", received_on), BY_RULE)


def find_term(channel: str, first: Term, accepted_on: date, answer_by: date | None) -> Term:
    """The last day of a letter that was accepted: the earlier one, where its paper names another.

    Who accepts late gains nothing by it: the term runs at the latest from the last day for telling.
    """
    if channel not in PETITIONS:
        return first
    by_law = min(accepted_on, answer_by or accepted_on) + timedelta(FINISH)
    if first.due_on is not None and first.due_on <= by_law:
        return first
    return Term(by_law, BY_ACCEPTANCE)


def find_objection_day(unit: Unit, received_on: date) -> date:
    """The last day for objecting to what was passed on to the wrong body."""
    return count_working_days_on(read_calendar(unit.connection, unit.tenant_id), received_on, OBJECT)
