"""Logging in and out, the first change, guessing, sessions and what ends them."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from banfa.errors import Conflict, Overburdened
from banfa.procedures.erasing import erase
from banfa.trust.accounts import tie_account
from banfa.trust.login_attempts import count_attempt, make_keys
from banfa.trust.persons import add_person, change_person, list_persons
from banfa.trust.tenants import operator
from banfa.trust.unit import unit_of_work
from tests.console.people import PASSWORD, Office
from tests.log_lines import written_lines
from tests.trust.test_audit import verified


def actions(office):
    with office.unit() as unit:
        statement = text("SELECT action FROM audit_link WHERE tenant_id = :id ORDER BY seq")
        return unit.connection.execute(statement, {"id": office.tenant.id}).scalars().all()


def _list(office):
    with office.unit() as unit:
        return list_persons(unit)


class TestLogin:
    def test_leads_from_the_one_time_password_to_the_page_of_today(self, office):
        _, issued = office.add("王敏", "officer")
        browser = office.browser()
        assert browser.get("/", status=303).headers["Location"].startswith("/login")
        answer = browser.log_in(issued.login, issued.password)
        assert answer.headers["Location"] == "/password/first"
        assert "/login" in browser.get("/", status=303).headers["Location"]
        new = {"password": PASSWORD, "again": PASSWORD}
        answer = browser.send("/password/first", new)
        assert answer.headers["Location"] == "/"
        assert "王敏（经办）" in browser.get("/").text
        assert "session.opened" in actions(office)

    @pytest.mark.parametrize(
        ("password", "again", "why"),
        [
            ("short", "short", "10至200个字符"),
            ("12345678901234", "12345678901234", "太容易猜出"),
            ("qwertyuiop12", "qwertyuiop12", "太容易猜出"),
            ("zhongguo123", "zhongguo123", "太容易猜出"),
            ("Banfa-banfa", "Banfa-banfa", "太容易猜出"),
            (PASSWORD, f"{PASSWORD}.", "两次填写的密码不同"),
            ("王敏的密码 {login}", "王敏的密码 {login}", "不能含有账号"),
            ("{issued}", "{issued}", "不能与原来的相同"),
        ],
    )
    def test_takes_no_new_password_that_is_weak(self, office, password, again, why):
        _, issued = office.add("王敏", "officer")
        browser = office.browser()
        browser.log_in(issued.login, issued.password)
        words = {"login": issued.login, "issued": issued.password}
        typed = {"password": password.format(**words), "again": again.format(**words)}
        assert why in browser.send("/password/first", typed, status=422).text

    def test_says_the_same_whatever_is_wrong(self, office):
        office.at("officer")
        known = office.browser().log_in(office.login("officer"), "wrong", status=422).text
        unknown = office.browser().log_in("nobody at all", "wrong", status=422).text
        assert "账号或密码不对，还可以试" in known
        assert "账号或密码不对，还可以试" in unknown

    def test_goes_on_where_one_wanted_to_go_but_never_elsewhere(self, office):
        office.at("officer")
        for wanted, goes_to in (
            ("/providers?q=a", "/providers?q=a"),
            ("//evil.example/", "/"),
            ("/\\evil", "/"),
        ):
            browser = office.browser()
            browser.get("/login")
            browser.hidden |= {"login": office.login("officer"), "password": PASSWORD}
            answer = browser.http.post("/login", query_string={"next": wanted}, data=browser.hidden)
            assert answer.headers["Location"] == goes_to

    def test_needs_a_bureau_and_a_role(self, office):
        person, issued = office.add("王敏", "officer")
        browser = office.browser()
        browser.log_in(issued.login, issued.password)
        with office.unit() as unit:
            change_person(unit, person_id=person.id, roles=["provider"])
        new = {"password": PASSWORD, "again": PASSWORD}
        assert "no_seat" in browser.send("/password/first", new).headers["Location"]


class TestGuessing:
    def test_is_over_after_five_and_goes_on_after_a_quarter_of_an_hour(self, office):
        office.at("officer")
        login, statuses = office.login("officer"), []
        for _ in range(20):
            browser = office.browser()  # a new one each time: nothing is kept there
            browser.get("/login")
            data = {**browser.hidden, "login": login, "password": "guess"}
            statuses.append(browser.http.post("/login", data=data).status_code)
        assert statuses == [422] * 5 + [429] * 15
        right = office.browser().log_in(login, PASSWORD, status=429)
        assert re.search("请1[0-5]分钟后再试", right.text)
        assert 600 < int(right.headers["Retry-After"]) <= 900
        office.clock.forward(minutes=16)
        assert office.browser().log_in(login, PASSWORD).headers["Location"] == "/"

    def test_is_noted_in_the_bureau_once_a_lock_if_there_is_such_a_login(self, office):
        office.at("officer")
        for login in (office.login("officer"), office.login("nobody")):
            for _ in range(5):
                office.browser().log_in(login, "guess", status=422)
            office.browser().log_in(login, "guess", status=429)
        for _ in range(100):  # it is done beside the answer
            if "person.login_locked" in actions(office):
                break
            time.sleep(0.05)
        assert actions(office).count("person.login_locked") == 1
        page = office.at("auditor").get("/audit?action=person.login_locked").text
        assert "因多次输错密码暂停登录的人员" in page

    @pytest.mark.long
    def test_by_others_at_ones_address_is_no_lock_of_ones_login(self, office):
        office.at("officer")
        office.clock.forward(minutes=16)
        before = actions(office).count("person.login_locked")
        for n in range(59):
            office.browser().log_in(f"nobody{n}", "guess", status=422)
        assert "请15分钟后再试" in office.browser().log_in(office.login("officer"), "guess", status=422).text
        time.sleep(0.5)  # a line would be written beside the answer
        assert actions(office).count("person.login_locked") == before
        office.clock.forward(minutes=16)

    def test_at_once_lets_no_more_through(self, engine, clock):
        keys = make_keys(b"secret", login="somebody", address="somewhere")

        def attempt(_n):
            try:
                with engine.begin() as connection:
                    return count_attempt(connection, keys, now=clock())
            except Overburdened:
                return None

        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(attempt, range(24)))
        assert sorted(left.attempts for left in outcomes if left is not None) == [0, 1, 2, 3, 4]

    def test_is_counted_in_the_database_under_no_name(self, office, engine):
        office.browser().log_in("somebody of note", "guess", status=422)
        with engine.connect() as connection:
            keys = connection.execute(text("SELECT key FROM login_attempts")).scalars().all()
        assert keys
        assert all(len(bytes(key)) == 32 for key in keys)

    def test_leaves_a_line_without_a_name(self, office):
        with written_lines() as lines:
            office.browser().log_in("somebody of note", "secret guess", status=422)
        (line,) = lines.of("login_refused")
        assert (line["code"], line["route"]) == ("login_failed", "/login")
        assert "somebody" not in lines.getvalue()
        assert "guess" not in lines.getvalue()


class TestWhereItLeads:
    def test_is_the_page_that_was_wanted_without_the_way_through_its_list(self, office):
        path = "/providers?trail=a~b&q=x&q=%E7%94%B2"
        location = office.browser().get(path, status=303).headers["Location"]
        assert parse_qs(urlsplit(location).query)["next"] == ["/providers?q=x&q=%E7%94%B2"]

    def test_is_the_page_alone_where_its_address_is_long(self, office):
        location = office.browser().get(f"/providers?q={'x' * 1000}", status=303).headers["Location"]
        assert parse_qs(urlsplit(location).query)["next"] == ["/providers"]

    def test_is_nowhere_for_what_is_no_address(self, office):
        office.browser().get("/login?next=//[")


class TestASession:
    def test_ends_by_logging_out_on_the_server(self, office):
        browser = office.enter("王敏", "officer")
        cookie = browser.http.get_cookie("banfa").value
        browser.post("/logout", page="/")
        browser.http.set_cookie("banfa", cookie)  # kept by somebody
        browser.get("/", status=303)
        assert actions(office)[-1] == "session.ended"

    def test_ends_by_logging_in_again_over_it(self, office):
        browser = office.enter("王敏", "officer")
        cookie = browser.http.get_cookie("banfa").value
        browser.log_in(office.login("王敏"), PASSWORD)
        browser.get("/")
        browser.http.set_cookie("banfa", cookie)  # kept by somebody
        browser.get("/", status=303)

    def test_ends_when_it_lies_idle_or_is_old(self, office):
        idle, used = office.enter("王敏", "officer"), office.enter("李四", "officer")
        for _ in range(3):
            office.clock.forward(minutes=40)
            used.get("/")
        assert "session_expired" in idle.get("/", status=303).headers["Location"]
        for _ in range(15):
            office.clock.forward(minutes=40)
            last = used.http.get("/")
        assert last.status_code == 303

    def test_ends_with_the_password_wherever_it_was_opened(self, office):
        office.at("officer")
        here, there = office.browser(), office.browser()
        for browser in (here, there):
            browser.log_in(office.login("officer"), PASSWORD)
        office.clock.forward(seconds=5)
        new = f"{PASSWORD} and more"
        here.send("/me/password", {"present": PASSWORD, "password": new, "again": new})
        for browser in (here, there):
            assert "session_ended" in browser.get("/", status=303).headers["Location"]
        office.clock.forward(seconds=5)
        assert office.browser().log_in(office.login("officer"), new).headers["Location"] == "/"
        assert "password.changed" in actions(office)

    def test_ends_with_dismissal_and_does_not_come_back(self, office):
        person, issued = office.add("王敏", "officer")
        browser = office.browser()
        browser.log_in(issued.login, issued.password)
        browser.send("/password/first", {"password": PASSWORD, "again": PASSWORD})
        browser.get("/")
        for active in (False, True):
            with office.unit() as unit:
                change_person(unit, person_id=person.id, active=active)
            browser.http.set_cookie("banfa", browser.http.get_cookie("banfa").value)
            assert "/login" in browser.http.get("/").headers["Location"]

    def test_is_listed_and_ended_by_the_person_and_by_the_administrator(self, office):
        mine = office.enter("王敏", "officer")
        other = office.browser()
        other.log_in(office.login("王敏"), PASSWORD)
        page = mine.get("/me").text
        assert page.count("现在这次") == 1
        (path,) = {p for p in page.split('"') if p.startswith("/me/sessions/")}
        mine.post(path, page="/me")
        other.get("/", status=303)
        mine.get("/")
        admin = office.at("admin")
        with office.unit() as unit:
            statement = text("SELECT id FROM person WHERE tenant_id = :id AND name = '王敏'")
            person = unit.connection.scalar(statement, {"id": office.tenant.id})
        path = "/persons/" + office.outward("person", person)
        admin.post(f"{path}/sessions/end", page=path)
        mine.get("/", status=303)

    def test_that_is_forged_is_none(self, office):
        browser = office.browser()
        for value in ("forged", "", "a" * 3000):
            browser.http.set_cookie("banfa", value)
            browser.get("/", status=303)

    def test_is_no_token_and_a_token_is_no_session(self, office):
        client = office.client("officer")
        browser = office.enter("王敏", "officer")
        with browser.http.session_transaction() as cookie:
            secret = cookie["session"]
            cookie["session"] = client.secret
        browser.get("/", status=303)
        headers = {"Authorization": f"Bearer {secret}"}
        answer = office.app.test_client().get(f"/api/v1/{office.tenant.slug}/providers", headers=headers)
        assert answer.json["code"] == "token_unknown"

    def test_does_nothing_with_authority_that_is_withdrawn_meanwhile(self, office):
        admin = office.enter("王敏", "admin")
        admin.get("/persons/new")
        with office.unit() as unit:
            statement = text("SELECT id FROM person WHERE tenant_id = :id AND name = '王敏'")
            person = unit.connection.scalar(statement, {"id": office.tenant.id})
            change_person(unit, person_id=person, roles=["officer"])
        page = admin.post("/persons/new", {"name": "新人", "roles": ["officer"]}, status=401).text
        assert "<h1>登录</h1>" in page
        assert "新人" not in [person.name for person in _list(office)]


class TestTwoBureaus:
    @pytest.fixture
    def both(self, office, app, engine, owner_engine, clock):
        other = Office(app, engine, owner_engine, clock)
        _, issued = office.add("王敏", "officer", "reviewer")
        with other.unit() as unit:
            person = add_person(unit, name="王敏", roles=["auditor"])
            tie_account(unit, person_id=person.id, login=issued.login)
        browser = office.browser()
        browser.log_in(issued.login, issued.password)
        answer = browser.send("/password/first", {"password": PASSWORD, "again": PASSWORD})
        assert answer.headers["Location"] == "/seats"
        return office, other, browser

    def test_are_chosen_among_and_switched(self, both):
        here, there, browser = both
        page = browser.get("/seats").text
        assert page.count('name="seat"') == 3
        browser.post("/seats", {"seat": f"{here.tenant.slug}/reviewer"})
        assert "王敏（审核）" in browser.get("/").text
        old = browser.http.get_cookie("banfa").value
        browser.post("/seats", {"seat": f"{there.tenant.slug}/auditor"}, page="/seats")
        assert "王敏（只读）" in browser.get("/").text
        browser.http.set_cookie("banfa", old)
        browser.get("/", status=303)

    def test_keep_the_account_until_the_last_has_erased_the_person(self, both, engine, owner_engine):
        """By 个人信息保护法第四十七条: name and login go, and nobody logs in as who is not there."""
        here, there, browser = both
        browser.post("/seats", {"seat": f"{here.tenant.slug}/officer"}, page="/seats")
        login = here.login("王敏")
        for office, left in ((here, 1), (there, 0)):
            with unit_of_work(owner_engine, operator(office.tenant), now=office.clock()) as unit:
                (person,) = [p for p in list_persons(unit) if p.name == "王敏"]
                erase(unit, "person", person.id, reason="本人申请", document_no="厦工信删〔2026〕4号")
            browser.get("/", status=303)
            with owner_engine.connect() as connection:
                accounts = text("SELECT count(*) FROM account WHERE login = :login")
                assert connection.scalar(accounts, {"login": login}) == left
            with office.unit() as unit:
                assert login not in "".join(map(repr, list_persons(unit)))
            assert verified(engine, operator(office.tenant)).faults == ()
        here.browser().log_in(login, PASSWORD, status=422)

    def test_are_not_entered_where_one_does_not_serve(self, both):
        _, there, browser = both
        answer = browser.post("/seats", {"seat": f"{there.tenant.slug}/admin"}, page="/seats")
        assert answer.headers["Location"] == "/seats"
        browser.get("/", status=303)

    def test_keep_an_administrator_from_the_other_bureau(self, both):
        here, _, _ = both
        admin = here.at("admin")
        with here.unit() as unit:
            statement = text("SELECT id FROM person WHERE tenant_id = :id AND name = '王敏'")
            person = unit.connection.scalar(statement, {"id": here.tenant.id})
        path = "/persons/" + here.outward("person", person)
        page = admin.send(f"{path}/account", {"login": here.login("王敏")}, status=409).text
        assert "还在其他单位任职" in page

    def test_have_one_person_an_account_each(self, both):
        here, _, _ = both
        person, _ = here.add("另一人", "officer")
        with pytest.raises(Conflict, match="account_given"), here.unit() as unit:
            tie_account(unit, person_id=person.id, login=here.login("王敏"))
        with here.unit() as unit:
            person = add_person(unit, name="第三人", roles=["officer"])
        with pytest.raises(Conflict, match="account_given"), here.unit() as unit:
            tie_account(unit, person_id=person.id, login=here.login("王敏"))

    def test_share_no_lengthening_of_the_login(self, both):
        here, there, browser = both
        browser.post("/seats", {"seat": f"{here.tenant.slug}/officer"}, page="/seats")
        for n in range(17):
            here.clock.forward(minutes=40)
            seat = f"{here.tenant.slug}/reviewer" if n % 2 else f"{there.tenant.slug}/auditor"
            browser.post("/seats", {"seat": seat}, page="/seats")
            browser.get("/")
        here.clock.forward(minutes=50)
        browser.get("/", status=303)
