"""What the ledger of projects says of money: audited, granted, paid, and when; nothing before that."""

from __future__ import annotations

from datetime import timedelta

NOTHING = {"audited": None, "granted": None, "paid": None, "paid_on": None}


def read_money(money):
    (line,) = money.get("/projects")["items"]
    return {name: line[name] for name in NOTHING}


def test_follows_a_claim_from_the_audit_to_the_payment(money, claim):
    assert read_money(money) == NOTHING
    money.audit(claim, 60_000_000)
    assert read_money(money) == NOTHING | {"audited": 60_000_000}
    money.compute(claim)
    assert read_money(money)["granted"] is None  # worked out, and not agreed to by a meeting
    money.decide_on(claim)
    granted = read_money(money)["granted"]
    assert granted == money.get(claim)["granted"] > 0
    money.attach(claim, "evidence")
    money.show_claim(claim)
    money.go_to(money.today + timedelta(8))
    money.post(f"{claim}/clearance", {"objections": "未收到异议。"})
    money.fund(claim, granted)
    assert read_money(money)["paid"] is None
    money.pay(claim, 100)
    assert read_money(money) == {
        "audited": 60_000_000,
        "granted": granted,
        "paid": 100,
        "paid_on": money.today.isoformat(),
    }


def test_has_nothing_of_a_claim_that_was_withdrawn(money, claim):
    money.audit(claim, 60_000_000)
    money.withdraw(claim)
    assert read_money(money) == NOTHING


def test_has_an_amount_once_of_a_contract_that_is_claimed_in_two_batches(money, claim):
    money.audit(claim, 60_000_000)
    again = money.claim(money.new_batch(), money.contract)
    money.audit(again, 50_000_000)
    assert read_money(money)["audited"] == 50_000_000


def test_has_no_audit_that_nobody_has_checked(money, claim):
    money.audit(claim, 60_000_000, checked=False)
    assert read_money(money) == NOTHING
    assert money.read_sums().audited == 0
