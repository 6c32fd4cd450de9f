"""Leads: what they say and what they never say, marked as looked at, twenty of them in a few clicks."""

from __future__ import annotations

import re

import pytest

from tests.console.leads import enter_member, find_leads, promulgate, run_watch

NEXT = "已看，看下一项"


@pytest.fixture
def town(office):
    for n in range(3):
        enter_member(office, f"第{n}家公司")
    find_leads(office)
    return office


def unseen(browser):
    return re.findall(r'href="(/leads/ht_\w+)"', browser.get("/leads?unseen=true").text)


class TestALead:
    def test_is_called_unverified_and_orders_nothing(self, town):
        officer = town.at("officer")
        page = officer.get("/leads").text
        assert "线索提示" in page
        assert "未经核实" in page
        for address in unseen(officer):
            page += officer.get(address).text
        assert "触发" not in page
        assert "应当" not in page
        assert "认定要件" in page
        assert re.findall(r"（[a-z]+\.[a-z_.]+）", page) == []  # no keys of readings

    def test_looked_at_is_left_out_and_leads_to_the_next(self, town):
        officer = town.at("officer")
        addresses = unseen(officer)
        assert len(addresses) >= 3
        first = officer.get(addresses[0])
        assert NEXT in first.text
        answer = officer.post(f"{addresses[0]}/look", {"note": "已请区局核实"})
        assert answer.headers["Location"] in addresses[1:]
        assert addresses[0] not in unseen(officer)
        page = officer.get(addresses[0]).text
        assert "officer已看" in page
        assert "已请区局核实" in page
        assert NEXT not in page

    def test_is_to_be_looked_at_again_once_it_has_changed(self, office):
        enter_member(office, "甲公司")
        officer = office.at("officer")
        for hit in run_watch(office):
            officer.post(f"/leads/{hit}/look", {}, page=f"/leads/{hit}")
        assert unseen(officer) == []
        find_leads(office)
        (address,) = unseen(officer)
        assert "疑似符合" in officer.get(address).text

    def test_keeps_a_note_that_is_too_long(self, town):
        officer = town.at("officer")
        (address, *_) = unseen(officer)
        page = officer.post(f"{address}/look", {"note": "长" * 2001}, page=address, status=422).text
        assert "不能超过2000个字。" in page
        assert "长" * 2001 in page
        assert address in unseen(officer)

    def test_is_not_marked_as_it_no_longer_stands(self, town):
        officer = town.at("officer")
        (address, *_) = unseen(officer)
        officer.get(address)
        run = town.outward("watch_run", 10**9)
        assert "已有变化" in officer.post(f"{address}/look", {"run": run}, status=412).text
        assert address in unseen(officer)

    def test_is_not_marked_by_who_only_reads(self, town):
        auditor = town.at("auditor")
        (address, *_) = unseen(auditor)
        assert NEXT not in auditor.get(address).text
        auditor.post(f"{address}/look", {}, page=address, status=403)


class TestFromALeadToADecision:
    def test_whom_and_under_what_and_which_facts_are_filled_in(self, office):
        promulgate(office)
        enter_member(office, "甲公司", joined="2025-12-31")
        find_leads(office)
        officer, reviewer = office.at("officer"), office.at("reviewer")
        for address in re.findall(r'href="(/leads/ht_\w+)"', officer.get("/leads?state=triggered").text):
            page = officer.get(address).text
            found = re.findall(r'href="([^"]+)">经核实属实的，提出决定', page)
            assert "提出决定" not in reviewer.get(address).text
            if not found:
                continue
            form = officer.get(found[0].replace("&amp;", "&")).text
            kinds = re.findall(r'href="(/decision-proposals/new\?kind=[^"]+)"', form)
            form = officer.get(kinds[0].replace("&amp;", "&")).text if kinds else form
            assert f'href="{address}"' in form
            assert 'value="甲公司"' in form
            assert '<option selected value="' in form.partition('name="cite"')[2] or "checked" in form
            assert "截至2026-" in form.partition('name="content"')[2]
            assert "不提了，回到线索" in form
            return
        raise AssertionError("no lead that leads to a decision")

    def test_a_proposal_and_its_lead_know_each_other(self, office):
        promulgate(office)
        enter_member(office, "甲公司", joined="2025-12-31")
        find_leads(office)
        officer = office.at("officer")
        lead, form = next(
            (address, found[0].replace("&amp;", "&"))
            for address in re.findall(r'href="(/leads/ht_\w+)"', officer.get("/leads?state=triggered").text)
            if (found := re.findall(r'href="([^"]+)">经核实属实的，提出决定', officer.get(address).text))
        )
        kinds = re.findall(r'href="(/decision-proposals/new\?kind=[^"]+)"', officer.get(form).text)
        form = kinds[0].replace("&amp;", "&") if kinds else form
        page = officer.get(form).text
        typed = {
            "provider": "甲公司",
            "cite": re.findall(r"cite=([\d.]+)", form)[0],
            "authority": "厦门市工业和信息化局",
            "document_no": "厦工信〔2026〕3号",
            "decided_on": "2026-03-10",
        }
        typed |= {"effective_on": "2026-03-20"} if 'name="effective_on"' in page else {}
        proposal = officer.send(form, typed).headers["Location"]
        assert f'href="{proposal}"' in officer.get(lead).text
        (address,) = re.findall(r'href="([^"]+)">就本条的线索提示', officer.get(proposal).text)
        assert f'href="{lead}"' in officer.get(address.replace("&amp;", "&")).text


class TestTwenty:
    def test_are_looked_at_by_one_click_each(self, office):
        for n in range(7):
            enter_member(office, f"第{n}家公司")
        leads = find_leads(office)
        officer = office.at("officer")
        address, *_ = unseen(officer)
        assert len(leads) >= 20
        loads, clicks = 1, 0
        while address != "/leads":
            officer.get(address)
            loads += 1
            address = officer.post(f"{address}/look", {}).headers["Location"]
            clicks += 1
        assert unseen(officer) == []
        assert clicks == len(leads)
        assert loads + clicks <= 3 * len(leads)


class TestLooksOverTheApi:
    def test_are_told_with_the_lead_and_narrow_the_list(self, town):
        officer = town.client("officer")
        hits = officer.get("/hits", unseen="true").json["items"]
        body = {"run_id": hits[0]["run_id"], "note": "看过"}
        assert officer.post(f"/hits/{hits[0]['id']}/looks", body).status_code == 201
        assert len(officer.get("/hits", unseen="true").json["items"]) == len(hits) - 1
        (look,) = officer.get(f"/hits/{hits[0]['id']}").json["looks"]
        assert (look["note"], look["run_id"]) == ("看过", hits[0]["run_id"])
        assert look["looked_by"].startswith("officer")
