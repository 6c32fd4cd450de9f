"""The last administrator cannot shut everybody out, alone or two at once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from banfa.trust.accounts import give_one_time_password
from banfa.trust.persons import add_person, change_person, list_persons
from tests.at_once import call_at_once
from tests.web.clients import Bureau


@pytest.fixture
def admin(bureau):
    return bureau.client("admin")


def id_of(client, name):
    return next(p["id"] for p in client.get("/persons").json["items"] if p["name"] == name)


def refusal(answer):
    return answer.status_code, answer.json.get("code")


class TestTheLastOne:
    @pytest.mark.parametrize(
        "change", [{"active": False}, {"roles": ["officer"]}, {"mandate_until": "2026-04-07"}]
    )
    def test_does_not_shut_himself_out(self, admin, change):
        person = id_of(admin, "admin的人")
        answer = admin.post(f"/persons/{person}/correction", change)
        assert refusal(answer) == (409, "last_administrator")
        assert admin.get("/persons").status_code == 200

    def test_does_not_revoke_his_only_token(self, admin):
        (token,) = [t["id"] for t in admin.get("/tokens").json["items"] if t["role"] == "admin"]
        assert refusal(admin.post(f"/tokens/{token}/revocation")) == (409, "last_administrator")
        assert admin.get("/tokens").status_code == 200

    def test_is_not_the_last_while_another_can_get_in(self, bureau, admin):
        other = bureau.new_client("admin", name="另一管理员")
        person = id_of(admin, "admin的人")
        assert other.post(f"/persons/{person}/correction", {"active": False}).status_code == 200
        assert refusal(admin.get("/persons")) == (401, "person_inactive")

    def test_is_the_last_where_the_other_has_no_token(self, bureau, admin):
        with bureau.unit() as unit:
            add_person(unit, name="没有密钥", roles=["admin"])
        person = id_of(admin, "admin的人")
        answer = admin.post(f"/persons/{person}/correction", {"active": False})
        assert refusal(answer) == (409, "last_administrator")

    @pytest.mark.parametrize("scopes", [["audit.read"], ["person.manage"], ["token.manage"]])
    def test_is_the_last_where_the_others_token_lets_nobody_in(self, bureau, admin, scopes):
        bureau.new_client("admin", name="另一管理员", scopes=scopes)
        person = id_of(admin, "admin的人")
        answer = admin.post(f"/persons/{person}/correction", {"active": False})
        assert refusal(answer) == (409, "last_administrator")

    @pytest.mark.parametrize(("days", "status"), [(6, 200), (8, 409)])
    def test_is_the_last_once_the_others_one_time_password_has_run_out(
        self, bureau, admin, clock, days, status
    ):
        with bureau.unit() as unit:
            other = add_person(unit, name="另一管理员", roles=["admin"])
            give_one_time_password(unit, person_id=other.id, login=f"other@{bureau.tenant.slug}")
        clock.forward(days=days)
        person = id_of(admin, "admin的人")
        assert admin.post(f"/persons/{person}/correction", {"active": False}).status_code == status

    def test_changes_what_is_left_alone_by_that(self, admin):
        person = id_of(admin, "admin的人")
        assert admin.post(f"/persons/{person}/correction", {"post": "科长"}).status_code == 200

    def test_can_be_shut_out_at_the_console(self, bureau, admin):
        with bureau.unit() as unit:
            (person,) = [p for p in list_persons(unit) if p.name == "admin的人"]
            change_person(unit, person_id=person.id, active=False)
        assert refusal(admin.get("/persons")) == (401, "person_inactive")


class TestARole:
    def test_is_lost_with_the_next_request(self, bureau, admin):
        officer = bureau.new_client("officer", name="调离的人")
        assert officer.get("/providers").status_code == 200
        person = id_of(admin, "调离的人")
        admin.post(f"/persons/{person}/correction", {"roles": ["reviewer"]})
        assert refusal(officer.get("/providers")) == (401, "role_withdrawn")


class TestTwoAtOnce:
    def test_do_not_shut_each_other_out(self, app, engine, owner_engine, clock):
        for _ in range(20):
            bureau = Bureau(app, engine, owner_engine, clock)
            two = [bureau.new_client("admin", name=name) for name in ("甲", "乙")]
            persons = [id_of(two[0], name) for name in ("乙", "甲")]
            answers = call_at_once(
                *(
                    lambda c=client, p=person: c.post(f"/persons/{p}/correction", {"active": False})
                    for client, person in zip(two, persons, strict=True)
                )
            )
            clock.forward(seconds=1)
            assert [client.get("/persons").status_code for client in two].count(200) >= 1
            assert {answer.status_code for answer in answers} <= {200, 401, 409}


def test_an_expired_token_lets_nobody_in(bureau, admin, clock):
    bureau.new_client("admin", name="将到期", expires_at=clock() + timedelta(hours=1))
    clock.forward(hours=2)
    person = id_of(admin, "admin的人")
    answer = admin.post(f"/persons/{person}/correction", {"active": False})
    assert refusal(answer) == (409, "last_administrator")
