"""Every page for every role: who may see it does, others are told which role may."""

from __future__ import annotations

import pytest

from banfa.trust.permissions import BUREAU, PERMISSIONS, ROLES
from banfa.web.console.frame.app import load_pages
from banfa.web.console.frame.declared import PAGES
from tests.console.page_table import NARROWED, NOT_YET, PAGES_OF, name_reader
from tests.console.people import Office
from tests.console.town import build_town, make_address

load_pages()


@pytest.fixture(scope="module")
def town(app, engine, owner_engine, clock):
    office = Office(app, engine, owner_engine, clock)
    return office, build_town(office, owner_engine)


class TestPages:
    def test_are_those_known_here_with_their_actions(self):
        assert {name: page.action for name, page in PAGES.items()} == {n: a for n, (a, _) in PAGES_OF.items()}

    @pytest.mark.long
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
            answer = browser.get(make_address(page, things), status=there if may else 403)
            if not may:
                assert ROLES[role] in answer.text
                assert "可用的角色：" in answer.text
        elif not may:
            browser.post(make_address(page, things), page="/", status=403)

    @pytest.mark.parametrize("name", sorted(PAGES_OF))
    def test_are_closed_to_who_is_not_logged_in(self, town, name):
        office, things = town
        browser = office.browser()
        page = PAGES[name]
        if "GET" in page.methods:
            answer = browser.get(make_address(page, things), status=303)
        else:
            browser.get("/login")
            answer = browser.post(make_address(page, things))
        assert answer.headers["Location"].startswith("/login")

    def test_say_nothing_of_another_bureau(self, town, app, engine, owner_engine, clock):
        _, things = town
        strangers = Office(app, engine, owner_engine, clock)
        for name, (action, kind) in PAGES_OF.items():
            if kind and "GET" in PAGES[name].methods:
                stranger = strangers.at(name_reader(action))
                text = stranger.get(make_address(PAGES[name], things), status=404).text
                assert "甲公司" not in text
                assert "鹭岛数智" not in text


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
