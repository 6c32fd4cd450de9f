"""Money that several persons enter at the same moment: a number stands once, a sum is never exceeded."""

from __future__ import annotations

from functools import partial

import pytest

from tests.at_once import call_at_once
from tests.subsidies.money import FUND, NOTICE


def send_each(money, *requests, role="officer"):
    """Send requests at once, each by a person of its own by the version that stands; gives the statuses."""
    calls = []
    for path, body in requests:
        client = money.bureau.new_client(role)
        thing = "/".join(path.split("/")[:3])
        version = None if path.count("/") == 1 else client.get(thing).json["version"]
        calls.append(partial(client.post, path, body, version=version))
    return sorted(answer.status_code for answer in call_at_once(*calls))


@pytest.fixture
def pair(money, claim):
    """Two claims of different enterprises whose amounts are worked out."""
    other = money.claim(money.batch, money.new_contract(money.provider))
    for each in (claim, other):
        money.audit(each)
        money.compute(each)
    return claim, other


@pytest.fixture
def two(money, pair):
    """The same, granted 180,000 yuan each and shown."""
    for each in pair:
        money.decide_on(each)
        money.attach(each, "evidence")
        money.show_claim(each)
    money.go_to(money.today.replace(month=money.today.month + 1))
    for each in pair:
        money.post(f"{each}/clearance", {"objections": "无。"})
    return pair


@pytest.fixture
def paid(money, two):
    """The first is paid 100,000 yuan."""
    money.fund(two[0], 18_000_000)
    money.pay(two[0], 10_000_000)
    return two[0]


def test_a_batch_has_its_notice_once(money):
    batch = money.get(f"/subsidy-batches/{money.new_batch()}")
    body = {**NOTICE, "document_no": f"{batch['document_no']}之二"}
    assert send_each(money, *[("/subsidy-batches", body)] * 4) == [201, 409, 409, 409]


def test_a_document_of_funds_is_entered_once(money):
    body = {**FUND, "fund_on": money.today.isoformat(), "amount": 1_000_000}
    assert send_each(money, *[("/subsidy-funds", body)] * 4) == [201, 409, 409, 409]


def test_no_more_is_made_available_together_than_the_document_has(money, two):
    fund = money.new_fund(20_000_000)
    body = {"subsidy_fund_id": fund, "amount": 15_000_000}
    assert send_each(money, *((f"{claim}/funds", body) for claim in two)) == [201, 422]


def test_a_voucher_pays_one_claim(money, two):
    bodies = []
    for claim in two:
        money.fund(claim, 18_000_000)
        bodies.append((f"{claim}/payments", money.payment(1_000_000, voucher="P-88")))
    assert send_each(money, *bodies) == [201, 409]


def test_a_denial_has_its_number_once(money, pair):
    said = [money.deny(claim, denial_no="局企业函〔2026〕888号") for claim in pair]
    requests = zip((f"{claim}/denial" for claim in pair), said, strict=True)
    assert send_each(money, *requests, role="reviewer") == [200, 409]


def test_a_claim_is_decided_once(money, pair):
    meeting = money.hold()
    path = f"{pair[0]}/decision"
    first, second = send_each(money, *[(path, meeting)] * 2, role="reviewer")
    assert (first, second) in {(200, 409), (200, 412)}


def test_no_more_is_recovered_than_was_paid(money, paid):
    bodies = [(f"{paid}/recoveries", money.recovery(6_000_000)) for _ in range(2)]
    first, second = send_each(money, *bodies)
    assert first == 201
    assert second in {409, 412, 422}
    assert len(money.get("/subsidy-recoveries")["items"]) == 1


def test_no_more_is_paid_back_than_is_due(money, paid):
    recovery = money.recover(paid, 6_000_000)
    bodies = [(f"{recovery}/receipts", money.receipt(4_000_000)) for _ in range(2)]
    first, second = send_each(money, *bodies)
    assert first == 201
    assert second in {409, 412, 422}


def test_an_entry_is_put_right_once(money, paid):
    assert paid
    (payment,) = money.get("/subsidy-payments")["items"]
    path = f"/subsidy-payments/{payment['id']}/correction"
    bodies = [(path, {"reason": "登记有误。", "amount": amount}) for amount in (9_000_000, 8_000_000)]
    first, second = send_each(money, *bodies)
    assert first == 200
    assert second in {409, 412}


def test_a_denial_is_taken_back_once(money, pair):
    claim, _ = pair
    money.post(f"{claim}/denial", money.deny(claim), by=money.second)
    money.attach(claim, "official_text")
    said = {
        "taken_back_on": money.today.isoformat(),
        "taken_back_basis": "市政府行政复议决定书（黄府复〔2026〕5号）",
    }
    first, second = send_each(money, *[(f"{claim}/denial-withdrawal", said)] * 2, role="reviewer")
    assert first == 200
    assert second in {409, 412}


def test_a_report_drafted_meanwhile_knows_of_a_payment_or_does_not(money, two):
    money.fund(two[0], 18_000_000)
    made = money.post(f"{two[0]}/payments", money.payment(10_000_000))["id"]
    money.attach(f"/subsidy-payments/{made}", "voucher")
    check = (f"/subsidy-payments/{made}/confirmation", None)
    report = {
        "title": "月度调度表",
        "recipient": "省经信厅",
        "breakdown": "district",
        "as_of": money.today.isoformat(),
    }
    assert send_each(money, check, ("/reports", report)) == [200, 201]
    (drafted,) = money.get("/reports")["items"]
    assert money.get(f"/reports/{drafted['id']}/comparison")["reproduced"] is True
