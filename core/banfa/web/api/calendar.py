"""The calendar (日历): which days are worked, as far as that is known, and the notices that say so."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from marshmallow import Schema

from banfa.procedures.calendars import FIRST_DAY, describe_year, read_calendar
from banfa.procedures.holiday_notices import HolidayNotice, NoticeContent, list_notices
from banfa.procedures.rounds.recounting import record_holiday_notice
from banfa.trust.permissions import OUTSIDERS
from banfa.web.api.pages import answer_page, page_of
from banfa.web.fields import Boolean, Date, DateTime, Id, Integer, List, PersonName, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, Call, Form, PageQuery, Query
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

blp = Blueprint("calendar", __name__, description="日历（工作日、放假安排）")

EXPLAINED: Final = """\
国务院办公厅每年公布的放假安排：放假日期须含全部法定节假日，调休上班日须是周六或周日。
登记后，正在公示的评价周期重新计算届满日：只延长，不缩短，并记入其办理经过。"""


def _list_days(*spans: tuple[str, int]) -> list[str]:
    """List so many days from each first one."""
    return [str(date.fromisoformat(first) + timedelta(n)) for first, length in spans for n in range(length)]


REST_DAYS_2025: Final = _list_days(
    ("2025-01-01", 1),
    ("2025-01-28", 8),
    ("2025-04-04", 3),
    ("2025-05-01", 5),
    ("2025-05-31", 3),
    ("2025-10-01", 8),
)


class NoticeIn(Form):
    """The State Council's arrangement of a year."""

    year = Integer("年份", required=True, minimum=FIRST_DAY.year, maximum=2200)
    document_no = Str("文号", required=True, max_length=100)
    issuer = Str("发文机关", required=True, max_length=200)
    issued_on = Date("发文日期", required=True)
    rest_days = List(
        Date(), "放假日期；其中的周六、周日可写可不写，法定节假日都要写", required=True, max_items=60
    )
    working_days = List(Date(), "调休上班的周六、周日", max_items=30)


class NoticeOut(Schema):
    """A notice as recorded."""

    id = Id("编号", of="holiday_notice", required=True)
    year = Integer("年份", required=True)
    document_no = Str("文号", required=True)
    issuer = Str("发文机关", required=True)
    issued_on = Date("发文日期", required=True)
    rest_days = List(Date(), "放假日期", required=True)
    working_days = List(Date(), "调休上班日", required=True)
    recorded_by = PersonName("登记人；主管部门以外的看不到")
    recorded_at = DateTime("登记时间；主管部门以外的看不到")


class NoticeRecorded(NoticeOut):
    """A notice, and the rounds whose publicity it made longer."""

    moved_rounds = List(Id(of="round"), "公示期因此延长的评价周期", required=True)


class YearQuery(Query):
    """Which year."""

    year = Integer("年份", required=True, minimum=FIRST_DAY.year, maximum=2200)


class Year(Schema):
    """The rest days that fall on weekdays and the weekends worked."""

    year = Integer("年份", required=True)
    published = Boolean("放假安排是否已经公布；否则只列法定节假日，其余待公布", required=True)
    rest_days = List(Date(), "周一至周五中放假的日期", required=True)
    working_days = List(Date(), "周六、周日中上班的日期", required=True)


def _render(notice: HolidayNotice) -> dict[str, Any]:
    return {name: getattr(notice, name) for name in NoticeOut().fields}


@blp.route("/holiday-notices", endpoint="list_holiday_notices")
@blp.arguments(PageQuery, location="query")
@blp.response(200, page_of(NoticeOut))
@operation("terms.read", summary="放假安排列表")
def list_all(call: Call, query: Arguments) -> Answer:
    """Every notice, in the order in which they take effect."""
    notices = list_notices(call.unit.connection, call.unit.tenant_id)
    hidden = {"recorded_by", "recorded_at"} if call.unit.actor.role in OUTSIDERS else set()

    def render(page: Sequence[HolidayNotice]) -> list[dict[str, Any]]:
        return [{k: v for k, v in _render(notice).items() if k not in hidden} for notice in page]

    return answer_page(call, query, notices, render)


@blp.route("/holiday-notices", methods=["POST"], endpoint="record_holiday_notice")
@blp.arguments(
    NoticeIn,
    example={
        "year": 2025,
        "document_no": "国办发明电〔2024〕12号",
        "issuer": "国务院办公厅",
        "issued_on": "2024-11-12",
        "rest_days": REST_DAYS_2025,
        "working_days": ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"],
    },
)
@blp.response(201, NoticeRecorded)
@operation("terms.write", summary="登记放假安排", description=EXPLAINED)
def record(call: Call, body: Arguments) -> Answer:
    """Record a notice, and count running terms again."""
    notice, moved = record_holiday_notice(call.unit, NoticeContent(**body))
    return Answer({**_render(notice), "moved_rounds": [round_.id for round_ in moved]})


@blp.route("/calendar", endpoint="get_calendar")
@blp.arguments(YearQuery, location="query")
@blp.response(200, Year)
@operation("terms.read", summary="某年的放假和调休")
def get_year(call: Call, query: Arguments) -> Answer:
    """Which days of a year depart from the week."""
    return Answer(
        asdict(describe_year(read_calendar(call.unit.connection, call.unit.tenant_id), query["year"]))
    )
