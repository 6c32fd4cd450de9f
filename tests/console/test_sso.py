"""Single sign-on at a real provider: who gets in and who does not, and what such a session is."""

from __future__ import annotations

import re

import httpx
import pytest
from sqlalchemy import text

from banfa.trust.persons import add_person, change_person
from banfa.trust.tenants import operator
from tests.console.people import PASSWORD, Office
from tests.console.real_provider import PEOPLE, run_provider
from tests.console.sso import begin, bind, come_back, set_sign_on, unset_sign_on, visit
from tests.console.test_login import actions
from tests.log_lines import written_lines
from tests.trust.test_audit import verified


@pytest.fixture(scope="module")
def office(app, engine, owner_engine, clock):
    """A bureau that has single sign-on, and its provider in a process of its own."""
    made = Office(app, engine, owner_engine, clock)
    redirect_uri = f"http://localhost/sso/{made.tenant.slug}/callback"
    with run_provider(redirect_uri, "http://localhost/login") as issuer:
        set_sign_on(made, issuer)
        made.issuer = issuer
        yield made


@pytest.fixture
def person(office):
    """Somebody with an account, who is number 1 at the provider; gone afterwards."""
    person, _ = office.add(f"王敏{len(actions(office))}", "officer")
    bind(office, person, office.issuer, "1")
    yield person
    bind(office, person, office.issuer, None)


def log_in(office, *, browser=None, query=""):
    browser = browser or office.browser()
    answer = visit(begin(office, browser, query))
    return browser, come_back(office, browser, answer)


def enter_admin(office):
    """A browser of an administrator who has logged in just now, whatever the clock did before."""
    return office.enter(f"管理员{len(actions(office))}", "admin")


class TestLoggingIn:
    def test_leads_by_the_link_to_the_page_that_was_wanted(self, office, person):
        browser = office.browser()
        page = browser.get("/login?next=/providers").text
        (path,) = re.findall(rf'href="(/sso/{office.tenant.slug}[^"]*)"', page)
        browser, answer = log_in(office, browser=browser, query="?" + path.partition("?")[2])
        assert answer.headers["Location"] == "/providers"
        assert f"{person.name}（经办）" in browser.get("/").text
        assert "统一身份" in browser.get("/me").text

    def test_asks_with_a_challenge_and_a_nonce_for_the_subject_alone(self, office):
        address = begin(office, office.browser())
        assert address.startswith(f"{office.issuer}/authorize/?")
        for part in ("code_challenge_method=S256", "response_type=code", "scope=openid&", "nonce=", "state="):
            assert part in address, part
        assert begin(office, office.browser()) != address

    def test_is_in_the_chain_and_in_the_log_with_its_manner(self, office, person, engine):
        with written_lines() as lines:
            log_in(office)
        (line,) = lines.of("login")
        assert (line["manner"], line["tenant"]) == ("sso", office.tenant.slug)
        assert actions(office)[-2:] == ["identity.registered", "session.opened"]
        assert verified(engine, operator(office.tenant)).faults == ()

    def test_ends_the_session_before_it(self, office, person):
        office.at("officer")
        browser = office.browser()
        browser.log_in(office.login("officer"), PASSWORD)
        old = browser.http.get_cookie("banfa").value
        log_in(office, browser=browser)
        assert person.name in browser.get("/").text
        browser.http.set_cookie("banfa", old)  # kept by somebody
        browser.get("/", status=303)

    def test_needs_no_password_of_ours(self, office, person):
        """The one-time one was never used, and lets nobody in any more."""
        office.clock.forward(days=8)
        browser, _ = log_in(office)
        assert person.name in browser.get("/").text

    def test_leads_to_a_choice_where_there_are_several_roles(self, office, person):
        with office.unit() as unit:
            change_person(unit, person_id=person.id, roles=["officer", "reviewer"])
        browser, answer = log_in(office)
        assert answer.headers["Location"] == "/seats"
        browser.post("/seats", {"seat": f"{office.tenant.slug}/reviewer"}, page="/seats")
        assert f"{person.name}（审核）" in browser.get("/").text
        browser.post("/seats", {"seat": f"{office.tenant.slug}/officer"}, page="/seats")
        assert f"{person.name}（经办）" in browser.get("/").text


class TestNobodyGetsIn:
    def test_who_is_not_entered(self, office):
        stranger = office.browser()
        answer = visit(begin(office, stranger), name=PEOPLE[1])
        with written_lines() as lines:
            response = come_back(office, stranger, answer, status=403)
        assert "您的统一身份没有登记在本系统" in response.text
        (line,) = lines.of("login_refused")
        assert (line["code"], line["manner"]) == ("identity_unknown", "sso")
        stranger.get("/", status=303)

    def test_who_has_the_number_at_another_provider(self, office, person):
        bind(office, person, "https://other.example", "1")
        browser = office.browser()
        answer = visit(begin(office, browser))
        assert "没有登记在本系统" in come_back(office, browser, answer, status=403).text

    def test_who_is_dismissed(self, office, person):
        inside, _ = log_in(office)
        with office.unit() as unit:
            change_person(unit, person_id=person.id, active=False)
        inside.get("/", status=303)
        browser = office.browser()
        answer = visit(begin(office, browser))
        assert "已停用" in come_back(office, browser, answer, status=403).text

    def test_who_has_no_role_left(self, office, person):
        with office.unit() as unit:
            change_person(unit, person_id=person.id, roles=["provider"])
        browser = office.browser()
        answer = visit(begin(office, browser))
        assert "没有可用的单位和角色" in come_back(office, browser, answer, status=403).text

    def test_who_says_no_at_the_provider(self, office, person):
        browser = office.browser()
        answer = visit(begin(office, browser), allow=False)
        assert answer["error"] == "access_denied"
        answer["error_description"] = "<b>of a stranger</b>"
        response = come_back(office, browser, answer, status=422)
        assert "没有放行" in response.text
        assert "of a stranger" not in response.text

    def test_who_failed_sixty_times_from_one_address(self, office, person):
        office.clock.forward(minutes=16)  # what failed before is over
        browser = office.browser()
        for _ in range(60):
            begin(office, browser)
            with browser.http.session_transaction() as cookie:
                answer = {"error": "access_denied", "state": cookie["sso"][1]}
            come_back(office, browser, answer, status=422)
        answer = visit(begin(office, browser))
        assert "分钟后再试" in come_back(office, browser, answer, status=429).text
        office.clock.forward(minutes=16)
        log_in(office)


class TestTheAnswer:
    def test_counts_once(self, office, person):
        browser = office.browser()
        address = begin(office, browser)
        cookie = browser.http.get_cookie("banfa").value
        answer = visit(address)
        come_back(office, browser, answer)
        assert "已经用过" in come_back(office, browser, answer, status=422).text
        thief = office.browser()
        # The cookie copied and the answer overheard: but the provider takes no code twice.
        thief.http.set_cookie("banfa", cookie)
        assert "没有完成这次登录" in come_back(office, thief, answer, status=422).text
        thief.get("/", status=303)

    def test_counts_in_the_browser_that_asked_alone(self, office, person):
        answer = visit(begin(office, office.browser()))
        other = office.browser()
        assert "不是从这个浏览器开始的" in come_back(office, other, answer, status=422).text
        begin(office, other)  # whose own login waits for an answer of its own
        assert "与这次登录不符" in come_back(office, other, answer, status=422).text
        other.get("/", status=303)

    def test_counts_for_ten_minutes(self, office, person):
        browser = office.browser()
        answer = visit(begin(office, browser))
        office.clock.forward(minutes=11)
        assert "超过10分钟" in come_back(office, browser, answer, status=422).text

    def test_names_the_provider_that_was_asked(self, office, person):
        for issuer in (None, "https://other.example"):
            browser = office.browser()
            answer = visit(begin(office, browser))
            assert answer.pop("iss") == office.issuer
            if issuer is not None:
                answer["iss"] = issuer
            assert "不是由所设的认证方" in come_back(office, browser, answer, status=422).text

    def test_with_a_code_of_another_login_is_none(self, office, person):
        """Somebody else's code does not fit the verifier of this one."""
        foreign = visit(begin(office, office.browser()))
        browser = office.browser()
        own = visit(begin(office, browser))
        come_back(office, browser, {**own, "code": foreign["code"]}, status=422)
        browser.get("/", status=303)


class TestTheSession:
    def test_ends_with_another_identity(self, office, person):
        browser, _ = log_in(office)
        bind(office, person, office.issuer, "3")
        browser.get("/", status=303)

    def test_ends_with_a_new_password(self, office, person):
        browser, _ = log_in(office)
        office.clock.forward(seconds=5)
        admin = enter_admin(office)
        path = f"/persons/{office.outward('person', person.id)}"
        admin.send(f"{path}/account", {"login": person.login or "x"})
        browser.get("/", status=303)

    def test_ends_where_another_provider_is_entered_beside_us(self, office, person, owner_engine):
        browser, _ = log_in(office)
        with owner_engine.begin() as connection:
            change = text("UPDATE person SET issuer = 'https://another.example' WHERE id = :id")
            assert connection.execute(change, {"id": person.id}).rowcount == 1
        assert "session_ended" in browser.get("/", status=303).headers["Location"]

    def test_ends_when_it_lies_idle(self, office, person):
        browser, _ = log_in(office)
        office.clock.forward(minutes=61)
        assert "session_expired" in browser.get("/", status=303).headers["Location"]

    def test_leads_out_of_the_provider_as_well(self, office, person):
        browser, _ = log_in(office)
        page = browser.follow(browser.post("/logout", page="/")).text
        (path,) = re.findall(r'href="(/sso/[^"]*/logout)"', page)
        address = browser.get(path, status=303).headers["Location"]
        assert address.startswith(f"{office.issuer}/logout/?client_id=banfa&")
        assert httpx.get(address, trust_env=False).headers["Location"] == "http://localhost/login"

    def test_opens_nothing_in_a_bureau_that_does_not_trust_the_provider(self, office, person, owner_engine):
        other = Office(office.app, office.engine, owner_engine, office.clock)
        twin, _ = other.add("王敏", "admin")
        bind(other, twin, office.issuer, "1")
        set_sign_on(other, "https://other.example")
        browser, answer = log_in(office)
        assert answer.headers["Location"] == "/"
        browser.post("/seats", {"seat": f"{other.tenant.slug}/admin"}, page="/seats")
        assert office.tenant.name in browser.get("/").text
        set_sign_on(other, office.issuer)  # from now on it does
        browser, answer = log_in(office)
        assert answer.headers["Location"] == "/seats"
        browser.post("/seats", {"seat": f"{other.tenant.slug}/admin"}, page="/seats")
        assert "（管理员）" in browser.get("/").text
        unset_sign_on(other)


class TestTheAdministrator:
    def test_enters_whom_the_provider_knows_and_takes_it_away(self, office):
        admin = enter_admin(office)
        holder, _ = office.add("张三", "officer")
        path = f"/persons/{office.outward('person', holder.id)}"
        assert "统一身份" in admin.get(path).text
        admin.send(f"{path}/identity", {"subject": " 1 "})
        browser, _ = log_in(office)
        assert "张三" in browser.get("/").text
        admin.send(f"{path}/identity", {"subject": ""})
        browser.get("/", status=303)
        statement = text("SELECT issuer, subject FROM person WHERE tenant_id = :tenant AND id = :id")
        with office.unit() as unit:
            assert tuple(unit.execute(statement, id=holder.id).one()) == (None, None)

    def test_is_told_beside_the_field_what_cannot_be(self, office, person):
        admin = enter_admin(office)
        other, _ = office.add("李四", "officer")
        path = f"/persons/{office.outward('person', other.id)}/identity"
        assert "已登记给另一人" in admin.send(path, {"subject": "1"}, status=409).text
        assert "英文字母、数字或符号" in admin.send(path, {"subject": "王敏"}, status=422).text
        with office.unit() as unit:
            nobody = add_person(unit, name="没有账号", roles=["officer"])
        path = f"/persons/{office.outward('person', nobody.id)}/identity"
        assert "还没有账号" in admin.send(path, {"subject": "2"}, status=422).text

    def test_is_not_shut_out_by_taking_away_the_last_way_in(self, office, owner_engine):
        alone = Office(office.app, office.engine, owner_engine, office.clock)
        set_sign_on(alone, office.issuer)
        holder, _ = alone.add("唯一", "admin")
        bind(alone, holder, office.issuer, "3")
        office.clock.forward(days=8)  # the one-time password is over
        browser = alone.browser()
        come_back(office, browser, visit(begin(office, browser), name=PEOPLE[2]))
        path = f"/persons/{alone.outward('person', holder.id)}/identity"
        assert "没有管理员能够登录" in browser.send(path, {"subject": ""}, status=409).text
        browser.get("/")
