"""One-time links at a desk without a server between, and what an applicant hands in by one."""

from __future__ import annotations

import io
from datetime import timedelta

from banfa.procedures.files.storing import store_file
from banfa.procedures.instruments.issue import issue_instrument
from banfa.procedures.party_links.applying import HandIn, hand_in
from banfa.procedures.party_links.calls import find_link_of
from banfa.procedures.party_links.drafts import save_draft
from banfa.procedures.party_links.issuing import IssueLink, issue_link
from banfa.procedures.party_links.visiting import open_link
from tests.ledger.town import code
from tests.web.papers import make_office, make_pdf

NOBODY = dict.fromkeys(IssueLink.fields)


def switch_on(desk):
    """Have the bureau arrange for one-time links."""
    with desk.unit() as unit:
        issue_instrument(
            unit,
            desk.profile,
            kind="internal",
            edition=desk.profile.latest.key,
            document_no=f"局办〔2026〕{next(desk.numbers)}号",
            issuer=desk.profile.city.bureau,
            issued_on=desk.day,
            document_class="internal",
            body={"party_links": True},
        )


def issue(desk, **about):
    """Issue a link; gives it with its secret."""
    given = {**NOBODY, "purpose": "view", "recipient": "张三", "phone": "13800000000", **about}
    with desk.unit() as unit:
        return issue_link(unit, desk.profile, IssueLink(**given))


def apply_by_link(desk, batch):
    """Apply by a link; gives what was handed in."""
    about = {"applicant": "网上申报公司", "applicant_code": code(next(desk.numbers))}
    issued = issue(desk, purpose="apply", admission_batch_id=batch, **about)
    visitor = open_link(desk.engine, issued.secret, now=desk.now).visitor
    with desk.unit_of(visitor.actor) as unit:
        save_draft(unit, find_link_of(unit, visitor.link_id)[0], {"contact": "张三"})
    statements = [{"what": "有实际经营场地", "words": "张三称租有场地。"}]
    with desk.unit_of(visitor.actor) as unit:
        papers = [
            store_file(unit, io.BytesIO(content), room=desk.room, name=name, kind=kind)
            for content, name, kind in (
                (make_office(), "申报书.docx", "application_form"),
                (make_pdf(), "盖章扫描.pdf", "stamped_original"),
            )
        ]
        data = HandIn(
            category="product",
            industry=None,
            wants_list=None,
            contact="张三 0592-5550000",
            statements=statements,
        )
        return hand_in(unit, desk.profile, visitor.link_id, data, papers)


def link(desk, *providers):
    """Links of providers, and of applicants, one of whose applications is not taken in; the last by kind."""
    switch_on(desk)
    for provider in providers:
        issued = issue(desk, provider_id=provider)
    days = {"open_from": desk.day, "open_until": desk.day + timedelta(10)}
    asks = {"categories": ["product"], "conditions": ["有实际经营场地"]}
    batch = desk.act("announce_batch", number=f"第{next(desk.numbers)}批", **days, **asks).id
    desk.act("drop_party_application", apply_by_link(desk, batch).id)
    for _ in providers:
        handed_in = apply_by_link(desk, batch)
    return {"party_application": handed_in.id, "party_link": issued.row.id}
