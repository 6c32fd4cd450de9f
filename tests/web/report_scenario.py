"""The room of reports upward, carried out by the examples of the document."""

from __future__ import annotations

REPORTED = {"report_forms": "report_form", "reports": "report"}
"""Every kind of thing of the room, by what its list is called."""


def run_reports(work):
    """A report that is confirmed and sent, one that is dropped; the table, and the report worked out anew."""
    today = work.scenario.bureau.clock.now.date().isoformat()
    form = work.scenario.send("enter_report_form")["id"]
    work.scan(f"/report-forms/{form}", "other", "report_form")
    report = _draft(work, today, report_form_id=form)
    work.press("confirm_report", report, "confirmation")
    work.scan(report, "sent_report", "report")
    work.act("send_report", report, sent_on=today)
    work.scenario.send("get_report_comparison", ids=[report.rpartition("/")[2]])
    work.scenario.send("get_monthly_table", query={"breakdown": "industry"})
    work.act("drop_report", _draft(work, today))
    work.act("retire_report_form", f"/report-forms/{form}")


def _draft(work, today, **more):
    return "/reports/" + work.scenario.send("draft_report", as_of=today, **more)["id"]
