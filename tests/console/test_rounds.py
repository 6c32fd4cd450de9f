"""A quarter by mouse: opened, cut off, computed, approved by another, shown, closed."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from banfa.procedures.receipts.replay import replay
from tests.console.people import PASSWORD
from tests.console.quarter import (
    PERIOD,
    Loads,
    declare,
    find_in,
    rule_on_open,
    version_of,
    work,
)
from tests.web.sheets import read_table


@pytest.fixture(scope="module")
def office(unreported):
    return unreported


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
            .send("/rounds/new", {**PERIOD, "name": "两月", "period_end": "2026-02-28"}, status=422)
            .text
        )
        assert 'id="period_end-why"' in page
        assert 'value="两月"' in page

    def test_is_closed_in_fourteen_loads(self, office, cities):
        officer, reviewer, loads = office.at("officer"), office.at("reviewer"), Loads()
        loads.show(officer, "/rounds/new")
        page, here = loads.press(officer, "/rounds/new", PERIOD)
        round_id = here.rsplit("/", 1)[1]
        assert "没有申明" in page  # what is missing, and whom to ask
        declare(office, cities.profile("xiamen"))
        page = loads.show(officer, here)
        assert "没有申明" not in page
        page, _ = loads.press(officer, f"{here}/cut-off", {"compute": "y"}, version=version_of(page))
        assert "正在计分" in page
        work(office, round_id)
        page = loads.show(officer, here)
        chosen, after = rule_on_open(office, officer, page, here)
        assert 0 < len(chosen) <= 3
        assert "尚不能确定" not in loads.show(officer, after)
        page = loads.show(officer, f"{here}/results")
        assert "尚不能确定：" not in page
        assert "名额：" in page
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
        for role in ("officer", "reviewer"):  # their sessions lay idle
            office.browsers[role] = office.browser()
            office.browsers[role].log_in(office.login(role), PASSWORD)
        browser = office.at("reviewer")
        page = loads.show(browser, here)
        assert "公示已届满" in page
        page, _ = loads.press(browser, f"{here}/close", version=version_of(page))
        assert "已办结" in page
        assert loads.count <= 14

    def test_leaves_a_table_to_print_and_to_take_along(self, office):
        officer = office.at("officer")
        here = self.find(officer)
        page = officer.get(f"{here}/results").text
        head = page.split('class="print-head"')[1].split("</p>")[0]
        assert "数据截止2026-" in head
        assert "单位：分" in head
        workbook = officer.get(f"{here}/results.xlsx").data
        rows = CalamineWorkbook.from_filelike(BytesIO(workbook)).get_sheet_by_index(0).to_python()
        assert rows[1][:3] == ["名次", "服务商", "类别"]
        assert {"总分", "拟评等级", "上期等级", "差一步事项（未决数据）", "并列处理", "备注"} <= set(rows[1])

    def test_is_exported_as_it_is_listed_and_points_add_up(self, office):
        officer, api = office.at("officer"), office.client("officer")
        here = self.find(officer)
        path = f"/rounds/{here.rsplit('/', 1)[1]}/results"
        for query in ({}, {"grade": "良好"}, {"taking_part": "yes", "sort": "-rank"}):
            listed = [row["provider_name"] for page in api.pages(path, limit=200, **query) for row in page]
            table = read_table(api.get(f"{path}/export.xlsx", **query).data, "服务商")
            assert [row["服务商"] for row in table if row["服务商"]] == listed, query
        workbook = officer.get(f"{here}/results.xlsx").data
        totals = [row["总分"] for row in read_table(workbook, "总分") if row["服务商"]]
        assert totals
        assert all(isinstance(total, float) for total in totals if total != "")

    def test_shows_one_provider_with_evidence_in_place(self, office):
        officer = office.at("officer")
        page = officer.get(f"{self.find(officer)}/results").text
        address = find_in(page, r'href="(/rounds/[^"]+/results/pv_[^"]+)"')
        one = officer.get(address).text
        for head in ("条款", "原始数据", "数据来源及截止日", "计分办法（文号）", "得分", "佐证"):
            assert head in one
        assert 'class="inset"' not in one
        opened = officer.get(f"{address}?open=1").text
        assert 'class="inset"' in opened
        assert "合同 350200-2026-" in opened
        assert "ct_" not in re.sub(r'href="[^"]+"', "", opened)

    def test_can_be_computed_again_from_the_file_alone(self, office):
        officer = office.at("officer")
        here = self.find(officer)
        data = officer.get(f"{here}/receipt.json").data
        assert replay(data).same
        assert "逐字节相同" in officer.get(f"{here}/receipt/replay").text

    def find(self, browser):
        return find_in(browser.get("/rounds").text, r'href="(/rounds/rd_[^"]+)"')


class TestAStep:
    def test_says_where_somebody_else_was_quicker(self, office):
        officer = office.at("officer")
        here = officer.send("/rounds/new", {**PERIOD, "name": "另一次"}).headers["Location"]
        stale = version_of(officer.get(here).text)
        officer.post(f"{here}/cut-off", version=stale)
        answer = officer.post(f"{here}/cut-off", page=here, version=stale)
        assert "已有变化" in officer.follow(answer).text

    def test_is_taken_back_by_a_named_decision_alone(self, office):
        officer = office.at("officer")
        here = officer.send("/rounds/new", {**PERIOD, "name": "再一次"}).headers["Location"]
        form = officer.get(f"{here}/reversal").text
        wrong = officer.post(
            f"{here}/reversal",
            {"reason": "启动错了", "document_no": ""},
            version=version_of(form),
            status=422,
        ).text
        assert 'id="document_no-why"' in wrong
        assert "启动错了" in wrong
        right = {"reason": "启动错了", "document_no": "撤〔2026〕1号"}
        answer = officer.send(f"{here}/reversal", right)
        assert "已作废" in officer.follow(answer).text
