"""A claim after the meeting: 公示 from day to day, what was objected, the documents that bring the money."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import choice, day, key, money, past_day, text
from banfa.procedures.calendars import count_working_days_on, read_calendar
from banfa.procedures.cases.steps import take
from banfa.procedures.subsidies.claim_rows import CLAIMS, Claim, list_funds
from banfa.procedures.subsidies.papers import LEVELS, Paper, SayWhy, format_yuan

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


class AllocateFunds(
    Paper,
    example={
        "fund_no": "财企〔2026〕31号",
        "level": "central",
        "fund_amount": 17500000,
        "fund_on": "2026-04-20",
    },
):
    """By which document money is made available, from whose budget, how much."""

    fund_no: str = key("资金文号", max_length=100)
    level: str = choice("资金级次", LEVELS)
    fund_amount: int = money("下达金额")
    fund_on: date = past_day("下达之日")


def show_claim(
    unit: Unit, _profile: Profile, row_id: int, data: ShowClaim, version: int | None = None
) -> Claim:
    """Record that it is shown, in working days between. Raises Malformed (`days_reversed`)."""
    row = CLAIMS.begin(unit, "show", row_id, version=version)
    if data.shown_until < data.shown_from:
        message = "公示截止之日（shown_until）不能早于公示开始之日（shown_from）。"
        raise Malformed("days_reversed", message, field="shown_until")
    values = {**vars(data), "shown_days": _count_working_days(unit, data.shown_from, data.shown_until)}
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


def allocate_funds(
    unit: Unit, _profile: Profile, row_id: int, data: AllocateFunds, version: int | None = None
) -> Claim:
    """Record a document of funds. Raises Conflict (`fund_entered`), Malformed (`more_than_granted`)."""
    row = CLAIMS.begin(unit, "allocate", row_id, version=version)
    assert row.granted is not None  # noqa: S101 - decided upon
    funds = list_funds(row)
    if any((fund.fund_no, fund.level) == (data.fund_no, data.level) for fund in funds):
        message = f"{data.fund_no}（{LEVELS[data.level]}）已登记在本申报上。"
        raise Conflict("fund_entered", message, field="fund_no")
    before = sum(fund.fund_amount for fund in funds)
    if data.fund_amount == 0 or before + data.fund_amount > row.granted:
        message = (
            f"下达金额（fund_amount）应大于零；核定{format_yuan(row.granted)}元，"
            f"已下达{format_yuan(before)}元，不能超过核定金额。"
        )
        raise Malformed("more_than_granted", message, field="fund_amount")
    fund = {name: str(value) for name, value in vars(data).items()}
    return take(unit, CLAIMS, row, "allocate", vars(data), funds=[*row.funds, fund])
