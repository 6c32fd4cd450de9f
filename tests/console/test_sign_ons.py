"""Among what a session is switched, by provider and by password; and a bureau that takes no passwords."""

from __future__ import annotations

import pytest

from banfa.trust.accounts import tie_account
from banfa.trust.persons import add_person
from banfa.web.sso.sign_ons import OFF
from tests.console.crooked_provider import run_crooked
from tests.console.people import PASSWORD, Office
from tests.console.sso import begin, bind, come_back, set_sign_on, unset_sign_on
from tests.console.test_drafts import FORM, go_on, read_hidden
from tests.log_lines import written_lines

SUBJECT = "甲".encode().hex()
SWITCH = "换单位或角色"


@pytest.fixture
def provider(office):
    with run_crooked() as crooked:
        set_sign_on(office, crooked.issuer)
        yield crooked
        unset_sign_on(office)


@pytest.fixture
def other(office, app, engine, owner_engine, clock):
    return Office(app, engine, owner_engine, clock)


def enter(office, provider, browser=None):
    """Log in at the provider; gives the browser."""
    browser = browser or office.browser()
    come_back(office, browser, provider.begin(begin(office, browser)))
    return browser


def close_passwords(office, provider, **options):
    set_sign_on(office, provider.issuer, passwords=OFF, **options)


class TestASessionIsSwitchedAmong:
    def test_the_seats_of_the_identity_and_not_of_the_account(self, office, other, provider):
        person, issued = office.add("王敏", "officer")
        bind(office, person, provider.issuer, SUBJECT)
        with other.unit() as unit:
            twin = add_person(unit, name="王敏", roles=["auditor"])
            tie_account(unit, person_id=twin.id, login=issued.login)
        assert SWITCH not in enter(office, provider).get("/").text
        browser = office.browser()
        browser.log_in(issued.login, issued.password)
        browser.send("/password/first", {"password": PASSWORD, "again": PASSWORD})
        browser.post("/seats", {"seat": f"{office.tenant.slug}/officer"}, page="/seats")
        assert SWITCH in browser.get("/").text

    def test_the_bureaus_that_trust_the_provider(self, office, other, provider):
        for bureau, role in ((office, "officer"), (other, "auditor")):
            person, _ = bureau.add("王敏", role)
            bind(bureau, person, provider.issuer, SUBJECT)
        assert SWITCH not in enter(office, provider).get("/").text
        set_sign_on(other, provider.issuer)
        browser = enter(office, provider)
        browser.post("/seats", {"seat": f"{office.tenant.slug}/officer"}, page="/seats")
        assert SWITCH in browser.get("/").text
        unset_sign_on(other)
        assert SWITCH not in browser.get("/").text


class TestABureauThatTakesNoPasswords:
    def test_says_what_to_do_instead_to_who_knows_the_right_one(self, office, provider):
        office.at("officer")
        close_passwords(office, provider, label="市统一身份认证")
        browser = office.browser()
        wrong = browser.log_in(office.login("officer"), "wrong", status=422).text
        assert "账号或密码不对" in wrong
        assert "您的单位" not in wrong
        with written_lines() as lines:
            page = browser.log_in(office.login("officer"), PASSWORD, status=403).text
        assert (
            "您的单位只用市统一身份认证登录，不用本系统的密码：请点登录页上的“用市统一身份认证登录”" in page
        )
        assert f'href="/sso/{office.tenant.slug}"' in page
        (line,) = lines.of("login_refused")
        assert (line["code"], line["manner"]) == ("password_login_closed", "password")
        browser.get("/", status=303)

    def test_takes_no_one_time_password_and_says_so_where_one_is_given(self, office, provider):
        holder, _ = office.add("林静", "admin")
        bind(office, holder, provider.issuer, SUBJECT)
        admin = enter(office, provider)
        person, issued = office.add("王敏", "officer")
        path = f"/persons/{office.outward('person', person.id)}/account"
        assert "只用来开设账号" not in admin.get(path).text
        close_passwords(office, provider)
        office.browser().log_in(issued.login, issued.password, status=403)
        assert "只用来开设账号" in admin.get(path).text

    def test_ends_sessions_that_a_password_has_opened(self, office, provider):
        officer = office.at("officer")
        officer.get("/")
        close_passwords(office, provider)
        assert "只用" in officer.get("/seats", status=403).text
        assert "session_ended" in officer.get("/", status=303).headers["Location"]

    def test_keeps_what_was_typed_meanwhile_for_whom_its_provider_names(self, office, provider):
        person, issued = office.add("林静", "admin")
        browser = office.browser()
        browser.log_in(issued.login, issued.password)
        browser.send("/password/first", {"password": PASSWORD, "again": PASSWORD})
        bind(office, person, provider.issuer, SUBJECT)
        browser.get(FORM)
        close_passwords(office, provider)
        kept = browser.post(FORM, {"name": "王敏", "roles": ["officer"]}, status=401).text
        enter(office, provider, browser)
        page = browser.http.post("/login/draft", data=dict(read_hidden(kept))).text
        assert 'value="王敏"' in go_on(browser, page).text

    def test_lets_in_whom_its_provider_names_and_programs(self, office, provider):
        close_passwords(office, provider)
        person, _ = office.add("王敏", "officer")
        bind(office, person, provider.issuer, SUBJECT)
        assert "王敏（经办）" in enter(office, provider).get("/").text
        assert office.client("officer").get("/providers").status_code == 200

    def test_lets_in_the_account_that_the_operator_has_named(self, office, provider):
        office.at("admin")
        office.at("officer")
        close_passwords(office, provider, emergency_login=office.login("admin"))
        browser = office.browser()
        assert browser.log_in(office.login("admin"), PASSWORD).headers["Location"] == "/"
        assert "（管理员）" in browser.get("/").text
        office.browser().log_in(office.login("officer"), PASSWORD, status=403)

    def test_is_passed_over_by_a_password_that_opens_another(self, office, other, provider):
        _, issued = office.add("王敏", "officer")
        with other.unit() as unit:
            twin = add_person(unit, name="王敏", roles=["auditor"])
            tie_account(unit, person_id=twin.id, login=issued.login)
        close_passwords(office, provider)
        browser = office.browser()
        browser.log_in(issued.login, issued.password)
        answer = browser.send("/password/first", {"password": PASSWORD, "again": PASSWORD})
        assert answer.headers["Location"] == "/"
        page = browser.get("/").text
        assert "王敏（只读）" in page
        assert SWITCH not in page
        browser.post("/seats", {"seat": f"{office.tenant.slug}/officer"}, page="/seats")
        assert "王敏（只读）" in browser.get("/").text
