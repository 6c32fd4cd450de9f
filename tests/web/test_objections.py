"""What a provider learns of an objection that moved others as well."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from tests.web.clients import credit_code

UPHELD = text("""
    INSERT INTO objection (tenant_id, round_id, provider_id, statement, state, filed_by, filed_at,
        received_on, moved)
    SELECT :tenant, :round, :provider, '少计一份合同', 'upheld', id, now(), current_date, :moved
    FROM person WHERE tenant_id = :tenant AND built_in = 'console'
""")


def standing(best, worst):
    """Where a provider stands, as stored."""
    total = {"low": 7000, "high": 7000, "unit": 100}
    return {"taking_part": "yes", "total": total, "rank": [best, worst], "grade": ["良好", "良好"]}


@pytest.fixture
def providers(officer):
    return [officer.post("/providers", {"uscc": credit_code(), "name": "公司"}).json["id"] for _ in range(2)]


@pytest.fixture
def round_id(bureau, officer, providers, owner_engine):
    """A round with an objection of the first provider that moved both."""
    body = {"name": "第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}
    made = officer.post("/rounds", body).json["id"]
    numbers = [bureau.number("provider", one) for one in providers]
    moved = [{"provider_id": one, "before": standing(1, 1), "after": standing(2, 3)} for one in numbers]
    with owner_engine.begin() as connection:
        values = {"tenant": bureau.tenant.id, "round": bureau.number("round", made), "provider": numbers[0]}
        connection.execute(UPHELD, {**values, "moved": json.dumps(moved)})
    return made


class TestMoved:
    def test_is_told_whole_to_the_bureau(self, officer, round_id, providers):
        (one,) = officer.get(f"/rounds/{round_id}/objections").json["items"]
        assert [moved["provider_id"] for moved in one["moved"]] == providers
        before = {"taking_part": "yes", "total": "70", "rank": 1, "grade": "良好"}
        assert one["moved"][0]["before"] == before
        assert one["moved"][0]["after"] == {**before, "rank": [2, 3]}

    def test_is_told_to_a_provider_as_far_as_it_is_its_own(self, bureau, round_id, providers):
        client = bureau.client("provider", provider_id=providers[0])
        (one,) = client.get(f"/rounds/{round_id}/objections").json["items"]
        assert [moved["provider_id"] for moved in one["moved"]] == providers[:1]
        other = bureau.client("provider", provider_id=providers[1])
        assert other.get(f"/rounds/{round_id}/objections").json["items"] == []
