"""What cannot be shown or done is said on a page, also to who has not logged in; to programs as ever."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("who", ["officer", None])
@pytest.mark.parametrize(
    ("call", "status", "sentence"),
    [
        ("GET /nowhere", 404, "没有这一页"),
        ("GET /logout", 405, ""),
        ("POST /seats", 400, "这一页不能提交"),
        ("POST /login", 400, "这一页不能提交"),
    ],
)
def test_is_a_page(office, who, call, status, sentence):
    browser = office.browser() if who is None else office.at(who)
    method, path = call.split()
    answer = browser.http.open(path, method=method)
    assert (answer.status_code, answer.mimetype) == (status, "text/html")
    assert sentence in answer.text
    assert ("Allow" in answer.headers) == (status == 405)


@pytest.mark.parametrize("path", ["/api/v1/nowhere", "/api/v1/xiamen/nowhere", "/metrics"])
def test_is_a_problem_to_programs(office, path):
    answer = office.browser().http.get(path)
    assert answer.mimetype == "application/problem+json"
