"""A report at a desk without a server between."""

from __future__ import annotations


def report(desk):
    """A report that is sent and one that is dropped, with its reason; gives one that is drafted, by kind."""
    sent, dropped, drafted = (desk.act("draft_report", as_of=desk.day).id for _ in range(3))
    desk.check("confirm_report", sent)
    desk.scan("report", sent, "sent_report")
    desk.act("send_report", sent, sent_on=desk.day)
    desk.check("drop_report", dropped)
    return {"report": drafted}
