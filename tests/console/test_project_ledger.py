"""试点项目进度台账: a line a transformation contract, with the last word on each stage."""

from __future__ import annotations

from datetime import timedelta

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
    enterprise |= {"above_scale": True, "quality": "specialised"}
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
    passed = {"outcome": "passed", "level_after": 2, "level_edition": "2024年版", "planned_on": "2026-03-18"}
    desk.post("/acceptances", {**city, **passed, "accepted_on": "2026-03-20"})
    desk.post("/acceptances", {**city, "authority": "nation", "accepted_on": "2026-04-02"})
    desk.post("/surveys", {**parties, "topic": "overall", "answer": "满意", "answered_on": "2026-04-01"})
    desk.post("/contracts", {**parties, "kind": "maintenance", "signed_on": "2026-04-01"})
    return desk, provider


LINE = {
    "number": "HT-1",
    "enterprise_name": "鹭江电子厂",
    "district": "集美区",
    "above_scale": True,
    "quality": "specialised",
    "provider_name": "鹭岛数智科技有限公司",
    "integrator_name": "",
    "signed_on": "2025-12-01",
    "registered_on": "2025-12-15",
    "amount": 12_345_600,
    "diagnosed_on": "2025-11-03",
    "level_before": 1,
    "planned_on": "2026-03-18",
    "progress_on": "2026-02-10",
    "finished_on": None,
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
    empty = (
        "above_scale",
        "quality",
        "finished_on",
        "amount",
        "registered_on",
        "diagnosed_on",
        "level_before",
        "accepted_on",
        "level_after",
    )
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
    for words in (
        "鹭江电子厂",
        "12.3456",
        "一级（2024年版）",
        "二级（2024年版）",
        "2026-02-10 走访沟通",
        "规上、专精特新中小企业",
    ):
        assert words in page
    assert "2026-04-02 未通过" in page
    assert "金额单位：万元" in page


LISTED = {"listed_on": "2025-11-10", "from_on": "2025-11-10", "until_on": "2026-03-31"}
UNTIL = LISTED["until_on"]


@pytest.fixture
def unaccepted(desk):
    """A project that nobody has accepted; today is 2026-04-10 in the bureau."""
    enterprise = desk.post("/enterprises", {"name": "鹭江电子厂", "industry": "pilot", "size": "small"})["id"]
    body = {"provider_id": desk.new_provider(), "enterprise_id": enterprise, "signed_on": "2025-12-01"}
    contract = desk.post("/contracts", body)["id"]
    return desk, enterprise, contract


def enlist(desk, enterprise, batch="第一批", **days):
    document = f"厦工信企业〔2025〕96号{batch}"
    body = {"enterprise_id": enterprise, "batch": batch, "document": document, **(days or LISTED)}
    return desk.post("/enterprise-listings", body)


def leave(desk, enterprise, day):
    desk.post("/enterprise-changes", {"enterprise_id": enterprise, "what": "withdrawn", "occurred_on": day})


def days(desk):
    (line,) = desk.get("/projects")["items"]
    return tuple(line[name] for name in ("batch", "until_on", "withdrawn_on", "overdue"))


class TestTheLastDay:
    def test_is_that_of_the_last_list_and_a_project_past_it_is_overdue(self, unaccepted):
        desk, enterprise, _ = unaccepted
        assert days(desk) == (None, None, None, False)
        enlist(desk, enterprise)
        assert days(desk) == ("第一批", UNTIL, None, True)
        enlist(desk, enterprise, "第二批", listed_on="2026-02-01", until_on="2026-09-30")
        assert days(desk) == ("第二批", "2026-09-30", None, False)

    def test_of_a_list_that_sets_no_day_is_never_past(self, unaccepted):
        desk, enterprise, _ = unaccepted
        enlist(desk, enterprise, listed_on="2024-01-10")
        assert days(desk) == ("第一批", None, None, False)

    def test_includes_its_last_day(self, unaccepted):
        desk, enterprise, _ = unaccepted
        enlist(desk, enterprise, listed_on="2025-11-10", until_on=desk.today.isoformat())
        assert days(desk)[-1] is False
        desk.go_to(desk.today + timedelta(1))
        assert days(desk)[-1] is True

    @pytest.mark.parametrize(
        ("held", "overdue"),
        [
            ({"planned_on": "2026-05-01"}, True),
            ({"accepted_on": "2026-03-20", "outcome": "failed"}, True),
            ({"accepted_on": "2026-04-01", "outcome": "passed", "level_after": 2}, False),
            (
                {"accepted_on": "2026-04-01", "outcome": "passed", "level_after": 2, "authority": "nation"},
                False,
            ),
        ],
    )
    def test_is_nothing_to_who_has_passed_an_acceptance(self, unaccepted, held, overdue):
        desk, enterprise, contract = unaccepted
        enlist(desk, enterprise)
        desk.post("/acceptances", {"contract_id": contract, **held})
        assert days(desk)[-1] is overdue

    @pytest.mark.parametrize(
        ("why", "overdue"), [("completed", True), ("agreement", False), ("other", False)]
    )
    def test_is_nothing_to_a_contract_that_was_ended(self, desk, why, overdue):
        enterprise = desk.post("/enterprises", {"name": "某厂", "industry": "pilot", "size": "small"})["id"]
        body = {"provider_id": desk.new_provider(), "enterprise_id": enterprise, "signed_on": "2025-12-01"}
        desk.post("/contracts", {**body, "ended_on": "2026-02-01", "ended_why": why})
        enlist(desk, enterprise)
        assert days(desk)[-1] is overdue

    @pytest.mark.parametrize(("day", "shown"), [("2025-11-09", None), ("2026-02-01", "2026-02-01")])
    def test_is_nothing_to_who_has_left_since(self, unaccepted, day, shown):
        desk, enterprise, _ = unaccepted
        enlist(desk, enterprise)
        leave(desk, enterprise, day)
        assert days(desk) == ("第一批", UNTIL, shown, shown is None)

    def test_is_not_left_by_another_change(self, unaccepted):
        desk, enterprise, _ = unaccepted
        enlist(desk, enterprise)
        for what in ("moved", "outgrown"):
            body = {"enterprise_id": enterprise, "what": what, "occurred_on": "2026-02-01"}
            desk.post("/enterprise-changes", body)
        assert days(desk) == ("第一批", UNTIL, None, True)


class TestTheList:
    def test_has_an_enterprise_once_a_batch(self, unaccepted):
        desk, enterprise, _ = unaccepted
        enlist(desk, enterprise)
        again = {"enterprise_id": enterprise, "batch": " 第一批", "listed_on": "2026-01-10"}
        answer = desk.officer.post("/enterprise-listings", again)
        assert (answer.status_code, answer.json["errors"][0]["field"]) == (409, "batch")

    @pytest.mark.parametrize("what", ["name", "merged"])
    def test_says_what_an_enterprise_is_called_now(self, unaccepted, what):
        desk, enterprise, _ = unaccepted
        body = {"enterprise_id": enterprise, "what": what, "occurred_on": "2026-02-01"}
        answer = desk.officer.post("/enterprise-changes", body)
        assert (answer.status_code, answer.json["code"]) == (422, "field_missing")
        desk.post("/enterprise-changes", {**body, "after": "鹭江科技"})
        assert desk.get(f"/enterprises/{enterprise}")["name"] == "鹭江电子厂", "the register is its own door"

    def test_stands_on_the_enterprise_s_page_and_in_the_ledger(self, office, unaccepted):
        desk, enterprise, _ = unaccepted
        enlist(desk, enterprise)
        body = {"what": "name", "before": "鹭江厂", "after": "鹭江电子厂", "occurred_on": "2026-02-01"}
        desk.post("/enterprise-changes", {"enterprise_id": enterprise, **body})
        browser = office.at("officer")
        page = browser.get(f"/enterprises/{enterprise}").text
        for words in ("第一批", "厦工信企业〔2025〕96号第一批", UNTIL, "更名", "2026-02-01"):
            assert words in page
        assert f"{UNTIL} 实施期已过" in browser.get("/project-ledger").text
        leave(desk, enterprise, "2026-02-02")
        assert f"{UNTIL}；2026-02-02 退出试点" in browser.get("/project-ledger").text
