"""A token gives at most what it has and for as long as it lasts, and takes what it issued along."""

from __future__ import annotations

from datetime import timedelta

import pytest

from banfa.trust.persons import add_person
from tests.at_once import call_at_once
from tests.web.clients import Client


@pytest.fixture
def admin(bureau):
    return bureau.client("admin")


@pytest.fixture
def body(clock, admin):
    person = admin.post("/persons", {"name": "张三", "roles": ["admin", "officer"]}).json["id"]
    until = (clock() + timedelta(days=30)).isoformat()
    return {"name": "办公电脑", "role": "officer", "person_id": person, "expires_at": until}


def client_of(issuer, body):
    answer = issuer.post("/tokens", body)
    assert answer.status_code == 201, answer.text
    return answer.json["id"], Client(issuer.http, issuer.tenant, answer.json["secret"])


def refusal(answer):
    return answer.status_code, answer.json.get("code")


class TestWhatItGives:
    def test_a_narrowed_token_issues_no_full_administrator(self, admin, body):
        _, narrowed = client_of(admin, {**body, "role": "admin", "scopes": ["token.manage"]})
        answer = narrowed.post("/tokens", {**body, "role": "admin"})
        assert refusal(answer) == (422, "scope_beyond_issuer")
        assert "ledger.write" in answer.json["detail"]

    def test_nor_a_role_that_has_more_than_it(self, admin, body):
        scopes = ["token.manage", "ledger.read"]
        _, narrowed = client_of(admin, {**body, "role": "admin", "scopes": scopes})
        assert refusal(narrowed.post("/tokens", body)) == (422, "scope_beyond_issuer")
        _, child = client_of(narrowed, {**body, "scopes": ["ledger.read"]})
        assert child.get("/providers").status_code == 200

    def test_one_that_dies_soon_issues_none_for_longer(self, admin, body, clock):
        soon = (clock() + timedelta(seconds=2)).isoformat()
        _, dying = client_of(admin, {**body, "role": "admin", "expires_at": soon})
        answer = dying.post("/tokens", body)
        assert refusal(answer) == (422, "token_expiry")
        assert "最晚为" in answer.text
        client_of(dying, {**body, "expires_at": soon})

    @pytest.mark.parametrize(
        ("until", "code"),
        [
            ("9999-12-31T23:59:59-12:00", "field_out_of_range"),
            ("0001-01-01T00:00:00+14:00", "field_out_of_range"),
            ("2190-01-01T00:00:00Z", "token_expiry"),
        ],
    )
    def test_has_a_bounded_life(self, admin, body, until, code):
        assert refusal(admin.post("/tokens", {**body, "expires_at": until})) == (422, code)
        assert admin.get("/tokens").status_code == 200


class TestWhatHasToBeNamed:
    """Who has written a letter: read by no token that was not given it by name."""

    def test_comes_with_no_officers_token_in_passing(self, admin, body):
        _, officer = client_of(admin, body)
        assert refusal(officer.get("/letter-reporters")) == (403, "scope_not_granted")

    def test_is_given_by_an_administrator_who_has_it_not_himself(self, admin, body):
        _, officer = client_of(admin, {**body, "scopes": ["letter.identity"]})
        assert officer.get("/letter-reporters").status_code == 200
        assert refusal(admin.get("/letter-reporters")) == (403, "role_not_allowed")
        issued = [
            admin.get(f"/audit/{link['seq']}").json["data"]
            for link in admin.get("/audit", limit=100).json["items"]
            if link["action"] == "token.issued"
        ]
        assert any(data["scopes"] == ["letter.identity"] for data in issued)

    def test_is_not_given_by_who_appoints_nobody(self, admin, body):
        _, narrowed = client_of(admin, {**body, "role": "admin", "scopes": ["token.manage"]})
        answer = narrowed.post("/tokens", {**body, "scopes": ["letter.identity"]})
        assert refusal(answer) == (422, "scope_beyond_issuer")

    def test_is_not_given_to_oneself(self, admin, body):
        _, both = client_of(admin, {**body, "role": "admin"})
        answer = both.post("/tokens", {**body, "scopes": ["letter.identity"]})
        assert refusal(answer) == (422, "token_holder")

    def test_is_not_given_to_a_system(self, bureau, admin, body):
        with bureau.unit() as unit:
            system = add_person(unit, name="某系统", roles=["officer"], kind="system").id
        outward = bureau.outward("person", system)
        answer = admin.post("/tokens", {**body, "person_id": outward, "scopes": ["letter.identity"]})
        assert refusal(answer) == (422, "token_holder")


class TestWhatItTakesAlong:
    def test_children_and_theirs(self, admin, body):
        first, parent = client_of(admin, {**body, "role": "admin"})
        _, child = client_of(parent, {**body, "role": "admin"})
        _, grandchild = client_of(child, body)
        _, other = client_of(admin, body)
        assert admin.post(f"/tokens/{first}/revocation").status_code == 200
        for dead in (parent, child, grandchild):
            assert refusal(dead.get("/providers")) == (401, "token_revoked")
        assert other.get("/providers").status_code == 200
        links = [link for link in admin.get("/audit").json["items"] if link["action"] == "token.revoked"]
        assert len(links) == 3


class TestAtOnce:
    def test_revocations_are_answered_and_no_child_survives(self, admin, body):
        """Twenty times: four revoke a family from different ends while two issue into it."""
        for _ in range(20):
            top, parent = client_of(admin, {**body, "role": "admin"})
            middle, child = client_of(parent, {**body, "role": "admin"})
            answers = call_at_once(
                *(lambda t=token: admin.post(f"/tokens/{t}/revocation") for token in (top, middle) * 2),
                *(lambda c=client: c.post("/tokens", body) for client in (parent, child)),
            )
            assert {answer.status_code for answer in answers} <= {200, 201, 401}
            for answer in answers:
                if answer.status_code == 201:
                    orphan = Client(admin.http, admin.tenant, answer.json["secret"])
                    assert refusal(orphan.get("/providers")) == (401, "token_revoked")
