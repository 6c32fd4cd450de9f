"""月度调度表: the table as known now, and a report held against what is worked out anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from marshmallow import Schema

from banfa.errors import Malformed
from banfa.procedures.reports.actions import READ
from banfa.procedures.reports.rolling import BY
from banfa.procedures.reports.rows import REPORTS
from banfa.procedures.reports.sending import compare_report
from banfa.procedures.reports.table import make_table
from banfa.web.fields import Boolean, Date, Enum, Integer, List, Nested, Str
from banfa.web.operation import Blueprint, operation
from banfa.web.requests import Arguments, PageQuery, Query
from banfa.web.responses import Answer

if TYPE_CHECKING:
    from datetime import date

    from banfa.trust.unit import Unit
    from banfa.web.requests import Call

HUNDREDTH: Final = "万分之一"
blp: Final = Blueprint("monthly_table", __name__, description="月度调度表")


class _Asked:
    """Which table."""

    breakdown = Enum("按什么分列；不填的按县（市、区）", choices=BY)
    as_of = Date("数据截止日；不填的为今日")


class TableQuery(_Asked, Query):
    """Which table."""


class TablePageQuery(_Asked, PageQuery):
    """Which table, on a page."""


class MonthlyLine(Schema):
    """A line; what the ledger does not have is null."""

    name = Str("县（市、区）、细分行业或服务商；最后一行为合计", required=True)
    targets = Integer("目标企业数", unit="家", required=True, allow_none=True)
    diagnosed = Integer("已诊断", unit="家", required=True, allow_none=True)
    signed = Integer("已签约", unit="家", required=True, allow_none=True)
    started = Integer("已开工", unit="家", required=True, allow_none=True)
    finished = Integer("已完工", unit="家", required=True, allow_none=True)
    accepted = Integer("已验收", unit="家", required=True, allow_none=True)
    second_level = Integer("二级及以上", unit="家", required=True, allow_none=True)
    rate = Integer("完成率", unit=HUNDREDTH, required=True, allow_none=True)
    change = Integer("完成率较上月末", unit=HUNDREDTH, required=True, allow_none=True)
    amount = Integer("合同额", unit="分", required=True, allow_none=True)
    allocated = Integer("奖补已下达", unit="分", required=True, allow_none=True)
    paid = Integer("奖补已拨付", unit="分", required=True, allow_none=True)
    execution = Integer("资金执行率", unit=HUNDREDTH, required=True, allow_none=True)
    overdue = Integer("超期项目数", unit="个", required=True, allow_none=True)


class PoolOut(Schema):
    """How many providers there are; null where nobody was ever entered as a member."""

    members = Integer("在库", unit="家", required=True, allow_none=True)
    rectifying = Integer("整改中", unit="家", required=True, allow_none=True)
    removed = Integer("已清退", unit="家", required=True, allow_none=True)


class MonthlyTableOut(Schema):
    """The table, with what has to be read with it."""

    lines = List(Nested(MonthlyLine), "各行，合计为最后一行", required=True)
    pool = Nested(PoolOut, "服务商家数", required=True)
    notes = List(Str(), "说明", required=True)


class AskedTable(MonthlyTableOut):
    """The table that was asked for, as known now."""

    breakdown = Enum("按什么分列", choices=BY, required=True)
    as_of = Date("数据截止日", required=True)


class ReportComparison(Schema):
    """A report held against what is worked out anew as of its day."""

    reproduced = Boolean("按编制时的截止日和台账重算，是否与编制时的一致", required=True)
    again = Nested(MonthlyTableOut, "按编制时的台账重算", required=True)
    now = Nested(MonthlyTableOut, "按现在的台账重算", required=True)


def choose_table(unit: Unit, query: Arguments) -> tuple[str, date]:
    """By what and as of which day a table is asked for. Raises Malformed (`day_in_future`)."""
    as_of: date = query.get("as_of") or unit.today
    if as_of > unit.today:
        message = f"数据截止日（as_of）不能晚于今日（{unit.today}）。"
        raise Malformed("day_in_future", message, field="as_of")
    return query.get("breakdown") or "district", as_of


@blp.route("/monthly-table", methods=["GET"])
@blp.arguments(TableQuery, location="query")
@blp.response(200, AskedTable)
@operation(READ, summary="月度调度表")
def get_monthly_table(call: Call, query: Arguments) -> Answer:
    """Give the monthly table as of a day, as known now."""
    breakdown, as_of = choose_table(call.unit, query)
    table = make_table(call.unit, call.profile, by=breakdown, as_of=as_of)
    return Answer({**table._asdict(), "breakdown": breakdown, "as_of": as_of})


@blp.route("/reports/<id(report):row_id>/comparison", methods=["GET"])
@blp.response(200, ReportComparison)
@operation(READ, summary="上报报表与重算结果")
def get_report_comparison(call: Call, row_id: int) -> Answer:
    """Work a report out anew, as known when it was drafted and as known now."""
    compared = compare_report(call.unit, call.profile, REPORTS.find(call.unit, row_id, lock=False))
    tables = {"again": compared.again._asdict(), "now": compared.now._asdict()}
    return Answer({"reproduced": compared.reproduced, **tables})
