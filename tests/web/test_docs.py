"""The document as it is served, and its page for people."""

from __future__ import annotations

import re

import pytest

from banfa.web import docs
from banfa.web.api import openapi


@pytest.fixture
def client(app):
    return app.test_client()


class TestDocument:
    def test_is_the_committed_file(self, client):
        answer = client.get("/api/v1/openapi.json")
        assert answer.data == openapi.FILE.read_bytes()
        assert answer.content_type == "application/json"

    def test_is_not_sent_twice(self, client):
        etag = client.get("/api/v1/openapi.json").headers["ETag"]
        again = client.get("/api/v1/openapi.json", headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")


class TestPage:
    def test_takes_everything_from_here(self, client):
        page = client.get("/api/v1/docs")
        assert page.status_code == 200
        assert 'lang="zh-CN"' in page.text
        addresses = re.findall(r'(?:src|href)="([^"]+)"', page.text)
        assert len(addresses) == 5
        for address in addresses:
            with client.get(f"/api/v1/{address}") as asset:
                assert asset.status_code == 200, address
                assert len(asset.data) > 100

    def test_holds_to_its_policy(self, client):
        page = client.get("/api/v1/docs")
        policy = dict(part.split(" ", 1) for part in page.headers["Content-Security-Policy"].split("; "))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["connect-src"] == "'self'"
        assert not re.search(r"<script(?![^>]*\bsrc=)|\bon\w+=|javascript:|https?://", page.text)
        assert "http" not in docs.START

    def test_gives_no_other_file(self, client):
        for name in ("oauth2-redirect.html", "../__init__.py", "nothing.js"):
            assert client.get(f"/api/v1/docs/{name}").status_code == 404
