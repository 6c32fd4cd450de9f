"""财政对账 on pages: the table of differences (差异表), and the sums on both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.procedures.finance.comparing import link_of, list_lines
from banfa.procedures.finance.ledger_side import list_by_ids
from banfa.procedures.finance.line_rows import STATES_OF_LINE
from banfa.procedures.finance.sheet_rows import SHEETS, STATES_OF_SHEET
from banfa.procedures.finance.totals import read_totals
from banfa.procedures.finance.words import DIFFERENCES, DIFFERS, KINDS_OF_LINE
from banfa.procedures.subsidies.papers import LEVELS, READ, format_yuan
from banfa.trust.persons import name_persons
from banfa.trust.unit import SHANGHAI
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.fields import Enum
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from banfa.procedures.finance.ledger_side import Recorded
    from banfa.procedures.finance.line_rows import FinanceLine
    from banfa.procedures.finance.sheet_rows import FinanceSheet
    from banfa.procedures.finance.totals import Total
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

ENDED: Final = "lapsed"


class DifferencesQuery(PageQuery):
    """Which lines."""

    difference = Enum("只看这一差异的", choices=DIFFERENCES)
    state = Enum("只看这一处理状态的", choices=STATES_OF_LINE)


class Row(NamedTuple):
    """A line, what the ledger has that belongs to it, and who decided."""

    line: FinanceLine
    recorded: Recorded | None
    decided_by: str

    def say(self, name: str) -> Any:
        """What finance says, or where it says nothing, what the ledger has."""
        return getattr(self.line, name) or getattr(self.recorded, name, None)

    @property
    def more(self) -> int | None:
        """What finance has more than the ledger, in 分, where the line belongs to something there."""
        if self.line.amount is None or self.recorded is None:
            return None
        return self.line.amount - self.recorded.amount


def _there(name: str) -> Callable[[Row], Any]:
    return lambda row: getattr(row.recorded, name, None)


def _yuan(amount: int | None) -> str:
    """An amount in 元, exactly; nothing where there is none."""
    if amount is None:
        return ""
    return f"-{format_yuan(-amount)}" if amount < 0 else format_yuan(amount)


_LINK: Final = link_to("finance_line", "row_id", "finance_line", lambda row: row.line.id)
OF_LINES: Final = (
    Column(zh="原表行号", value=lambda row: row.line.line or "（台账）", link=_LINK),
    Column(zh="差异", value=lambda row: DIFFERENCES[row.line.difference]),
    Column(zh="拨付、收回", value=lambda row: KINDS_OF_LINE[row.line.kind], wide=True),
    Column(zh="收款单位", value=lambda row: row.say("payee")),
    Column(zh="企业", value=lambda row: row.say("enterprise"), wide=True),
    Column(zh="项目/合同编号", value=lambda row: row.say("number"), wide=True),
    Column(zh="资金文号", value=lambda row: row.say("fund_no"), wide=True),
    Column(zh="资金级次", value=lambda row: LEVELS.get(row.say("level") or "", ""), wide=True),
    Column(zh="财政：日期", value=lambda row: row.line.paid_on, wide=True),
    Column(zh="财政：凭证号", value=lambda row: row.line.voucher, wide=True),
    Column(zh="财政：金额（元）", value=lambda row: _yuan(row.line.amount), num=True),
    Column(zh="台账：日期", value=_there("on"), wide=True),
    Column(zh="台账：凭证号", value=_there("voucher"), wide=True),
    Column(zh="台账：金额（元）", value=lambda row: _yuan(_there("amount")(row)), num=True),
    Column(zh="差额（元）", value=lambda row: _yuan(row.more), num=True, wide=True),
    Column(zh="不同之处", value=lambda row: "、".join(DIFFERS[name] for name in row.line.differs), wide=True),
    Column(zh="处理", value=lambda row: STATES_OF_LINE[row.line.state]),
    Column(zh="理由", value=lambda row: row.line.reason, wide=True),
    Column(zh="处理人", value=lambda row: row.decided_by, wide=True),
)


def _describe(sheet: FinanceSheet) -> str:
    period = f"{sheet.from_on}至{sheet.until_on}"
    return f"{sheet.sender}，{sheet.title}，{period}，{STATES_OF_SHEET[sheet.state]}，金额单位：元"


def _name_both(call: PageCall, sheet: FinanceSheet) -> tuple[str, str]:
    """Name who brought a list in and who ended the reconciliation."""
    names = name_persons(call.unit, {sheet.entered_by, sheet.finished_by})
    return names.get(sheet.entered_by) or "", names.get(sheet.finished_by) or ""


def _make_rows(call: PageCall, sheet: FinanceSheet, rows: Sequence[Any], after: Any) -> Rows:
    maker, checker = _name_both(call, sheet)
    return Rows(
        rows=rows,
        after=after,
        about=_describe(sheet),
        as_of=sheet.until_on,
        made_on=sheet.entered_at.astimezone(SHANGHAI).date(),
        maker=maker,
        checker=checker,
    )


@list_page(
    "/finance-sheets/<id(finance_sheet):row_id>/differences",
    READ,
    "财政拨付差异表",
    columns=OF_LINES,
    query=DifferencesQuery,
    filters=(
        Filter("difference", "差异", tuple(DIFFERENCES.items())),
        Filter("state", "处理", tuple(STATES_OF_LINE.items())),
    ),
    counted_in="行",
)
def finance_differences(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """Every line of a list with what the ledger has, and what was decided of it."""
    sheet = SHEETS.find(call.unit, row_id, lock=False)
    call.shows("finance_sheet", [sheet.id])
    chosen = selection.pick("difference", "state")
    lines = [
        line
        for line in list_lines(call.unit, sheet.id)
        if all(getattr(line, name) == value for name, value in chosen.items())
        and (line.state != ENDED or chosen.get("state") == ENDED)
    ]
    listed, after = selection.cut_whole(lines)
    if listed:
        call.shows("finance_line", [line.id for line in listed])
    recorded = list_by_ids(call.unit, [key for line in listed if (key := link_of(line)) is not None])
    persons = name_persons(call.unit, {line.decided_by for line in listed})
    rows = [
        Row(line, recorded.get(link_of(line) or ("", 0)), persons.get(line.decided_by) or "")
        for line in listed
    ]
    return _make_rows(call, sheet, rows, after)


OF_TOTALS: Final = (
    Column(zh="拨付、收回", value=lambda total: KINDS_OF_LINE[total.kind], wide=True),
    Column(zh="资金文号", value=lambda total: total.fund_no or "未写明"),
    Column(zh="资金级次", value=lambda total: LEVELS.get(total.level or "", ""), wide=True),
    Column(zh="财政（元）", value=lambda total: _yuan(total.finance), num=True),
    Column(zh="台账（元）", value=lambda total: _yuan(total.ledger), num=True),
    Column(zh="差额（元）", value=lambda total: _yuan(total.difference), num=True),
)


@list_page(
    "/finance-sheets/<id(finance_sheet):row_id>/totals",
    READ,
    "财政拨付对账合计",
    columns=OF_TOTALS,
    query=PageQuery,
    counted_in="行",
)
def finance_totals(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """The sums by document of funds and level on both sides; those of an ended one as they were then."""
    sheet = SHEETS.find(call.unit, row_id, lock=False)
    totals: list[Total] = read_totals(call.unit, sheet)
    rows, after = selection.cut_whole(totals)
    return _make_rows(call, sheet, rows, after)
