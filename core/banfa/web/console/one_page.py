"""局长一页纸: how far the pilot is, on one A4 sheet, as of a day or as a report has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from banfa.procedures.reports.actions import READ
from banfa.procedures.reports.pool import POOL
from banfa.procedures.reports.rolling import BY
from banfa.procedures.reports.rows import REPORTS, STATES
from banfa.procedures.reports.table import TOTAL, make_table
from banfa.trust.unit import SHANGHAI
from banfa.web.api.monthly_table import TableQuery, choose_table
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.lists import read_address
from banfa.web.console.frame.pages import page
from banfa.web.console.reports import NUMBERED, add_remarks, name_signers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from banfa.procedures.reports.rolling import Line
    from banfa.web.console.frame.calls import PageCall, Result

HEADS: Final = ("targets", "signed", "finished", "accepted", "second_level", "overdue")
MONEY: Final = ("amount", "allocated", "paid", "execution")
WAYS: Final = {name: zh for name, zh in BY.items() if name != "provider"}
"""By what the sheet is; a provider has no targets."""
RANKED: Final = ("targets", "signed", "accepted", "rate", "change")


class Ranked(NamedTuple):
    """A line with its place by the rate of completion; None where no rate is known."""

    place: int | None
    line: Line


def rank_lines(lines: Sequence[Line]) -> list[Ranked]:
    """Put lines in the order of their rates; those with the same rate share a place."""
    apart = [line for line in lines if line["name"] != TOTAL]
    rates = [line["rate"] for line in apart]
    known = [rate for rate in rates if isinstance(rate, int)]
    ranked = [
        Ranked(1 + sum(other > rate for other in known) if isinstance(rate, int) else None, line)
        for rate, line in zip(rates, apart, strict=True)
    ]
    return sorted(ranked, key=lambda each: (each.place is None, each.place or 0))


def _find_gap(total: Line) -> int | None:
    """How many of the targets are not accepted; None where either is not known."""
    targets, accepted = total["targets"], total["accepted"]
    return targets - accepted if isinstance(targets, int) and isinstance(accepted, int) else None


def _show(call: PageCall, lines: Sequence[Line], pool: dict[str, int | None], **more: Any) -> Result:
    more = {"report": None, "risks": (), "state": "", **more}
    totals = [line for line in lines if line["name"] == TOTAL]
    total = totals[0] if totals else None
    return call.render(
        "one_page.html",
        total=total,
        gap=None if total is None else _find_gap(total),
        ranked=rank_lines(lines),
        standing=[(zh, pool[name]) for name, zh in POOL.items()],
        columns=NUMBERED,
        heads=HEADS,
        money=MONEY,
        of_line=RANKED,
        ways=WAYS,
        **more,
    )


@page("/one-page", READ, "试点工作一页纸", nav=Nav(section="数据", icon="file-earmark-text", order=79))
def one_page(call: PageCall) -> Result:
    """The sheet as known now; what is at risk says the report that is drafted of it."""
    breakdown, as_of = choose_table(call.unit, read_address(TableQuery))
    table = make_table(call.unit, call.profile, by=breakdown, as_of=as_of)
    return _show(call, table.lines, table.pool, by=BY[breakdown], **_sign(as_of), notes=table.notes)


@page("/reports/<id(report):row_id>/one-page", READ, "试点工作一页纸")
def report_one_page(call: PageCall, row_id: int) -> Result:
    """The sheet as a report has it, with what is at risk."""
    report = REPORTS.find(call.unit, row_id, lock=False)
    call.shows("report", [report.id])
    maker, checker = name_signers(call, report)
    signed = _sign(report.as_of, report.drafted_at.astimezone(SHANGHAI).date(), maker, checker)
    words = {"by": BY[report.breakdown], "risks": report.risks, "notes": report.notes}
    words["state"] = STATES[report.state]
    return _show(call, add_remarks(report), report.pool, report=report, **signed, **words)


def _sign(as_of: date, made_on: date | None = None, maker: str = "", checker: str = "") -> dict[str, Any]:
    return {"as_of": as_of, "made_on": made_on, "maker": maker, "checker": checker}
