"""A quarter by mouse: opened, cut off, computed, approved by another, shown, closed."""

from __future__ import annotations

import re

import pytest

from tests.console.quarter import Loads, declare, make_office, settle, version_of, work

NAME = {"name": "2026年第一季度", "period_start": "2026-01-01", "period_end": "2026-03-31"}


@pytest.fixture(scope="module")
def office(storied, cities):
    made = make_office(storied)
    settle(made, cities.profile("xiamen"), complete=False)
    return made


class TestAQuarter:
    """The order of the methods is that of the work."""

    def test_is_offered_to_be_started(self, office):
        page = office.at("officer").get("/rounds/new").text
        assert 'value="2026年第一季度"' in page
        assert 'value="2026-01-01"' in page
        assert 'value="2026-03-31"' in page

    def test_is_not_started_with_days_that_are_no_quarter(self, office):
        page = (
            office.at("officer")
            .send("/rounds/new", {**NAME, "name": "两月", "period_end": "2026-02-28"}, status=422)
            .text
        )
        assert 'id="period_end-why"' in page
        assert 'value="两月"' in page

    def test_is_closed_in_fourteen_loads(self, office, cities):
        officer, reviewer, loads = office.at("officer"), office.at("reviewer"), Loads()
        loads.show(officer, "/rounds/new")
        page, here = loads.press(officer, "/rounds/new", NAME)
        round_id = here.rsplit("/", 1)[1]
        assert "没有申明" in page  # what is missing, and whom to ask
        declare(office, cities.profile("xiamen"))
        page = loads.show(officer, here)
        assert "没有申明" not in page
        page, _ = loads.press(officer, f"{here}/cut-off", version=version_of(page))
        page, _ = loads.press(officer, f"{here}/compute", version=version_of(page))
        assert "正在计分" in page
        work(office, round_id)
        page = loads.show(officer, f"{here}/results")
        open_ones = re.findall(r'href="([^"]+/exclusions/new\?provider=[^"]+)"', page)
        assert "尚不能确定" in page if open_ones else "尚不能确定" not in page
        for at, address in enumerate(open_ones):
            last = at == len(open_ones) - 1
            data = {"reason": "事实尚不能核实", "document_no": f"缓〔2026〕{at}号"}
            data |= {"compute": "y"} if last else {}
            assert loads.show(officer, address)
            chosen = re.search(r'name="provider_id"[^>]*value="([^"]*)"', officer.get(address).text)[1]
            answer = officer.post(address, {**data, "provider_id": chosen})
            loads.count += 1
            officer.get(answer.headers["Location"])
        if open_ones:
            work(office, round_id)
        page = loads.show(reviewer, here)
        assert "等审核人审核" in page
        page, _ = loads.press(
            reviewer, f"{here}/approval", {"opinion": "事实清楚，同意公示"}, version=version_of(page)
        )
        assert "已审核通过（1/1）" in page
        page, _ = loads.press(
            reviewer,
            f"{here}/publication",
            {"days": "", "published_in": "局网站"},
            version=version_of(page),
        )
        assert "等公示期满" in page
        office.clock.forward(days=20)
        browser = office.browser()
        browser.log_in(office.login("reviewer"), "no secret: open the door 1")
        page = loads.show(browser, here)
        assert "公示已届满" in page
        page, _ = loads.press(browser, f"{here}/close", version=version_of(page))
        assert "已办结" in page
        assert loads.count <= 14
        assert open_ones == []
