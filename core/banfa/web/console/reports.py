"""月度调度表 as known now; a report as it was drafted, and as of the same day as known now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from banfa.procedures.reports.actions import READ
from banfa.procedures.reports.rolling import BY
from banfa.procedures.reports.rows import DROPPED, REPORTS, STATES
from banfa.procedures.reports.sending import compare_report
from banfa.procedures.reports.table import NUMBERS, WORDS, make_table
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

    from banfa.procedures.reports.rolling import Line
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


def _count(name: str, *, wide: bool = True) -> Column:
    return Column(zh=NUMBERS[name], value=_of(name), num=True, wide=wide)


def _sum(name: str) -> Column:
    zh = f"{NUMBERS[name]}（万元）"
    return Column(zh=zh, value=lambda line: format_wan(line[name]), num=True, wide=True)


def _rate(name: str, unit: str = "%", *, wide: bool = True) -> Column:
    zh = f"{NUMBERS[name]}（{unit}）"
    return Column(zh=zh, value=lambda line: format_percent(line[name]), num=True, wide=wide)


NAME: Final = Column(zh="县（市、区）、行业、服务商", value=_of("name"))
NUMBERED: Final = {
    "targets": _count("targets", wide=False),
    "diagnosed": _count("diagnosed"),
    "signed": _count("signed", wide=False),
    "started": _count("started"),
    "finished": _count("finished"),
    "accepted": _count("accepted", wide=False),
    "second_level": _count("second_level"),
    "rate": _rate("rate", wide=False),
    "change": _rate("change", "百分点"),
    "amount": _sum("amount"),
    "allocated": _sum("allocated"),
    "paid": _sum("paid"),
    "execution": _rate("execution"),
    "overdue": _count("overdue"),
}
WORDED: Final = {name: Column(zh=zh, value=_of(name), wide=True) for name, zh in WORDS.items()}
BY_HEADING: Final = NUMBERED | WORDED
COLUMNS: Final = (NAME, *NUMBERED.values())


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


def _choose_columns(report: Report) -> list[Column]:
    return [NAME, *(BY_HEADING[name] for name in report.headings)]


def add_remarks(report: Report) -> list[Line]:
    """The lines of a report, each with what its drafter says of it."""
    return [{**line, **{name: _join(report, line["name"], name) for name in WORDS}} for line in report.lines]


def _join(report: Report, line: Any, name: str) -> str:
    words = (remark.get(name) for remark in report.remarks if remark["line"] == line)
    return "；".join(word for word in words if word)


def name_signers(call: PageCall, report: Report) -> tuple[str, str]:
    """Name who drafted a report and who confirmed it; nobody has checked what is not to go out."""
    names = name_persons(call.unit, {report.drafted_by, report.confirmed_by})
    checker = "" if report.state == DROPPED else names.get(report.confirmed_by) or ""
    return names.get(report.drafted_by) or "", checker


def _describe(report: Report) -> str:
    known_at = f"{report.known_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    title = f"{report.title}（{STATES[report.state]}）"
    return f"{title}，按{BY[report.breakdown]}，数据截至{report.as_of}，台账截取于{known_at}"


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
    rows, after = selection.cut_whole(add_remarks(report))
    maker, checker = name_signers(call, report)
    about = f"{_describe(report)}；按当时的台账重算{same}"
    return Rows(
        rows=rows,
        after=after,
        about=about,
        as_of=report.as_of,
        made_on=report.drafted_at.astimezone(SHANGHAI).date(),
        maker=maker,
        checker=checker,
        notes=[*report.notes, *(f"主要风险：{risk}" for risk in report.risks)],
        columns=_choose_columns(report),
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
    columns = [column for column in _choose_columns(report) if column not in WORDED.values()]
    return Rows(rows=rows, after=after, about=about, as_of=report.as_of, notes=now.notes, columns=columns)
