"""Tokens over REST: issued, listed, revoked by the administrator alone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.clients import Client


@pytest.fixture
def admin(bureau):
    return bureau.client("admin")


@pytest.fixture
def person(admin):
    answer = admin.post("/persons", {"name": "张三", "roles": ["officer"]})
    assert answer.status_code == 201
    return answer.json["id"]


@pytest.fixture
def body(clock, person):
    until = (clock() + timedelta(days=30)).isoformat()
    return {"name": "办公电脑", "role": "officer", "person_id": person, "expires_at": until}


class TestIssue:
    def test_gives_a_token_that_works(self, admin, body):
        answer = admin.post("/tokens", body)
        assert answer.status_code == 201
        issued = Client(admin.http, admin.tenant, answer.json["secret"])
        assert issued.get("/providers").status_code == 200

    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"expires_at": "2020-01-01T00:00:00+08:00"}, "token_expiry"),
            ({"expires_at": "2030-01-01"}, "field_malformed"),
            ({"role": "king"}, "field_out_of_range"),
            ({"scopes": ["everything"]}, "field_out_of_range"),
            ({"scopes": ["audit.read"]}, "scope_beyond_role"),
            ({"role": "provider"}, "token_subject"),
            ({"role": "district"}, "role_beyond_person"),
        ],
    )
    def test_refuses_what_cannot_be(self, admin, body, change, code):
        answer = admin.post("/tokens", {**body, **change})
        assert (answer.status_code, answer.json["code"]) == (422, code)
        assert len(admin.get("/tokens").json["items"]) == 1

    def test_refuses_a_subject_that_does_not_exist(self, admin, body):
        person = admin.post("/persons", {"name": "李四", "roles": ["provider"]}).json["id"]
        body |= {"person_id": person, "role": "provider", "provider_id": "pv_" + 32 * "0"}
        answer = admin.post("/tokens", body)
        assert (answer.status_code, answer.json["code"]) == (404, "entry_missing")


class TestList:
    def test_tells_no_secret(self, admin, body):
        secret = admin.post("/tokens", body).json["secret"]
        answer = admin.get("/tokens")
        assert [token["name"] for token in answer.json["items"]] == ["admin的人", "办公电脑"]
        assert secret not in answer.text


class TestRevoke:
    def test_can_be_repeated(self, admin, body):
        token = admin.post("/tokens", body).json["id"]
        first, again = (admin.post(f"/tokens/{token}/revocation") for _ in range(2))
        assert first.json == again.json
        assert first.json["revoked_at"]
