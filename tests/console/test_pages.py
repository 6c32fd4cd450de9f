"""Every page for every role: who may see it does, others are told which role may."""

from __future__ import annotations

import re

import pytest

from banfa.trust.permissions import BUREAU, PERMISSIONS, ROLES
from banfa.web.console.frame.app import load_pages
from banfa.web.console.frame.pages import PAGES
from tests.console.leads import enter_member, find_leads, promulgate
from tests.console.people import Office

load_pages()

PAGES_OF = {
    "account": ("person.manage", "person"),
    "calendar": ("terms.read", ""),
    "change": ("person.manage", "person"),
    "confirm_proposal": ("decision.confirm", "decision_proposal"),
    "dismiss": ("person.manage", "person"),
    "end_all": ("person.manage", "person"),
    "end_own_session": (None, "session"),
    "expire": ("terms.write", ""),
    "holiday_notice": ("terms.write", ""),
    "instrument": ("terms.read", "instrument"),
    "instruments": ("terms.read", ""),
    "instruments_workbook": ("terms.read", ""),
    "internal": ("terms.read", ""),
    "law": ("law.read", ""),
    "lead": ("watch.read", "hit"),
    "leads": ("watch.read", ""),
    "leads_workbook": ("watch.read", ""),
    "look": ("watch.look", "hit"),
    "me": (None, ""),
    "new_person": ("person.manage", ""),
    "official_text": ("terms.write", ""),
    "own_password": (None, ""),
    "person": ("person.manage", "person"),
    "persons": ("person.manage", ""),
    "persons_workbook": ("person.manage", ""),
    "promulgate": ("terms.write", ""),
    "proposal": ("decision.read", "decision_proposal"),
    "proposals": ("decision.read", ""),
    "proposals_workbook": ("decision.read", ""),
    "provider": ("ledger.read", "provider"),
    "providers": ("ledger.read", ""),
    "providers_workbook": ("ledger.read", ""),
    "provision": ("law.read", ""),
    "reject_proposal": ("decision.confirm", "decision_proposal"),
    "search": ("ledger.read", ""),
    "set_terms": ("terms.write", ""),
    "switch_internal": ("terms.write", ""),
    "take_proposal_back": ("decision.propose", "decision_proposal"),
    "term": ("terms.read", ""),
    "term_curve": ("terms.read", ""),
    "terms": ("terms.read", ""),
    "today": (None, ""),
}
"""By hand: every page, what is needed to see it, and the kind of thing it is about."""


def make_things(office):
    """A document that sets a scale, a proposal, and a lead; of the texts in addresses, one each."""
    officer = office.client("officer")
    promulgate(office)
    provider = enter_member(office, "乙公司")
    document = {
        "kind": "terms",
        "edition": "draft",
        "document_no": "厦工信〔2025〕9号",
        "issuer": "厦门市工业和信息化局",
        "issued_on": "2025-12-20",
        "document_class": "normative",
        "published_on": "2025-12-22",
        "published_in": "市工信局网站",
        "body": {"settings": {"scale.6.1.1": {"measure": "round", "tiers": [[0, 0], [1, 2]]}}},
    }
    decision = {
        "provider_id": provider,
        "kind": "order",
        "due_on": "2026-04-13",
        "decided_on": "2026-03-10",
        "cite": "11.4",
        "edition": "draft",
        "document_no": "厦工信〔2026〕3号",
        "authority": "厦门市工业和信息化局",
    }
    return {
        "instrument": officer.post("/instruments", document).json["id"],
        "decision_proposal": officer.post("/decision-proposals", decision).json["id"],
        "hit": find_leads(office)[0],
        "edition": "draft",
        "key": "scale.6.1.1",
        "path": "11.4",
    }


@pytest.fixture(scope="module")
def town(app, engine, owner_engine, clock):
    office = Office(app, engine, owner_engine, clock)
    things = {
        "provider": office.client("officer")
        .post("/providers", {"uscc": "91350200MA2XNKTD0M", "name": "甲公司", "licence_seen": True})
        .json["id"],
        "person": office.outward("person", office.add("某人", "officer")[0].id),
        "session": office.outward("session", 10**9),
        **make_things(office),
    }
    return office, things


def address(page, things):
    """The page's address about these things: ids by their kind, texts by their name."""
    asked = "?key=scale.6.1.1" if page.name == "set_terms" else ""
    return re.sub(r"<(?:id\((\w+)\):)?(\w+)>", lambda m: things[m[1] or m[2]], page.rule) + asked


class TestPages:
    def test_are_those_known_here_with_their_actions(self):
        assert {name: page.action for name, page in PAGES.items()} == {n: a for n, (a, _) in PAGES_OF.items()}

    @pytest.mark.parametrize("role", BUREAU)
    @pytest.mark.parametrize("name", sorted(PAGES_OF))
    def test_are_shown_to_who_may_and_to_no_other(self, town, name, role):
        office, things = town
        page = PAGES[name]
        action = PAGES_OF[name][0]
        may = action is None or PERMISSIONS[role, action] is not None
        browser = office.at(role)
        if "GET" in page.methods:
            answer = browser.get(address(page, things), status=200 if may else 403)
            if not may:
                assert ROLES[role] in answer.text
                assert "可用的角色：" in answer.text
        elif not may:
            browser.post(address(page, things), page="/", status=403)

    @pytest.mark.parametrize("name", sorted(PAGES_OF))
    def test_are_closed_to_who_is_not_logged_in(self, town, name):
        office, things = town
        browser = office.browser()
        page = PAGES[name]
        if "GET" in page.methods:
            answer = browser.get(address(page, things), status=303)
        else:
            browser.get("/login")
            answer = browser.post(address(page, things))
        assert answer.headers["Location"].startswith("/login")

    def test_say_nothing_of_another_bureau(self, town, app, engine, owner_engine, clock):
        _, things = town
        stranger = Office(app, engine, owner_engine, clock).at("admin")
        for name, (_, kind) in PAGES_OF.items():
            if kind and "GET" in PAGES[name].methods:
                assert "甲公司" not in stranger.get(address(PAGES[name], things), status=404).text


class TestHeaders:
    def test_keep_scripts_and_frames_away(self, town):
        answer = town[0].at("officer").get("/")
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "<style" not in answer.text
        assert " style=" not in answer.text
        assert "<script>" not in answer.text

    def test_let_files_be_kept_that_never_change(self, town):
        browser = town[0].browser()
        text = browser.get("/login").text
        style = text.split('href="/static/banfa.css')[1].split('"')[0]
        assert "immutable" in browser.get(f"/static/banfa.css{style}").headers["Cache-Control"]
        assert browser.get("/static/banfa.css").headers["Cache-Control"] == "no-cache"
        browser.get("/static/nothing.css", status=404)

    @pytest.mark.parametrize("secure", [False, True])
    def test_bind_the_cookie_to_the_host_over_tls(self, town, secure):
        http = town[0].app.test_client()
        answer = http.get("/login", base_url="https://localhost" if secure else "http://localhost")
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith("__Host-banfa=" if secure else "banfa=")
        assert ("Secure" in cookie) == secure
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert ("没有加密" in answer.text) != secure
