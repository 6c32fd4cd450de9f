"""Nothing that a request waits for holds a thread for longer than its time."""

from __future__ import annotations

import json
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.front.serving import PATIENCE, frozen, issue, serving
from tests.web.clients import credit_code

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def server(database, tmp_path_factory):
    with serving(database, tmp_path_factory.mktemp("serve") / "log", quick=True) as server:
        yield server


@pytest.fixture(scope="module")
def officer(engine, owner_engine):
    return issue(engine, owner_engine)


class TestABody:
    def test_that_stops_is_not_waited_for(self, server, officer):
        slug, token = officer
        with server.send_head(f"/api/v1/{slug}/rounds", token) as stranger:
            began = time.monotonic()
            answer = stranger.recv(10_000)
            assert answer.startswith(b"HTTP/1.1 408 ")
            assert b"application/problem+json" in answer
            assert time.monotonic() - began < 3

    def test_that_keeps_the_rate_has_an_end_all_the_same(self, server, officer):
        slug, token = officer
        with server.send_head(f"/api/v1/{slug}/rounds", token, length=100_000) as stranger:
            began = time.monotonic()
            stranger.settimeout(0.1)
            while time.monotonic() - began < 10:
                stranger.sendall(b" " * 400)
                try:
                    answer = stranger.recv(10_000)
                    break
                except TimeoutError:
                    continue
            assert answer.startswith(b"HTTP/1.1 408 ")
            assert 3 < time.monotonic() - began < 6

    def test_of_too_many_at_a_time_is_not_taken(self, server, officer):
        slug, token = officer
        path = f"/api/v1/{slug}/rounds"
        strangers = [server.send_head(path, token) for _ in range(20)]
        time.sleep(0.3)
        status, told, headers = server.ask("POST", path, {}, token=token)
        assert (status, json.loads(told)["code"], headers["Retry-After"]) == (503, "busy", "5")
        for stranger in strangers:
            stranger.close()
        time.sleep(0.3)
        assert server.ask("POST", path, {}, token=token)[0] == 422


class TestADatabaseThatFreezes:
    def test_is_waited_for_in_vain_for_a_limited_time(self, server, officer, postgres, database):
        slug, token = officer
        path = f"/api/v1/{slug}/providers"
        body = {"uscc": credit_code(), "name": "甲公司"}
        assert server.ask("GET", path, token=token)[0] == 200
        with ThreadPoolExecutor(16) as pool:
            ready = [pool.submit(server.ask, "GET", path, token=token) for _ in range(8)]
            assert {future.result()[0] for future in ready} == {200}
            with frozen(postgres, database):
                began = time.monotonic()
                reads = [pool.submit(server.ask, "GET", path, token=token) for _ in range(3)]
                write = pool.submit(server.ask, "POST", path, body, token=token)
                time.sleep(0.5)
                assert server.seconds("/healthz") < 2
                answers = [future.result() for future in (*reads, write)]
                assert time.monotonic() - began < 8
            for status, told, headers in answers:
                assert (status, headers["Retry-After"]) == (503, "5")
                assert json.loads(told)["code"] in {"request_timed_out", "busy"}  # begun, or not even that
        assert server.ask("GET", path, token=token)[0] == 200
        assert json.loads(server.ask("GET", path, token=token)[1])["items"] == []


HOLD = text("""
    SELECT FROM audit_head WHERE tenant_id = (SELECT id FROM tenant WHERE slug = :slug) FOR UPDATE
""")


class TestALockThatIsHeld:
    """By a process that does not go on: the head of a bureau's chain, which all its writers need."""

    def test_stops_neither_health_nor_another_bureau(self, server, officer, engine, owner_engine):
        slug, token = officer
        other_slug, other_token = issue(engine, owner_engine)
        path, body = f"/api/v1/{slug}/providers", {"uscc": credit_code(), "name": "乙公司"}
        with ThreadPoolExecutor(8) as pool, owner_engine.begin() as holder:
            holder.execute(HOLD, {"slug": slug})
            began = time.monotonic()
            writes = [pool.submit(server.ask, "POST", path, body, token=token) for _ in range(8)]
            time.sleep(0.3)
            assert server.seconds("/healthz") < 2
            server.seconds(f"/api/v1/{other_slug}/providers", token=other_token)
            assert time.monotonic() - began < 3.9  # the writers still wait
            assert {future.result()[0] for future in writes} == {503}
            assert time.monotonic() - began < 12
        assert server.ask("POST", path, body, token=token)[0] == 201


class TestAnAnswer:
    def test_that_is_made_while_it_is_read_comes_whole(self, server):
        status, told, _ = server.ask("GET", "/stream")
        assert (status, len(told)) == (200, 48 * 65536)
        assert told[::65536] == bytes(65 + n % 26 for n in range(48))

    def test_whose_reader_is_slow_holds_no_thread(self, server):
        strangers = [server.connect() for _ in range(6)]  # more than there are threads
        for stranger in strangers:
            stranger.sendall(b"GET /stream HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(0.3)
        assert server.seconds("/readyz") < 2
        for stranger in strangers:
            stranger.close()


class TestAWorkerProcess:
    def test_dies_with_its_parent(self, database, tmp_path):
        with serving(database, tmp_path / "log", workers=2) as server:
            pid = server.process.pid
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            assert len(children) >= 2
            os.kill(pid, signal.SIGKILL)
            until = time.monotonic() + PATIENCE
            while any(_lives(pid) for pid in children):
                assert time.monotonic() < until
                time.sleep(0.05)


def _lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
