"""/metrics of several worker processes: they count together, and what the front turns away counts too."""

from __future__ import annotations

import time

import pytest

from tests.front.serving import PATIENCE, serving
from tests.strong_secret import SECRET

pytestmark = pytest.mark.long

ASKED = 20


@pytest.fixture
def server(database, tmp_path, monkeypatch):
    monkeypatch.setenv("BANFA_METRICS_TOKEN", SECRET)
    log = tmp_path / "log"
    with serving(database, log, workers=2) as server:
        until = time.monotonic() + PATIENCE
        while "Started worker-2" not in log.read_text():  # one told to stop before it has begun does not hear
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        yield server


def test_count_together(server):
    for _ in range(ASKED):
        assert server.ask("GET", "/api/v1/nowhere/providers")[0] == 401
    assert server.ask("POST", "/api/v1/nowhere/rounds", bytes(2 << 20))[0] == 413
    for _ in range(4):  # whichever process answers
        status, body, _ = server.ask("GET", "/metrics", token=SECRET)
        assert status == 200
        lines = body.decode().splitlines()
        route = 'method="GET",route="/api/v1/<tenant>/providers"'
        assert f'banfa_requests_total{{{route},status="401"}} {ASKED}.0' in lines
        assert f"banfa_request_seconds_count{{{route}}} {ASKED}.0" in lines
        assert 'banfa_requests_turned_away_total{code="body_too_large"} 1.0' in lines
