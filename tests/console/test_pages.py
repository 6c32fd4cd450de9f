"""Every page for every role: who may see it does, others are told which role may."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from banfa.trust.permissions import BUREAU, PERMISSIONS, ROLES
from banfa.web.console.frame.app import load_pages
from banfa.web.console.frame.pages import PAGES
from tests.console.people import Office

load_pages()

PAGES_OF = {
    "approve": ("round.review", "round"),
    "close_round": ("round.publish", "round"),
    "compute_round": ("round.manage", "round"),
    "cut_off_round": ("round.manage", "round"),
    "decide_objection": ("objection.decide", "objection"),
    "exclude": ("round.manage", "round"),
    "exclusions": ("round.read", "round"),
    "file_objection": ("objection.file", "round"),
    "new_round": ("round.manage", ""),
    "objections": ("round.read", "round"),
    "publish": ("round.publish", "round"),
    "readmit": ("round.manage", "round"),
    "replay_round": ("round.read", "round"),
    "reverse": ("round.read", "round"),
    "round_page": ("round.read", "round"),
    "round_receipt": ("round.read", "round"),
    "round_receipt_file": ("round.read", "round"),
    "round_result": ("round.read", "round"),
    "round_results": ("round.read", "round"),
    "round_results_workbook": ("round.read", "round"),
    "rounds": ("round.read", ""),
    "rounds_workbook": ("round.read", ""),
    "what_if": ("what_if.run", ""),
    "what_if_chart": ("what_if.run", ""),
    "withdraw_objection": ("objection.file", "objection"),
    "account": ("person.manage", "person"),
    "change": ("person.manage", "person"),
    "dismiss": ("person.manage", "person"),
    "end_all": ("person.manage", "person"),
    "end_own_session": (None, "session"),
    "me": (None, ""),
    "new_person": ("person.manage", ""),
    "own_password": (None, ""),
    "person": ("person.manage", "person"),
    "persons": ("person.manage", ""),
    "persons_workbook": ("person.manage", ""),
    "provider": ("ledger.read", "provider"),
    "providers": ("ledger.read", ""),
    "providers_workbook": ("ledger.read", ""),
    "search": ("ledger.read", ""),
    "today": (None, ""),
}
"""By hand: every page, what is needed to see it, and the kind of thing it is about."""
NARROWED = {"reverse": ("admin", "officer", "reviewer")}
"""Pages that fewer see than the action's roles."""
NOT_YET = {"replay_round", "round_receipt_file", "round_result", "round_results_workbook", "what_if_chart"}
"""Pages of which there is nothing before a round is computed: who may is told so."""
OBJECTION = text("""
    INSERT INTO objection (tenant_id, round_id, provider_id, statement, filed_by, filed_at, received_on)
    SELECT :tenant, :round, :provider, '少计一份合同', id, now(), current_date
    FROM person WHERE tenant_id = :tenant AND built_in = 'console' RETURNING id
""")


@pytest.fixture(scope="module")
def town(app, engine, owner_engine, clock):
    office = Office(app, engine, owner_engine, clock)
    officer = office.client("officer")
    provider = officer.post(
        "/providers", {"uscc": "91350200MA2XNKTD0M", "name": "甲公司", "licence_seen": True}
    ).json["id"]
    period = {"name": "甲公司那一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
    round_id = officer.post("/rounds", period).json["id"]
    with owner_engine.begin() as connection:
        numbers = {"round": office.number("round", round_id), "provider": office.number("provider", provider)}
        objection = connection.execute(OBJECTION, {"tenant": office.tenant.id, **numbers}).scalar_one()
    things = {
        "provider": provider,
        "round": round_id,
        "objection": office.outward("objection", objection),
        "person": office.outward("person", office.add("某人", "officer")[0].id),
        "session": office.outward("session", 10**9),
    }
    return office, things


def address(page, things):
    return re.sub(r"<id\((\w+)\):\w+>", lambda match: things[match[1]], page.rule)


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
        may = may and role in NARROWED.get(name, BUREAU)
        browser = office.at(role)
        if "GET" in page.methods:
            there = (422 if name == "what_if_chart" else 409) if name in NOT_YET else 200
            answer = browser.get(address(page, things), status=there if may else 403)
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
