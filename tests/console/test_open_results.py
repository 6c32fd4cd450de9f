"""An open result is settled: seen with what is missing, ruled on, computed again."""

from __future__ import annotations

import re

import pytest

from tests.console.quarter import PERIOD, Loads, rule_on_open, version_of, work


@pytest.fixture(scope="module")
def office(unreported):
    return unreported


@pytest.fixture(scope="module")
def here(office):
    officer = office.at("officer")
    page = officer.send("/rounds/new", PERIOD).headers["Location"]
    for step in ("cut-off", "compute"):
        officer.post(f"{page}/{step}", page=page, version=version_of(officer.get(page).text))
    work(office, page.rsplit("/", 1)[1])
    return page


class TestAnOpenResult:
    def test_is_told_as_a_range_with_what_would_settle_it(self, office, here):
        page = office.at("officer").get(f"{here}/results").text
        assert 'class="end"' in page  # two hollow ends
        assert "尚需查明" in page
        assert "先查明未定的，再审核公示" in office.at("officer").get(here).text

    def test_that_is_open_as_a_whole_is_shown_as_that_and_not_as_a_grade(self, office, here):
        page = office.at("officer").get(f"{here}/results").text
        for words in re.findall(r'data-l="可能的等级">(.*?)</td>', page):
            assert "未定" not in words

    def test_is_taken_back_to_before_the_cut_off_by_the_link_beside_it(self, office, here):
        """Late data come in: one document takes back all that was done since."""
        officer = office.at("officer")
        assert f'href="{here}/reopening"' in officer.get(here).text
        assert f"{here}/reopening" not in office.at("reviewer").get(here).text
        form = officer.get(f"{here}/reopening").text
        assert "已有的计分结果不再采用" in form
        page = officer.send(f"{here}/reopening", {"reason": "补报", "document_no": ""}, status=422).text
        assert 'id="document_no-why"' in page
        typed = {"reason": "平台补报", "document_no": "撤〔2026〕1号", "version": version_of(form)}
        page = officer.follow(officer.post(f"{here}/reopening", typed)).text
        assert "现在可以截止数据" in page
        undone = [
            step["step"] for step in office.client("officer").get(f"/rounds/{here[8:]}").json["history"]
        ]
        assert undone[-2:] == ["undo_compute", "undo_cut_off"]
        for step in ("cut-off", "compute"):
            officer.post(f"{here}/{step}", page=here, version=version_of(officer.get(here).text))
        work(office, here.rsplit("/", 1)[1])
        assert "先查明未定的" in officer.get(here).text

    def test_is_settled_in_four_loads(self, office, here):
        officer, loads = office.at("officer"), Loads()
        page = loads.show(officer, here)
        chosen, after = rule_on_open(office, officer, page, here)
        assert chosen
        assert "等审核人审核" in loads.show(officer, after)
        assert "暂不评价" in loads.show(officer, f"{here}/results")
        assert loads.count <= 4

    def test_is_not_ruled_on_without_a_document(self, office, here):
        officer = office.at("officer")
        form = officer.get(f"{here}/exclusions/new").text
        typed = {"provider_id": "没有这家", "reason": "尚不能核实", "document_no": ""}
        page = officer.post(f"{here}/exclusions/new", typed, version=version_of(form), status=422).text
        assert 'id="document_no-why"' in page
        assert 'value="没有这家"' in page

    def test_is_not_ruled_on_where_nobody_is_chosen(self, office, here):
        officer = office.at("officer")
        form = officer.get(f"{here}/exclusions/new").text
        typed = {"reason": "尚不能核实", "document_no": "缓〔2026〕2号"}
        page = officer.post(f"{here}/exclusions/new", typed, version=version_of(form), status=422).text
        assert "请勾选或填写服务商" in page.split('id="provider_id-why"')[1][:60]
        assert 'value="缓〔2026〕2号"' in page
