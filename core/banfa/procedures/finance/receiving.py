"""Bringing a list of finance's in: its file stays as it is, its lines are held against what is recorded."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final

from banfa.errors import FieldError
from banfa.ledger.entries.reading import make_malformed
from banfa.ledger.entries.specifiers import choice, integer, past_day, text
from banfa.procedures.cases.steps import take
from banfa.procedures.files.content import open_content
from banfa.procedures.files.rows import check_files
from banfa.procedures.finance.comparing import (
    add_lines,
    compare,
    list_alone,
    list_lines,
    make_of_finance,
    make_of_ledger,
    store_comparison,
)
from banfa.procedures.finance.ledger_side import list_recorded
from banfa.procedures.finance.matching import find_repeated, list_near, match_lines
from banfa.procedures.finance.reading import MAX_ERRORS, FinanceList, read_list
from banfa.procedures.finance.sheet_rows import SHEETS, FinanceSheet
from banfa.procedures.finance.words import UNITS
from banfa.procedures.inputs import Nothing, link
from banfa.procedures.subsidies.papers import Paper
from banfa.procedures.written_pages import MAX_ROW, check_period, enter_page, list_heads
from banfa.trust.locks import Lock, take_lock

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.procedures.files.store import FileStore
    from banfa.trust.unit import Unit

_HINT: Final = "表头与台账的叫法相同的不填；否则照抄表头，或填列号如 B"


class EnterFinanceSheet(
    Paper,
    example={
        "file_id": "FILE",
        "title": "2026年4月奖补资金拨付明细",
        "sender": "市财政局",
        "from_on": "2026-04-01",
        "until_on": "2026-04-21",
    },
):
    """Which page of which file, whose, of which time; columns only where their heads are unusual."""

    file_id: int = link("stored_file", "财政拨付明细表文件", hint="先在案卷材料中以“财政拨付明细表原件”上传")
    page: str | None = text("工作表", max_length=100, hint="文件有几张工作表的，填录入哪一张")
    head_row: int | None = integer("表头所在行", minimum=1, maximum=MAX_ROW, hint="不填的由表头认出")
    title: str = text("表名", max_length=200)
    sender: str = text("报送单位", max_length=200)
    from_on: date = past_day("所涉期间起")
    until_on: date = past_day("截止日")
    unit: str | None = choice("金额单位", UNITS, hint="表头写明的不填")
    payee_head: str | None = text("收款单位所在列", max_length=200, hint=_HINT)
    enterprise_head: str | None = text("企业所在列", max_length=200, hint=_HINT)
    number_head: str | None = text("项目/合同编号所在列", max_length=200, hint=_HINT)
    fund_no_head: str | None = text("资金文号所在列", max_length=200, hint=_HINT)
    level_head: str | None = text("资金级次所在列", max_length=200, hint=_HINT)
    paid_on_head: str | None = text("拨付日所在列", max_length=200, hint=_HINT)
    voucher_head: str | None = text("凭证号所在列", max_length=200, hint=_HINT)
    amount_head: str | None = text("金额所在列", max_length=200, hint=_HINT)
    part_head: str | None = text("预拨/清算所在列", max_length=200, hint=_HINT)
    back_head: str | None = text("收回所在列", max_length=200, hint=_HINT)


def enter_sheet(unit: Unit, _profile: Profile, data: EnterFinanceSheet, *, store: FileStore) -> FinanceSheet:
    """Bring a page in and hold it against the ledger; nothing is written there.

    Raises Missing, Malformed (see `read_list`; `days_reversed`, `day_outside_period`), Conflict
    (`file_of_other_kind`, `entered_before`).
    """
    check_period(data.from_on, data.until_on, "截止日")
    (file,) = check_files(unit, [data.file_id], kind="finance_sheet")
    with open_content(unit, file, store=store) as content:
        written = read_list(
            content.read(), page=data.page, head_row=data.head_row, unit=data.unit, named=list_heads(data)
        )
    _check_days(written, data)
    take_lock(unit, Lock.SUBSIDIES)
    lines = written.lines
    sheet = enter_page(
        unit, SHEETS, data, written, file=file, sender=data.sender, rows=len(lines), unit=written.unit
    )
    _add_all(unit, sheet, written)
    return sheet


def _check_days(written: FinanceList, data: EnterFinanceSheet) -> None:
    """Check that every day is of the time that the list is said to be of. Raises Malformed."""
    errors = [
        FieldError(
            "until_on",
            "day_outside_period",
            f"第{line.line}行的日期{line.paid_on}不在所涉期间{data.from_on}至{data.until_on}，请核对。",
        )
        for line in written.lines
        if not data.from_on <= line.paid_on <= data.until_on
    ]
    if errors:
        raise make_malformed(errors[:MAX_ERRORS])


def _add_all(unit: Unit, sheet: FinanceSheet, written: FinanceList) -> None:
    """Add the lines of a list, and what only the ledger has of its time."""
    vouchers = [line.voucher for line in written.lines if line.voucher]
    recorded = list_recorded(unit, sheet, vouchers=vouchers, ids=())
    matches = match_lines(written.lines, find_repeated(written.lines), recorded)
    of_finance = [make_of_finance(line, each) for line, each in zip(written.lines, matches, strict=True)]
    alone = list_alone(sheet, recorded, list_near(matches))
    add_lines(unit, sheet.id, [*of_finance, *map(make_of_ledger, alone)])


def compare_sheet(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> FinanceSheet:
    """Hold a list against the ledger anew, once something was put right there."""
    take_lock(unit, Lock.SUBSIDIES)
    row = SHEETS.begin(unit, "compare", row_id, version=version)
    store_comparison(unit, row, compare(unit, row, list_lines(unit, row_id)))
    return take(unit, SHEETS, row, "compare", {})
