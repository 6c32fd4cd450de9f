"""Persons over REST: one person, however many tokens; entered, changed and stopped by the administrator."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.clients import Client


@pytest.fixture
def admin(bureau):
    return bureau.client("admin")


@pytest.fixture
def person(admin):
    answer = admin.post("/persons", {"name": "张三", "roles": ["admin", "reviewer"], "post": "处长"})
    assert answer.status_code == 201
    return answer.json


def signed_in(admin, clock, person, role):
    """A client with a token of that person's, which the administrator has issued."""
    until = (clock() + timedelta(days=30)).isoformat()
    body = {"name": "办公", "role": role, "person_id": person["id"], "expires_at": until}
    return Client(admin.http, admin.tenant, admin.post("/tokens", body).json["secret"])


class TestAPerson:
    def test_issues_himself_a_second_token_and_stays_the_same(self, bureau, admin, person, clock):
        """The round's approvals compare persons: see tests/procedures/test_review.py."""
        himself = signed_in(admin, clock, person, "admin")
        again = signed_in(himself, clock, person, "reviewer")
        himself.post("/enterprises", {"name": "甲", "industry": "electronics", "size": "small"})
        links = bureau.client("auditor").get("/audit", limit=200).json["items"]
        tokens = {row["id"]: row["person_id"] for row in himself.get("/tokens").json["items"]}
        mine = [link for link in links if link["person"] == person["uuid"]]
        assert {tokens[link["token"]] for link in mine} == {person["id"]}
        assert again.get("/providers").status_code == 200

    def test_who_is_stopped_gets_in_by_no_token(self, admin, person, clock):
        clients = [signed_in(admin, clock, person, role) for role in ("admin", "reviewer")]
        changed = admin.post(f"/persons/{person['id']}/correction", {"active": False})
        assert (changed.status_code, changed.json["active"]) == (200, False)
        assert {client.get("/providers").json["code"] for client in clients} == {"person_inactive"}

    def test_keeps_what_is_left_out_and_loses_what_is_null(self, admin, person):
        path = f"/persons/{person['id']}/correction"
        changed = admin.post(path, {"mandate_kinds": ["contract"], "mandate_until": "2026-12-31"}).json
        assert (changed["post"], changed["mandate_kinds"]) == ("处长", ["contract"])
        changed = admin.post(path, {"post": None, "mandate_kinds": None, "name": None}).json
        assert (changed["post"], changed["mandate_kinds"], changed["name"]) == (None, None, "张三")
        assert changed["mandate_until"] == "2026-12-31"

    @pytest.mark.parametrize("body", [{"roles": []}, {"roles": ["king"]}, {"mandate_kinds": ["nope"]}])
    def test_is_not_changed_into_what_cannot_be(self, admin, person, body):
        assert admin.post(f"/persons/{person['id']}/correction", body).status_code == 422

    def test_records_no_kind_outside_his_mandate(self, admin, clock):
        body = {"name": "李四", "roles": ["officer"], "mandate_kinds": ["enterprise"]}
        officer = signed_in(admin, clock, admin.post("/persons", body).json, "officer")
        enterprise = {"name": "甲", "industry": "electronics", "size": "small"}
        assert officer.post("/enterprises", enterprise).json.get("code") != "outside_mandate"
        answer = officer.post("/filings", {"what": "季报", "due_on": "2026-12-31", "provider": "无"})
        assert (answer.status_code, answer.json["code"]) == (403, "outside_mandate")
