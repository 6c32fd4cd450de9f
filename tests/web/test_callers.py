"""What a process knows of its callers before it looks anything up."""

from __future__ import annotations

import pytest

from banfa.front.heads import look_at
from banfa.web import callers
from banfa.web.callers import Callers, Memory
from banfa.web.limits import find_callers
from tests.web.test_limits import ask, make_http

__all__ = ["make_http"]

ADDRESS = "127.0.0.1"
"""Flask's test client comes from there."""


def scope(client=None, path="/sources", *, query=b"", length=0):
    headers = [(b"authorization", f"Bearer {client.secret}".encode())] if client else []
    headers += [(b"content-length", str(length).encode())] if length else []
    tenant = client.tenant if client else "nobody"
    whole = {"path": f"/api/v1/{tenant}{path}", "method": "GET", "query_string": query}
    return {**whole, "headers": headers, "client": (ADDRESS, 1)}


@pytest.fixture
def admin(bureau):
    return bureau.client("admin")


@pytest.fixture(autouse=True)
def _long(monkeypatch):
    """The tests' machine may be slow."""
    monkeypatch.setattr(callers, "BREACH_LASTS_S", 600.0)


class TestACredential:
    def test_is_its_bureaus_once_it_was_taken(self, make_http, admin):
        http = make_http(limit_credential=100)
        assert look_at(http.application, scope(admin)).caller.bureau == ""
        assert ask(http, admin).status_code == 200
        assert look_at(http.application, scope(admin)).caller.bureau == admin.tenant

    def test_that_is_taken_no_more_is_a_strangers(self, make_http, admin):
        http = make_http(limit_credential=100)
        wrong = type("Wrong", (), {"secret": "nonsense", "tenant": admin.tenant})
        seen = find_callers(http.application).seen
        seen.put(look_at(http.application, scope(wrong)).caller.credential, admin.tenant)
        assert ask(http, wrong).status_code == 401
        assert look_at(http.application, scope(wrong)).caller.key == f"address {ADDRESS}"


class TestWhoWasTurnedAway:
    """Is turned away again by the front, without a thread, if as much is asked for."""

    def test_is_told_the_same(self, make_http, admin):
        http = make_http(limit_credential=3)
        assert [ask(http, admin).status_code for _ in range(4)][-1] == 429
        problem = look_at(http.application, scope(admin)).problem
        assert problem is not None
        assert (problem.status, problem.code) == (429, "too_many_requests")
        assert 1 <= problem.data["retry_after"] <= 120

    def test_may_still_ask_for_less(self, make_http, admin):
        http = make_http(limit_credential=100)
        path = "/audit/verification"
        assert [ask(http, admin, path).status_code for _ in range(3)] == [200, 200, 429]
        assert look_at(http.application, scope(admin, path)).problem is not None
        assert look_at(http.application, scope(admin)).problem is None
        assert look_at(http.application, scope(admin, length=40 << 16)).problem is not None

    @pytest.mark.parametrize(("query", "dear"), [(b"%66resh=true", True), (b"limit=1", False)])
    def test_computes_for_long_however_it_is_written(self, make_http, admin, query, dear):
        assert look_at(make_http().application, scope(admin, "/watch", query=query)).dear is dear

    def test_is_not_another_of_the_same_address(self, make_http, admin, officer):
        http = make_http(limit_credential=3)
        assert ask(http, officer).status_code == 200
        assert [ask(http, admin).status_code for _ in range(4)][-1] == 429
        assert look_at(http.application, scope(officer)).problem is None

    def test_is_not_its_address_where_only_the_credential_has_nothing_left(
        self, make_http, admin, officer, queue
    ):
        """As a process tells that has not met it yet: the counts are those of all processes."""
        one, other = (make_http(limit_credential=3, redis_url=queue) for _ in range(2))
        assert [ask(one, admin).status_code for _ in range(3)] == [200] * 3
        assert ask(other, admin).status_code == 429
        assert look_at(other.application, scope(admin)).problem is not None
        assert look_at(other.application, scope(officer)).problem is None
        assert look_at(other.application, scope()).problem is None

    def test_is_a_stranger_of_an_address_alone(self, make_http, admin):
        http = make_http(limit_address=1)
        assert ask(http, admin).status_code == 200
        assert [ask(http, None).status_code for _ in range(2)] == [401, 429]
        assert look_at(http.application, scope()).problem is not None
        assert look_at(http.application, scope(admin)).problem is None


class TestAMemory:
    def test_ends_and_has_an_end(self):
        now = [0.0]
        memory: Memory[int] = Memory(10.0, clock=lambda: now[0])
        memory.put("a", 1)
        now[0] = 9.0
        assert memory.get("a") == 1
        now[0] = 10.0
        assert memory.get("a") is None
        for number in range(callers.MAX_REMEMBERED + 1):
            memory.put(str(number), number)
        assert (memory.get("0"), memory.get("1")) == (None, 1)
        memory.drop("1")
        assert memory.get("1") is None

    def test_tells_no_credential(self):
        found = Callers(0).find(credential="Bearer banfa_secret", forwarded="", remote="10.0.0.1")
        assert "secret" not in repr(found)
