"""Sixteen senders of a byte a second, with a provider's token, beside ordinary requests."""

from __future__ import annotations

import json
import os
import threading
import time
from statistics import quantiles

import pytest

from tests.front.serving import issue, serving

SLOW = 16
REQUESTS = 2000 if os.environ.get("BANFA_SOAK") else 150
"""`make soak` asks more often."""


@pytest.fixture(scope="module")
def server(database, tmp_path_factory):
    with serving(database, tmp_path_factory.mktemp("serve") / "log") as server:
        yield server


@pytest.fixture(scope="module")
def officer(engine, owner_engine):
    return issue(engine, owner_engine)


@pytest.fixture(scope="module")
def stranger(engine, owner_engine):
    return issue(engine, owner_engine, role="provider")


def p95(seconds):
    return quantiles(seconds, n=20)[-1]


class Dribble:
    """Connections that send a byte a second of a body each, and begin anew when they are thrown out."""

    def __init__(self, server, path, token):
        self.server, self.path, self.token = server, path, token
        self.ended = threading.Event()
        self.thrown_out = 0
        self.threads = [threading.Thread(target=self.run, daemon=True) for _ in range(SLOW)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        time.sleep(1)
        return self

    def __exit__(self, *_):
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def run(self):
        while not self.ended.is_set():
            with self.server.send_head(self.path, self.token) as stranger:
                stranger.settimeout(1)
                while not self.ended.is_set():
                    try:
                        stranger.sendall(b" ")
                        if stranger.recv(1000).startswith(b"HTTP/1.1 408"):
                            self.thrown_out += 1
                        break
                    except TimeoutError:
                        continue
                    except OSError:
                        break


class TestSlowSenders:
    @pytest.mark.long
    def test_cost_nobody_anything(self, server, officer, stranger, capsys):
        slug, token = officer
        read = f"/api/v1/{slug}/providers"
        for _ in range(20):
            server.seconds(read, token=token)
        quiet = [server.seconds(read, token=token) for _ in range(REQUESTS)]
        with Dribble(server, f"/api/v1/{stranger[0]}/objections", stranger[1]) as dribble:
            reads: list[float] = []
            health: list[float] = []
            began = time.monotonic()
            while len(reads) < REQUESTS or time.monotonic() - began < 7:
                reads.append(server.seconds(read, token=token))
                health.append(server.seconds("/healthz"))
                time.sleep(0.005)
        with capsys.disabled():
            print(  # noqa: T201 - the figure of SECURITY.md
                f"\n{SLOW} slow bodies: /healthz p95 {p95(health) * 1e3:.1f} ms; another tenant's read p95 "
                f"{p95(reads) * 1e3:.1f} ms, quiet {p95(quiet) * 1e3:.1f} ms; {dribble.thrown_out} thrown out"
            )
        assert dribble.thrown_out >= SLOW
        assert p95(health) < 0.05
        assert p95(reads) < max(0.05, 2 * p95(quiet))
        assert max(reads + health) < 1

    @pytest.mark.long
    def test_of_headers_are_thrown_out_by_the_server_itself(self, server):
        with server.connect() as stranger:
            stranger.settimeout(15)
            stranger.sendall(b"GET /healthz HTTP/1.1\r\nHos")
            began = time.monotonic()
            assert stranger.recv(1000) == b""
            assert 8 < time.monotonic() - began < 13


class TestTooMuch:
    """413, whatever the sender says of its length."""

    @pytest.mark.parametrize("size", [(1 << 20) + 1, 20 << 20])
    def test_by_its_length(self, server, stranger, size):
        self.check(server, stranger, b" " * size)

    @pytest.mark.parametrize("pieces", [17, 330])
    def test_by_its_chunks(self, server, stranger, pieces):
        self.check(server, stranger, (b" " * 65536 for _ in range(pieces)))

    def test_is_not_what_just_fits(self, server, stranger):
        slug, token = stranger
        for body in (b" " * (1 << 20), (b" " * 65536 for _ in range(16))):
            assert server.ask("POST", f"/api/v1/{slug}/rounds", body, token=token)[0] == 403

    def check(self, server, stranger, body):
        slug, token = stranger
        status, told, headers = server.ask("POST", f"/api/v1/{slug}/rounds", body, token=token)
        assert (status, json.loads(told)["code"]) == (413, "body_too_large")
        assert headers["Content-Type"] == "application/problem+json"
        assert headers["X-Request-Id"] == json.loads(told)["instance"].removeprefix("urn:uuid:")
