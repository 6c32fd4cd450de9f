"""试点项目进度台账 (OFFICIAL 5.3): a line a transformation contract, with the last word on each stage."""

from __future__ import annotations

import pytest

from tests.casework.office import Office as Desk
from tests.console.leads import promulgate
from tests.web.clients import credit_code


@pytest.fixture
def office(office):
    promulgate(office)
    return office


@pytest.fixture
def desk(office, cities):
    return Desk(office, cities.profile("xiamen"))


@pytest.fixture
def project(desk):
    """An enterprise of 集美区, diagnosed twice, whose contract went to acceptance by city and by nation."""
    industry = desk.profile.industries[0].key if desk.profile.industries else "电子"
    enterprise = {"name": "鹭江电子厂", "industry": industry, "size": "small", "district": "集美区"}
    number = desk.post("/enterprises", {**enterprise, "uscc": credit_code()})["id"]
    provider = desk.new_provider("鹭岛数智科技有限公司")
    for day, level in (("2025-11-03", 1), ("2026-03-30", 2)):
        body = {"enterprise_id": number, "diagnosed_on": day, "level": level, "level_edition": "2024年版"}
        desk.post("/diagnoses", body)
    parties = {"provider_id": provider, "enterprise_id": number}
    signed = {
        "number": "HT-1",
        "signed_on": "2025-12-01",
        "registered_on": "2025-12-15",
        "amount": 12_345_600,
    }
    contract = desk.post("/contracts", {**parties, **signed})["id"]
    for day, kind in (("2026-01-10", "substantive"), ("2026-02-10", "visit")):
        desk.post("/progress", {"contract_id": contract, "kind": kind, "occurred_on": day})
    city = {"contract_id": contract, "outcome": "failed", "accepted_on": "2026-03-01"}
    desk.post("/acceptances", city)
    passed = {"outcome": "passed", "level_after": 2, "level_edition": "2024年版"}
    desk.post("/acceptances", {**city, **passed, "accepted_on": "2026-03-20"})
    desk.post("/acceptances", {**city, "authority": "nation", "accepted_on": "2026-04-02"})
    desk.post("/surveys", {**parties, "topic": "overall", "answer": "满意", "answered_on": "2026-04-01"})
    desk.post("/contracts", {**parties, "kind": "maintenance", "signed_on": "2026-04-01"})
    return desk, provider


LINE = {
    "number": "HT-1",
    "enterprise_name": "鹭江电子厂",
    "district": "集美区",
    "provider_name": "鹭岛数智科技有限公司",
    "integrator_name": "",
    "signed_on": "2025-12-01",
    "registered_on": "2025-12-15",
    "amount": 12_345_600,
    "diagnosed_on": "2025-11-03",
    "level_before": 1,
    "planned_on": None,
    "progress_on": "2026-02-10",
    "ended_on": None,
    "accepted_on": "2026-03-20",
    "outcome": "passed",
    "level_after": 2,
    "state_accepted_on": "2026-04-02",
    "state_outcome": "failed",
    "report": "",
    "audited": None,
    "granted": None,
    "paid": None,
    "paid_on": None,
    "surveyed": True,
}


def test_a_line_has_the_last_word_on_each_stage_of_a_transformation_contract(project):
    desk, _ = project
    (line,) = desk.get("/projects")["items"]
    assert {name: line[name] for name in LINE} == LINE


def test_what_the_ledger_does_not_have_is_null_and_not_zero(desk):
    enterprise = desk.post("/enterprises", {"name": "空白厂", "industry": "pilot", "size": "small"})["id"]
    body = {"provider_id": desk.new_provider(), "enterprise_id": enterprise, "signed_on": "2026-03-01"}
    desk.post("/contracts", body)
    (line,) = desk.get("/projects")["items"]
    empty = ("amount", "registered_on", "diagnosed_on", "level_before", "accepted_on", "level_after")
    assert {line[name] for name in empty} == {None}
    assert line["surveyed"] is False


@pytest.mark.parametrize(("filters", "found"), [({"district": "集美区"}, 1), ({"district": "思明区"}, 0)])
def test_is_narrowed_to_a_district(project, filters, found):
    desk, _ = project
    assert len(desk.get("/projects", **filters)["items"]) == found


def test_is_narrowed_to_a_provider(project):
    desk, provider = project
    assert len(desk.get("/projects", provider_id=provider)["items"]) == 1
    assert desk.get("/projects", provider_id=desk.new_provider("别家公司"))["items"] == []


def test_the_page_prints_it_in_wan_with_levels_in_words(office, project):
    assert project
    page = office.at("officer").get("/project-ledger").text
    for words in ("鹭江电子厂", "12.3456", "一级（2024年版）", "二级（2024年版）", "2026-02-10 走访沟通"):
        assert words in page
    assert "2026-04-02 未通过" in page
    assert "金额单位：万元" in page
