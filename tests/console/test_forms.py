"""A form once right and once wrong, sent twice, forged, stale, of another session."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from banfa.trust.persons import add_person
from tests.console.people import PASSWORD

PERSON = {"name": "王敏", "post": "科员", "roles": ["officer", "auditor"], "mandate_until": "2026年12月31日"}


def names(office):
    with office.unit() as unit:
        statement = text("SELECT name FROM person WHERE tenant_id = :id AND built_in IS NULL")
        return unit.connection.scalars(statement, {"id": office.tenant.id}).all()


class TestAForm:
    def test_enters_what_was_typed_in_the_name_of_who_typed_it(self, office):
        admin = office.at("admin")
        answer = admin.send("/persons/new", PERSON)
        page = admin.follow(answer).text
        assert "已登记王敏。" in page
        assert "2026-12-31" in page
        with office.unit() as unit:
            link = unit.connection.execute(
                text(
                    "SELECT l.action, p.name FROM audit_link l"
                    " JOIN person p ON p.tenant_id = l.tenant_id AND p.uuid = l.person"
                    " WHERE l.tenant_id = :id ORDER BY l.seq DESC LIMIT 1"
                ),
                {"id": office.tenant.id},
            ).one()
        assert tuple(link) == ("person.added", "admin")

    def test_enters_a_person_with_a_password_that_is_said_once(self, office):
        admin = office.at("admin")
        login = office.login("王敏")
        page = admin.follow(admin.send("/persons/new", {**PERSON, "login": login})).text
        (password,) = re.findall(r"已登记王敏，已发一次性密码：账号 \S+，密码 (\S+?)，", page)
        assert password not in admin.get("/persons").text
        newcomer = office.browser()
        assert "设定自己的密码" in newcomer.follow(newcomer.log_in(login, password)).text
        answer = admin.send("/persons/new", {**PERSON, "name": "另一人", "login": login}, status=409).text
        assert 'id="login-why"' in answer
        assert "另一人" not in names(office)

    def test_says_beside_the_field_what_is_wrong_and_keeps_what_was_typed(self, office):
        admin = office.at("admin")
        typed = {**PERSON, "name": "  ", "mandate_until": "2026-02-30"}
        page = admin.send("/persons/new", typed, status=422).text
        assert "有2处要改" in page
        assert '<a href="#name">姓名：请填写姓名。</a>' in page
        assert 'id="mandate_until-why"' in page
        assert 'value="科员"' in page
        assert 'value="2026-02-30"' in page
        assert page.count("checked") == 2
        assert "王敏" not in names(office)

    def test_says_what_the_procedure_finds_wrong(self, office):
        admin = office.at("admin")
        with office.unit() as unit:
            person = add_person(unit, name="李四", roles=["officer"])
        path = "/persons/" + office.outward("person", person.id)
        page = admin.send(f"{path}/account", {"login": office.login("admin").upper()}, status=409).text
        assert '<p class="why" id="login-why">这个账号已有人使用，请换一个。</p>' in page

    def test_sent_twice_has_one_effect_and_the_same_answer(self, office):
        admin = office.at("admin")
        admin.get("/persons/new")
        first = admin.post("/persons/new", PERSON)
        second = admin.post("/persons/new", PERSON)
        assert first.headers["Location"] == second.headers["Location"]
        assert names(office).count("王敏") == 1
        assert "这一页" in admin.post("/persons/new", {**PERSON, "name": "另一人"}, status=422).text
        assert "另一人" not in names(office)

    def test_takes_nothing_that_was_not_sent_from_a_page_of_ours(self, office):
        admin = office.at("admin")
        admin.get("/persons/new")
        admin.post("/persons/new", PERSON, csrf_token="forged", status=400)
        admin.post("/persons/new", PERSON, form_key="", status=422)
        admin.post("/persons/new", PERSON, form_key="forged", status=409)
        assert "王敏" not in names(office)

    def test_of_a_session_before_is_not_taken(self, office):
        admin = office.at("admin")
        admin.get("/persons/new")
        old = admin.hidden["form_key"]
        admin.post("/logout", page="/")
        admin.log_in(office.login("admin"), PASSWORD)
        page = admin.send("/persons/new", PERSON, form_key=old, status=409).text
        assert "换过单位、角色或重新登录过" in page
        assert 'value="王敏"' in page
        assert "王敏" not in names(office)

    def test_shows_what_was_typed_as_text(self, office):
        admin = office.at("admin")
        answer = admin.send("/persons/new", {**PERSON, "name": "<script>alert(1)</script>"})
        page = admin.follow(answer).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


class TestAButton:
    def test_says_on_its_page_why_it_did_nothing(self, office):
        admin = office.at("admin")
        path = "/persons/" + office.outward("person", office.add("李四", "officer")[0].id)
        answer = admin.post(f"{path}/sessions/end", page=path)
        assert answer.headers["Location"] == path
        assert "没有正在进行的登录" in admin.follow(answer).text


class TestAOneTimePassword:
    def test_is_told_once_and_stored_nowhere(self, office):
        admin = office.at("admin")
        person, _ = office.add("李四", "officer")
        path = "/persons/" + office.outward("person", person.id)
        answer = admin.send(f"{path}/account", {"login": person.login or "x"})
        page = admin.follow(answer).text
        (password,) = re.findall(r"密码 (\w{4}-\w{4}-\w{4}-\w{4})", page)
        assert password not in admin.get(path).text
        with office.unit() as unit:
            statement = text("SELECT body FROM idempotency_key WHERE tenant_id = :id")
            bodies = unit.connection.scalars(statement, {"id": office.tenant.id}).all()
        assert bodies
        assert not any(password.encode() in bytes(body) for body in bodies)
        browser = office.browser()
        assert browser.log_in(office.login("李四"), password).headers["Location"] == "/password/first"


@pytest.mark.parametrize("typed", ["2026-12-01", "2026/12/1", "12月1日", "2026年12月1日"])
def test_a_day_is_read_as_people_write_it(office, typed):
    admin = office.at("admin")
    answer = admin.send("/persons/new", {**PERSON, "mandate_until": typed})
    assert "2026-12-01" in admin.follow(answer).text
