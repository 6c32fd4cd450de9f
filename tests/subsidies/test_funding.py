"""A document of funds serves many claims within its total; a voucher pays once; two make it available."""

from __future__ import annotations

import pytest

from tests.casework.workflow import ALONE, UNSCANNED
from tests.subsidies.money import FUND


@pytest.fixture
def two(money, claim):
    """Two claims of different enterprises, each granted 180,000 yuan."""
    other = money.claim(money.batch, money.new_contract(money.provider))
    money.audit(other)
    money.compute(other)
    money.decide_on(other)
    money.attach(other, "evidence")
    money.show_claim(other)
    money.grant(claim)
    money.post(f"{other}/clearance", {"objections": "无。"})
    return claim, other


def test_a_document_is_checked_by_another_against_its_scan(money, two):
    body = {**FUND, "fund_on": money.today.isoformat(), "amount": 20_000_000}
    fund = money.post("/subsidy-funds", body)["id"]
    money.post("/subsidy-funds", body, expect=(409, "fund_entered"))
    unchecked = {"subsidy_fund_id": fund, "amount": 1}
    money.post(f"{two[0]}/funds", unchecked, expect=(409, "fund_not_checked"))
    address = f"/subsidy-funds/{fund}/confirmation"
    money.post(address, expect=ALONE)
    money.post(address, by=money.second, expect=UNSCANNED)


def test_no_more_goes_to_claims_together_than_the_document_has(money, two):
    fund = money.new_fund(20_000_000)
    money.fund(two[0], 18_000_000, fund)
    more = {"subsidy_fund_id": fund, "amount": 2_000_001}
    money.post(f"{two[1]}/funds", more, expect=(422, "more_than_fund"))
    money.fund(two[1], 2_000_000, fund)


def test_making_it_available_takes_two(money, two):
    made = money.post(f"{two[0]}/funds", {"subsidy_fund_id": money.new_fund(), "amount": 1})["id"]
    assert money.get(two[0])["state"] == "cleared"
    money.post(f"/subsidy-allocations/{made}/confirmation", expect=ALONE)
    assert [item.step for item in money.list_waiting("subsidy_allocation")] == ["待复核"]
    money.post(f"/subsidy-allocations/{made}/confirmation", by=money.second)
    assert money.get(two[0])["state"] == "allocated"


def test_a_voucher_pays_one_claim(money, two):
    first, second = two
    for claim in two:
        money.fund(claim, 18_000_000)
    money.post(f"{first}/payments", money.payment(1), expect=(422, "fund_unknown"))
    money.pay(second, 1_000_000, voucher="P-77")
    allocations = money.get("/subsidy-allocations", subsidy_claim_id=first.rpartition("/")[2])["items"]
    paid = money.payment(1, voucher="P-77", subsidy_allocation_id=allocations[0]["id"])
    money.post(f"{first}/payments", paid, expect=(409, "voucher_entered"))


def test_the_register_counts_neither_what_fell_nor_what_no_meeting_agreed_to(money, two):
    """Two granted 180,000 each; one worked out; one withdrawn with its amount."""
    for step in ("computed", "withdrawn"):
        claim = money.claim(money.batch, money.new_contract(money.provider))
        money.audit(claim)
        money.compute(claim)
        if step == "withdrawn":
            money.withdraw(claim)
    sums = money.read_sums()
    assert (sums.count, sums.audited, sums.base, sums.granted) == (3, 180_000_000, 54_000_000, 36_000_000)


def test_a_claim_waits_for_money_again_once_what_it_had_is_void(money, claim):
    money.grant(claim)
    made = money.fund(claim, 18_000_000)
    assert money.get(claim)["state"] == "allocated"
    address = f"/subsidy-allocations/{made}"
    money.post(f"{address}/correction", {"reason": "登记错了申报。", "void": True})
    money.post(f"{address}/correction-confirmation", by=money.second)
    assert money.get(claim)["state"] == "cleared"
    assert [item.step for item in money.list_waiting("subsidy_claim")] == ["公示期满，待下达资金"]
    money.fund(claim, 18_000_000)
    assert money.get(claim)["state"] == "allocated"
