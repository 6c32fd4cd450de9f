"""Authority is looked at again when an effect is written: what ended meanwhile counts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from banfa.procedures.rounds import lifecycle
from banfa.trust.tokens import list_tokens, revoke_token
from banfa.web.context import BEGIN_COMMIT

if TYPE_CHECKING:
    from collections.abc import Callable

ROUND = {"name": "一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
SUSPEND = text("UPDATE person SET active = false WHERE tenant_id = :tenant AND id = :person")
WITHDRAW = text("UPDATE person SET roles = '{auditor}' WHERE tenant_id = :tenant AND id = :person")
NARROW = text("UPDATE person SET mandate_kinds = '{contract}' WHERE tenant_id = :tenant AND id = :person")


def latest_token(bureau):
    with bureau.unit() as unit:
        return max(list_tokens(unit), key=lambda token: token.id)


def revoke(bureau, token, _owner):
    with bureau.unit() as unit:
        revoke_token(unit, token_id=token.id)


def expire(bureau, _token, _owner):
    bureau.clock.forward(hours=2)


def change_person(statement):
    def change(bureau, token, owner_engine):
        with owner_engine.begin() as connection:
            connection.execute(statement, {"tenant": bureau.tenant.id, "person": token.person_id})

    return change


ENDS = {
    "token_revoked": revoke,
    "token_expired": expire,
    "person_inactive": change_person(SUSPEND),
    "role_withdrawn": change_person(WITHDRAW),
    "authority_changed": change_person(NARROW),
}


@pytest.fixture
def meanwhile(monkeypatch):
    """Let something happen once a round has been opened, before that is committed."""
    happenings: list[Callable[[], None]] = []
    original = lifecycle.open_round

    def open_round(*arguments, **options):
        opened = original(*arguments, **options)
        for happen in happenings:
            happen()
        return opened

    monkeypatch.setattr(lifecycle, "open_round", open_round)
    return happenings.append


class TestAuthority:
    @pytest.mark.parametrize("code", ENDS)
    @pytest.mark.parametrize("key", [None, "a-key-of-this-request"])
    def test_that_ends_meanwhile_writes_nothing(self, bureau, owner_engine, meanwhile, code, key):
        until = bureau.clock() + timedelta(hours=1)
        officer = bureau.new_client("officer", expires_at=until)
        token = latest_token(bureau)
        reader = bureau.client("auditor")
        audited = len(reader.get("/audit").json["items"])
        meanwhile(lambda: ENDS[code](bureau, token, owner_engine))
        answer = officer.post("/rounds", ROUND, key=key)
        assert (answer.status_code, answer.json["code"]) == (401, code)
        assert reader.get("/rounds").json["items"] == []
        more = len(reader.get("/audit").json["items"]) - audited
        assert more == (1 if code == "token_revoked" else 0)  # the revocation itself

    def test_that_lasts_writes(self, bureau, meanwhile):
        meanwhile(lambda: None)
        assert bureau.client("officer").post("/rounds", ROUND).status_code == 201

    def test_may_be_given_up_by_the_request_itself(self, bureau):
        bureau.client("admin")
        leaving = bureau.new_client("admin")
        token = bureau.outward("token", latest_token(bureau).id)
        assert leaving.post(f"/tokens/{token}/revocation").status_code == 200
        assert leaving.get("/tokens").status_code == 401


class TestARequestThatWasGivenUp:
    def test_writes_nothing(self, bureau):
        officer = bureau.client("officer")
        answer = officer.post("/rounds", ROUND, environ_overrides={BEGIN_COMMIT: lambda: False})
        assert (answer.status_code, answer.json["code"]) == (503, "request_timed_out")
        assert officer.get("/rounds").json["items"] == []
        assert officer.post("/rounds", ROUND).status_code == 201
