"""Holiday notices (放假安排): the State Council's yearly arrangement, as the bureau enters it.

A release of Banfa carries the years published when it was made; a notice brings a further one, or changes a
day of one that is there. A later notice overrides an earlier one day by day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Final

import holidays
from sqlalchemy import CheckConstraint, UniqueConstraint, bindparam

from banfa.database.rows import (
    Bound,
    TenantRow,
    date_column,
    instant_column,
    integer_column,
    json_column,
    text_column,
)
from banfa.errors import Conflict, Malformed
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

    from banfa.trust.unit import Unit

SATURDAY: Final = 6


class HolidayNotice(
    TenantRow,
    table="holiday_notice",
    refers={"recorded_by": "person"},
    rights="SELECT, INSERT",
    constraints=(
        UniqueConstraint("tenant_id", "document_no"),
        CheckConstraint("year BETWEEN 2000 AND 2200", name="year_range"),
    ),
    bound=Bound(),
):
    """A notice: which days of a year nobody works, and which Saturdays and Sundays are worked for them."""

    id: int
    year: int = integer_column()
    document_no: str = text_column()
    issuer: str = text_column()
    issued_on: date = date_column()
    rest_days: tuple[date, ...] = json_column(tuple[date, ...])
    working_days: tuple[date, ...] = json_column(tuple[date, ...])
    recorded_by: int
    recorded_at: datetime = instant_column()


_ALL: Final = HolidayNotice.select().order_by(HolidayNotice.c.issued_on, HolidayNotice.c.id)
_BY_NUMBER: Final = HolidayNotice.select().where(HolidayNotice.c.document_no == bindparam("document_no"))


def list_notices(connection: Connection, tenant_id: int) -> list[HolidayNotice]:
    """List a bureau's notices, in the order they take effect."""
    return [HolidayNotice.make(row) for row in connection.execute(_ALL, {"tenant": tenant_id})]


@cache
def statutory_holidays(year: int) -> frozenset[date]:
    """Give the holidays of a year that no notice moves (全国年节及纪念日放假办法, Order 795 of 2024)."""
    return frozenset(holidays.country_holidays("CN", years=year, observed=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """What a notice says: its number, who issued it when, the days of rest, and the weekends worked."""

    year: int
    document_no: str
    issuer: str
    issued_on: date
    rest_days: Collection[date]
    working_days: Collection[date] = ()


def record_notice(unit: Unit, content: NoticeContent) -> HolidayNotice:
    """Record a notice.

    Raises Malformed for a day outside the year, a statutory holiday that is not among the days of rest, a day
    worked that is no Saturday or Sunday, or one that is both; Conflict for a number used twice.
    """
    year, document_no = content.year, content.document_no
    rest, worked = sorted(set(content.rest_days)), sorted(set(content.working_days))
    _check_notice(unit, content, rest, worked)
    take_lock(unit, Lock.INSTRUMENTS)
    if unit.all(HolidayNotice, _BY_NUMBER, document_no=document_no):
        message = f"文号“{document_no}”的放假安排已登记；如有变化请按新的文号登记。"
        raise Conflict("document_recorded", message, field="document_no")
    notice = unit.add(
        HolidayNotice,
        year=year,
        document_no=document_no,
        issuer=content.issuer,
        issued_on=content.issued_on,
        rest_days=tuple(rest),
        working_days=tuple(worked),
        recorded_by=unit.actor.person.id,
        recorded_at=unit.now,
    )
    data = {"year": year, "document_no": document_no, "rest_days": rest, "working_days": worked}
    unit.note("holiday_notice.recorded", f"holiday_notice/{notice.id}", data)
    return notice


def _check_notice(unit: Unit, content: NoticeContent, rest: list[date], worked: list[date]) -> None:
    year = content.year
    if content.issued_on > unit.today:
        raise Malformed("future_day", "发文日期 issued_on 不能晚于今天，请核对文件。", field="issued_on")
    # New Year's holiday may begin, and be worked for, in the last days of the year before.
    first, last = date(year - 1, 12, 20), date(year, 12, 31)
    for field, days in (("rest_days", rest), ("working_days", worked)):
        if outside := [day for day in days if not first <= day <= last]:
            message = f"{outside[0]}不在{year}年（含上年12月下旬）内，请核对。"
            raise Malformed("day_outside_year", message, field=field)
    if lacking := sorted(statutory_holidays(year) - set(rest)):
        named = "、".join(map(str, lacking))
        message = f"法定节假日{named}不在放假日期（rest_days）中，请补上。"
        raise Malformed("statutory_holiday_missing", message, field="rest_days")
    if weekdays := [day for day in worked if day.isoweekday() < SATURDAY]:
        message = f"{weekdays[0]}不是周六或周日，不是调休上班日。"
        raise Malformed("not_a_weekend", message, field="working_days")
    if both := sorted(set(rest) & set(worked)):
        raise Malformed("rest_and_work", f"{both[0]}既放假又上班，请核对。", field="working_days")
