"""Counting running terms again when a holiday notice becomes known.

A term that was announced never becomes shorter: what the public was told stands. One that the notice makes
longer is moved, and the round's history says by which document.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from banfa.procedures.calendars import count_working_days_on, is_sure, read_calendar
from banfa.procedures.holiday_notices import HolidayNotice, NoticeContent, record_notice
from banfa.procedures.rounds.transitions import Round, StepDetail, take_step

if TYPE_CHECKING:
    from banfa.trust.unit import Unit

_PUBLIC: Final = Round.select().where(Round.c.state == "published").order_by(Round.c.id).with_for_update()


def record_holiday_notice(unit: Unit, content: NoticeContent) -> tuple[HolidayNotice, list[Round]]:
    """Record a notice as `record_notice` does and count again what is running; returns the rounds moved."""
    notice = record_notice(unit, content)
    calendar = read_calendar(unit.connection, unit.tenant_id)
    moved = []
    for round_ in unit.all(Round, _PUBLIC):
        if round_.public_from is None or round_.public_until is None or round_.public_days is None:
            raise LookupError(f"round {round_.id} is public without its days")
        until = count_working_days_on(calendar, round_.public_from, round_.public_days)
        if until > round_.public_until:
            detail = StepDetail(
                document_no=notice.document_no,
                working_days=round_.public_days,
                public_until=until,
                announced_until=round_.public_until,
                provisional=not is_sure(calendar, until),
            )
            moved.append(take_step(unit, replace(round_, public_until=until), "recount", detail=detail))
    return notice, moved
