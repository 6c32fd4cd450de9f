"""Excuses: a filing is due later (延期), or not at all (免报), with a reason, by who may check."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.specifiers import day, text
from banfa.procedures.cases.steps import take
from banfa.procedures.filings.filing_rows import FILINGS, MaterialFiling
from banfa.procedures.filings.last_days import move_last_day
from banfa.procedures.filings.listing import find_mark
from banfa.procedures.filings.receiving import find_call
from banfa.procedures.inputs import Inputs

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit


class ExtendFiling(Inputs, example={"due_on": "2026-04-20", "remarks": "台风停工，项目数据未能汇总。"}):
    """Until when, and why."""

    due_on: date = day("延至", hint="逢休息日的，顺延至其后第一个工作日")
    remarks: str = text("延期事由", max_length=1000)


class ExemptFiling(Inputs, example={"remarks": "该单位当期没有在建项目。"}):
    """Why it need not file."""

    remarks: str = text("免报事由", max_length=1000)


def extend_filing(
    unit: Unit, _profile: Profile, row_id: int, data: ExtendFiling, version: int | None = None
) -> MaterialFiling:
    """Give a provider more time, up to a day that is worked.

    Raises Malformed (`days_reversed`), Conflict (`late_marked`).
    """
    find_call(unit, row_id)
    row = FILINGS.begin(unit, "extend", row_id, version=version)
    if row.due_on is not None and data.due_on <= row.due_on:
        message = f"原截止日是{row.due_on}，延至之日（due_on）须晚于该日。"
        raise Malformed("days_reversed", message, field="due_on")
    _check_unmarked(unit, row_id)
    due_on, _ = move_last_day(unit, data.due_on)
    values = {**vars(data), "due_on": due_on}
    return take(unit, FILINGS, row, "extend", values, **values)


def exempt_filing(
    unit: Unit, _profile: Profile, row_id: int, data: ExemptFiling, version: int | None = None
) -> MaterialFiling:
    """Record that a provider need not file. Raises Conflict (`late_marked`)."""
    find_call(unit, row_id)
    row = FILINGS.begin(unit, "exempt", row_id, version=version)
    _check_unmarked(unit, row_id)
    return take(unit, FILINGS, row, "exempt", vars(data), **vars(data))


def _check_unmarked(unit: Unit, row_id: int) -> None:
    """Who is excused is not marked late as well: the mark is sent back or taken back first."""
    if find_mark(unit, row_id) is not None:
        message = "该单位已登记逾期：请先退回或者撤销逾期记录，再登记延期、免报。"
        raise Conflict("late_marked", message)
