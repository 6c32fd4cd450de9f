"""Putting right what was checked: proposed with its reason, confirmed by another, within what rests on it."""

from __future__ import annotations

import pytest

from tests.casework.workflow import ALONE

RESTS = (409, "rests_on_it")


@pytest.fixture
def paid(money, claim):
    money.grant(claim)
    money.fund(claim, 18_000_000)
    money.paid = f"/subsidy-payments/{money.pay(claim, 10_000_000)['id']}"
    return claim


def propose(money, address, expect=None, **changes):
    return money.post(f"{address}/correction", {"reason": "登记有误。", **changes}, expect=expect)


def confirm(money, address, **more):
    return money.post(f"{address}/correction-confirmation", by=money.second, **more)


class TestAPayment:
    def test_is_put_right_by_two(self, money, paid):
        assert propose(money, money.paid, amount=9_000_000)["state"] == "correcting"
        assert money.get(money.paid)["amount"] == 10_000_000
        money.post(f"{money.paid}/correction-confirmation", expect=ALONE)
        after = confirm(money, money.paid)
        assert (after["state"], after["amount"], after["correction"]) == ("checked", 9_000_000, None)
        steps = [step["step"] for step in money.get(f"{money.paid}/steps")["items"]]
        assert steps == ["enter", "check", "correct", "confirm_correction"]

    def test_or_stays_as_it_was(self, money, paid):
        propose(money, money.paid, voucher="P-9")
        after = money.post(f"{money.paid}/correction-rejection", by=money.second)
        assert (after["state"], after["voucher"] != "P-9") == ("checked", True)

    def test_within_what_it_comes_out_of_and_what_rests_on_it(self, money, paid):
        propose(money, money.paid, expect=(422, "more_than_funds"), amount=18_000_001)
        money.recover(paid, 6_000_000)
        propose(money, money.paid, expect=RESTS, amount=5_999_999)
        propose(money, money.paid, expect=RESTS, void=True)
        propose(money, money.paid, amount=6_000_000)

    def test_says_what_is_otherwise(self, money, paid):
        for said in ({}, {"void": True, "amount": 1}):
            propose(money, money.paid, expect=(422, "nothing_corrected"), **said)

    def test_that_never_was_is_void_and_its_voucher_free(self, money, paid):
        voucher = money.get(money.paid)["voucher"]
        propose(money, money.paid, void=True)
        assert confirm(money, money.paid)["state"] == "voided"
        money.pay(paid, 18_000_000, voucher=voucher)

    def test_waits_for_the_other_person(self, money, paid):
        propose(money, money.paid, amount=1)
        assert [item.step for item in money.list_waiting("subsidy_payment")] == ["更正待复核"]


def test_funds_hold_what_was_given_out_of_them(money, paid):
    address = f"/subsidy-allocations/{money.allocation}"
    propose(money, address, expect=RESTS, amount=9_999_999)
    propose(money, address, expect=RESTS, void=True)
    fund = f"/subsidy-funds/{money.get(address)['subsidy_fund_id']}"
    propose(money, fund, expect=RESTS, amount=17_999_999)
    propose(money, fund, expect=RESTS, void=True)
    propose(money, fund, amount=18_000_000)
    assert confirm(money, fund)["amount"] == 18_000_000


def test_a_receipt_that_was_too_large_makes_the_rest_due_again(money, paid):
    recovery = money.recover(paid, 2_000_000)
    receipt = f"/subsidy-receipts/{money.pay_back(recovery, 2_000_000)['id']}"
    propose(money, recovery, expect=RESTS, amount=1_000_000)
    propose(money, receipt, amount=1_500_000)
    confirm(money, receipt)
    assert money.get(recovery)["state"] == "checked"
    propose(money, recovery, amount=1_500_000, days=30)
    after = confirm(money, recovery)
    assert (money.get(recovery)["state"], after["days"]) == ("paid_back", 30)


def test_a_batch_is_put_right_and_void_only_before_anybody_applies(money, claim):
    address = f"/subsidy-batches/{money.batch}"
    propose(money, address, expect=RESTS, void=True)
    propose(money, address, rate=200_000)
    confirm(money, address)
    money.audit(claim)
    assert money.compute(claim)["granted"] == 12_000_000
    empty = f"/subsidy-batches/{money.new_batch()}"
    propose(money, empty, void=True)
    assert confirm(money, empty)["state"] == "voided"
