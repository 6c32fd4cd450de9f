"""奖补资金台账: every claim, with the sums in the last line; amounts in 万元, exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.ledger.entries.specifiers import MAX_WORD
from banfa.procedures.cases.listing import list_rows
from banfa.procedures.subsidies.batches import Batch
from banfa.procedures.subsidies.claim_rows import FALLEN, STATES
from banfa.procedures.subsidies.papers import LEVELS, READ
from banfa.procedures.subsidies.payment_rows import PARTS
from banfa.procedures.subsidies.register import Line, Sums, read_register
from banfa.web.console.frame.columns import Column, link_to
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.formats import format_rate, format_wan
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.fields import Enum, Id, Str
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection

FILTERS: Final = ("subsidy_batch_id", "district", "provider_id", "state")


class RegisterQuery(PageQuery):
    """By what the register is narrowed."""

    subsidy_batch_id = Id("只看这一申报批次的", of="subsidy_batch")
    district = Str("只看这一区（县、市）的", max_length=MAX_WORD)
    provider_id = Id("只看这一服务商的", of="provider")
    state = Enum("只看这一状态的", choices=STATES)


def _join(values: Iterable[Any]) -> str:
    return "；".join(str(value) for value in values if value)


def _say_cap(line: Line) -> str:
    cap = "" if line.batch.cap is None else f"，上限{format_wan(line.batch.cap)}"
    of_enterprise = line.batch.enterprise_cap
    in_all = "" if of_enterprise is None else f"，企业上限{format_wan(of_enterprise)}"
    return f"{format_rate(line.batch.rate)}{cap}{in_all}"


def _name_batch(line: Line) -> str:
    state = line.claim.state
    return f"{line.batch.name}（{STATES[state]}）" if state in FALLEN else line.batch.name


def _say_deductions(line: Line) -> str:
    items = [] if line.claim.state in FALLEN else line.claim.deductions
    return _join(f"{item.get('reason')} {format_wan(item.get('amount'))}" for item in items)


def _say_shown(line: Line) -> str:
    claim = line.claim
    return (
        f"{claim.shown_from}至{claim.shown_until}（{claim.shown_days}个工作日）" if claim.shown_from else ""
    )


def _column(
    zh: str,
    of_line: Callable[[Line], Any],
    of_sums: Callable[[Sums], Any] | None = None,
    *,
    num: bool = False,
    link: Callable[[Any], str] | None = None,
) -> Column:
    def value(row: Line | Sums) -> Any:
        if isinstance(row, Sums):
            return "" if of_sums is None else of_sums(row)
        return of_line(row)

    return Column(zh=zh, value=value, num=num, link=link)


_claim: Final = link_to("subsidy_claim", "row_id", "subsidy_claim", lambda row: row.claim.id)


def _link(row: Line | Sums) -> str:
    return "" if isinstance(row, Sums) else _claim(row)


COLUMNS: Final = (
    _column("序号", lambda line: line.place, lambda _sums: "合计", link=_link),
    _column("申报批次", _name_batch, lambda sums: f"{sums.count}项"),
    _column("企业", lambda line: line.enterprise),
    _column("项目/合同编号", lambda line: line.number),
    _column("服务商", lambda line: line.provider),
    _column(
        "审计核定投资额",
        lambda line: format_wan(line.audited),
        lambda s: format_wan(s.audited),
        num=True,
    ),
    _column("比例/上限", _say_cap),
    _column("应补", lambda line: format_wan(line.base), lambda s: format_wan(s.base), num=True),
    _column("扣减事由", _say_deductions),
    _column("核定金额", lambda line: format_wan(line.granted), lambda s: format_wan(s.granted), num=True),
    _column("公示起止", _say_shown),
    _column("资金文号", lambda line: _join(fund.fund_no for fund in line.funds)),
    _column("资金级次", lambda line: _join(LEVELS[fund.level] for fund in line.funds)),
    _column("收款单位", lambda line: _join(dict.fromkeys(p.payee for p in line.payments))),
    _column(
        "拨付日",
        lambda line: _join(f"{p.paid_on} {format_wan(p.amount)}" for p in line.payments),
        lambda s: f"已拨付{format_wan(s.paid)}",
    ),
    _column("凭证号", lambda line: _join(p.voucher for p in line.payments)),
    _column("预拨/清算", lambda line: _join(PARTS[p.part] for p in line.payments)),
    _column("追回事由", lambda line: _join(r.reason for r in line.recoveries)),
    _column("追回决定文号", lambda line: _join(r.decision_no for r in line.recoveries)),
    _column(
        "应追回",
        lambda line: format_wan(line.due) if line.recoveries else "",
        lambda s: format_wan(s.due),
        num=True,
    ),
    _column(
        "已追回及日期",
        lambda line: _join(f"{format_wan(r.amount)} {r.paid_in_on}" for r in line.receipts),
        lambda s: format_wan(s.back),
    ),
    _column("余额", lambda line: format_wan(line.left), lambda s: format_wan(s.granted - s.paid), num=True),
)


@list_page(
    "/subsidy-register",
    READ,
    "奖补资金台账",
    columns=COLUMNS,
    query=RegisterQuery,
    filters=(Filter("district", "区（县、市）"), Filter("state", "状态", tuple(STATES.items()))),
    counted_in="行",
    when_empty="还没有奖补申报。",
    template="subsidies.html",
    nav=Nav(section="奖补资金", icon="table", order=30),
)
def subsidy_register(call: PageCall, selection: Selection) -> Rows:
    """Every claim that matches; the sums of all stand at the end."""
    chosen = selection.pick(*FILTERS)
    register = read_register(call.unit, chosen, after=selection.after or 0, limit=selection.most)
    lines, after = selection.cut(register.lines, lambda line: line.claim.id)
    call.shows("subsidy_claim", [line.claim.id for line in lines])
    rows: list[Any] = [*lines] if after is not None or not lines else [*lines, register.sums]
    batches = [
        (call.outward("subsidy_batch", batch.id), batch.name)
        for batch in list_rows(call.unit, Batch, state="checked")
    ]
    return Rows(rows=rows, after=after, more={"batches": batches, "sums": register.sums})
