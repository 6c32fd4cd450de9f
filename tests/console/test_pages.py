"""Every page for every role: who may see it does, others are told which role may."""

from __future__ import annotations

import pytest

from banfa.trust.permissions import BUREAU, PERMISSIONS, ROLES
from banfa.web.console.frame.app import load_pages
from banfa.web.console.frame.pages import PAGES
from tests.console.entries import make_doubtful, record_one_of_each
from tests.console.people import Office

load_pages()

KINDS = {
    "acceptance": "acceptances",
    "complaint": "complaints",
    "concession": "concessions",
    "contract": "contracts",
    "decision": "decisions",
    "diagnosis": "diagnoses",
    "enterprise": "enterprises",
    "filing": "filings",
    "finding": "findings",
    "inspection": "inspections",
    "membership": "memberships",
    "product": "products",
    "progress": "progress",
    "provider": "providers",
    "provider_change": "provider_changes",
    "record": "records",
    "review": "reviews",
    "service_case": "service_cases",
    "source_complete": "completeness",
    "survey": "surveys",
    "target": "targets",
}
"""Every kind of entry, and what its list is called."""
OF_KINDS = {f"list_{plural}": ("ledger.read", "") for kind, plural in KINDS.items() if kind != "provider"}
OF_KINDS |= {f"{name}_workbook": needed for name, needed in OF_KINDS.items()}
OF_KINDS |= {
    f"{page}_{kind}": ("ledger.write", "" if page == "record" else kind)
    for kind in KINDS
    if kind != "decision"
    for page in ("record", "correct", "void")
}
OF_KINDS |= {
    f"get_{kind}": ("ledger.read", kind)
    for kind in KINDS
    if kind not in {"provider", "enterprise", "contract"}
}

PAGES_OF = OF_KINDS | {
    "account": ("person.manage", "person"),
    "change": ("person.manage", "person"),
    "completeness": ("ledger.read", ""),
    "contract": ("ledger.read", "contract"),
    "dismiss": ("person.manage", "person"),
    "double": ("ledger.rule", "double"),
    "doubles": ("ledger.rule", ""),
    "doubles_workbook": ("ledger.rule", ""),
    "end_all": ("person.manage", "person"),
    "end_own_session": (None, "session"),
    "enterprise": ("ledger.read", "enterprise"),
    "ledger": ("ledger.read", ""),
    "me": (None, ""),
    "new_person": ("person.manage", ""),
    "overruled": ("ledger.rule", ""),
    "overruled_workbook": ("ledger.rule", ""),
    "own_password": (None, ""),
    "person": ("person.manage", "person"),
    "persons": ("person.manage", ""),
    "persons_workbook": ("person.manage", ""),
    "provider": ("ledger.read", "provider"),
    "provider_history": ("ledger.read", "provider"),
    "providers": ("ledger.read", ""),
    "providers_workbook": ("ledger.read", ""),
    "release": ("ledger.rule", "ruling"),
    "search": ("ledger.read", ""),
    "today": (None, ""),
}
"""By hand: every page, what is needed to see it, and the kind of thing it is about."""


@pytest.fixture(scope="module")
def town(app, engine, owner_engine, clock):
    office = Office(app, engine, owner_engine, clock)
    things = {
        **record_one_of_each(office),
        **make_doubtful(office),
        "person": office.outward("person", office.add("某人", "officer")[0].id),
        "session": office.outward("session", 10**9),
    }
    return office, things


def address(page, things):
    rule = page.rule
    if "<" in rule:
        head, _, rest = rule.partition("<")
        inside, _, tail = rest.partition(">")
        kind = inside.partition("(")[2].partition(")")[0]
        return f"{head}{things[kind]}{tail}"
    return rule


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
