"""The law over REST: what a platform shows of it is what the plugin says."""

from __future__ import annotations

import pytest

from banfa.law import from_data


@pytest.fixture(scope="module")
def profile(cities):
    return cities.profile("xiamen")


@pytest.fixture
def law(bureau, profile):
    """Ask for a part of the city's latest edition, as an enterprise may."""
    officer = bureau.client("officer")
    body = {"name": "乙企业", "industry": profile.industries[0].key, "size": "small"}
    enterprise = officer.post("/enterprises", body).json["id"]
    client = bureau.client("enterprise", enterprise_id=enterprise)
    return lambda part: client.get(f"/law/editions/{profile.latest.key}/{part}").json


class TestLaw:
    def test_names_every_city_and_which_can_be_used(self, officer):
        cities = {city["key"]: city["available"] for city in officer.get("/law/cities").json["items"]}
        assert cities == {"broken": False, "huangshi": True, "xiamen": True}

    def test_gives_every_provision(self, law, profile):
        rows = law("outline")["items"]
        assert [row["cite"] for row in rows] == [p.cite.key for p in profile.latest.outline]
        assert all(row["answered_by"] for row in rows if "encoded" in row["dispositions"])

    def test_gives_clauses_that_can_be_read_back(self, law, profile):
        rows = law("clauses")["items"]
        assert tuple(from_data(row["rule"]) for row in rows) == profile.latest.clauses
        assert all(row["cite_zh"].startswith("第") and row["facts"] for row in rows)

    def test_gives_rules_that_can_be_read_back(self, law, profile):
        told = law("rules")
        for name in ("rules", "rubric", "grading", "publicity", "support"):
            assert from_data(told[name]) == getattr(profile.latest, name)

    def test_gives_what_can_be_recorded(self, officer, profile):
        told = officer.get("/law/vocabulary").json
        assert [one["key"] for one in told["categories"]] == [c.key for c in profile.categories]
        assert tuple(from_data(one) for one in told["record_kinds"]) == profile.record_kinds

    def test_knows_no_other_editions(self, officer):
        for part in ("outline", "clauses", "rules", "open-terms"):
            answer = officer.get(f"/law/editions/none/{part}")
            assert (answer.status_code, answer.json["code"]) == (404, "edition_missing")
