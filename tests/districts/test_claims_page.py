"""The page on which a district finds the claims of its own, and says its word."""

from __future__ import annotations

import pytest

from tests.casework.conftest import cities, clock
from tests.console.people import Office
from tests.subsidies.money import Money

__all__ = ["cities", "clock"]
LACKS = {"reviewed_on": "2026-03-02", "agrees": "no", "opinion": "材料不全。", "lacking": "缺发票复印件。"}
DAYS = {"supplement_asked_on": "2026-03-02", "supplement_until": "2026-03-11"}


@pytest.fixture
def money(app, engine, owner_engine, clock, cities):
    office = Money(Office(app, engine, owner_engine, clock, city="huangshi"), cities.profile("huangshi"))
    office.promulgate()
    return office


def test_leads_to_the_review_while_the_claim_waits_and_says_what_was_asked_for(money):
    provider = money.new_provider()
    money.admit(provider)
    company = money.new_company(name="思明厂", district="思明区")
    claim = money.claim(money.new_batch(), money.new_contract(provider, company), asked=1_000_000)
    browser = money.bureau.at("district")
    review = f"/district-claims/{claim.rpartition('/')[2]}/review"
    waiting = browser.get("/district-claims").text
    assert review in waiting
    browser.send(review, LACKS)
    told = browser.get("/district-claims").text
    assert review not in told
    for words in ("区县要求补正，待主管部门通知", "缺发票复印件。", "须补正"):
        assert words in told
    assert "只有“待区县审核”时才能登记区县审核意见" in browser.get(review, status=409).text
    money.post(f"{claim}/supplement-request", {"supplement": "发票复印件两份。", **DAYS})
    asked = browser.get("/district-claims").text
    for words in ("待企业补正", "发票复印件两份。", "2026-03-11"):
        assert words in asked
    money.post(f"{claim}/supplement", {"supplemented_on": "2026-03-02"})
    again = browser.get("/district-claims").text
    assert review in again
    assert "材料不全。" not in again
    browser.send(review, {"reviewed_on": "2026-03-02", "agrees": "yes", "opinion": "同意上报。"})
    assert "区县同意" in browser.get("/district-claims").text
