"""What waits: an officer's own, what a chief is to approve, each one click from where it is done."""

from __future__ import annotations

import re

import pytest

from tests.console.leads import enter_member, find_leads, promulgate

ORDER = {
    "kind": "order",
    "edition": "draft",
    "cite": "11.4",
    "authority": "厦门市工业和信息化局",
    "decided_on": "2026-03-12",
}


@pytest.fixture
def office(office):
    promulgate(office)
    return office


def propose(office, number, **more):
    provider = enter_member(office, f"{number}的公司")
    body = {**ORDER, "provider_id": provider, "document_no": number, **more}
    return office.client("officer").post("/decision-proposals", body).json["id"]


def count(page, what):
    (n,) = re.findall(rf"{what}(?:</a>)?</td><td class=\"num\">(\d+)", page)
    return int(n)


class TestToday:
    def test_of_an_empty_bureau_says_that_nothing_waits(self, office):
        page = office.at("officer").get("/").text
        assert "今天没有到期的事" in page
        assert "没有您承办的事项" in page

    def test_shows_a_chief_what_waits_for_him_and_leads_to_it(self, office):
        number = propose(office, "厦工信责改〔2026〕3号", due_on="2026-04-13")
        reviewer = office.at("reviewer")
        page = reviewer.get("/").text
        assert 'href="?view=approval" aria-current="page"' in page
        assert "厦工信责改〔2026〕3号" in page
        (address,) = set(re.findall(rf'href="(/decision-proposals/{number})"', page))
        page = reviewer.get(address).text
        assert "由您确认" in page
        answer = reviewer.post(f"{address}/confirmation", {"version": "1"})
        assert "已确认，记入台账" in reviewer.follow(answer).text
        assert count(reviewer.get("/").text, "整改中的服务商事项") == 1

    def test_says_of_an_order_how_many_days_are_left(self, office):
        served = {"served_on": "2026-03-13"}
        for number, due in (("甲号", "2026-04-07"), ("乙号", "2026-04-08"), ("丙号", "2026-04-11")):
            proposal = propose(office, number, due_on=due, **served)
            done = office.client("reviewer").post(f"/decision-proposals/{proposal}/confirmation", version=1)
            assert done.status_code == 200, done.json
        page = office.at("admin").get("/?view=all").text
        assert '今天有1件到期，另有<span class="late">1件逾期</span>' in page
        rows = [row for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL) if "整改期限届满" in row]
        assert [re.findall(r'class="num">(-?\d+)<', row)[-1] for row in rows] == ["-1", "0", "3"]
        assert [re.findall(r"</svg>(\w+)</span>", row)[0] for row in rows] == ["逾期", "今日", "3日内"]

    def test_counts_leads_that_nobody_has_looked_at(self, office):
        enter_member(office, "甲公司")
        leads = find_leads(office)
        officer = office.at("officer")
        assert count(officer.get("/").text, "线索提示，没有看过") == len(leads)
        officer.post(f"/leads/{leads[0]}/look", {}, page=f"/leads/{leads[0]}")
        assert f'线索提示<span class="n">{len(leads) - 1}</span>' in officer.get("/me").text


class TestAProposal:
    def test_is_not_confirmed_by_who_proposed_it(self, office):
        number = propose(office, "一号", due_on="2026-04-13")
        officer, address = office.at("officer"), f"/decision-proposals/{number}"
        # The API's officer and the one of the pages are two persons: this one may, and then nobody again.
        assert "确认限期整改" in officer.get(address).text
        assert "确认限期整改" not in office.at("auditor").get(address).text

    def test_goes_back_with_a_reason_alone(self, office):
        number = propose(office, "二号", due_on="2026-04-13")
        reviewer, address = office.at("reviewer"), f"/decision-proposals/{number}"
        empty = {"reason": "", "version": "1"}
        page = reviewer.post(f"{address}/rejection", empty, page=address, status=422).text
        assert "请写明理由" in page
        answer = reviewer.post(f"{address}/rejection", {"reason": "日期不符", "version": "1"}, page=address)
        assert "日期不符" in reviewer.follow(answer).text
        answer = reviewer.post(f"{address}/confirmation", {"version": "1"}, page=address)
        assert "已有变化" in reviewer.follow(answer).text
