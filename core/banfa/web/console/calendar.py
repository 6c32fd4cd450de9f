"""日历: which days of a year depart from the week, and the State Council's notices (放假安排) that say so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from flask import request
from wtforms import IntegerField

from banfa.errors import Malformed
from banfa.procedures.calendars import FIRST_DAY, describe_year, read_calendar
from banfa.procedures.holiday_notices import NoticeContent, list_notices
from banfa.procedures.rounds.recounting import record_holiday_notice
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.forms import DayField, LongTextField, PageForm, TextField, at_most, require
from banfa.web.console.frame.pages import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from banfa.web.console.frame.calls import PageCall, Result

LAST_YEAR: Final = 2200
MAX_SPAN: Final = 40
_DAY: Final = re.compile(r"(?:(?P<year>\d{4})[-/.年])?(?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s、，,;；]+")


class DaysField(LongTextField):
    """Days, one after the other or as spans: 10月1日至10月7日、2026-02-14."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; years come from the form's. Raises ValueError, as WTForms wants."""
        self.text = "".join(valuelist).strip()
        self.data = self.text


class NoticeForm(PageForm):
    """A notice."""

    year = IntegerField("年份", [require("请填写年份")], description="放假安排所说的那一年")
    document_no = TextField("文号", validators=[require("请填写文号"), at_most(100)])
    issuer = TextField("发文机关", validators=[require("请填写发文机关"), at_most(200)])
    issued_on = DayField("发文日期", validators=[require("请填写发文日期")])
    rest_days = DaysField(
        "放假日期",
        hint="如 1月1日至1月3日、10月1日至10月7日；法定节假日都要写",
        validators=[require("请填写放假日期")],
    )
    working_days = DaysField("调休上班日", hint="周六、周日上班的，如 1月4日、2月14日")


@page("/calendar", "terms.read", "日历", nav=Nav(section="依据", icon="calendar3", order=40))
def calendar(call: PageCall) -> Result:
    """A year as it departs from the week, and the notices on record."""
    typed = request.args.get("year", "")
    year = int(typed) if typed.isdecimal() else call.unit.today.year
    year = min(max(year, FIRST_DAY.year), LAST_YEAR)
    return call.render(
        "calendar.html",
        year=describe_year(read_calendar(call.unit.connection, call.unit.tenant_id), year),
        arrangements=list_notices(call.unit.connection, call.unit.tenant_id),
        spans=_list_spans,
    )


@page("/calendar/notice", "terms.write", "登记放假安排", writes=True)
def holiday_notice(call: PageCall) -> Result:
    """Record the State Council's arrangement of a year; running publicity becomes longer where it must."""
    form = call.form(NoticeForm, issuer="国务院办公厅", year=call.unit.today.year)
    if call.takes(form):
        values = form.values
        year = values["year"]
        days = {name: _read_days(values[name] or "", year, name) for name in ("rest_days", "working_days")}
        notice, moved = record_holiday_notice(call.unit, NoticeContent(**{**values, **days}))
        longer = f"，{len(moved)}批评价的公示期因此延长" if moved else ""
        return call.done("calendar", f"已登记{notice.document_no}{longer}", year=notice.year)
    return call.render("notice_form.html", form=form)


def _read_days(text: str, year: int, field: str) -> list[date]:
    """Read days and spans of days as they are typed. Raises Malformed naming what is none."""
    days: list[date] = []
    for part in filter(None, _BETWEEN.split(text)):
        first, _, last = part.replace("至", "~").replace("—", "~").partition("~")
        ends = [_read_day(end, year) for end in (first, last or first)]
        if None in ends:
            message = f"“{part}”不是日期，请写成 10月1日 或 10月1日至10月7日。"
            raise Malformed("field_malformed", message, field=field)
        start, end = (day for day in ends if day is not None)
        if not 0 <= (end - start).days <= MAX_SPAN:
            message = f"“{part}”首尾颠倒或太长，请核对。"
            raise Malformed("field_malformed", message, field=field)
        days += [start + timedelta(n) for n in range((end - start).days + 1)]
    return days


def _read_day(text: str, year: int) -> date | None:
    match = _DAY.fullmatch(text)
    try:
        return date(int(match["year"] or year), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def _list_spans(days: tuple[date, ...]) -> Iterator[str]:
    """Write days as spans: 10月1日至7日."""
    start = end = None
    for day in (*days, None):
        if start is not None and end is not None and day == end + timedelta(1):
            end = day
            continue
        if start is not None and end is not None:
            yield _name_span(start, end)
        start = end = day


def _name_span(start: date, end: date) -> str:
    first = f"{start.month}月{start.day}日"
    return first if start == end else f"{first}至{end.month}月{end.day}日"
