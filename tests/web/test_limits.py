"""What a credential, and an address without one, may ask for in a minute."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from redis import Redis

from banfa.settings import Settings
from banfa.web.app import create_app
from banfa.web.limits import weigh
from tests.strong_secret import SECRET


@pytest.fixture
def make_http(engine, cities, clock):
    """Make an application with these limits; gives its test client."""

    def make(**settings):
        app = create_app(
            Settings(data_dir=Path("/nowhere"), secret=SECRET, **settings), engine, cities, clock=clock
        )
        return app.test_client()

    return make


@pytest.fixture
def admin(bureau):
    return bureau.client("admin")


@pytest.fixture
def platform(bureau):
    return bureau.client("platform")


def ask(http, client, path="/sources", **headers):
    token = {"Authorization": f"Bearer {client.secret}"} if client else {}
    tenant = client.tenant if client else "nobody"
    return http.get(f"/api/v1/{tenant}{path}", headers={**token, **headers})


class TestACredential:
    def test_is_told_when_to_come_again(self, make_http, admin):
        http = make_http(limit_credential=5)
        answers = [ask(http, admin) for _ in range(7)]
        assert [answer.status_code for answer in answers] == [200] * 5 + [429] * 2
        last = answers[-1]
        assert last.content_type == "application/problem+json"
        assert last.json["code"] == "too_many_requests"
        assert "请求过多" in last.json["detail"]
        assert 1 <= int(last.headers["Retry-After"]) <= 120

    def test_takes_nothing_from_another(self, make_http, admin, officer):
        http = make_http(limit_credential=3)
        assert [ask(http, admin).status_code for _ in range(4)][-1] == 429
        assert ask(http, officer).status_code == 200

    def test_pays_more_for_what_costs_more(self, make_http, admin):
        http = make_http(limit_credential=100)
        assert [ask(http, admin, "/audit/verification").status_code for _ in range(3)] == [200, 200, 429]
        assert ask(http, admin).status_code == 200, "there is some left"

    @pytest.mark.parametrize("name", ["fresh", "%66resh"])
    def test_pays_for_it_however_it_is_written(self, make_http, admin, name):
        http = make_http(limit_credential=100)
        answers = [ask(http, admin, f"/watch?{name}=true") for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert answers[0].json["fresh"] is True, "it was carried out"


class TestAnAddress:
    def test_without_a_token_is_counted(self, make_http):
        http = make_http(limit_address=30)
        answers = [http.get("/api/v1/openapi.json").status_code for _ in range(4)]
        assert answers == [200, 200, 200, 429]

    def test_with_failing_tokens_is_closed_to_strangers_alone(self, make_http, admin):
        http = make_http(limit_address=3)
        assert ask(http, admin).status_code == 200
        wrong = {"Authorization": "Bearer nonsense"}
        answers = [http.get(f"/api/v1/{admin.tenant}/sources", headers=wrong).status_code for _ in range(5)]
        assert answers == [401, 401, 401, 429, 429]
        assert ask(http, admin).status_code == 200

    def test_is_that_which_our_own_proxy_has_written_down(self, make_http):
        http = make_http(limit_address=1, proxies=1)

        def come(forwarded):
            return ask(http, None, **{"X-Forwarded-For": forwarded}).status_code

        assert [come("10.0.0.1"), come("10.0.0.1"), come("10.0.0.2")] == [401, 429, 401]
        assert come("10.0.0.9, 10.0.0.1") == 429, "what a stranger writes before it changes nothing"

    def test_is_not_taken_from_a_header_without_a_proxy(self, make_http):
        http = make_http(limit_address=1)
        assert ask(http, None, **{"X-Forwarded-For": "10.0.0.1"}).status_code == 401
        assert ask(http, None, **{"X-Forwarded-For": "10.0.0.2"}).status_code == 429


class TestTheCounts:
    def test_are_shared_by_all_processes(self, make_http, admin, queue):
        processes = [make_http(limit_credential=4, redis_url=queue) for _ in range(2)]
        answers = [ask(processes[n % 2], admin).status_code for n in range(6)]
        assert answers == [200] * 4 + [429] * 2

    def test_are_not_lost_between_requests_at_once(self, make_http, admin, queue):
        app = make_http(limit_credential=10, redis_url=queue).application
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: ask(app.test_client(), admin).status_code, range(24)))
        assert answers.count(200) == 10

    def test_are_the_processs_own_while_the_server_is_away(self, make_http, admin):
        http = make_http(limit_credential=4, redis_url="unix:///nowhere/queue.sock")
        assert [ask(http, admin).status_code for _ in range(6)] == [200] * 4 + [429] * 2

    def test_are_not_waited_for_long(self, make_http, admin, queue):
        http = make_http(limit_credential=1000, redis_url=queue)
        assert ask(http, admin).status_code == 200
        with Redis.from_url(queue) as redis:
            redis.execute_command("CLIENT", "PAUSE", "3000", "ALL")
            began = time.monotonic()
            assert [ask(http, admin).status_code for _ in range(5)] == [200] * 5
            assert time.monotonic() - began < 2
            time.sleep(3.1)

    def test_hold_no_token(self, make_http, admin, queue):
        ask(make_http(limit_credential=1000, redis_url=queue), admin)
        with Redis.from_url(queue) as redis:
            keys = b" ".join(redis.keys())
        assert keys
        assert admin.secret.encode() not in keys


class TestWeights:
    @pytest.mark.parametrize(
        ("method", "path", "query", "weight"),
        [
            ("GET", "/api/v1/x/sources", "", 1),
            ("POST", "/api/v1/x/providers", "", 2),
            ("POST", "/api/v1/x/providers/bulk", "", 20),
            ("GET", "/api/v1/x/watch", "limit=1", 1),
            ("GET", "/api/v1/x/watch", "fresh=true", 40),
            ("GET", "/api/v1/x/watch", "%66resh=true", 40),
            ("GET", "/api/v1/x/watch", "limit=1&%66%72%65%73%68=true", 40),
            ("GET", "/api/v1/x/watch", "fresh", 40),
            ("GET", "/api/v1/x/watch", "clause=fresh", 1),
            ("GET", "/api/v1/x/watch", "%2566resh=true", 1),
            ("GET", "/api/v1/openapi.json", "", 10),
            ("GET", "/nowhere", "", 1),
        ],
    )
    def test_follow_what_is_asked_for(self, make_http, method, path, query, weight):
        assert weigh(make_http().application, path, method, query) == weight


class TestNonsense:
    """16 MB of it were 44 s and 2 GB."""

    def send(self, client, body):
        began = time.thread_time()  # of this thread's own work, whatever else the machine does
        answer = client.http.post(
            f"/api/v1/{client.tenant}/providers/bulk",
            data=body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {client.secret}"},
        )
        return answer.status_code, answer.json["code"], time.thread_time() - began

    @pytest.mark.parametrize(
        ("body", "code"),
        [
            (b'{"rows": [' + b"1.5," * 4_000_000 + b"1]}", "too_many_values"),
            (b'{"rows": [' + b"{}," * 5_000_000 + b"{}]}", "too_many_values"),
            (b'{"rows": [' + b"1.5," * 200_000 + b"1]}", "field_out_of_range"),
            (b'{"rows": [' + b"[1.5,1.5,1.5,1.5]," * 4_000 + b"1]}", "too_many_errors"),
        ],
    )
    def test_is_told_so_at_once(self, platform, body, code):
        status, told, seconds = self.send(platform, body)
        assert (status, told) == (422, code)
        assert seconds < 5
