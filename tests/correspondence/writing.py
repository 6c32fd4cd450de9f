"""One of each thing of correspondence at a desk without a server, each with a state that has changed."""

from __future__ import annotations


def write_letters(desk, provider, meeting):
    """A letter that goes its whole way, one for the discipline body, a paper, a matter."""
    about = desk.act("register_letter", provider_id=provider, foreign_due_on=None).id
    for name in ("accept_letter", "verify_letter"):
        desk.act(name, about)
    desk.check("confirm_letter", about)
    for name in ("record_complaint_of_letter", "reply_to_letter", "close_letter"):
        desk.act(name, about)
    asking = desk.act("register_letter", channel="petition", kind="consultation", foreign_due_on=None).id
    for name in ("accept_letter", "reply_to_letter"):
        desk.act(name, asking)
    desk.act("enter_letter_event", asking, words="张三不服")
    diverted = desk.act("register_letter", foreign_no="DISCIPLINE-1", foreign_due_on=None).id
    desk.act("enter_reporter", about)
    desk.act("enter_reporter", diverted)
    desk.act("divert_letter", diverted)
    paper = desk.act("receive_paper", due_on=None).id
    desk.act("finish_paper", paper)
    matter = desk.act("assign_matter", meeting.id, due_on=desk.day).id
    desk.act("report_matter", matter)
