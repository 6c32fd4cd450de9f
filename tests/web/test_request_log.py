"""The log of requests: who, what, how long and what became of it, and nothing that anybody has sent."""

from __future__ import annotations

from typing import Any

import pytest

from banfa.trust.tokens import list_tokens, revoke_token
from tests.log_lines import written_lines
from tests.web.clients import Client, credit_code

NAME, TELEPHONE = "林小明", "13900001111"
PERSON = f"{NAME} {TELEPHONE}"
NOISE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("GET", f"/api/v1/x/{NAME}", {}),
    ("GET", f"/{TELEPHONE}", {}),
    ("GET", "/api/v1/{tenant}/providers", {"query_string": {"q": NAME}}),
    ("GET", "/api/v1/{tenant}/providers", {"query_string": {NAME: TELEPHONE}}),
    ("GET", f"/api/v1/{NAME}/providers", {}),
    ("GET", "/api/v1/{tenant}/providers/" + TELEPHONE, {}),
    ("POST", "/api/v1/{tenant}/providers", {"json": {"name": PERSON, NAME: TELEPHONE}}),
    ("POST", "/api/v1/{tenant}/providers", {"data": PERSON.encode()}),
    ("POST", "/api/v1/{tenant}/providers/bulk", {"json": {"rows": [{"contact": PERSON, NAME: 1}]}}),
    ("POST", "/api/v1/{tenant}/rounds", {"json": {"name": PERSON}}),
    ("BREW", "/api/v1/{tenant}/rounds", {"headers": {"X-Name": TELEPHONE}}),
)


@pytest.fixture
def lines():
    with written_lines() as lines:
        yield lines


class TestARequest:
    def test_is_one_line(self, bureau, officer, lines):
        answer = officer.get("/rounds", nonsense=NAME)
        assert answer.status_code == 422
        (line,) = lines.of("request")
        assert line.pop("ms") >= 0
        del line["timestamp"]
        with bureau.unit() as unit:
            (token,) = [one for one in list_tokens(unit) if one.role == "officer"]
        assert line == {
            "event": "request",
            "level": "info",
            "logger": "banfa.web",
            "request_id": answer.headers["X-Request-Id"],
            "method": "GET",
            "route": "/api/v1/<tenant>/rounds",
            "status": 422,
            "code": answer.json["code"],
            "tenant": bureau.tenant.slug,
            "person": bureau.outward("person", token.person_id),
            "token": bureau.outward("token", token.id),
        }

    def test_says_nothing_of_who_asked_before(self, officer, lines):
        officer.get("/rounds")
        officer.http.get("/api/v1/elsewhere/rounds")
        second = lines.of("request")[1]
        assert not {"tenant", "person", "token"} & second.keys()

    @pytest.mark.parametrize("noise", NOISE)
    def test_leaves_nothing_of_what_was_sent(self, officer, lines, noise):
        method, path, options = noise
        headers = {"Authorization": f"Bearer {officer.secret}", **options.get("headers", {})}
        address = path.replace("{tenant}", officer.tenant)
        officer.http.open(address, method=method, **{**options, "headers": headers})
        assert len(lines.of("request")) == 1
        for secret in (NAME, TELEPHONE, officer.secret, "BREW", "%E6%9E%97"):
            assert secret not in lines.getvalue()


class TestARefusal:
    def test_is_a_line_with_its_code(self, officer, lines):
        officer.get("/persons")
        officer.post("/providers", {"uscc": credit_code()})
        officer.get("/rounds")
        refused = [(line["status"], line["code"]) for line in lines.of("refused")]
        assert refused == [(403, "role_not_allowed"), (422, "field_missing")]


class TestALogin:
    def test_is_a_line_when_a_token_first_comes(self, bureau, lines):
        newcomer = bureau.new_client("officer")
        for _ in range(3):
            newcomer.get("/rounds")
        (line,) = lines.of("login")
        assert line["tenant"] == bureau.tenant.slug
        assert {"person", "token", "request_id"} <= line.keys()

    def test_that_is_refused_is_a_line_with_its_code(self, bureau, lines):
        leaver = bureau.new_client("officer")
        with bureau.unit() as unit:
            revoke_token(unit, token_id=max(list_tokens(unit), key=lambda token: token.id).id)
        leaver.get("/rounds")
        Client(leaver.http, bureau.tenant.slug, "nonsense").get("/rounds")
        assert [line["code"] for line in lines.of("login_refused")] == ["token_revoked", "token_malformed"]
        assert lines.of("login") == lines.of("refused") == []
        assert "nonsense" not in lines.getvalue()
