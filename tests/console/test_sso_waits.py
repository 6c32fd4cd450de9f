"""A provider that is away, slow or talks nonsense: a sentence, nothing stored, and nobody else waits."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from banfa.web.sso import lines as waits
from tests.console.crooked_provider import run_crooked
from tests.console.people import PASSWORD
from tests.console.sso import begin, bind, come_back, set_sign_on
from tests.console.test_login import actions

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture
def crooked(office):
    with run_crooked() as provider:
        set_sign_on(office, provider.issuer)
        person, _ = office.add("王敏", "officer")
        bind(office, person, provider.issuer, "甲".encode().hex())
        yield provider


def count_failures(office):
    """How often logging in has failed."""
    with office.unit() as unit:
        return unit.connection.scalar(text("SELECT coalesce(sum(failed), 0) FROM login_attempts"))


def test_away_is_said_with_what_to_do(office):
    set_sign_on(office, NOWHERE)
    before = actions(office)
    answer = office.browser().get(f"/sso/{office.tenant.slug}", status=503)
    assert "暂时没有应答" in answer.text
    assert "用账号和密码登录" in answer.text
    assert 'name="password"' in answer.text
    assert int(answer.headers["Retry-After"]) > 0
    assert actions(office) == before


def test_away_when_somebody_comes_back_leaves_no_session(office, crooked):
    browser = office.browser()
    answer = crooked.begin(begin(office, browser))
    crooked.token_answer = 500, {}
    before = count_failures(office)
    assert "暂时没有应答" in come_back(office, browser, answer, status=503).text
    browser.get("/", status=303)
    assert count_failures(office) == before, "it was not his doing"


@pytest.mark.long
def test_slow_is_given_up_and_nobody_asks_again_for_a_while(office, crooked, monkeypatch):
    monkeypatch.setattr(waits, "TOTAL_S", 0.3)
    crooked.silence_s = 1.0
    started = time.monotonic()
    office.browser().get(f"/sso/{office.tenant.slug}", status=503)
    assert time.monotonic() - started < 0.9
    asked = len(crooked.asked)
    started = time.monotonic()
    office.browser().get(f"/sso/{office.tenant.slug}", status=503)
    assert time.monotonic() - started < 0.2
    assert len(crooked.asked) == asked


@pytest.mark.long
def test_slow_for_one_is_a_sentence_for_the_next_and_nothing_for_who_has_a_password(office, crooked):
    office.at("officer")
    crooked.silence_s = 2.0
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(office.browser().http.get, f"/sso/{office.tenant.slug}")
        time.sleep(0.3)
        started = time.monotonic()
        assert "稍等再试" in office.browser().get(f"/sso/{office.tenant.slug}", status=503).text
        assert office.browser().log_in(office.login("officer"), PASSWORD).headers["Location"] == "/"
        assert time.monotonic() - started < 1.5
        assert first.result().status_code == 303


@pytest.mark.long
@pytest.mark.parametrize("part", ["trickle_s", "head_trickle_s"])
def test_a_trickle_holds_its_thread_no_longer_than_it_is_waited_for(office, crooked, monkeypatch, part):
    monkeypatch.setattr(waits, "TOTAL_S", 0.4)
    monkeypatch.setattr(waits, "AWAY_S", 0.0)
    setattr(crooked, part, 0.1)
    office.browser().get(f"/sso/{office.tenant.slug}", status=503)
    time.sleep(0.3)
    setattr(crooked, part, 0.0)
    monkeypatch.setattr(waits, "TOTAL_S", 8.0)
    office.browser().get(f"/sso/{office.tenant.slug}", status=303)


@pytest.mark.long
def test_several_requests_hold_a_thread_no_longer_than_one(office, crooked, monkeypatch):
    """What describes the provider comes in time; its keys, asked for next, would not."""
    monkeypatch.setattr(waits, "TOTAL_S", 0.5)
    monkeypatch.setattr(waits, "AWAY_S", 0.0)
    straight, silences = crooked.answer, [4.0]

    def answer(path):
        time.sleep(silences.pop() if path == "/keys" and silences else 0)
        return straight(path)

    monkeypatch.setattr(crooked, "answer", answer)
    office.browser().get(f"/sso/{office.tenant.slug}", status=503)
    time.sleep(0.1)
    monkeypatch.setattr(waits, "TOTAL_S", 8.0)
    office.browser().get(f"/sso/{office.tenant.slug}", status=303)


@pytest.mark.parametrize(
    "document",
    [
        {"issuer": "https://another.example"},
        {"token_endpoint": "http://192.0.2.1/token"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "https://a@another.example/"},
        {"authorization_endpoint": None},
        {"end_session_endpoint": "javascript:alert(1)"},
        {"token_endpoint": 7},
    ],
    ids=str,
)
def test_a_document_that_leads_elsewhere_is_not_followed(office, crooked, document):
    crooked.document = document
    answer = office.browser().get(f"/sso/{office.tenant.slug}", status=503)
    assert "不合规范" in answer.text
    assert all(path.endswith("openid-configuration") for path in crooked.asked)


@pytest.mark.parametrize(
    ("status", "data"),
    [
        (200, b"<html>"),
        (200, b"[]"),
        (302, b""),
        (200, b" " * (2 << 20)),
        (404, b"{}"),
        (200, b"[" * 100_000),
    ],
    ids=["page", "list", "redirect", "long", "missing", "deep"],
)
def test_nonsense_is_no_answer(office, crooked, monkeypatch, status, data):
    monkeypatch.setattr(crooked, "answer", lambda _: (status, data))
    text = office.browser().get(f"/sso/{office.tenant.slug}", status=503).text
    assert "没有登录" in text
    assert len(crooked.asked) == 1


def test_an_answer_that_breaks_off_is_none(office, crooked):
    crooked.cut = 100
    assert "没有应答" in office.browser().get(f"/sso/{office.tenant.slug}", status=503).text


def test_keys_that_are_none_are_no_answer(office, crooked, monkeypatch):
    straight = crooked.answer
    nonsense: list[Any] = [7, [7], [], [{"kty": "RSA"}]]
    for keys in ({}, *({"keys": value} for value in nonsense)):

        def answer(path, keys=keys):
            return (200, keys) if path == "/keys" else straight(path)

        monkeypatch.setattr(crooked, "answer", answer)
        assert "不合规范" in office.browser().get(f"/sso/{office.tenant.slug}", status=503).text


def test_a_key_of_a_curve_that_we_do_not_know_is_passed_over(office, crooked, monkeypatch):
    straight = crooked.answer
    strange = {"kty": "EC", "crv": "SM2", "kid": "sm2", "x": "AA", "y": "AA"}

    def answer(path):
        status, data = straight(path)
        return status, {"keys": [strange, *data["keys"]]} if path == "/keys" else data

    monkeypatch.setattr(crooked, "answer", answer)
    browser = office.browser()
    come_back(office, browser, crooked.begin(begin(office, browser)))
    assert "王敏" in browser.get("/").text


def test_without_a_provider_there_is_no_link_and_no_address(office):
    assert office.tenant.slug not in office.browser().get("/login").text
    office.browser().get(f"/sso/{office.tenant.slug}", status=404)
    office.browser().get(f"/sso/{office.tenant.slug}/callback", status=404)
