"""Lines of the log for pages: who asked for which, what was not carried out; no name, nothing typed."""

from __future__ import annotations

from banfa.errors import Unavailable
from tests.console.people import PASSWORD
from tests.log_lines import written_lines

MALFORMED = {"name": "  ", "post": "隐私之职", "roles": ["officer"]}


def test_say_who_asked_for_a_page(office):
    browser = office.at("officer")
    with written_lines() as lines:
        browser.get("/providers")
    (line,) = lines.of("request")
    assert (line["route"], line["status"], line["tenant"]) == ("/providers", 200, office.tenant.slug)
    assert line["person"].startswith("ps_")
    assert "token" not in line


def test_say_what_a_role_may_not(office):
    browser = office.at("officer")
    with written_lines() as lines:
        browser.get("/persons", status=403)
    (line,) = lines.of("refused")
    assert (line["code"], line["status"], line["tenant"]) == ("role_not_allowed", 403, office.tenant.slug)


def test_say_that_a_form_was_not_taken_and_not_what_was_typed(office):
    browser = office.at("admin")
    browser.get("/persons/new")
    with written_lines() as lines:
        browser.post("/persons/new", MALFORMED, status=422)
    (line,) = lines.of("refused")
    assert (line["route"], line["status"], line["method"]) == ("/persons/new", 422, "POST")
    assert "隐私之职" not in lines.getvalue()


def test_say_that_a_session_is_over(office):
    browser = office.enter("王敏", "officer")
    other = office.browser()
    other.log_in(office.login("王敏"), PASSWORD)
    cookie = browser.http.get_cookie("banfa").value
    browser.post("/logout", page="/")
    browser.http.set_cookie("banfa", cookie)
    with written_lines() as lines:
        browser.get("/providers", status=303)
    (line,) = lines.of("login_refused")
    assert (line["code"], line["status"]) == ("session_ended", 303)


def test_say_what_is_away_and_the_page_when_to_come_again(office, monkeypatch):
    def fail(*_):
        raise Unavailable("read_not_traced", "现在不能留下查阅痕迹，请稍后再试。")

    browser = office.at("admin")
    monkeypatch.setattr("banfa.web.console.frame.admission.leave_trace", fail)
    with written_lines() as lines:
        answer = browser.get("/persons", status=503)
    assert int(answer.headers["Retry-After"]) > 0
    assert [line["code"] for line in lines.of("refused")] == ["read_not_traced"]
