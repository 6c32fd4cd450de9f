"""A browser that is turned away before a page is reached reads the same sentence on a plain page."""

from __future__ import annotations

import json

import pytest

from tests.front.serving import serving

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def server(database, tmp_path_factory):
    with serving(database, tmp_path_factory.mktemp("serve") / "log") as server:
        yield server


class TestTooMuch:
    def test_is_told_to_a_browser_on_a_page(self, server):
        status, body, headers = server.ask("POST", "/imports/new", bytes(20 << 20), headers=BROWSER)
        text = body.decode()
        assert status == 413
        assert headers["Content-Type"] == "text/html; charset=utf-8"
        assert "请求内容过大，请分批提交。" in text
        assert headers["X-Request-Id"] in text
        assert "style-src 'self'" in headers["Content-Security-Policy"]
        assert "<script" not in text

    @pytest.mark.parametrize(("path", "headers"), [("/api/v1/nowhere/rounds", BROWSER), ("/imports/new", {})])
    def test_is_told_to_a_program_as_ever(self, server, path, headers):
        status, body, answered = server.ask("POST", path, bytes(20 << 20), headers=headers)
        assert (status, answered["Content-Type"]) == (413, "application/problem+json")
        assert json.loads(body)["code"] == "body_too_large"
