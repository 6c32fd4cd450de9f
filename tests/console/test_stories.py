"""One provider's whole story: found by name, pinyin, code or contract, and printed within three loads."""

from __future__ import annotations

import re

import pytest

from tests.console.people import Office
from tests.web.clients import credit_code

MAX_LOADS = 3


@pytest.fixture(scope="module")
def town(storied):
    office = Office.__new__(Office)
    office.__dict__.update(storied.__dict__, browsers={})
    return office


@pytest.fixture
def loads(town):
    """A browser that counts the pages it is shown."""
    browser, shown = town.at("officer"), []
    fetch = browser.get

    def load(path):
        answer = browser.http.get(path)
        while answer.status_code == 303:
            answer = browser.http.get(answer.headers["Location"])
        assert answer.status_code == 200
        shown.append(path)
        return answer.text

    assert fetch
    return load, shown


class TestAProvidersStory:
    def test_is_found_and_printed_in_three_loads(self, town, loads):
        load, shown = loads
        listed = town.client("officer").get("/contracts", limit=20).json["items"]
        provider = town.client("officer").get(f"/providers/{listed[0]['provider_id']}").json
        assert "今日待办" in load("/")
        page = load(f"/search?q={provider['name']}")
        if f"<h1>{provider['name']}</h1>" not in page:
            page = load(f"/providers/{provider['id']}")
        assert len(shown) <= MAX_LOADS
        for heading in ("入库", "等级", "项目", "整改", "满意度", "投诉", "变更", "线索提示"):
            assert re.search(rf"<h2>{heading}", page), heading
        assert "制表人：" in page
        for contract in listed:
            if contract["provider_id"] == provider["id"]:
                assert contract["enterprise_name"] in page

    def test_opens_the_evidence_of_a_figure_with_the_provision_beside_it(self, town):
        officer = town.at("officer")
        api = town.client("officer")
        answered = {row["provider_id"] for row in api.get("/surveys", topic="overall").json["items"]}
        provider = min(answered)
        page = officer.get(f"/providers/{provider}").text
        opened, *_ = re.findall(r'href="([^"]*\?open=answers-[^"#]*)#', page)
        evidence = officer.get(opened).text
        assert "此处不列企业名称" in evidence
        assert '<tr class="inset">' in evidence
        assert "本系统摘要" in evidence
        assert evidence.count('aria-expanded="true"') == 1

    def test_counts_answers_as_they_stand(self, town):
        officer, api = town.at("officer"), town.client("officer")
        rows = [row for page in api.pages("/surveys", topic="overall", limit=200) for row in page]
        quarter = [r for r in rows if "2026-01-01" <= r["answered_on"] <= "2026-03-31"]
        provider = quarter[0]["provider_id"]
        own = [row for row in quarter if row["provider_id"] == provider]
        bad = [row for row in own if row["answer"] == "不满意"]
        page = officer.get(f"/providers/{provider}").text
        (line,) = re.findall(r'<tr id="answers-2026-01-01".*?</tr>', page, re.DOTALL)
        numbers = [int(n) for n in re.findall(r">(\d+)<", line)]
        assert numbers == [len(own), len({row["enterprise_id"] for row in bad}), len(bad)]

    def test_of_an_empty_one_says_what_would_be_there(self, town):
        made = town.client("officer").post("/providers", {"uscc": credit_code(), "name": "新来的公司"}).json
        page = town.at("officer").get(f"/providers/{made['id']}").text
        assert "不在库" in page
        assert "还没有评定过等级" in page
        assert f"/memberships/new?provider_id={made['id']}" in page

    def test_does_not_say_that_nobody_answered_where_only_parts_were_rated(self, town):
        api, officer = town.client("officer"), town.at("officer")
        made = api.post("/providers", {"uscc": credit_code(), "name": "只有分项评分的公司"}).json
        enterprise = api.get("/enterprises", limit=1).json["items"][0]["id"]
        rating = {"topic": "attitude", "score": 87, "answered_on": "2026-02-01"}
        sent = {"provider_id": made["id"], "enterprise_id": enterprise, **rating}
        assert api.post("/surveys", sent).status_code == 201
        page = officer.get(f"/providers/{made['id']}").text
        assert "还没有满意与否的总体评价" in page
        assert "分项评分是企业按服务态度、响应速度、改造成效分别打的分" in page
        (address,) = re.findall(r'href="([^"]+)">看满意度评价', page)
        listed = officer.get(address).text
        assert re.findall(r'class="num wide">(\d+)<', listed) == ["87"]


class TestSearch:
    @pytest.mark.parametrize("what", ["name", "uscc"])
    def test_opens_what_it_alone_means(self, town, what):
        row = {"uscc": credit_code(), "name": f"独一{credit_code()}有限公司"}
        made = town.client("officer").post("/providers", row).json
        answer = town.at("officer").get(f"/search?q={row[what]}", status=303)
        assert answer.headers["Location"] == f"/providers/{made['id']}"

    def test_finds_contracts_by_number_and_enterprises_by_pinyin(self, town):
        api = town.client("officer")
        contract = next(c for c in api.get("/contracts").json["items"] if c["number"])
        answer = town.at("officer").http.get(f"/search?q={contract['number']}")
        assert contract["id"] in answer.headers.get("Location", answer.text)
        made = api.post("/enterprises", {"name": "芈月璩厂", "industry": "pilot", "size": "small"}).json
        assert made["id"] in town.at("officer").get("/search?q=miyueq", status=303).headers["Location"]

    def test_says_what_can_be_searched_for(self, town):
        assert "没有找到" in town.at("officer").get("/search?q=绝无此名").text
        assert "合同编号" in town.at("officer").get("/search?q=").text
