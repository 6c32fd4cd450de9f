"""A report from its draft to what was sent: worked out once, confirmed by another, sent with its file."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the inputs' annotations are read
from typing import TYPE_CHECKING, Final, NamedTuple

from banfa.errors import Conflict, Malformed
from banfa.ledger.entries.reading import make_malformed
from banfa.ledger.entries.specifiers import choice, object_list, past_day, text, text_list
from banfa.procedures.cases.attaching import require_papers
from banfa.procedures.cases.steps import start, take
from banfa.procedures.inputs import Inputs, Nothing, link
from banfa.procedures.reports.books import find_last_step
from banfa.procedures.reports.form_rows import FORMS
from banfa.procedures.reports.rolling import BY, Knowledge
from banfa.procedures.reports.rows import REPORTS, Report
from banfa.procedures.reports.table import NUMBERS, WORDS, MonthlyTable, make_table
from banfa.trust.locks import Lock, take_lock
from banfa.trust.unit import SHANGHAI

if TYPE_CHECKING:
    from banfa.cities.profile import Profile
    from banfa.trust.unit import Unit

LINE: Final = "line"
"""Of a remark, which line it is about."""
MAX_RISKS: Final = 3
"""More does not go on the one page for the head of the bureau."""


class DraftReport(
    Inputs,
    example={
        "title": "厦门市中小企业数字化转型试点月度调度表",
        "recipient": "省工业和信息化厅",
        "breakdown": "district",
        "as_of": "2026-03-31",
        "risks": ["两家服务商整改未完成，涉及六家企业。"],
    },
):
    """Which table, for whom, as of which day."""

    title: str = text("报表名称", max_length=200)
    as_of: date = past_day("数据截止日")
    report_form_id: int | None = link("report_form", "报表格式", hint="用已登记格式的填；不用的列出全部列")
    recipient: str | None = text("报送单位", max_length=200, hint="用格式的可不填")
    breakdown: str | None = choice("按什么分列", BY, hint="用格式的可不填")
    remarks: list[dict[str, str]] | None = object_list(
        "主要问题和责任人",
        {
            LINE: text("哪一行（县区、行业或服务商）", max_length=200),
            "problem": text(WORDS["problem"], max_length=500),
            "officer": text(WORDS["officer"], max_length=50),
        },
        required=(LINE,),
        max_items=100,
    )
    risks: list[str] | None = text_list("主要风险（至多三项）", max_length=200, max_items=MAX_RISKS)


class SendReport(
    Inputs,
    example={
        "sent_on": "2026-04-03",
        "channel": "省工业和信息化厅报送系统",
        "document_no": "厦工信企业函〔2026〕12号",
    },
):
    """When it went out, and how."""

    sent_on: date = past_day("报出之日")
    channel: str = text("报出渠道", max_length=200)
    document_no: str | None = text("发文字号", max_length=100)


class DropReport(Inputs, example={"reason": "改按细分行业分列，另行编制。"}):
    """Why."""

    reason: str = text("理由", max_length=500)


class Comparison(NamedTuple):
    """A report worked out anew as of its day: `again` as known when it was drafted, `now` as known now."""

    again: MonthlyTable
    now: MonthlyTable
    reproduced: bool


def draft_report(unit: Unit, profile: Profile, data: DraftReport) -> Report:
    """Work a table out, of all that is known now.

    Raises Conflict (`nothing_to_report`), Malformed (`field_missing`, `line_unknown`), and as `FORMS.check`.
    """
    known_at = unit.watermark()
    take_lock(unit, Lock.SUBSIDIES)  # no step of a payment is under way
    knowledge = Knowledge(known_at, find_last_step(unit))
    chosen = _choose_form(unit, data)
    table = make_table(unit, profile, by=chosen.breakdown, as_of=data.as_of, knowledge=knowledge)
    if not table.lines:
        message = f"台账中没有截至{data.as_of}可以列入的数据，请先登记试点企业和合同。"
        raise Conflict("nothing_to_report", message)
    _check_lines(data, table)
    values = vars(data) | chosen._asdict()
    return start(
        unit,
        REPORTS,
        "draft",
        values,
        **values,
        **knowledge._asdict(),
        **table._asdict(),
        drafted_by=unit.actor.person.id,
        drafted_at=unit.now,
    )


class _Chosen(NamedTuple):
    """To whom a report goes, by what it has its lines, and its columns."""

    recipient: str
    breakdown: str
    headings: list[str]


def _choose_form(unit: Unit, data: DraftReport) -> _Chosen:
    """Fill in from a form what is not given; without a form all columns that there are."""
    if data.report_form_id is not None:
        form = FORMS.find(unit, data.report_form_id)
        FORMS.check(form, "retire")
        return _Chosen(data.recipient or form.recipient, data.breakdown or form.breakdown, form.headings)
    if data.recipient is None or data.breakdown is None:
        lacking = [name for name in ("recipient", "breakdown") if getattr(data, name) is None]
        raise make_malformed([DraftReport.fields[name].describe_missing() for name in lacking])
    return _Chosen(data.recipient, data.breakdown, [*NUMBERS, *(WORDS if data.remarks else ())])


def _check_lines(data: DraftReport, table: MonthlyTable) -> None:
    names = table.list_names()
    for place, remark in enumerate(data.remarks or []):
        name = remark[LINE]
        if name not in names:
            message = f"报表没有“{name}”这一行；有：{'、'.join(names)}。"
            raise Malformed("line_unknown", message, field=f"remarks.{place}.{LINE}")


def confirm_report(
    unit: Unit, _profile: Profile, row_id: int, _data: Nothing, version: int | None = None
) -> Report:
    """Confirm a report, as another person than who drafted it."""
    row = REPORTS.begin(unit, "confirm", row_id, version=version)
    by = {"confirmed_by": unit.actor.person.id, "confirmed_at": unit.now}
    return take(unit, REPORTS, row, "confirm", {}, **by)


def send_report(
    unit: Unit, _profile: Profile, row_id: int, data: SendReport, version: int | None = None
) -> Report:
    """Record that a report went out, as its file has it. Raises Malformed, Conflict (`paper_missing`)."""
    row = REPORTS.begin(unit, "send", row_id, version=version)
    if row.confirmed_at is not None and data.sent_on < row.confirmed_at.astimezone(SHANGHAI).date():
        message = "报表审核以后才能报出，报出之日（sent_on）不能早于审核之日。"
        raise Malformed("days_reversed", message, field="sent_on")
    require_papers(unit, "report", row_id, "sent_report")
    return take(unit, REPORTS, row, "send", vars(data), **vars(data))


def drop_report(
    unit: Unit, _profile: Profile, row_id: int, data: DropReport, version: int | None = None
) -> Report:
    """Record that a report that has not gone out is not to go out."""
    row = REPORTS.begin(unit, "drop", row_id, version=version)
    return take(unit, REPORTS, row, "drop", vars(data), reason=data.reason)


def compare_report(unit: Unit, profile: Profile, report: Report) -> Comparison:
    """Work a report out anew, as known then and as known now."""
    again, now = (
        make_table(unit, profile, by=report.breakdown, as_of=report.as_of, knowledge=knowledge)
        for knowledge in (report.knowledge, None)
    )
    same = again == MonthlyTable(report.lines, report.pool, report.notes)
    return Comparison(again, now, same)
