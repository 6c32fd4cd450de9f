"""What was typed when a session has ended is given back to whoever typed it, and to nobody else."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import text

from banfa.web.console.frame.drafts import MAX_DRAFT
from tests.console.crooked_provider import run_crooked
from tests.console.people import PASSWORD
from tests.console.sso import begin, bind, come_back, set_sign_on, unset_sign_on

FORM = "/persons/new"
TYPED = {"name": "王敏 & <b>", "post": "科员", "roles": ["officer", "auditor"]}
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


def read_hidden(page):
    return [(name, html.unescape(value)) for name, value in HIDDEN.findall(page)]


def names(office):
    with office.unit() as unit:
        statement = text("SELECT name FROM person WHERE tenant_id = :id AND built_in IS NULL")
        return unit.connection.scalars(statement, {"id": office.tenant.id}).all()


def expire(office, browser, path=FORM, typed=TYPED, *, status=401):
    """Send a form when the session lies idle for too long; gives the answer."""
    browser.get(path)
    office.clock.forward(hours=2)
    return browser.post(path, typed, status=status)


def log_in(browser, kept, login, password=PASSWORD, *, status=200):
    """Log in on a page that has kept something."""
    data = {**dict(read_hidden(kept)), "login": login, "password": password}
    answer = browser.http.post("/login", data=data)
    assert answer.status_code == status, answer.text
    return answer


def go_on(browser, page):
    """Press the button that gives back what was typed."""
    (address,) = re.findall(r'<form method="post" action="([^"]+)"', page)
    fields: dict[str, list[str]] = {}
    for name, value in read_hidden(page):
        fields.setdefault(name, []).append(value)
    answer = browser.http.post(html.unescape(address), data=fields)
    browser.hidden = dict(read_hidden(answer.text))
    return answer


def see(page):
    """What stands in the form of a person."""
    return (
        html.unescape(re.findall(r'name="name"[^>]* value="([^"]*)"', page)[0]),
        page.count("checked"),
    )


class TestAFormOfASessionThatHasEnded:
    def test_comes_back_filled_in_after_logging_in_and_is_sent_once_more(self, office):
        admin = office.at("admin")
        kept = expire(office, admin).text
        assert "本人用账号和密码重新登录后交还核对" in kept
        assert "王敏" not in names(office)
        page = log_in(admin, kept, office.login("admin")).text
        assert "接着填写" in page
        answer = go_on(admin, page)
        assert answer.status_code == 200
        assert "所填的还没有提交" in answer.text
        assert see(answer.text) == (TYPED["name"], 2)
        assert TYPED["name"] not in names(office)
        admin.post(FORM, TYPED)
        assert names(office).count(TYPED["name"]) == 1

    def test_waits_for_the_right_password(self, office):
        admin = office.at("admin")
        kept = expire(office, admin).text
        wrong = log_in(admin, kept, office.login("admin"), "wrong", status=422).text
        assert "本人用账号和密码重新登录后交还核对" in wrong
        assert see(go_on(admin, log_in(admin, wrong, office.login("admin")).text).text)[0] == TYPED["name"]

    def test_waits_in_one_tab_while_one_logs_in_in_another(self, office):
        admin = office.at("admin")
        kept = expire(office, admin).text
        also_kept = admin.post(FORM, {**TYPED, "name": "周琳"}, status=401).text
        go_on(admin, log_in(admin, kept, office.login("admin")).text)
        page = log_in(admin, also_kept, office.login("admin")).text
        assert see(go_on(admin, page).text)[0] == "周琳"

    def test_stays_another_persons_where_somebody_else_logs_in_in_another(self, office):
        admin, _ = office.at("admin"), office.enter("别人", "admin")
        kept = expire(office, admin).text
        admin.log_in(office.login("别人"), PASSWORD)
        page = log_in(admin, kept, office.login("别人"), status=401).text
        assert "本人用账号和密码重新登录后交还核对" in page
        assert "接着填写" not in page

    def test_is_shown_to_no_other_person_and_in_no_other_role(self, office):
        admin, _ = office.at("admin"), office.enter("别人", "admin")
        kept = expire(office, admin).text
        answer = log_in(admin, kept, office.login("别人"), status=303)
        assert answer.headers["Location"] == "/"
        assert "王敏" not in admin.follow(answer).text

    def test_comes_back_without_the_cookie_too(self, office):
        admin = office.at("admin")
        admin.get(FORM)
        hidden = admin.hidden
        admin = office.browser()
        admin.hidden = hidden
        kept = admin.post(FORM, TYPED, status=401).text
        assert see(go_on(admin, log_in(admin, kept, office.login("admin")).text).text) == (TYPED["name"], 2)

    def test_stays_open_in_another_tab_in_which_one_logged_in_anew(self, office):
        admin = office.at("admin")
        admin.get(FORM)
        old = admin.hidden
        admin.log_in(office.login("admin"), PASSWORD)
        admin.hidden = old
        page = admin.post(FORM, TYPED, status=400).text
        assert "所填的还没有提交" in page
        assert see(page) == (TYPED["name"], 2)
        assert TYPED["name"] not in names(office)
        admin.hidden = dict(read_hidden(page))
        admin.post(FORM, TYPED)
        assert TYPED["name"] in names(office)

    def test_keeps_what_it_was_filled_from(self, office):
        admin = office.at("admin")
        path = "/persons/" + office.outward("person", office.add("李四", "officer")[0].id) + "/change"
        admin.get(path)
        seen = admin.hidden["seen"]
        kept = expire(office, admin, path, {"name": "李四四", "roles": ["officer"]}).text
        page = go_on(admin, log_in(admin, kept, office.login("admin")).text).text
        assert dict(read_hidden(page))["seen"] == seen


class TestAFormOfWhomAProviderNames:
    @pytest.fixture
    def provider(self, office):
        with run_crooked() as crooked:
            set_sign_on(office, crooked.issuer)
            yield crooked
            unset_sign_on(office)

    def enter(self, office, provider, browser, person, address=None):
        bind(office, person, provider.issuer, "甲".encode().hex())
        asked = (
            begin(office, browser)
            if address is None
            else browser.get(address, status=303).headers["Location"]
        )
        return come_back(office, browser, provider.begin(asked))

    def expire(self, office, provider):
        """Gives the browser and the page that keeps what was typed there, and whose it is."""
        person, _ = office.add("林静", "admin")
        browser = office.browser()
        self.enter(office, provider, browser, person)
        return browser, expire(office, browser).text, person

    def test_comes_back_once_he_has_logged_in_there_in_another_window(self, office, provider):
        browser, kept, person = self.expire(office, provider)
        assert "本人重新登录后交还核对" in kept
        (address,) = re.findall(r'target="_blank"[^>]*href="([^"]+)"', kept)
        answer = self.enter(office, provider, browser, person, html.unescape(address))
        assert "请回到原来的窗口" in browser.follow(answer).text
        page = browser.http.post("/login/draft", data=dict(read_hidden(kept)))
        assert page.status_code == 200
        answer = go_on(browser, page.text)
        assert see(answer.text) == (TYPED["name"], 2)
        assert TYPED["name"] not in names(office)
        browser.post(FORM, TYPED)
        assert names(office).count(TYPED["name"]) == 1

    def test_waits_until_he_has(self, office, provider):
        browser, kept, person = self.expire(office, provider)
        waiting = browser.http.post("/login/draft", data=dict(read_hidden(kept)))
        assert waiting.status_code == 401
        assert "接着填写</button>" in waiting.text
        self.enter(office, provider, browser, person)
        page = browser.http.post("/login/draft", data=dict(read_hidden(waiting.text)))
        assert see(go_on(browser, page.text).text)[0] == TYPED["name"]

    def test_is_shown_to_nobody_else(self, office, provider):
        browser, kept, person = self.expire(office, provider)
        bind(office, person, provider.issuer, None)
        self.enter(office, provider, browser, office.add("别人", "admin")[0])
        page = browser.http.post("/login/draft", data=dict(read_hidden(kept)))
        assert page.status_code == 401
        assert "另开窗口" in page.text

    def test_leads_nobody_anywhere_who_has_not_logged_in(self, office, provider):
        browser = office.browser()
        assert browser.get("/login/elsewhere", status=303).headers["Location"] == "/login"
        browser.get("/login")
        assert browser.post("/login/draft", {"draft": "forged"}, status=401).text.count('name="draft"') == 0


class TestNothingIsKept:
    @pytest.mark.parametrize("owner", ["", "forged", "another's"])
    def test_of_a_form_that_is_not_ones_own(self, office, owner):
        admin = office.at("admin")
        if owner == "another's":
            other = office.enter("别人", "admin")
            other.get(FORM)
            owner = other.hidden["form_owner"]
        admin.get(FORM)
        page = admin.post(FORM, TYPED, form_owner=owner, csrf_token="forged", status=400).text
        assert "王敏" not in page
        assert "这一页不能提交" in page

    def test_of_a_password(self, office):
        admin = office.at("admin")
        page = admin.get("/me/password").text
        form = page.partition('class="narrow"')[2].partition("</form>")[0]
        admin.hidden = dict(read_hidden(form))
        assert "form_owner" not in admin.hidden
        typed = {"present": PASSWORD, "password": "another secret 1", "again": "another secret 1"}
        office.clock.forward(hours=2)
        answer = admin.post("/me/password", typed)
        assert answer.headers["Location"].startswith("/login")
        assert "draft" not in admin.follow(answer).text

    def test_of_a_form_that_is_too_long(self, office):
        expire(office, office.at("admin"), typed={**TYPED, "name": "长" * (MAX_DRAFT // 6)}, status=303)

    def test_of_a_button(self, office):
        admin = office.at("admin")
        path = "/persons/" + office.outward("person", office.add("李四", "officer")[0].id)
        admin.get(path)
        office.clock.forward(hours=2)
        assert admin.post(f"{path}/sessions/end").headers["Location"].startswith("/login")

    def test_by_a_login_page_that_says_what_is_not_ours(self, office):
        office.at("admin")
        browser = office.browser()
        browser.get("/login")
        data = {"draft": "forged", "login": office.login("admin"), "password": PASSWORD}
        assert browser.post("/login", data).headers["Location"] == "/"
