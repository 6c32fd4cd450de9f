"""Idempotency-Key: sent again, a POST takes effect once."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from banfa.web import idempotency
from banfa.web.idempotency import RETENTION
from tests.web.clients import credit_code


def provider(**other):
    return {"uscc": credit_code(), "name": "某某科技有限公司", **other}


def key():
    return str(uuid4())


def count(client):
    return len(client.get("/providers").json["items"])


class TestSameRequest:
    def test_is_answered_the_same_and_takes_effect_once(self, officer):
        mine, body = key(), provider()
        first, again = officer.post("/providers", body, key=mine), officer.post("/providers", body, key=mine)
        assert (first.status_code, again.status_code) == (201, 201)
        assert first.data == again.data
        assert {k: v for k, v in again.headers if k in ("ETag", "Location")} == {
            k: v for k, v in first.headers if k in ("ETag", "Location")
        }
        assert "Idempotency-Replayed" not in first.headers
        assert again.headers["Idempotency-Replayed"] == "true"
        assert count(officer) == 1

    def test_is_known_whatever_the_order_of_its_fields(self, officer):
        mine, body = key(), provider()
        officer.post("/providers", body, key=mine)
        turned = dict(reversed(body.items()))
        assert officer.post("/providers", turned, key=mine).headers["Idempotency-Replayed"] == "true"

    def test_that_failed_can_be_sent_again(self, officer):
        mine, body = key(), provider(uscc="wrong")
        answers = [officer.post("/providers", body, key=mine) for _ in range(2)]
        assert [answer.status_code for answer in answers] == [422, 422]
        assert "Idempotency-Replayed" not in answers[1].headers
        assert officer.post("/providers", provider(), key=mine).status_code == 201

    def test_that_changes_nothing_is_answered_the_same_too(self, officer):
        mine, body = key(), provider(external_id="7")
        officer.post("/providers", body)
        first, again = officer.post("/providers", body, key=mine), officer.post("/providers", body, key=mine)
        assert (first.status_code, first.json["outcome"]) == (200, "unchanged")
        assert first.data == again.data

    def test_is_new_once_its_answer_is_past_keeping(self, officer, clock):
        mine, body = key(), provider(external_id="8")
        officer.post("/providers", body, key=mine)
        clock.forward(days=RETENTION.days, seconds=1)
        again = officer.post("/providers", body, key=mine)
        assert "Idempotency-Replayed" not in again.headers
        assert again.json["outcome"] == "unchanged"

    def test_does_not_repeat_a_secret(self, bureau, clock):
        mine, admin = key(), bureau.client("admin")
        person = admin.post("/persons", {"name": "甲", "roles": ["officer"]}).json["id"]
        until = (clock() + timedelta(days=9)).isoformat()
        body = {"name": "甲", "role": "officer", "person_id": person, "expires_at": until}
        first, again = admin.post("/tokens", body, key=mine), admin.post("/tokens", body, key=mine)
        assert first.json["secret"].startswith("banfa_")
        assert again.json == {**first.json, "secret": None}


class TestSameKey:
    def test_for_another_request_is_refused(self, officer):
        mine = key()
        officer.post("/providers", provider(), key=mine)
        for path, body in (("/providers", provider()), ("/enterprises", provider())):
            answer = officer.post(path, body, key=mine)
            assert answer.status_code == 422
        assert officer.post("/providers", provider(), key=mine).json["code"] == "idempotency_key_reused"
        assert count(officer) == 1

    def test_of_another_token_is_another_key(self, bureau):
        mine, body = key(), provider(external_id="9")
        bureau.client("officer").post("/providers", body, key=mine)
        answer = bureau.client("admin").post("/providers", body, key=mine)
        assert "Idempotency-Replayed" not in answer.headers

    @pytest.mark.parametrize("wrong", ["short", "with space in it", "x" * 201, "字字字字字字字字"])
    def test_has_to_be_one(self, officer, wrong):
        answer = officer.post("/providers", provider(), key=wrong.encode().decode("latin-1"))
        assert (answer.status_code, answer.json["code"]) == (422, "idempotency_key_invalid")


class TestAtTheSameTime:
    def test_one_is_carried_out_and_the_other_told_to_wait(self, bureau, monkeypatch):
        entered, go_on = threading.Event(), threading.Event()
        store = idempotency._store

        def slowly(*args, **kwargs):
            entered.set()
            assert go_on.wait(20)
            store(*args, **kwargs)

        monkeypatch.setattr(idempotency, "_store", slowly)
        officer, mine, body = bureau.client("officer"), key(), provider()
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(officer.post, "/providers", body, key=mine)
            assert entered.wait(20)
            second = officer.post("/providers", body, key=mine)
            go_on.set()
            assert first.result().status_code == 201
        assert (second.status_code, second.json["code"]) == (409, "request_in_flight")
        assert officer.post("/providers", body, key=mine).headers["Idempotency-Replayed"] == "true"
        assert count(officer) == 1


class TestStored:
    def test_with_the_effect_or_not_at_all(self, officer, monkeypatch):
        def fail(*_args, **_kwargs):
            raise RuntimeError("the power fails")

        monkeypatch.setattr(idempotency, "_store", fail)
        assert officer.post("/providers", provider(), key=key()).status_code == 500
        assert count(officer) == 0

    def test_no_longer_than_is_said(self, officer, owner_engine, bureau, clock):
        for _ in range(3):
            officer.post("/providers", provider(), key=key())
        clock.forward(days=RETENTION.days, seconds=1)
        officer.post("/providers", provider(), key=key())
        with owner_engine.connect() as connection:
            left = connection.scalar(
                text("SELECT count(*) FROM idempotency_key WHERE tenant_id = :id"), {"id": bureau.tenant.id}
            )
        assert left == 1
