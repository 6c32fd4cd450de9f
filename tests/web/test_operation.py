"""What holds for every request: who may ask, and what a stranger may learn."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.clients import Bureau


def problem(answer):
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == answer.status_code
    assert answer.json["instance"] == f"urn:uuid:{answer.headers['X-Request-Id']}"
    return answer.status_code, answer.json["code"]


def apart_from_numbers(answer):
    """A refusal without what differs from request to request."""
    return {k: v for k, v in answer.json.items() if k != "instance"}


class TestToken:
    @pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic abc", "banfa_abc"])
    def test_is_asked_for(self, bureau, app, header):
        headers = {} if header is None else {"Authorization": header}
        answer = app.test_client().get(f"/api/v1/{bureau.tenant.slug}/rounds", headers=headers)
        assert problem(answer) == (401, "token_missing")
        assert answer.headers["WWW-Authenticate"] == "Bearer"

    def test_that_nobody_has_is_refused(self, bureau, app):
        headers = {"Authorization": "Bearer banfa_" + "0" * 36}
        answer = app.test_client().get(f"/api/v1/{bureau.tenant.slug}/rounds", headers=headers)
        assert problem(answer) == (401, "token_malformed")

    def test_is_worthless_once_revoked(self, bureau):
        officer = bureau.new_client("officer")
        tokens = bureau.client("admin").get("/tokens").json["items"]
        mine = next(token["id"] for token in tokens if token["role"] == "officer")
        assert officer.get("/rounds").status_code == 200
        assert bureau.client("admin").post(f"/tokens/{mine}/revocation").status_code == 200
        assert problem(officer.get("/rounds")) == (401, "token_revoked")

    def test_is_worthless_once_expired(self, bureau, clock):
        brief = bureau.new_client("officer", expires_at=clock() + timedelta(minutes=1))
        clock.forward(minutes=2)
        assert problem(brief.get("/rounds")) == (401, "token_expired")


class TestTenant:
    def test_of_another_bureau_answers_like_one_that_does_not_exist(
        self, officer, app, engine, owner_engine, clock
    ):
        other = Bureau(app, engine, owner_engine, clock)
        answers = [officer.at(slug).get("/rounds") for slug in (other.tenant.slug, "nowhere")]
        assert [problem(answer) for answer in answers] == [(404, "tenant_missing")] * 2
        assert apart_from_numbers(answers[0]) == apart_from_numbers(answers[1])

    def test_whose_city_does_not_load_is_told_so(self, app, engine, owner_engine, clock):
        broken = Bureau(app, engine, owner_engine, clock, city="broken").client("admin")
        answer = broken.get("/rounds")
        assert problem(answer) == (503, "city_unavailable")
        assert answer.headers["Retry-After"]


class TestScopes:
    def test_narrow_a_role(self, bureau):
        narrow = bureau.new_client("officer", scopes=["law.read"])
        assert narrow.get("/law/editions").status_code == 200
        assert problem(narrow.get("/rounds")) == (403, "scope_not_granted")


class TestAddress:
    def test_that_is_none_is_a_problem_too(self, officer):
        assert problem(officer.get("/nothing")) == (404, "route_missing")
        for text in ("7", "rd_", "rd_" + "0" * 32, "ct_" + "0" * 32, "9" * 99, "周期"):
            assert problem(officer.get(f"/rounds/{text}")) == (404, "round_not_found")

    def test_takes_its_own_methods_alone(self, officer):
        answer = officer.send("DELETE", "/rounds")
        assert problem(answer) == (405, "method_not_allowed")
        assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}

    def test_takes_no_parameters_it_does_not_know(self, officer):
        answer = officer.get("/rounds", colour="red")
        assert problem(answer) == (422, "parameter_unknown")
        assert [error["field"] for error in answer.json["errors"]] == ["colour"]

    def test_takes_no_parameter_twice(self, officer):
        assert problem(officer.send("GET", "/rounds?limit=1&limit=2")) == (422, "parameter_repeated")


class TestBody:
    def test_has_to_be_json(self, officer):
        plain = officer.send("POST", "/providers", data="{}", content_type="text/plain")
        assert problem(plain) == (415, "not_json")
        broken = officer.send("POST", "/providers", data="{", content_type="application/json")
        assert problem(broken) == (400, "json_unreadable")
        assert problem(officer.send("POST", "/providers")) == (400, "body_missing")
        assert problem(officer.post("/providers", [1])) == (422, "field_malformed")

    def test_takes_no_key_twice(self, officer):
        raw = '{"name": "甲", "name": "乙", "uscc": "x"}'
        answer = officer.send("POST", "/providers", data=raw, content_type="application/json")
        assert problem(answer) == (422, "duplicate_key")
        assert answer.json["errors"][0]["field"] == "name"
        assert officer.get("/providers").json["items"] == []

    def test_names_every_field_at_fault(self, officer):
        answer = officer.post("/contracts", {"amount": "12", "signed_on": "今天", "sum": 1})
        assert problem(answer) == (422, "field_malformed")
        assert {(e["field"], e["code"]) for e in answer.json["errors"]} == {
            ("amount", "amount_malformed"),
            ("signed_on", "field_malformed"),
            ("sum", "field_unknown"),
        }

    def test_takes_no_fractions(self, officer):
        answer = officer.post("/contracts", {"amount": 12.5, "signed_on": "2026-01-05"})
        assert problem(answer) == (422, "not_whole")
        assert answer.json["errors"][0]["field"] == "amount"

    def test_is_bounded(self, officer):
        raw = b'{"name": "' + b"x" * (1 << 20) + b'"}'
        answer = officer.send("POST", "/providers", data=raw, content_type="application/json")
        assert problem(answer) == (413, "body_too_large")

    def test_is_not_wanted_where_nothing_is_asked(self, bureau):
        answer = bureau.client("officer").post("/rounds/1/cut-off", {"now": True}, version=1)
        assert problem(answer) == (422, "field_unknown")


class TestAnswer:
    def test_keeps_browsers_in_their_place(self, officer):
        headers = officer.get("/rounds").headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert headers["Referrer-Policy"] == "no-referrer"

    def test_of_an_unforeseen_error_tells_nothing_of_it(self, officer, app, monkeypatch, caplog):
        def fail(*_args, **_kwargs):
            raise RuntimeError("a secret of Banfa")

        monkeypatch.setattr("banfa.procedures.rounds.lifecycle.list_rounds", fail)
        answer = officer.get("/rounds")
        assert problem(answer) == (500, "internal_error")
        assert "secret of Banfa" not in answer.text + caplog.text
        assert "RuntimeError at web/operation.py" in caplog.text
        assert answer.headers["X-Request-Id"] in caplog.text
