"""Objections by mouse while grades are public, and a draft tried on the period's facts."""

from __future__ import annotations

import re

import pytest

from tests.console.quarter import PERIOD, find_in, publish_quarter, work


@pytest.fixture(scope="module")
def office(settled):
    return settled


@pytest.fixture(scope="module")
def here(office):
    """A round that is public."""
    return publish_quarter(office, PERIOD)


def first_provider(browser, here):
    return find_in(browser.get(f"{here}/results").text, r"/results/(pv_\w+)")


class TestAnObjection:
    def test_is_filed_once_right_and_once_wrong(self, office, here):
        officer = office.at("officer")
        address = f"{here}/objections/new?provider={first_provider(officer, here)}"
        (code,) = re.findall(r'name="provider_id"[^>]*value="([^"]+)"', officer.get(address).text)
        wrong = officer.send(address, {"provider_id": code, "statement": ""}, status=422).text
        assert 'id="statement-why"' in wrong
        assert f'value="{code}"' in wrong
        late = {"provider_id": code, "statement": "少计一份合同", "received_on": "2026-01-05"}
        assert 'id="received_on-why"' in officer.send(address, late, status=422).text
        answer = officer.send(address, {"provider_id": code, "statement": "少计一份合同"})
        page = officer.follow(answer).text
        assert "少计一份合同" in page
        assert "先处理异议" in page

    def test_is_upheld_by_who_had_no_hand_in_it_and_tells_whom_it_moved(self, office, here):
        admin = office.at("admin")
        (address,) = re.findall(r'href="(/objections/[^"]+/decision)"', admin.get(f"{here}/objections").text)
        wrong = admin.send(address, {"upheld": "yes", "reason": "属实"}, status=422).text
        assert 'id="corrects-why"' in wrong
        own = {"upheld": "no", "reason": "不属实"}
        assert "不能处理" in office.at("reviewer").send(address, own, status=409).text
        slower = office.enter("周琳", "admin")
        slower.get(address)
        upheld = {"upheld": "yes", "reason": "属实", "corrects": ["membership"]}
        answer = admin.send(address, upheld)
        assert "异议成立，正在重新计分" in admin.follow(answer).text
        late = slower.post(address, own, status=409).text
        assert re.search(r"<p>admin于[^<]+：处理异议。</p>", late)
        assert "不属实</textarea>" in late.replace("\r\n", "")
        (job,) = set(re.findall(r'href="(/jobs/\w+)"', admin.get("/jobs?state=open").text))
        admin.post(f"{job}/cancellation", page=job)
        page = admin.get(f"{here}/objections").text
        assert "成立，重新计分没有办成" in page
        assert f'href="{address}">重新处理' in page
        assert "重新计分没有办成，待重新处理" in admin.get("/?view=all").text
        answer = admin.send(address, upheld)
        assert "异议成立，正在重新计分" in admin.follow(answer).text
        work(office, here.rsplit("/", 1)[1])
        assert "各家结果没有变化" in admin.get(f"{here}/objections").text


class TestWhatIf:
    def test_shows_a_distribution_with_its_picture(self, office, here):
        officer = office.at("officer")
        form = officer.get("/what-if").text
        (round_id,) = re.findall(r'<option value="(rd_\w+)"', form)
        draft = {"round_id": round_id, "settings.quota.excellent": "很多"}
        assert 'id="settings.quota.excellent-why"' in officer.send("/what-if", draft, status=422).text
        page = officer.follow(officer.send("/what-if", {**draft, "settings.quota.excellent": "21"})).text
        assert "按拟定口径（家）" in page
        named = [row["name"] for row in office.client("officer").get("/providers", limit=200).json["items"]]
        assert named
        assert not any(name in page for name in named)
        picture = officer.get(find_in(page, r'<img src="([^"]+)"'))
        assert picture.mimetype == "image/svg+xml"
        assert picture.data.startswith(b"<svg")
        assert b"<script" not in picture.data
        assert picture.headers["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'"

    def test_believes_no_address_that_was_made_elsewhere(self, office, here):
        assert "可适用" not in office.at("officer").get("/what-if?run=forged", status=422).text
