"""An open result is settled: seen with what is missing, ruled on, computed again."""

from __future__ import annotations

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
