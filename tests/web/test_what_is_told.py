"""What outsiders are told of rounds and objections, form by form: see `make sabotage`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from banfa.procedures.rounds.objection_rows import Objection
from banfa.procedures.rounds.transitions import STATES
from banfa.trust.ids import NOBODY
from banfa.web.rendering.objections import PERSONS, render_objection
from banfa.web.rendering.rounds import find_public_state
from banfa.web.requests import Call
from tests.web.clients import credit_code

NOW = datetime(2026, 4, 10, tzinfo=UTC)
GIVEN = {
    "id": 1,
    "round_id": 2,
    "provider_id": 3,
    "statement": "少计一份合同",
    "filed_by": 4,
    "filed_at": NOW,
    "received_on": date(2026, 4, 10),
    "document_no": "试〔2025〕1号",
    "reason": "经办人员的理由",
    "decided_by": 5,
    "decided_at": NOW,
}


def objection(state):
    values = {**GIVEN, "state": state}
    return Objection.make(tuple(values.get(name) for name in Objection.names))


@pytest.mark.parametrize(
    ("state", "approved", "told"),
    [
        ("recomputing", True, False),
        ("upheld", False, False),
        ("upheld", True, True),
        ("rejected", False, True),
        ("withdrawn", False, True),
    ],
)
def test_of_an_objection_is_the_reason_once_it_is_public(state, approved, told):
    rendered = render_objection(objection(state), only=3, approved=approved)
    assert rendered["reason"] == ("经办人员的理由" if told else None)
    assert rendered["decided_at"] == (NOW if told else None)
    assert render_objection(objection(state))["reason"] == "经办人员的理由", "the bureau reads its own"


def test_of_an_objection_is_no_officer():
    assert not set(PERSONS) & set(render_objection(objection("rejected"), only=3))
    assert set(PERSONS) <= set(render_objection(objection("rejected")))


@pytest.mark.parametrize("state", STATES)
def test_of_a_round_is_no_step_before_publicity(state):
    round_: Any = SimpleNamespace(state=state)
    told = find_public_state(round_)
    assert told == (state if state in {"published", "closed", "withdrawn"} else "open")


@pytest.mark.parametrize(("scope", "asked", "reached"), [("own", 3, 3), ("own", 7, NOBODY), ("all", 7, 7)])
def test_of_another_provider_is_nothing(scope, asked, reached):
    unit: Any = SimpleNamespace(actor=SimpleNamespace(provider_id=3))
    profile: Any = None
    call = Call(unit=unit, profile=profile, scope=scope, version=0, list_key="", row_errors={})
    assert call.provider(asked) == reached


def test_of_results_is_nothing_before_they_are_public(bureau, officer):
    body = {"name": "第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
    path = f"/rounds/{officer.post('/rounds', body).json['id']}/results"
    assert officer.get(path).json["code"] == "not_computed"
    provider = officer.post("/providers", {"uscc": credit_code(), "name": "甲"}).json["id"]
    for client in (bureau.client("provider", provider_id=provider), bureau.client("platform")):
        assert client.get(path).json["code"] == "not_public"
