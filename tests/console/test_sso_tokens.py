"""Tokens that no good provider gives, over its real door: none of them is believed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from joserfc.jwk import RSAKey

from tests.console.crooked_provider import run_crooked
from tests.console.sso import begin, bind, come_back, set_sign_on
from tests.log_lines import written_lines

SUBJECT = "甲".encode().hex()
FOREIGN = RSAKey.generate_key(2048, {"kid": "first"})


@pytest.fixture
def crooked(office):
    with run_crooked() as provider:
        set_sign_on(office, provider.issuer)
        person, _ = office.add("王敏", "officer")
        bind(office, person, provider.issuer, SUBJECT)
        yield provider


def bring(office, crooked, **options):
    """Log in as whom the provider names; the browser, and the answer of our pages."""
    browser = office.browser()
    answer = crooked.begin(begin(office, browser))
    return browser, come_back(office, browser, answer, **options)


def test_a_straight_one_lets_in(office, crooked):
    browser, _ = bring(office, crooked)
    assert "王敏" in browser.get("/").text


@pytest.mark.parametrize(
    ("bend", "code"),
    [
        ({"nonce": "another"}, "sso_token_nonce"),
        ({"nonce": None}, "sso_token_nonce"),
        ({"aud": "another"}, "sso_token_audience"),
        ({"aud": ["another", "third"]}, "sso_token_audience"),
        ({"aud": "another", "azp": "banfa"}, "sso_token_audience"),
        ({"aud": ["banfa", "another"], "azp": "another"}, "sso_token_audience"),
        ({"aud": None}, "sso_token_audience"),
        ({"iss": "https://another.example"}, "sso_token_issuer"),
        ({"exp": timedelta(seconds=-90)}, "sso_token_expired"),
        ({"exp": None}, "sso_token_claims"),
        ({"exp": "tomorrow"}, "sso_token_claims"),
        ({"iat": timedelta(hours=1)}, "sso_token_claims"),
        ({"nbf": timedelta(hours=1)}, "sso_token_claims"),
        ({"sub": None}, "sso_token_claims"),
        ({"sub": ["1"]}, "sso_token_claims"),
        ({"sub": "1" * 256}, "sso_token_claims"),
        ({"at_hash": "of another"}, "sso_token_claims"),
        ({"at_hash": ["of another"]}, "sso_token_claims"),
        ({"sub": "another"}, "identity_unknown"),
    ],
    ids=str,
)
def test_a_bent_one_does_not(office, crooked, bend, code):
    crooked.bend = bend
    with written_lines() as lines:
        browser, _ = bring(office, crooked, status=403 if code == "identity_unknown" else 422)
    assert [line["code"] for line in lines.of("login_refused")] == [code]
    browser.get("/", status=303)


@pytest.mark.parametrize("algorithm", ["RS256", "HS256", "none"])
def test_one_that_the_provider_has_not_signed_does_not(office, crooked, algorithm):
    crooked.header = {"alg": algorithm, "kid": "first"}
    crooked.signer = crooked.oct if algorithm == "HS256" else FOREIGN
    with written_lines() as lines:
        browser, response = bring(office, crooked, status=422)
    assert [line["code"] for line in lines.of("login_refused")] == ["sso_token_signature"]
    assert "不能采信" in response.text
    browser.get("/", status=303)


def test_one_that_is_no_token_does_not(office, crooked):
    for answer in ({}, {"id_token": None}, {"id_token": 7}, {"id_token": "a.b.c"}, {"id_token": "…"}):
        crooked.token_answer = 200, {"access_token": "a", "token_type": "Bearer", **answer}
        assert "签名不符" in bring(office, crooked, status=422)[1].text


def test_a_clock_may_differ_by_less_than_a_minute(office, crooked):
    crooked.bend = {"exp": timedelta(seconds=-30), "iat": timedelta(seconds=30)}
    browser, _ = bring(office, crooked)
    assert "王敏" in browser.get("/").text


def test_a_new_key_is_asked_for_once(office, crooked):
    bring(office, crooked)
    crooked.key = crooked.signer = RSAKey.generate_key(2048, {"kid": "second"})
    crooked.header = {"alg": "RS256", "kid": "second"}
    bring(office, crooked)
    assert crooked.asked.count("/keys") == 2
    crooked.header = {"alg": "RS256", "kid": "third"}
    bring(office, crooked, status=422)
    assert crooked.asked.count("/keys") == 3


def test_the_providers_own_words_are_shown_to_nobody(office, crooked):
    crooked.token_answer = 400, {"error": "invalid_grant", "error_description": "<b>words</b> of another"}
    with written_lines() as lines:
        _, response = bring(office, crooked, status=422)
    assert "没有完成这次登录" in response.text
    assert "of another" not in response.text + lines.getvalue()
