"""A report at a desk without a server between."""

from __future__ import annotations


def report(desk):
    """A form, a report of it that is sent, one that is dropped; gives what goes on, by kind."""
    form = desk.act("enter_report_form").id
    by = {"as_of": desk.day, "report_form_id": form}
    sent, dropped, drafted = (desk.act("draft_report", **by).id for _ in range(3))
    desk.check("confirm_report", sent)
    desk.scan("report", sent, "sent_report")
    desk.act("send_report", sent, sent_on=desk.day)
    desk.check("drop_report", dropped)
    return {"report_form": form, "report": drafted}
