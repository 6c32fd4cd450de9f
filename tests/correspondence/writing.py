"""One of each thing of correspondence at a desk without a server; and what is sent by the form on the web."""

from __future__ import annotations

from banfa.procedures.correspondence.web_box import enter_as_writer
from banfa.procedures.correspondence.web_sending import SendLetter, send_letter
from banfa.procedures.instruments.issue import issue_instrument
from tests.console.people import Browser

TYPED = {
    "about": "某某科技有限公司",
    "happened": "2026年2月",
    "content": "收款后三个月没有派人到场。",
    "name": "张三",
    "contact": "13900001111",
}


def send_on_the_web(app, bureau, **changes):
    """Send a letter in a browser; gives the page of the receipt."""
    browser = Browser(app.test_client())
    return browser.follow(browser.send(f"/letterbox/{bureau}", {**TYPED, **changes})).text


def send_at(desk, **changes):
    """Send a letter to a desk whose bureau has opened its form; gives what was stored."""
    writer = enter_as_writer(desk.engine, desk.tenant, now=desk.now)
    said = {**dict.fromkeys(SendLetter.fields), **TYPED, **changes}
    with desk.unit_of(writer) as unit:
        return send_letter(unit, SendLetter(**said), []).row


def open_form(desk):
    """Have the bureau take letters by its form."""
    with desk.unit() as unit:
        issue_instrument(
            unit,
            desk.profile,
            kind="internal",
            edition=desk.profile.latest.key,
            document_no="局办〔2026〕701号",
            issuer=desk.profile.city.bureau,
            issued_on=desk.day,
            document_class="internal",
            body={"web_letters": True},
        )


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
    open_form(desk)
    for sealed in (False, False, True):
        sent = send_at(desk, sealed=sealed)
        if not sealed:
            desk.act("decline_web_letter", sent.id)
