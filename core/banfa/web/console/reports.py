"""月度调度表 as known now; a report as it was drafted, and as of the same day as known now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.reports.actions import READ
from banfa.procedures.reports.counting import BY
from banfa.procedures.reports.rows import REPORTS
from banfa.procedures.reports.sending import compare_report
from banfa.procedures.reports.table import make_table
from banfa.trust.persons import name_persons
from banfa.trust.unit import SHANGHAI
from banfa.web.api.monthly_table import TablePageQuery, choose_table
from banfa.web.console.frame.columns import Column
from banfa.web.console.frame.declared import Nav
from banfa.web.console.frame.formats import format_wan
from banfa.web.console.frame.lists import Filter, Rows, list_page
from banfa.web.requests import PageQuery

if TYPE_CHECKING:
    from collections.abc import Callable

    from banfa.procedures.reports.counting import Line
    from banfa.procedures.reports.rows import Report
    from banfa.web.console.frame.calls import PageCall
    from banfa.web.console.frame.lists import Selection


def _of(name: str) -> Callable[[Line], Any]:
    return lambda line: line[name]


def format_percent(hundredths: int | None) -> str:
    """Hundredths of a per cent as a number with two decimals, exactly; empty where there is none."""
    if hundredths is None:
        return ""
    whole, rest = divmod(abs(hundredths), 100)
    return f"{'-' if hundredths < 0 else ''}{whole}.{rest:02}"


COLUMNS: Final = (
    Column(zh="县（市、区）、行业、服务商", value=_of("name")),
    Column(zh="目标企业数", value=_of("targets"), num=True),
    Column(zh="已诊断", value=_of("diagnosed"), num=True, wide=True),
    Column(zh="已签约", value=_of("signed"), num=True),
    Column(zh="已开工", value=_of("started"), num=True, wide=True),
    Column(zh="已完工", value=_of("finished"), num=True, wide=True),
    Column(zh="已验收", value=_of("accepted"), num=True),
    Column(zh="二级及以上", value=_of("second_level"), num=True, wide=True),
    Column(zh="完成率（%）", value=lambda line: format_percent(line["rate"]), num=True),
    Column(zh="较上月（百分点）", value=lambda line: format_percent(line["change"]), num=True, wide=True),
    Column(zh="合同额（万元）", value=lambda line: format_wan(line["amount"]), num=True, wide=True),
    Column(zh="奖补已拨付（万元）", value=lambda line: format_wan(line["paid"]), num=True, wide=True),
    Column(zh="超期项目数", value=_of("overdue"), num=True, wide=True),
)


@list_page(
    "/monthly-table",
    READ,
    "月度调度表",
    columns=COLUMNS,
    query=TablePageQuery,
    filters=(Filter("breakdown", "分列", tuple(BY.items())), Filter("as_of", "数据截止日")),
    counted_in="行",
    when_empty="台账中还没有可以列入的数据。",
    nav=Nav(section="数据", icon="table", order=77),
)
def monthly_table(call: PageCall, selection: Selection) -> Rows:
    """The table as of a day, today where none is asked for, as known now."""
    breakdown, as_of = choose_table(call.unit, dict(selection.values))
    table = make_table(call.unit, call.profile, by=breakdown, as_of=as_of)
    rows, after = selection.cut_whole(table.lines)
    about = f"按{BY[breakdown]}，截至{as_of}，为现在台账所载"
    return Rows(rows=rows, after=after, about=about, as_of=as_of, notes=table.notes)


def _name_signers(call: PageCall, report: Report) -> tuple[str, str]:
    """Name who drafted a report and who confirmed it."""
    names = name_persons(call.unit, {report.drafted_by, report.confirmed_by})
    return names.get(report.drafted_by) or "", names.get(report.confirmed_by) or ""


def _describe(report: Report) -> str:
    known_at = f"{report.known_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return f"{report.title}，按{BY[report.breakdown]}，数据截至{report.as_of}，台账截取于{known_at}"


@list_page(
    "/reports/<id(report):row_id>/table",
    READ,
    "编制时的报表",
    columns=COLUMNS,
    query=PageQuery,
    counted_in="行",
)
def report_table(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """A report as it was drafted, and whether it comes out the same when it is worked out anew."""
    report = REPORTS.find(call.unit, row_id, lock=False)
    call.shows("report", [report.id])
    compared = compare_report(call.unit, call.profile, report)
    same = "与编制时一致" if compared.reproduced else "与编制时不一致，请查明原因"
    rows, after = selection.cut_whole(report.lines)
    maker, checker = _name_signers(call, report)
    about = f"{_describe(report)}；按当时的台账重算{same}"
    return Rows(
        rows=rows,
        after=after,
        about=about,
        as_of=report.as_of,
        made_on=report.drafted_at.astimezone(SHANGHAI).date(),
        maker=maker,
        checker=checker,
        notes=report.notes,
    )


@list_page(
    "/reports/<id(report):row_id>/known-now",
    READ,
    "按现在的台账重算的报表",
    columns=COLUMNS,
    query=PageQuery,
    counted_in="行",
)
def report_known_now(call: PageCall, selection: Selection, row_id: int) -> Rows:
    """What a report would be as of the same day, as known now."""
    report = REPORTS.find(call.unit, row_id, lock=False)
    call.shows("report", [report.id])
    now = compare_report(call.unit, call.profile, report).now
    rows, after = selection.cut_whole(now.lines)
    changed = sum(line not in report.lines for line in now.lines)
    differs = (
        f"有{changed}行与编制时不同" if changed or len(now.lines) != len(report.lines) else "与编制时相同"
    )
    about = f"{report.title}，数据截至{report.as_of}，为现在台账所载，{differs}"
    return Rows(rows=rows, after=after, about=about, as_of=report.as_of, notes=now.notes)
