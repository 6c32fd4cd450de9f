"""Draft terms on the facts of a period: a distribution, noted, refused once it could be made to measure."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from tests.console.quarter import PERIOD

DRAFT = {"settings": {"quota.excellent": 21}}


@pytest.fixture(scope="module")
def office(settled):
    return settled


@pytest.fixture(scope="module")
def officer(office):
    return office.client("officer")


@pytest.fixture(scope="module")
def round_id(officer):
    made = officer.post("/rounds", PERIOD).json
    before = officer.post(f"/rounds/{made['id']}/what-if", DRAFT)
    assert (before.status_code, before.json["code"]) == (409, "not_cut_off")
    assert officer.post(f"/rounds/{made['id']}/cut-off", version=1).status_code == 200
    return made["id"]


class TestWhatIf:
    def test_tells_the_distribution_and_nobody(self, officer, round_id):
        answer = officer.post(f"/rounds/{round_id}/what-if", DRAFT)
        assert answer.status_code == 200
        told = answer.json
        assert told["applies_from"] == "2026-07-01"
        assert "pv_" not in answer.text
        providers = {row["name"] for row in officer.get("/providers", limit=200).json["items"]}
        assert not any(name in answer.text for name in providers)
        for side in ("holding", "draft"):
            counts = [each["count"] for each in told[side]["grades"] if each["count"] is not None]
            assert all(count >= 5 for count in counts)
            assert sum(counts) <= told[side]["providers"]
        assert told["holding"]["providers"] == told["draft"]["providers"] > 20

    def test_is_noted_with_the_terms_tried(self, office, officer, round_id):
        officer.post(f"/rounds/{round_id}/what-if", {"settings": {"quota.excellent": 19}})
        with office.unit() as unit:
            statement = text(
                "SELECT p.name, d.data FROM audit_link l JOIN audit_data d USING (tenant_id, seq)"
                " JOIN person p ON p.tenant_id = l.tenant_id AND p.uuid = l.person"
                " WHERE l.tenant_id = :id AND l.action = 'what_if.run' ORDER BY seq DESC LIMIT 1"
            )
            name, data = unit.connection.execute(statement, {"id": office.tenant.id}).one()
        assert name == "officer的人"
        assert data["settings"] == {"quota.excellent": 19}

    def test_takes_nothing_that_the_edition_does_not(self, officer, round_id):
        for settings in ({"nothing": 1}, {"quota.excellent": 2100}):
            answer = officer.post(f"/rounds/{round_id}/what-if", {"settings": settings})
            assert (answer.status_code, answer.json["code"]) == (422, "term_invalid")

    def test_is_over_once_a_period_of_these_terms_is_cut_off(self, officer, round_id):
        sent = {**DRAFT, "applies_from": "2026-01-01"}
        answer = officer.post(f"/rounds/{round_id}/what-if", sent)
        assert (answer.status_code, answer.json["code"]) == (409, "period_cut_off")
        assert "2026年第一季度" in answer.json["detail"]

    def test_leaves_nothing_for_those_who_do_not_draft(self, office, round_id):
        for role in ("reviewer", "auditor"):
            assert office.client(role).post(f"/rounds/{round_id}/what-if", DRAFT).status_code == 403
